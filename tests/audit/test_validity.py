"""Which records count: one photo proves one event, and what only disagrees waits for a person."""

from datetime import date, time

import pytest
from tests.support.tables import UNREADABLE, table

from swaudit.audit.judgements import Judgements
from swaudit.audit.validity import judge
from swaudit.model.dossier import Dossier, Link, Station
from swaudit.model.photo import PhotoFacts, Watermark
from swaudit.model.report import Judgement, ReusePair
from swaudit.model.status import Counts
from swaudit.model.tables import base_tables
from swaudit.ruleset.load import load_ruleset

POLICY = load_ruleset("zhalainuoer-2026").validity
STATION = Station("s", "示例镇社工站", county="扎赉诺尔区", town="示例镇", places=("示例社区",))
DAY = date(2026, 3, 5)


def photo(stamp="2026-03-05T14:30", place="扎赉诺尔区示例镇示例社区", sha="a", **rest):
    mark = Watermark(stamp, place, **rest)
    verdict = "valid" if stamp and place else "no_time" if not stamp else "no_place"
    return PhotoFacts(sha, verdict, pixels=sha, watermark=mark)


def record(number=1, day=DAY, hours=(time(14, 0), time(15, 0)), place="示例社区", **rest):
    return {"记录编号": f"r{number}", "日期": day, "起止时间": hours, "地点": place, **rest}


def judged(rows, photos, links=None, reuse=(), decisions=(), policy=POLICY, read=True):
    links = (
        links
        if links is not None
        else [
            Link(f"服务记录/r{n}", path, "folder_column") for n, path in enumerate(photos, start=1)
        ]
    )
    dossier = Dossier(STATION, {"服务记录": table("服务记录", rows)}, (), photos, tuple(links), ())
    result = judge(
        dossier, base_tables(), policy, tuple(reuse), Judgements(tuple(decisions)), photos_read=read
    )
    return {v.record[5:]: (v.counts, v.reason and v.reason.code) for v in result.verdicts}, result


ONE = [
    (record(), photo(), Counts.COUNTED, None),
    (record(), PhotoFacts("a", "no_watermark", pixels="a"), Counts.REFUSED, "record.no_watermark"),
    (record(), photo(stamp=None), Counts.REFUSED, "record.no_time"),
    (record(), photo(place=None), Counts.REFUSED, "record.no_place"),
    (
        record(),
        PhotoFacts("a", "unreadable", problem="photo.truncated"),
        Counts.PENDING,
        "photo.cannot_be_read",
    ),
    (record(), photo(stamp="2026-03-06T14:30"), Counts.PENDING, "record.other_day"),
    (
        record(),
        PhotoFacts("a", "no_watermark", pixels="a", scene_text=("2026年3月5日 迎春活动",)),
        Counts.PENDING,
        "record.watermark_unclear",
    ),
    (
        record(),
        photo(stamp=None, text=("14:30", "示例社区")),
        Counts.PENDING,
        "record.time_unclear",
    ),
    (
        record(),
        photo(place=None, text=("2026-03-05 14:30", "地点:")),
        Counts.PENDING,
        "record.place_unclear",
    ),
    (record(), photo(place="内蒙古扎费诺尔区"), Counts.COUNTED, None),
    (record(), photo(place="河北省保定市示例镇"), Counts.PENDING, "record.other_place"),
    (record(), photo(place="海拉尔区扎赉诺尔路12号"), Counts.PENDING, "record.other_place"),
    (record(), photo(place="海拉尔区扎兰诺尔镇"), Counts.PENDING, "record.other_place"),
    (record(), photo(place="社区"), Counts.PENDING, "record.other_place"),
    (
        record(place="海拉尔区胜利街道"),
        photo(place="海拉尔区胜利街道"),
        Counts.PENDING,
        "record.other_place",
    ),
    (record(), photo(place="示例镇阳光小区"), Counts.COUNTED, None),
    (record(), photo(place="内蒙古自治区呼伦贝尔市扎赉诺尔区示例镇"), Counts.COUNTED, None),
    (record(), photo(stamp="2026-03-05T16:01"), Counts.PENDING, "record.other_time"),
    (record(), photo(stamp="2026-03-05T16:00"), Counts.COUNTED, None),
    (record(), photo(stamp="2026-03-05T12:59"), Counts.PENDING, "record.other_time"),
    (record(hours=None), photo(stamp="2026-03-05T23:59"), Counts.COUNTED, None),
    (record(), photo(stamp="2026-03-05"), Counts.COUNTED, None),
    (
        record(hours=(time(23, 0), time(1, 0))),
        photo(stamp="2026-03-06T00:30"),
        Counts.COUNTED,
        None,
    ),
    (record(), photo(place="海拉尔区某小区"), Counts.PENDING, "record.other_place"),
    (record(), photo(place="内蒙古自治区呼伦贝尔市扎赉诺尔区"), Counts.COUNTED, None),
    (record(), photo(place="示例镇人民路"), Counts.COUNTED, None),
    (record(place="另一处会议室"), photo(place="另一处会议室"), Counts.COUNTED, None),
    (record(), photo(place=None, lat=49.4, lon=117.7), Counts.PENDING, "record.only_coordinates"),
    (record(day=UNREADABLE), photo(), Counts.PENDING, "record.no_date"),
]


