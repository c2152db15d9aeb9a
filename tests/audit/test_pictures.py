"""Which photos a report shows first."""

from dataclasses import replace

import pytest
from PIL import Image
from tests.support.reports import FULL

from swaudit.audit.pictures import pictures
from swaudit.ground.sandbox import file_sha256
from swaudit.model.photo import PhotoFacts
from swaudit.model.status import Counts


@pytest.fixture
def photos(tmp_path):
    """Photos named after what becomes of their record."""
    found = {}
    for at, name in enumerate(("counted", "lead", "pending", "refused", "unlinked")):
        path = tmp_path / f"{name}.png"
        Image.new("RGB", (40 + at, 30), "navy").save(path)
        found[path.name] = path
    found["unreadable.png"] = tmp_path / "unreadable.png"
    return found


def test_what_stands_against_the_station_comes_first_and_nothing_twice(photos):
    facts = {
        name: PhotoFacts(file_sha256(path), "valid")
        for name, path in photos.items()
        if path.exists()
    }
    facts["unreadable.png"] = PhotoFacts("00", "unreadable")
    records = tuple(
        replace(FULL.records[0], record=str(counts), counts=counts, photos=(f"{counts}.png",))
        for counts in (Counts.COUNTED, Counts.PENDING, Counts.REFUSED, Counts.REFUSED)
    )
    report = replace(
        FULL,
        records=records,
        photos=tuple(sorted(facts.items())),
        leads=(replace(FULL.leads[0], where=("lead.png", "refused.png")),),
        reuse=(replace(FULL.reuse[0], a="refused.png", b="unreadable.png"),),
    )
    found = pictures(report, photos)
    names = {one.sha256: name for name, one in facts.items()}
    assert [names[sha256] for sha256 in found.photos] == [
        *("refused.png", "pending.png", "lead.png"),
        *("counted.png", "unlinked.png"),
    ]
    assert (found.pairs, found.unopened) == ({}, (0, 0))
