"""Text lines of a picture, read by RapidOCR with the models its wheel carries.

One session per worker process: loading the models costs more than reading a photo.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from swaudit.photos.decode import shrink

if TYPE_CHECKING:
    from PIL import Image

Box = tuple[float, float, float, float]

DETECTION_SIDE = 736
READING_SIDE = 1600


@dataclass(frozen=True)
class Line:
    """One line of text in a picture.

    `score` 0..1; `box` (left, top, right, bottom) in fractions of the picture; `tilt` the angle of
    its baseline in degrees, 0 when it runs level, as everything a camera draws does.
    """

    text: str
    score: float
    box: Box
    tilt: float = 0.0

    @property
    def height(self) -> float:
        """The height of the line in fractions of the picture's height."""
        return self.box[3] - self.box[1]


def read_lines(picture: Image.Image) -> list[Line]:
    """Return the text lines of an upright RGB picture, from top to bottom.

    Text is found on the whole picture at DETECTION_SIDE pixels, small lines below that are lost at
    480; it is recognised from READING_SIDE pixels.
    """
    reduced = shrink(picture, READING_SIDE)
    bgr = np.asarray(reduced)[:, :, ::-1]
    # The three flags stick from call to call, so every call says all of them.
    found = _session()(bgr, use_det=True, use_cls=False, use_rec=True)
    if found.boxes is None or found.txts is None or found.scores is None:
        return []
    return [
        _line(quad, text, score, reduced.size)
        for quad, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
    ]


@cache
def _session() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Det.limit_type": "max",
            "Det.limit_side_len": DETECTION_SIDE,
            # Line by line: no padding to the longest of a batch, which costs time and spaces.
            "Rec.rec_batch_num": 1,
            "Rec.rec_img_shape": [3, 48, 160],
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _line(quad: Any, text: str, score: float, size: tuple[int, int]) -> Line:
    (left, top), (right, bottom) = np.min(quad, axis=0), np.max(quad, axis=0)
    width, height = size
    box = (left / width, top / height, right / width, bottom / height)
    along = quad[1] - quad[0]
    return Line(
        text=text,
        score=round(float(score), 3),
        box=tuple(round(min(max(float(edge), 0.0), 1.0), 4) for edge in box),  # type: ignore[arg-type]
        tilt=round(math.degrees(math.atan2(float(along[1]), float(along[0]))), 2),
    )
