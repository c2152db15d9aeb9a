"""Both photos of a pair as pictures for a report: aligned, with what was changed marked."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from swaudit.model.photo import PhotoFacts
from swaudit.photos.candidates import candidates
from swaudit.photos.fingerprint import read_fingerprint, shrunk
from swaudit.photos.likeness import BLOCK, likeness
from swaudit.photos.look import open_looks, parse_view
from swaudit.photos.verdict import Look, Verdict, decide

if TYPE_CHECKING:
    import numpy.typing as npt

    _View = tuple[npt.NDArray[np.uint8], PhotoFacts]

_GAP = 12
_AROUND = 4
_RED = (220, 30, 30)


def side_by_side(a: tuple[Path, PhotoFacts], b: tuple[Path, PhotoFacts]) -> bytes | None:
    """Return a JPEG of two photos: `a`, turned and cut as `b` lies on it, left of `b`.

    Regions that differ, in their stamps too, are framed in red in both. None where a file cannot
    be opened any more; where the two cannot be laid on each other they stand as they are.
    """
    known = {path: facts.sha256 for path, facts in (a, b)}
    views = open_looks(list(known), parse_view, known=known)
    if len(views) < len(known):
        return None
    return _jpeg(*laid((views[a[0]], a[1]), (views[b[0]], b[1])))


def laid(a: _View, b: _View) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """Return two views (pixels, facts) laid on each other, what differs framed; see above."""
    verdict = _verdict(a[0], b[0], a[1], b[1])
    return (a[0], b[0]) if verdict is None else _laid(a, b, verdict)


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
    a: _View, b: _View, verdict: Verdict
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """Return both in the frame of the smaller, at the size of its view, with the marks."""
    import cv2

    sides = [(view, _stamp(view, facts)) for view, facts in (a, b)]
    if verdict.mirrored:
        view, stamp = sides[0]
        sides[0] = np.ascontiguousarray(view[:, ::-1]), np.ascontiguousarray(stamp[:, ::-1])
    (larger, over), (smaller, under) = sides if verdict.first_is_larger else sides[::-1]
    size = (smaller.shape[1], smaller.shape[0])
    enlarge = smaller.shape[0] / verdict.alignment.covered.shape[0]
    shrink = _grey(larger).shape[0] / larger.shape[0]
    up, down = np.diag([enlarge, enlarge, 1.0]), np.diag([shrink, shrink, 1.0])
    matrix = up @ verdict.alignment.matrix @ down
    laid = cv2.warpPerspective(larger, matrix, size)
    # The verdict rests on what lies outside both stamps; people are to see those as well.
    stamps = cv2.dilate(cv2.warpPerspective(over, matrix, size) | under, np.ones((BLOCK, BLOCK)))
    grey = [cv2.cvtColor(view, cv2.COLOR_RGB2GRAY).astype(np.uint8) for view in (laid, smaller)]
    inside = likeness(grey[0], grey[1], stamps > 0)
    boxes = [
        *_boxes(verdict.likeness.differs, BLOCK * enlarge),
        *_boxes(inside.differs, BLOCK),
    ]
    marked = [_marked(view, boxes) for view in (laid, smaller)]
    return (marked[0], marked[1]) if verdict.first_is_larger else (marked[1], marked[0])


def _stamp(view: npt.NDArray[np.uint8], facts: PhotoFacts) -> npt.NDArray[np.uint8]:
    """Return 255 where the stamp of a view stands, else 0."""
    look = Look(view[:, :, 0], facts.watermark.boxes if facts.watermark else ())
    return np.where(look.clear(), 0, 255).astype(np.uint8)


def _boxes(differs: npt.NDArray[np.bool_], block: float) -> Iterator[tuple[int, int, int, int]]:
    """Yield the edges, in pixels, of each connected region of blocks."""
    import cv2

    count, _, found, _ = cv2.connectedComponentsWithStats(differs.astype(np.uint8), connectivity=8)
    for left, top, width, height, _ in found[1:count]:
        edges = (round(edge * block) for edge in (left, top, left + width, top + height))
        yield next(edges), next(edges), next(edges), next(edges)


def _marked(view: Any, boxes: Iterable[tuple[int, int, int, int]]) -> Any:
    import cv2

    view = view.copy()
    for left, top, right, bottom in boxes:
        cv2.rectangle(
            view, (left - _AROUND, top - _AROUND), (right + _AROUND, bottom + _AROUND), _RED, 2
        )
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
