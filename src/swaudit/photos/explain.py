"""What two photos are to each other, in words: what was done, and how the stamp was changed."""

from __future__ import annotations

from swaudit.model.message import Message, message
from swaudit.model.photo import PhotoFacts

LEADS = frozenset({"rephotographed", "same_scene"})
"""The kinds of pairs that are for a person to look at, and prove nothing."""


def explained(
    kind: str, score: float, a: PhotoFacts, b: PhotoFacts, *, same_pixels: bool = False
) -> tuple[str, Message]:
    """Return the kind, `restamped` where nothing but the stamp was changed, and the sentence.

    A photo of a photo (`retaken`) is `embedded`: the one is in the other.
    `score` 0..1 is the share of the picture that agrees, 0 where a file could not be opened again.
    """
    if same_pixels:
        return kind, message(f"photo.reuse.{kind}")
    if score == 0:
        return kind, message("photo.reuse.not_compared")
    percent = round(100 * score)
    if kind in LEADS:
        return kind, message(f"photo.reuse.{kind}", percent=percent)
    change = _change(a, b)
    if kind == "retaken":
        if change is None or change[0] != "restamped":
            return "embedded", message("photo.reuse.retaken", percent=percent)
        return "embedded", message("photo.reuse.retaken_restamped", percent=percent, **change[1])
    if kind == "reencoded":
        if change is None:
            return kind, message("photo.reuse.recompressed", percent=percent)
        code, values = change
        return "restamped", message(f"photo.reuse.{code}", percent=percent, **values)
    if change is None or change[0] != "restamped":
        return kind, message(f"photo.reuse.{kind}", percent=percent)
    return kind, message(f"photo.reuse.{kind}_restamped", percent=percent, **change[1])


def _change(a: PhotoFacts, b: PhotoFacts) -> tuple[str, dict[str, str]] | None:
    """Return how the stamps differ, the earlier first: a code and its values; None if not."""
    one, other = a.watermark, b.watermark
    if one is None and other is None:
        return None
    if one is None or other is None:
        return "stamp_added", {}
    if one.time and other.time and one.time != other.time:
        times = sorted((one.time, other.time))
        same_day = times[0][:10] == times[1][:10]
        before, after = (time.replace("T", " ") if same_day else time[:10] for time in times)
        return "restamped", {"before": before, "after": after}
    if one.place and other.place and one.place != other.place:
        return "restamped_place", {"before": one.place, "after": other.place}
    return None
