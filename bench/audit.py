"""How long an audit of one station takes: first, again, from its ledgers alone, and `--help`.

    python bench/audit.py [STATION]

STATION (the example by default) is copied, so that its work folder begins empty. An audit where
nothing changed is told from memory; where a file did, all but what is in that file is remembered.
Beside it stands what a practitioner would have: a bare pandas read of every workbook, which counts
nothing. The first and the second audit are run once; each other line is the quickest of several
runs, for a slow one tells of the machine.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

EXAMPLE = Path(__file__).parents[1] / "examples" / "hulunbuir" / "station"
RUNS = 5
READ_ALL = (
    "import pathlib, sys, pandas\n"
    "for book in pathlib.Path(sys.argv[1]).rglob('*.xlsx'): pandas.read_excel(book, None)"
)


def main() -> None:
    """Print wall-clock and CPU seconds, those of child processes included."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("station", nargs="?", type=Path, default=EXAMPLE)
    given = parser.parse_args().station
    with tempfile.TemporaryDirectory() as folder:
        station = Path(shutil.copytree(given, Path(folder) / "station"))
        work = Path(folder) / "station.swaudit"
        swaudit = (sys.executable, "-m", "swaudit")
        audit = (*swaudit, "audit", str(station), "--exit-zero")
        told("audit --quick, nothing known yet", (*audit, "--quick"), lambda: forget(work), RUNS)
        told("audit, nothing known yet", audit, lambda: forget(work), 1)
        told("audit, nothing changed since", audit, nothing, 1)
        told("audit, a workbook saved since", audit, lambda: touch(station), RUNS)
        told("pandas reads the workbooks", (sys.executable, "-c", READ_ALL, station), nothing, RUNS)
        told("--help", (*swaudit, "--help"), nothing, RUNS)


def told(name: str, command: Sequence[str | Path], before: Callable[[], None], runs: int) -> None:
    """Print the quickest of so many runs; an exit code other than 0 ends the bench."""
    taken = []
    for _ in range(runs):
        before()
        used, begun = cpu(), time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken.append((time.perf_counter() - begun, cpu() - used))
    wall, seconds = min(taken)
    print(f"{wall:6.2f} s  {seconds:6.2f} CPU-s  {name}")


def cpu() -> float:
    """Return the CPU seconds of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def forget(work: Path) -> None:
    """Remove the work folder."""
    shutil.rmtree(work, ignore_errors=True)


def touch(station: Path) -> None:
    """Give every workbook the time of now."""
    for book in station.rglob("*.xlsx"):
        book.touch()


def nothing() -> None:
    """Leave everything as it is."""


if __name__ == "__main__":
    main()
