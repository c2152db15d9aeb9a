"""How well and at what cost watermarks are read, beside what else one might run.

    python -m bench.watermark [--split held-out] [--count 120] [--beside 58] [--backgrounds FOLDER]…

Ctrl-C ends it early, with the table of the photos read so far.

Draws photos of every layout family and of what is no watermark (`bench/stamped`), hands each file
to every reader in turn (to the others than the first only the first `--beside` files), and prints
tables. The readers (`bench/stamped/readers.py`) run in a process of their own each, with one
thread, photo by photo in turn, so that other work on the machine slows all of them alike. Cost is
CPU time from bytes to verdict, the decoding of the picture included; loading is not.

The accounting is strict: a stamp left to a person is not decided rightly, nor is any of it read
(minute, date and place count where they are legible, `bench/stamped/legible.py`);
a picture without a stamp is taken for one whatever the stamp is said to be worth.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import os
import platform
import re
import resource
import signal
import statistics
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from bench.stamped.facts import Split
from bench.stamped.families import FAMILIES
from bench.stamped.readers import READERS, Answer
from bench.stamped.sample import Sample, samples

ASKED = ("decision", "minute", "date", "place", "coordinates", "code")
LEGIBLE = ("minute", "date", "place")
# The photos the cost is stated for: phone screens to phone cameras.
_PRICED = range(1080, 4001)


def _serve(name: str, pipe: Connection) -> None:
    for library in ("OMP", "OPENBLAS", "MKL"):
        os.environ[f"{library}_NUM_THREADS"] = "1"
    import cv2

    cv2.setNumThreads(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent's to handle
    read = READERS[name]()
    read(pipe.recv())  # the first picture loads the models
    pipe.send(None)
    while (content := pipe.recv()) is not None:
        begun = time.process_time()
        said = read(content)
        pipe.send(Answer(*said, time.process_time() - begun))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    pipe.send(peak / 1024 if platform.system() == "Linux" else peak / 1024**2)


def answers(
    names: Sequence[str], drawn: Iterator[Sample], beside: int
) -> tuple[list[tuple[Sample, dict[str, Answer]]], dict[str, float]]:
    """Return each sample with the readers' answers, and each reader's peak memory in MB.

    The first reader answers for all samples, the others for the first `beside`.
    """
    context = multiprocessing.get_context("spawn")
    pipes: dict[str, Connection] = {}
    for name in names:
        pipes[name], far = context.Pipe()
        context.Process(target=_serve, args=(name, far), daemon=True).start()
    given: list[tuple[Sample, dict[str, Answer]]] = []
    with contextlib.suppress(KeyboardInterrupt):
        for sample in drawn:
            if not given:
                for pipe in pipes.values():
                    pipe.send(sample.content)
                    pipe.recv()
            told = {}
            for name in names[: None if len(given) < beside else 1]:
                pipes[name].send(sample.content)
                told[name] = pipes[name].recv()
            given.append((_without_content(sample), told))
    peaks = {}
    for name, pipe in pipes.items():
        pipe.send(None)
        while isinstance(peak := pipe.recv(), Answer):
            pass  # what was on its way when the run was stopped
        peaks[name] = peak
    return given, peaks


def judged(sample: Sample, answer: Answer) -> dict[str, bool]:
    """Return which of ASKED the answer got right, of what can be read in the photo."""
    right = {"decision": answer.verdict == sample.verdict}
    shown = shown_by(sample) & sample.legible
    if "date" in shown:
        right["date"] = (answer.time or "")[:10] == (sample.time or "")[:10]
    if "minute" in shown:
        right["minute"] = answer.time == sample.time
    if "place" in shown:
        right["place"] = _letters(answer.place) == _letters(sample.place)
    if sample.lat:
        right["coordinates"] = (answer.lat, answer.lon) == (sample.lat, sample.lon)
    if sample.code:
        right["code"] = answer.code == sample.code
    return right


def shown_by(sample: Sample) -> set[str]:
    """Return which of "minute", "date" and "place" a photo shows, legibly or not."""
    clocked = sample.time is not None and "T" in sample.time
    told = {"minute": clocked, "date": sample.time, "place": sample.place}
    return {what for what, shown in told.items() if shown}


def _letters(text: str | None) -> str:
    """Return the letters and digits of a place: spaces and dots are not part of it."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text or ""))


def _without_content(sample: Sample) -> Sample:
    return Sample(**{**sample.__dict__, "content": b""})


