"""Who is audited: station.yaml, strictly, and the table 站点信息."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from swaudit.evidence.grid import columns_of
from swaudit.evidence.ledger import read_ledgers
from swaudit.evidence.sheets import Sheet
from swaudit.evidence.station import StationFile, StationFileError, read_station_yaml, station_of
from swaudit.model.tables import base_tables


def _read(root: Path, text: str | bytes) -> StationFile:
    content = text.encode() if isinstance(text, str) else text
    (root / "station.yaml").write_bytes(content)
    return read_station_yaml(root)


@pytest.mark.parametrize(
    "text",
    [
        "ruleset: zhalainuoer-2026\nas_of: 2026-07-05\n",
        "ruleset: 'zhalainuoer-2026'\nas_of: '2026-07-05'\n",
        '\ufeff# 某站\nas_of: "2026-07-05"\nruleset: zhalainuoer-2026\n',
        '{"ruleset": "zhalainuoer-2026", "as_of": "2026-07-05"}',
    ],
)
def test_a_date_may_be_quoted_or_not(tmp_path: Path, text: str) -> None:
    assert _read(tmp_path, text) == StationFile(ruleset="zhalainuoer-2026", as_of=date(2026, 7, 5))


@pytest.mark.parametrize("written", ["on", "12:30", "010", "1e3"])
def test_text_stays_text(tmp_path: Path, written: str) -> None:
    assert _read(tmp_path, f"ruleset: {written}").ruleset == written


@pytest.mark.parametrize("text", [None, "", "# nothing yet\n"])
def test_nothing_said_is_allowed(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "station.yaml").write_text(text, encoding="utf-8")
    assert read_station_yaml(tmp_path) == StationFile()


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("ruleset: a\nas_off: 2026-07-05\n", (2, 1), "station.unknown_key"),
        ("ruleset: a\nas_of: 2026-7-5\n", (2, 8), "station.wrong_value"),
        ("as_of: 2026-02-30\n", (1, 8), "station.wrong_value"),
        ("as_of: 20260705\n", (1, 8), "station.wrong_value"),
        ("ruleset: a\nruleset: b\n", (2, 1), "station.repeated"),
        ("ruleset: [a]\n", (1, 10), "station.no_text"),
        ("- ruleset\n", (1, 1), "station.no_mapping"),
        ("ruleset: 'a\n", (2, 1), "station.syntax"),
        ("a: " + "[" * 5000, (1, 1), "station.syntax"),
        ("x" * 70000, (1, 1), "station.too_large"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(
    tmp_path: Path, text: str, place: tuple[int, int], code: str
) -> None:
    with pytest.raises(StationFileError) as caught:
        _read(tmp_path, text)
    assert (caught.value.line, caught.value.column) == place
    assert caught.value.said.code == code
    assert str(caught.value).startswith(f"station.yaml:{place[0]}:{place[1]}: ")


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StationFileError):
        _read(tmp_path, b"ruleset: \xff\xfe\xfa")


def _sheet(*pairs: tuple[str, str | None]) -> Sheet:
    return Sheet(
        "基本信息", False, columns_of([("s项", "s内容"), *(("s" + k, v) for k, v in pairs)])
    )


def test_the_station_is_what_its_sheet_says() -> None:
    sheet = _sheet(
        ("站点编号", "sZL-01"),
        ("站点名称", "s某某社工站"),
        ("区县", "s扎赉诺尔区"),
        ("合同起", "d2026-01-01"),
        ("合同止", "s2026年12月31日"),
        ("地点", "s东一社区、文化广场"),
    )
    station, problems = station_of(read_ledgers({"a.xlsx": [sheet]}, base_tables()).tables, "夹")
    assert (station.id, station.name, station.county) == ("ZL-01", "某某社工站", "扎赉诺尔区")
    assert (station.start, station.end) == (date(2026, 1, 1), date(2026, 12, 31))
    assert station.places == ("东一社区", "文化广场")
    assert problems == ()


def test_without_a_sheet_the_folder_names_the_station() -> None:
    station, problems = station_of({}, "某站")
    assert (station.id, station.name, station.start, station.places) == ("某站", "某站", None, ())
    assert problems == ()


def test_a_reversed_contract_and_a_second_station_are_named() -> None:
    first = _sheet(("站点名称", "s甲站"), ("合同起", "d2026-12-31"), ("合同止", "d2026-01-01"))
    second = _sheet(("站点名称", "s乙站"), ("合同起", None))
    tables = read_ledgers({"a.xlsx": [first], "b.xlsx": [second]}, base_tables()).tables
    station, problems = station_of(tables, "夹")
    assert station.name == "甲站"
    assert [(p.file, p.said.code) for p in problems] == [
        ("a.xlsx", "station.contract_reversed"),
        ("b.xlsx", "station.several"),
    ]
