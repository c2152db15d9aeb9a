"""Readers of watermarks: ours, and what else one might run.

swaudit          what `swaudit photos` does, fingerprints apart
plain script     RapidOCR as it comes; the first date that fits a pattern, the first line that
                 names a 市, 区, 旗 or 镇; valid when both are found
whole frame      detection at 736 on the whole picture, every line read, then our own decision
whole, denormals the same in a session that takes denormal numbers for zero
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_DATE = re.compile(r"(20\d\d)[-./年](\d{1,2})[-./月](\d{1,2})")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)")
_PLACE = re.compile("[市区旗镇]")


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
    from swaudit.photos.watermark.ink import ink_of
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
            lines.append(Line(text, score, box, tilt, ink_of(picture, box)))
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
