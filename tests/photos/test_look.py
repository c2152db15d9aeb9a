"""Drawn photos of the layout families, read from their files by real children with real OCR."""

import pytest
from bench.stamped.sample import KINDS, samples
from examples.studio.fonts import FontMissingError

from swaudit.ground.store import Store
from swaudit.photos.examine import examine

SIDE = 1080
READ = (
    "1 punch",
    "2 classic",
    "4 panel",
    "5 surveyor",
    "6 centred",
    "7 bar",
    "9 corners",
    "10 titled",
    "11 LED date",
    "place only",
    "scene poster",
    "scene whiteboard",
    "brand",
)


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """What is true of each photo and what was read, by kind."""
    numbers = [KINDS.index(kind) for kind in READ]
    try:
        drawn = list(samples("development", numbers, side=SIDE))
    except FontMissingError as reason:
        pytest.skip(str(reason))
    folder = tmp_path_factory.mktemp("drawn")
    paths = {}
    for sample in drawn:
        paths[sample.kind] = folder / sample.name
        paths[sample.kind].write_bytes(sample.content)
    with Store(folder / "facts.sqlite") as store:
        facts = examine(store, paths.values())
    return {sample.kind: (sample, facts[paths[sample.kind]]) for sample in drawn}


@pytest.mark.parametrize("kind", READ)
def test_what_a_photo_shows_is_read(read, kind):
    sample, facts = read[kind]
    stamp = facts.watermark
    assert facts.verdict == sample.verdict
    assert (facts.width, facts.height) == sample.size
    if sample.verdict == "no_watermark":
        assert stamp is None
        return
    assert stamp.time == sample.time
    assert stamp.place == sample.place
    assert (stamp.lat, stamp.lon) == (sample.lat, sample.lon)
    assert len(stamp.boxes) == len(stamp.text)
    assert all(0 <= left < right <= 1 for left, _, right, _ in stamp.boxes)