@pytest.mark.parametrize(("row", "facts", "counts", "reason"), ONE)
def test_what_one_photo_does_for_a_record(row, facts, counts, reason):
    verdicts, _ = judged([row], {"p.jpg": facts})
    assert verdicts == {"r1": (counts, reason)}


def test_a_record_without_a_photo_is_refused():
    assert judged([record()], {}, [])[0] == {"r1": (Counts.REFUSED, "record.no_photo")}


def test_one_good_photo_among_bad_ones_is_enough():
    photos = {"a.jpg": PhotoFacts("a", "no_watermark", pixels="a"), "b.jpg": photo(sha="b")}
    links = [Link("服务记录/r1", path, "folder_column") for path in photos]
    assert judged([record()], photos, links)[0]["r1"] == (Counts.COUNTED, None)


def test_a_photo_that_vanished_leaves_the_record_pending():
    links = [Link("服务记录/r1", "gone.jpg", "folder_column")]
    assert judged([record()], {}, links)[0]["r1"] == (Counts.PENDING, "photo.cannot_be_read")


def test_before_photos_are_read_everything_is_pending():
    verdicts, result = judged([record()], {}, [], read=False)
    assert verdicts["r1"] == (Counts.PENDING, "record.photos_not_read")
    assert "照片" not in result.tables


def test_without_a_policy_every_record_counts():
    assert judged([record()], {}, [], policy=None)[0]["r1"] == (Counts.COUNTED, None)


COPY = ReusePair("1.jpg", "2.jpg", "exact", 1.0, False, None)
OTHER = date(2026, 6, 5)


def test_the_event_that_agrees_with_the_capture_keeps_it():
    rows = [record(1), record(2, OTHER)]
    verdicts, result = judged(rows, {"1.jpg": photo(), "2.jpg": photo()}, reuse=[COPY])
    assert verdicts == {"r1": (Counts.COUNTED, None), "r2": (Counts.REFUSED, "record.reused")}
    repeated = dict(
        zip(result.tables["照片"].frame["路径"], result.tables["照片"].frame["重复"], strict=True)
    )
    assert repeated == {"1.jpg": False, "2.jpg": True}


def test_two_events_that_agree_equally_wait_for_a_person():
    rows = [record(1, hours=None), record(2, hours=None)]
    verdicts, _ = judged(rows, {"1.jpg": photo(), "2.jpg": photo()}, reuse=[COPY])
    assert set(verdicts.values()) == {(Counts.PENDING, "record.same_photo_unsettled")}


def repeated(result):
    table = result.tables["照片"]
    return {
        path: "?" if bad else bool(value)
        for path, value, bad in zip(
            table.frame["路径"], table.frame["重复"], table.unreadable["重复"], strict=True
        )
    }


def test_three_copies_on_one_day_all_wait():
    rows = [record(n, hours=None) for n in (1, 2, 3)]
    pairs = [
        ReusePair(f"{a}.jpg", f"{b}.jpg", "exact", 1.0, False, None)
        for a, b in ((1, 2), (1, 3), (2, 3))
    ]
    verdicts, result = judged(rows, {f"{n}.jpg": photo() for n in (1, 2, 3)}, reuse=pairs)
    assert set(verdicts.values()) == {(Counts.PENDING, "record.same_photo_unsettled")}
    assert set(repeated(result).values()) == {"?"}


def test_a_capture_on_two_days_is_reused_even_if_it_proves_nothing():
    blank = PhotoFacts("a", "no_watermark", pixels="a")
    rows = [record(1), record(2, OTHER)]
    _, result = judged(rows, {"1.jpg": blank, "2.jpg": blank}, reuse=[COPY])
    assert repeated(result) == {"1.jpg": False, "2.jpg": True}


def test_one_photo_claimed_by_two_rows_may_be_reused():
    links = [Link(f"服务记录/r{n}", "p.jpg", "folder_column", contested=True) for n in (1, 2)]
    _, result = judged([record(1), record(2)], {"p.jpg": photo()}, links)
    assert repeated(result) == {"p.jpg": "?"}


