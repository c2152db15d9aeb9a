"""Which stations a command is about."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from swaudit.audit.request import AuditRequest
from swaudit.audit.usage import UsageError
from swaudit.fleet.stations import sites


def asked(work=None):
    return AuditRequest(Path(), datetime(2026, 7, 5, tzinfo=UTC), work=work)


@pytest.fixture
def county(tmp_path):
    """Two towns with stations, one of the same name in each."""
    for name in ("甲县/东站", "甲县/西站", "乙县/东站"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "station.yaml").write_text("ruleset: x\n")
    (tmp_path / "甲县" / "没有设置的站").mkdir()
    (tmp_path / "甲县" / "东站.swaudit").mkdir()
    (tmp_path / "甲县" / ".git").mkdir()
    (tmp_path / "甲县" / "汇总.xlsx").write_bytes(b"")
    return tmp_path


def names(*paths, work=None):
    return [site.name for site in sites(paths, asked(work))]


def test_a_folder_of_stations_is_all_its_folders(county):
    assert names(county / "甲县") == ["东站", "没有设置的站", "西站"]


def test_a_station_is_itself(county):
    assert names(county / "甲县" / "东站") == ["东站"]
    assert names(county / "甲县" / "没有设置的站") == ["没有设置的站"]


def test_stations_of_one_name_are_told_apart_and_each_is_there_once(county):
    towns = (
        county / "乙县",
        county / "甲县",
        county / "甲县" / "西站",
        county / "甲县" / ".." / "乙县",
    )
    found = sites(towns, asked())
    assert [site.name for site in found] == [
        "乙县/东站",
        "甲县/东站",
        "甲县/没有设置的站",
        "甲县/西站",
    ]
    assert found[0].request.place.name == "东站.swaudit"


def test_a_named_work_folder_is_shared_out(county, tmp_path):
    work = tmp_path / "工作"
    (alone,) = sites([county / "甲县" / "东站"], asked(work))
    assert alone.request.place == work
    found = sites([county / "甲县"], asked(work))
    assert len({site.request.place for site in found}) == len(found)
    assert all(site.request.place.parent == work for site in found)


def test_what_is_no_folder_is_refused(county):
    with pytest.raises(UsageError, match="no_folder"):
        names(county / "没有")