def report(given: list[tuple[Sample, dict[str, Answer]]], peaks: Mapping[str, float]) -> str:
    """Return the tables as Markdown."""
    names, asked = list(peaks), " | ".join(ASKED)
    lines = [f"| reader | photos | {asked} | scene taken | CPU-s | of whole | MB |"]
    lines.append("|---" * (len(ASKED) + 6) + "|")
    for name in names:
        seen = [(sample, told[name]) for sample, told in given if name in told]
        taken = [
            answer.verdict != "no_watermark"
            for sample, answer in seen
            if sample.verdict == "no_watermark"
        ]
        cost = f"{_cost(given, [name])[name]:.2f}"
        ratios = []
        for other in names:
            if "whole" in other:
                both = _cost(given, [name, other])
                ratios.append(f"{both[name] / both[other]:.2f}")
        figures = [_share(taken), cost, " / ".join(ratios), f"{peaks[name]:.0f}"]
        lines.append(f"| {name} | " + " | ".join((*_cells(seen), *figures)) + " |")
    ours = [(sample, told["swaudit"]) for sample, told in given if "swaudit" in told]
    kinds, forms = defaultdict(list), defaultdict(list)
    for sample, answer in ours:
        kinds[sample.kind].append((sample, answer))
        for form in sample.forms:
            forms[form].append((sample, answer))
    for title, groups in (("layout", kinds), ("form", dict(sorted(forms.items())))):
        lines += ["", f"| {title} | photos | {asked} | CPU-s |"]
        lines.append("|---" * (len(ASKED) + 3) + "|")
        for group, seen in groups.items():
            mean = statistics.fmean(answer.seconds for _, answer in seen)
            lines.append(f"| {group} | " + " | ".join(_cells(seen)) + f" | {mean:.2f} |")
    return "\n".join(lines)


def _cost(
    given: Sequence[tuple[Sample, Mapping[str, Answer]]], names: Sequence[str]
) -> dict[str, float]:
    """Return each reader's mean seconds on the priced photos that all of them read."""
    common = [
        told
        for sample, told in given
        if max(sample.size) in _PRICED and all(name in told for name in names)
    ]
    return {name: statistics.fmean(told[name].seconds for told in common) for name in names}


def _cells(seen: Sequence[tuple[Sample, Answer]]) -> list[str]:
    right = [judged(sample, answer) for sample, answer in seen]
    return [
        str(len(seen)),
        *(_share([one[what] for one in right if what in one]) for what in ASKED),
    ]


def _share(hits: Sequence[bool]) -> str:
    return f"{100 * sum(hits) / len(hits):.1f} %" if hits else "–"


def main() -> None:
    told = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    told.add_argument("--split", choices=("development", "held-out"), default="development")
    told.add_argument("--first", type=int, default=0)
    told.add_argument("--count", type=int, default=48)
    told.add_argument("--beside", type=int, help="how many photos the other readers read, too")
    told.add_argument("--side", type=int, help="long side of every photo")
    told.add_argument("--backgrounds", type=Path, action="append", default=[])
    told.add_argument("--readers", nargs="+", choices=list(READERS), default=list(READERS))
    told.add_argument("--misses", action="store_true", help="list what swaudit got wrong")
    asked = told.parse_args()
    split: Split = asked.split
    photos = sorted(path for folder in asked.backgrounds for path in folder.glob("*.jpg"))
    numbers = range(asked.first, asked.first + asked.count)
    beside = asked.count if asked.beside is None else asked.beside
    given, peaks = answers(asked.readers, samples(split, numbers, photos, asked.side), beside)
    stamped = sum(sample.kind in FAMILIES for sample, _ in given)
    written = sum(sample.kind.startswith("scene ") for sample, _ in given)
    print(f"{len(given)} photos, {stamped} with a stamp, {written} with scene text; {split}")
    small = Counter(what for sample, _ in given for what in shown_by(sample) - sample.legible)
    print("too small to read:", ", ".join(f"{what} {small[what]}" for what in LEGIBLE), "\n")
    print(report(given, peaks))
    if asked.misses:
        for sample, answer in ((sample, answers["swaudit"]) for sample, answers in given):
            wrong = [what for what, right in judged(sample, answer).items() if not right]
            if wrong:
                print(sample.name, sample.kind, *wrong, answer, sep=" · ")


if __name__ == "__main__":
    main()