def test_a_person_who_calls_two_photos_one_makes_them_a_copy():
    rows = [record(1), record(2, OTHER)]
    photos = {"1.jpg": photo(sha="a"), "2.jpg": photo(sha="b")}
    lead = ReusePair("1.jpg", "2.jpg", "same_scene", 0.9, True, None)
    verdicts, _ = judged(rows, photos, reuse=[lead], decisions=[ruling("pair", "a+b", "同一张")])
    assert verdicts["r2"] == (Counts.REFUSED, "record.reused")


def test_vouching_for_a_contested_photo_does_not_say_whose_it_is():
    links = [Link(f"服务记录/r{n}", "p.jpg", "path", contested=True) for n in (1, 2)]
    verdicts, _ = judged(
        [record(1), record(2)], {"p.jpg": photo()}, links, decisions=[ruling("photo", "a", "认定")]
    )
    assert set(verdicts.values()) == {(Counts.PENDING, "record.contested")}


def test_a_lead_refuses_nothing():
    rows = [record(1), record(2, OTHER)]
    photos = {"1.jpg": photo(), "2.jpg": photo(stamp="2026-06-05T14:30", sha="b")}
    lead = ReusePair("1.jpg", "2.jpg", "same_scene", 0.9, True, None)
    assert set(judged(rows, photos, reuse=[lead])[0].values()) == {(Counts.COUNTED, None)}


def test_a_contested_photo_is_pending():
    links = [Link(f"服务记录/r{n}", "p.jpg", "path", contested=True) for n in (1, 2)]
    rows = [record(1, hours=None), record(2, hours=None)]
    verdicts, _ = judged(rows, {"p.jpg": photo()}, links)
    assert set(verdicts.values()) == {(Counts.PENDING, "record.contested")}


def test_what_a_person_refused_claims_no_photo_any_more():
    links = [Link(f"服务记录/r{n}", "p.jpg", "path", contested=True) for n in (1, 2, 3)]
    rows = [record(n, hours=None) for n in (1, 2, 3)]
    one = ruling("record", "服务记录/r1", "不认定")
    verdicts, _ = judged(rows, {"p.jpg": photo()}, links, decisions=[one])
    assert verdicts["r2"] == verdicts["r3"] == (Counts.PENDING, "record.contested")
    both = [one, ruling("record", "服务记录/r2", "不认定")]
    verdicts, _ = judged(rows, {"p.jpg": photo()}, links, decisions=both)
    assert verdicts["r3"] == (Counts.COUNTED, None)
    expired = [one, ruling("record", "服务记录/r2", "不认定", state="expired")]
    verdicts, _ = judged(rows, {"p.jpg": photo()}, links, decisions=expired)
    assert verdicts["r3"] == (Counts.PENDING, "record.contested")


def test_whom_a_person_counts_may_have_other_proof_than_the_contested_photo():
    links = [Link(f"服务记录/r{n}", "p.jpg", "path", contested=True) for n in (1, 2)]
    rows = [record(n, hours=None) for n in (1, 2)]
    decision = ruling("record", "服务记录/r1", "认定")
    verdicts, _ = judged(rows, {"p.jpg": photo()}, links, decisions=[decision])
    assert verdicts["r1"] == (Counts.COUNTED, "record.ruled")
    assert verdicts["r2"] == (Counts.PENDING, "record.contested")


def ruling(target, name, verdict, **rest):
    return Judgement(target, name, verdict, "评审一", "2026-07-01", "看过原图", **rest)


RULINGS = [
    (ruling("record", "服务记录/r1", "认定"), Counts.COUNTED, "record.ruled"),
    (ruling("record", "服务记录/r1", "不认定"), Counts.REFUSED, "record.ruled"),
    (ruling("photo", "a", "认定"), Counts.COUNTED, "record.ruled"),
    (ruling("photo", "a", "认定", state="expired"), Counts.PENDING, "record.other_day"),
    (ruling("record", "服务记录/r9", "认定"), Counts.PENDING, "record.other_day"),
]


@pytest.mark.parametrize(("decision", "counts", "reason"), RULINGS)
def test_a_person_settles_what_is_pending(decision, counts, reason):
    photos = {"p.jpg": photo(stamp="2026-03-06T14:30")}
    verdicts, _ = judged([record()], photos, decisions=[decision])
    assert verdicts["r1"] == (counts, reason)


def test_a_person_may_clear_a_pair():
    photos = {"1.jpg": photo(sha="a"), "2.jpg": photo(sha="b")}
    decision = ruling("pair", "a+b", "非同一张")
    verdicts, _ = judged([record(1), record(2, OTHER)], photos, reuse=[COPY], decisions=[decision])
    assert verdicts["r2"] == (Counts.PENDING, "record.other_day")
