"""How well and at what cost watermarks are read, beside what else one might run.

    python -m bench.watermark [--split held-out] [--count 120] [--backgrounds FOLDER]…

Ctrl-C ends it early, with the table of the photos read so far.

Draws photos of every layout family and of what is no watermark (`bench/stamped`), hands each file
to every reader in turn, and prints a table. The readers run in a process of their own each, with
one thread, photo by photo in turn, so that other work on the machine slows all of them alike. Cost
is CPU time from bytes to verdict, the decoding of the picture included; loading is not.

Readers:
  swaudit          what `swaudit photos` does, fingerprints apart
  plain script     RapidOCR as it comes; the first date that fits a pattern, the first line that
                   names a 市, 区, 旗 or 镇; valid when both are found
  whole frame      detection at 736 on the whole picture, every line read, then our own decision
  whole, denormals the same in a session that takes denormal numbers for zero
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
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bench.stamped.facts import Split
from bench.stamped.families import FAMILIES
from bench.stamped.sample import Sample, samples

ASKED = ("decision", "minute", "date", "place", "coordinates", "code")
_DATE = re.compile(r"(20\d\d)[-./年](\d{1,2})[-./月](\d{1,2})")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)")
_PLACE = re.compile("[市区旗镇]")
# The photos the cost is stated for: phone screens to phone cameras.
_PRICED = range(1080, 4001)


@dataclass(frozen=True)
class Answer:
    """What a reader made of a photo; `seconds` of CPU time it took."""

    verdict: str
    time: str | None
    place: str | None
    lat: float | None
    lon: float | None
    code: str | None
    seconds: float


Said = tuple[str, str | None, str | None, float | None, float | None, str | None]
Reader = Callable[[bytes], Said]


def swaudit_reader() -> Reader:
    from swaudit.photos.decode import open_picture, upright
    from swaudit.photos.watermark.look import read_picture
    from swaudit.photos.watermark.read import verdict

    def read(content: bytes) -> Said:
        stamp, _ = read_picture(upright(open_picture(content)))
        return _said(verdict(stamp), stamp)

    return read


def plain_script() -> Reader:
    from rapidocr import RapidOCR

    ocr = RapidOCR(params={"Global.log_level": "critical", **_ONE_THREAD})

    def read(content: bytes) -> Said:
        lines = list(ocr(content).txts or ())
        text = "\n".join(lines)
        day, clock = _DATE.search(text), _CLOCK.search(text)
        place = next((line for line in lines if _PLACE.search(line)), None)
        moment = None
        if day:
            moment = f"{day[1]}-{int(day[2]):02d}-{int(day[3]):02d}"
            moment += f"T{int(clock[1]):02d}:{clock[2]}" if clock else ""
        verdict = {
            (True, True): "valid",
            (True, False): "no_place",
            (False, True): "no_time",
            (False, False): "no_watermark",
        }[moment is not None, place is not None]
        return verdict, moment, place, None, None, None

    return read


def whole_frame() -> Reader:
    import numpy as np
    from rapidocr import RapidOCR

    from swaudit.photos.decode import open_picture, shrink, upright
    from swaudit.photos.watermark.lines import Line
    from swaudit.photos.watermark.read import read_stamp, verdict

    ocr = RapidOCR(
        params={
            "Global.log_level": "critical",
            "Det.limit_type": "max",
            "Det.limit_side_len": 736,
            "Rec.rec_batch_num": 1,
            "Rec.rec_img_shape": [3, 48, 160],
            **_ONE_THREAD,
        }
    )

    def read(content: bytes) -> Said:
        picture = shrink(upright(open_picture(content)), 1600)
        found = ocr(np.asarray(picture)[:, :, ::-1], use_det=True, use_cls=False, use_rec=True)
        lines = []
        for quad, text, score in zip(
            found.boxes if found.boxes is not None else (),
            found.txts or (),
            found.scores or (),
            strict=True,
        ):
            (left, top), (right, bottom) = np.min(quad, axis=0), np.max(quad, axis=0)
            wide, tall = picture.size
            along = quad[1] - quad[0]
            tilt = float(np.degrees(np.arctan2(along[1], along[0])))
            box = (left / wide, top / tall, right / wide, bottom / tall)
            lines.append(Line(text, score, box, tilt))
        stamp, _ = read_stamp(lines)
        return _said(verdict(stamp), stamp)

    return read


def whole_frame_flushed() -> Reader:
    import onnxruntime
    import rapidocr

    # The first session of a process decides how its thread treats denormal numbers.
    options = onnxruntime.SessionOptions()
    options.add_session_config_entry("session.set_denormal_as_zero", "1")
    models = Path(rapidocr.__file__).parent / "models"
    onnxruntime.InferenceSession(str(next(models.glob("*cls*.onnx"))), options)
    return whole_frame()


READERS: Mapping[str, Callable[[], Reader]] = {
    "swaudit": swaudit_reader,
    "plain script": plain_script,
    "whole frame": whole_frame,
    "whole, denormals": whole_frame_flushed,
}
_ONE_THREAD = {
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


def _said(verdict: str, stamp: Any) -> Said:
    if stamp is None:
        return verdict, None, None, None, None, None
    return verdict, stamp.time, stamp.place, stamp.lat, stamp.lon, stamp.code


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
    names: Sequence[str], drawn: Iterator[Sample]
) -> tuple[list[tuple[Sample, dict[str, Answer]]], dict[str, float]]:
    """Return each sample with every reader's answer, and each reader's peak memory in MB."""
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
            for name, pipe in pipes.items():
                pipe.send(sample.content)
                told[name] = pipe.recv()
            given.append((_without_content(sample), told))
    peaks = {}
    for name, pipe in pipes.items():
        pipe.send(None)
        while isinstance(peak := pipe.recv(), Answer):
            pass  # what was on its way when the run was stopped
        peaks[name] = peak
    return given, peaks


def judged(sample: Sample, answer: Answer) -> dict[str, bool]:
    """Return which of ASKED the answer got right, of what the photo shows."""
    right = {"decision": answer.verdict == sample.verdict}
    if sample.time:
        right["date"] = (answer.time or "")[:10] == sample.time[:10]
        if "T" in sample.time:
            right["minute"] = answer.time == sample.time
    if sample.place:
        right["place"] = _letters(answer.place) == _letters(sample.place)
    if sample.lat:
        right["coordinates"] = (answer.lat, answer.lon) == (sample.lat, sample.lon)
    if sample.code:
        right["code"] = answer.code == sample.code
    return right


def _letters(text: str | None) -> str:
    """Return the letters and digits of a place: spaces and dots are not part of it."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text or ""))


