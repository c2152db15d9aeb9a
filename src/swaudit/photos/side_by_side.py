"""Both photos of a pair as one picture for a report: aligned, with what was changed marked."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from swaudit.model.photo import PhotoFacts
from swaudit.photos.candidates import candidates
from swaudit.photos.fingerprint import read_fingerprint, shrunk
from swaudit.photos.likeness import BLOCK
from swaudit.photos.look import open_looks, parse_view
from swaudit.photos.verdict import Look, Verdict, decide

if TYPE_CHECKING:
    import numpy.typing as npt

_GAP = 12
_RED = (220, 30, 30)


def side_by_side(a: tuple[Path, PhotoFacts], b: tuple[Path, PhotoFacts]) -> bytes | None:
    """Return a JPEG of two photos: `a`, turned and cut as `b` lies on it, left of `b`.

    Regions that differ are framed in red in both. None where a file cannot be opened any more;
    where the two cannot be laid on each other they stand as they are.
    """
    known = {path: facts.sha256 for path, facts in (a, b)}
    views = open_looks(list(known), parse_view, known=known)
    if len(views) < len(known):
        return None
    left, right = views[a[0]], views[b[0]]
    verdict = _verdict(left, right, a[1], b[1])
    if verdict is not None:
        left, right = _laid(left, right, verdict)
    return _jpeg(left, right)


def _verdict(
    left: npt.NDArray[np.uint8], right: npt.NDArray[np.uint8], a: PhotoFacts, b: PhotoFacts
) -> Verdict | None:
    if not a.fingerprint or not b.fingerprint:
        return None
    found = candidates([read_fingerprint(a.fingerprint), read_fingerprint(b.fingerprint)])
    looks = [
        Look(_grey(view), facts.watermark.boxes if facts.watermark else ())
        for view, facts in ((left, a), (right, b))
    ]
    return decide(looks[0], looks[1], found[0]) if found else None


def _grey(view: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    from PIL import Image

    return np.asarray(shrunk(Image.fromarray(view)))


def _laid(
    left: npt.NDArray[np.uint8], right: npt.NDArray[np.uint8], verdict: Verdict
) -> tuple[Any, Any]:
    """Return both in the frame of the smaller, at the size of its view, with the marks."""
    import cv2

    if verdict.mirrored:
        left = np.ascontiguousarray(left[:, ::-1])
    larger, smaller = (left, right) if verdict.first_is_larger else (right, left)
    shape = verdict.alignment.covered.shape
    enlarge = smaller.shape[0] / shape[0]
    shrink = _grey(larger).shape[0] / larger.shape[0]
    up, down = np.diag([enlarge, enlarge, 1.0]), np.diag([shrink, shrink, 1.0])
    matrix = up @ verdict.alignment.matrix @ down
    laid = cv2.warpPerspective(larger, matrix, (smaller.shape[1], smaller.shape[0]))
    marked = [_marked(one, verdict, BLOCK * enlarge) for one in (laid, smaller)]
    return (marked[0], marked[1]) if verdict.first_is_larger else (marked[1], marked[0])


def _marked(view: Any, verdict: Verdict, block: float) -> Any:
    import cv2

    view = view.copy()
    differs = verdict.likeness.differs.astype(np.uint8)
    count, _, boxes, _ = cv2.connectedComponentsWithStats(differs, connectivity=8)
    for left, top, width, height, _ in boxes[1:count]:
        low = (round((left + width) * block), round((top + height) * block))
        cv2.rectangle(view, (round(left * block), round(top * block)), low, _RED, 3)
    return view


def _jpeg(left: Any, right: Any) -> bytes:
    from PIL import Image

    height = max(left.shape[0], right.shape[0])
    sheet = Image.new("RGB", (left.shape[1] + _GAP + right.shape[1], height), "white")
    sheet.paste(Image.fromarray(left), (0, 0))
    sheet.paste(Image.fromarray(right), (left.shape[1] + _GAP, 0))
    content = io.BytesIO()
    sheet.save(content, "JPEG", quality=85)
    return content.getvalue()
