"""Where text stands in a picture and what it says, by the models that RapidOCR's wheel carries.

One session of each model per worker process: loading them costs more than reading a photo. The
sessions are made here and not by RapidOCR, whose settings lack the one that matters: the
detector's activations run into denormal numbers, which cost an Intel core four times the rest of
the work unless they are taken as zero. onnxruntime sets that for the thread that makes the first
session of a process, so a worker must read in the thread in which it began.
"""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from swaudit.photos.watermark.lines import Spot

Pixels = npt.NDArray[np.uint8]
"""A picture as rows × columns × (blue, green, red)."""
_DETECTOR, _RECOGNISER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
_GRID = 32  # the detector's sides are multiples of it
_ROW_PIXELS = 48  # the recogniser's only height
_LEAST_WIDTH, _MOST_WIDTH = 48, 1600
_LEAST_LEANING = 2.0  # widths per height: a letter alone has no baseline that could lean


def detect(pixels: Pixels) -> list[Spot]:
    """Return where text stands in a picture, found at the very size given: cost grows with it."""
    import cv2

    height, width = (max(_GRID, round(side / _GRID) * _GRID) for side in pixels.shape[:2])
    fitted = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA)
    found = _run(_session(_DETECTOR), fitted.astype(np.float32) / 127.5 - 1)
    quads, _ = _outlines()(found, (height, width))
    return [_spot(quad, width, height) for quad in quads]


def recognise(row: Pixels) -> tuple[str, float]:
    """Return what a picture of one level line says, and how sure that is (0..1)."""
    import cv2

    width = round(row.shape[1] * _ROW_PIXELS / row.shape[0])
    width = min(max(width, _LEAST_WIDTH), _MOST_WIDTH)
    way = cv2.INTER_AREA if row.shape[0] > _ROW_PIXELS else cv2.INTER_LINEAR
    fitted = cv2.resize(row, (width, _ROW_PIXELS), interpolation=way)
    odds = _run(_session(_RECOGNISER), fitted.astype(np.float32) / 127.5 - 1)[0]
    best, letters = odds.argmax(axis=1), _letters()
    # CTC: a sign that goes on is one sign, and sign 0 stands for nothing.
    kept = [at for at, sign in enumerate(best) if sign and (at == 0 or sign != best[at - 1])]
    if not kept:
        return "", 0.0
    sure = float(np.mean([odds[at, best[at]] for at in kept]))
    return "".join(letters[best[at]] for at in kept), sure


def _run(session: Any, pixels: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    batch = np.ascontiguousarray(pixels.transpose(2, 0, 1)[None])
    result: npt.NDArray[np.float32] = session.run(None, {session.get_inputs()[0].name: batch})[0]
    return result


@cache
def _session(model: str) -> Any:
    import onnxruntime
    import rapidocr

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # A plan of memory is kept for every size of picture, and nearly all differ.
    options.enable_mem_pattern = False
    options.add_session_config_entry("session.set_denormal_as_zero", "1")
    path = Path(rapidocr.__file__).parent / "models" / model
    return onnxruntime.InferenceSession(
        str(path), sess_options=options, providers=["CPUExecutionProvider"]
    )


@cache
def _letters() -> list[str]:
    listed = _session(_RECOGNISER).get_modelmeta().custom_metadata_map["character"]
    return ["", *listed.splitlines(), " "]


@cache
def _outlines() -> Any:
    from rapidocr.ch_ppocr_det.utils import DBPostProcess

    return DBPostProcess(
        thresh=0.3, box_thresh=0.5, max_candidates=1000, unclip_ratio=1.6, use_dilation=True
    )


def _spot(quad: Any, width: int, height: int) -> Spot:
    (left, top), (right, low) = np.min(quad, axis=0), np.max(quad, axis=0)
    along = quad[1] - quad[0]
    if right - left < _LEAST_LEANING * (low - top):
        along = np.array([1.0, 0.0])
    tilt = math.degrees(math.atan2(float(along[1]), float(along[0])))
    edges = (left / width, top / height, right / width, low / height)
    first, second, third, fourth = (min(max(float(edge), 0.0), 1.0) for edge in edges)
    return Spot((first, second, third, fourth), round(tilt, 2))