def _without_content(sample: Sample) -> Sample:
    return Sample(**{**sample.__dict__, "content": b""})


def report(given: list[tuple[Sample, dict[str, Answer]]], peaks: Mapping[str, float]) -> str:
    """Return the tables as Markdown."""
    names = list(peaks)
    lines = ["| reader | " + " | ".join(ASKED) + " | scene taken | CPU-s | of whole | MB |"]
    lines.append("|---" * (len(ASKED) + 5) + "|")
    costs = {
        name: [told[name].seconds for sample, told in given if max(sample.size) in _PRICED]
        for name in names
    }
    for name in names:
        cells = [
            _share([right[what] for right in _all_judged(given, name) if what in right])
            for what in ASKED
        ]
        taken = [
            told[name].verdict != "no_watermark"
            for sample, told in given
            if sample.verdict == "no_watermark"
        ]
        mean = statistics.fmean(costs[name])
        ratios = [
            f"{mean / statistics.fmean(costs[other]):.2f}" for other in names if "whole" in other
        ]
        figures = [_share(taken), f"{mean:.2f}", " / ".join(ratios), f"{peaks[name]:.0f}"]
        lines.append(f"| {name} | " + " | ".join((*cells, *figures)) + " |")
    lines += ["", "| layout | photos | " + " | ".join(ASKED) + " | CPU-s |"]
    lines.append("|---" * (len(ASKED) + 3) + "|")
    by_kind = defaultdict(list)
    for sample, told in given:
        by_kind[sample.kind].append((sample, told))
    for kind, rows in by_kind.items():
        right = list(_all_judged(rows, "swaudit"))
        cells = [_share([one[what] for one in right if what in one]) for what in ASKED]
        mean = statistics.fmean(told["swaudit"].seconds for _, told in rows)
        lines.append(f"| {kind} | {len(rows)} | " + " | ".join(cells) + f" | {mean:.2f} |")
    return "\n".join(lines)


def _all_judged(
    given: Sequence[tuple[Sample, Mapping[str, Answer]]], name: str
) -> Iterator[dict[str, bool]]:
    for sample, told in given:
        yield judged(sample, told[name])


def _share(hits: Sequence[bool]) -> str:
    return f"{100 * sum(hits) / len(hits):.1f} %" if hits else "–"


def main() -> None:
    told = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    told.add_argument("--split", choices=("development", "held-out"), default="development")
    told.add_argument("--first", type=int, default=0)
    told.add_argument("--count", type=int, default=48)
    told.add_argument("--side", type=int, help="long side of every photo")
    told.add_argument("--backgrounds", type=Path, action="append", default=[])
    told.add_argument("--readers", nargs="+", choices=list(READERS), default=list(READERS))
    told.add_argument("--misses", action="store_true", help="list what swaudit got wrong")
    asked = told.parse_args()
    split: Split = asked.split
    photos = sorted(path for folder in asked.backgrounds for path in folder.glob("*.jpg"))
    numbers = range(asked.first, asked.first + asked.count)
    given, peaks = answers(asked.readers, samples(split, numbers, photos, asked.side))
    stamped = sum(sample.kind in FAMILIES for sample, _ in given)
    print(f"{len(given)} photos ({stamped} with a stamp), {split}\n")
    print(report(given, peaks))
    if asked.misses:
        for sample, answer in ((sample, answers["swaudit"]) for sample, answers in given):
            wrong = [what for what, right in judged(sample, answer).items() if not right]
            if wrong:
                print(sample.name, sample.kind, *wrong, answer, sep=" · ")


if __name__ == "__main__":
    main()
