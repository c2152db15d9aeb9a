"""Drawn photos of the layout families, read from their files by real children with real OCR."""

import pytest
from bench.stamped.sample import KINDS, samples
from examples.studio.fonts import FontMissingError

from swaudit.ground.store import Store
from swaudit.photos.examine import examine

SIDE = 1080
KINDS_READ = (
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
# Restless and bright grounds: a corner is overlooked at first, letters are hardly lighter, a row
# is taken for far wider than it is.
RESTLESS = (67, 154, 3364)
READ = {kind: KINDS.index(kind) for kind in KINDS_READ} | {
    f"{KINDS[number % len(KINDS)]} {number}": number for number in RESTLESS
}


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """What is true of each photo and what was read, by name of READ."""
    try:
        drawn = list(samples("development", list(READ.values()), side=SIDE))
    except FontMissingError as reason:
        pytest.skip(str(reason))
    folder = tmp_path_factory.mktemp("drawn")
    paths = [folder / sample.name for sample in drawn]
    for path, sample in zip(paths, drawn, strict=True):
        path.write_bytes(sample.content)
    with Store(folder / "facts.sqlite") as store:
        facts = examine(store, paths)
    told = [(sample, facts[path]) for path, sample in zip(paths, drawn, strict=True)]
    return dict(zip(READ, told, strict=True))


@pytest.mark.parametrize("name", READ)
def test_what_a_photo_shows_is_read(read, name):
    sample, facts = read[name]
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
