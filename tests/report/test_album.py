"""Pictures are found by hash: paths in which names were masked may be alike."""

from dataclasses import replace

import pytest
from tests.support.reports import FULL, WITH_PHOTOS

from swaudit.model.message import message
from swaudit.model.status import Counts
from swaudit.report.album import album, named, pairs, said_to_be_one

SAME = "个案_王*/照片1.jpg"
"""What two folders are told as, named after two people."""


@pytest.fixture
def masked():
    """A report of two people, whose photos have one masked path, and a third photo."""
    third = "活动/照片1.jpg"
    facts = {found.sha256: found for _, found in FULL.photos}
    reused = message("record.reused", photo=SAME, other=third, record="活动")
    return replace(
        WITH_PHOTOS,
        photos=(
            (SAME, facts["cd"]),
            (SAME, facts["ef"]),
            (third, replace(facts["cd"], sha256="01")),
        ),
        records=tuple(
            replace(FULL.records[0], record=label, label=label, photos=(SAME,), sha256=(sha256,))
            for label, sha256 in (("王一的个案", "cd"), ("王二的个案", "ef"))
        ),
        reuse=tuple(
            replace(FULL.reuse[0], a=SAME, b=third, sha256=(sha256, "01"))
            for sha256 in ("cd", "ef")
        ),
        pictures=replace(
            WITH_PHOTOS.pictures,
            pairs={("cd", "01"): (b"1", b"3"), ("ef", "01"): (b"2", b"3")},
        ),
        leads=(),
    ), reused


def test_each_record_has_its_own_picture(masked):
    report, _ = masked
    shown = album(report, "zh")
    jpegs = [shown.photos[shown.of(named(one))[0].number][1] for one in report.records]
    assert jpegs == [report.pictures.photos["cd"], report.pictures.photos["ef"]]


def test_a_pair_names_only_the_record_its_photo_is_for(masked):
    report, _ = masked
    assert [pair.sides[0].used for pair in pairs(report, "zh")] == [
        (f"用于：{label}（认定）",) for label in ("王一的个案", "王二的个案")
    ]


def test_a_refused_record_opens_the_pair_of_its_own_photo(masked):
    report, reused = masked
    shown = album(report, "zh")
    found = [
        shown.pair(said_to_be_one(reused), named(replace(one, counts=Counts.REFUSED)))
        for one in report.records
    ]
    assert found == [0, 1]
    assert shown.pair(said_to_be_one(reused), [(SAME, "cd"), (SAME, "ef")]) is None
    assert shown.pair((), [(SAME, "cd")]) is None
