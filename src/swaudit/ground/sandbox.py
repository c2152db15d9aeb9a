"""The pool of child processes in which files from outside are parsed.

A parser may hang, crash the interpreter or eat all memory on a hostile file; in a child it costs
that file alone. Children are spawned (never forked, so that every platform behaves alike), start
only when there is work, and are watched by the parent for time and memory.
"""

from __future__ import annotations

import gc
import hashlib
import os
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pebble import ProcessPool

MAX_FILE_BYTES = 256 * 1024 * 1024
MAX_CHILD_BYTES = 2 * 1024**3
WATCH_SECONDS = 0.2
LOST_SECONDS = 60
"""Beyond a file's own time: when nothing came of any file for so long, a child was lost."""

Parser = Callable[[bytes, str], Any]
"""A module-level function (content, file name) → a value of plain JSON types."""


@dataclass(frozen=True)
class Parsed:
    """What came of one file: the hash of the bytes that were parsed and the value, or a problem.

    `problem` is a message code: file.crashed, file.timed_out, file.too_large, file.gone or
    file.failed.
    """

    path: Path
    sha256: str | None
    value: Any = None
    problem: str | None = None


class Sandbox:
    """Children in which files are parsed: started for the first file, and kept for the next ones.

    Use as a context manager. `workers` children at most parse at a time, by default one per core.
    """

    def __init__(self, workers: int | None = None) -> None:
        self._workers = workers or os.cpu_count() or 1
        self._pool: ProcessPool | None = None
        self._watch = _MemoryWatch()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def parse_all(
        self, paths: Sequence[Path], parser: Parser, *, seconds: float
    ) -> Iterator[Parsed]:
        """Run `parser` on each file in a child and yield each outcome as it is done.

        `seconds` bounds one file's time. Nothing is started for an empty `paths`. The caller may
        stop early by closing the iterator; the children then end at once.
        """
        waiting = list(reversed(paths))
        while waiting:
            for path in (yield from self._until_broken(waiting, parser, seconds, self._workers)):
                # One of these broke the pool: alone each shows whether it was this one.
                if (yield from self._until_broken([path], parser, seconds, 1)):
                    yield Parsed(path, None, problem="file.crashed")

    def close(self) -> None:
        """End the children at once; the next file has new ones."""
        self._watch.stop()
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()
            self._pool = None

    def _until_broken(
        self, waiting: list[Path], parser: Parser, seconds: float, at_once: int
    ) -> Generator[Parsed, None, list[Path]]:
        """Yield the outcomes of files taken from the end of `waiting`, from one pool.

        Returns the files in hand when the pool broke, which it does where a child dies before it
        could say which file it had; none of them when all of `waiting` is done.
        """
        from concurrent.futures import FIRST_COMPLETED, Future, wait
        from concurrent.futures.process import BrokenProcessPool

        running: dict[Future[Any], Path] = {}
        sound = False
        pool = self._started()
        try:
            while waiting or running:
                # Only as many tasks as workers are handed out, so that the time of one file does
                # not run while it waits for another.
                while waiting and len(running) < at_once:
                    args = (str(waiting[-1]), parser)
                    try:
                        handed = pool.schedule(_parse_one, args=args, timeout=seconds)
                    except RuntimeError:  # the pool broke while it had nothing to do
                        return list(running.values())
                    running[handed] = waiting.pop()
                done, _ = wait(running, timeout=seconds + LOST_SECONDS, return_when=FIRST_COMPLETED)
                if not done:
                    return list(running.values())
                for future in done:
                    if isinstance(future.exception(), BrokenProcessPool):
                        return list(running.values())
                    yield _outcome(future, running.pop(future))
            sound = True
            return []
        finally:
            if not sound:
                self.close()

    def _started(self) -> ProcessPool:
        if self._pool is None:
            import multiprocessing

            from pebble import ProcessPool

            self._pool = ProcessPool(
                max_workers=self._workers,
                context=multiprocessing.get_context("spawn"),
                initializer=_settle_child,
            )
            self._watch = _MemoryWatch()
            self._watch.start()
        return self._pool


def parse_all(
    paths: Sequence[Path], parser: Parser, *, seconds: float, workers: int | None = None
) -> Iterator[Parsed]:
    """Run `parser` on each file like a `Sandbox`, in children that end with the last file."""
    with Sandbox(min(workers or os.cpu_count() or 1, max(1, len(paths)))) as children:
        yield from children.parse_all(paths, parser, seconds=seconds)


def _outcome(future: Any, path: Path) -> Parsed:
    from concurrent.futures import TimeoutError as FutureTimeout

    from pebble import ProcessExpired

    try:
        sha256, value, problem = future.result()
        return Parsed(path, sha256, value, problem)
    except FutureTimeout:
        return Parsed(path, None, problem="file.timed_out")
    except ProcessExpired:
        return Parsed(path, None, problem="file.crashed")


def collect_rarely() -> None:
    """Look for cycles among values rarely: what is read is many small values and hardly a cycle."""
    gc.set_threshold(200_000, 20, 20)


def _settle_child() -> None:
    import signal

    collect_rarely()
    # Native decoders complain of hostile files on their own: the parent's output is not theirs.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    # Ctrl-C is the parent's to handle; native libraries keep to the one core a child has.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"


def _parse_one(path: str, parser: Parser) -> tuple[str | None, Any, str | None]:
    try:
        if os.path.getsize(path) > MAX_FILE_BYTES:
            return None, None, "file.too_large"
        content = Path(path).read_bytes()
    except OSError:
        return None, None, "file.gone"
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        return sha256, parser(content, os.path.basename(path)), None
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # parsers in Rust panic with a BaseException
        return sha256, None, "file.failed"


class _MemoryWatch(threading.Thread):
    """Kills any child that holds more memory than one file may cost."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._stopped = threading.Event()

    def stop(self) -> None:
        self._stopped.set()

    def run(self) -> None:
        import psutil

        parent = psutil.Process()
        while not self._stopped.wait(WATCH_SECONDS):
            for child in parent.children(recursive=True):
                try:
                    if child.memory_info().rss > MAX_CHILD_BYTES:
                        child.kill()
                except psutil.Error:
                    continue


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's content, read in pieces. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
