"""Who is audited: the optional station.yaml and the table 站点信息.

    ruleset: zhalainuoer-2026
    as_of: 2026-07-05          # quoted or not

station.yaml is read as text throughout, so that no value turns into another (12:30, on, 010).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from swaudit.evidence.book import decode
from swaudit.evidence.frames import found_in
from swaudit.evidence.inventory import STATION_FILE
from swaudit.model.dossier import Problem, Station
from swaudit.model.message import Message, message
from swaudit.model.tables import Table

if TYPE_CHECKING:
    import yaml

STATION_TABLE = "站点信息"

_MAX_BYTES = 64 * 1024
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class StationFileError(ValueError):
    """A wrong station.yaml: `said` why, at `line` and `column` (1-based); str() gives the place."""

    def __init__(self, said: Message, line: int = 1, column: int = 1) -> None:
        super().__init__(f"{STATION_FILE}:{line}:{column}: {said.code}")
        self.file, self.line, self.column, self.said = STATION_FILE, line, column, said


def _iso_date(given: Any) -> Any:
    if isinstance(given, str):
        if not _ISO_DATE.fullmatch(given):
            raise ValueError
        return date.fromisoformat(given)
    return given


class StationFile(BaseModel):
    """What station.yaml says: the ruleset's id or path, and the day to audit as of."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ruleset: Annotated[str, BeforeValidator(str.strip)] | None = None
    as_of: Annotated[date, BeforeValidator(_iso_date)] | None = None


def read_station_yaml(root: Path) -> StationFile:
    """Return what `root`/station.yaml says; without the file, nothing. Raises StationFileError."""
    path = root / STATION_FILE
    if path.is_symlink() or not path.is_file():
        return StationFile()
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise StationFileError(message("station.too_large"))
        text = decode(path.read_bytes())
    except (OSError, UnicodeDecodeError) as error:
        raise StationFileError(message("station.unreadable")) from error
    pairs = _pairs(text)
    try:
        return StationFile.model_validate({name: value.value for name, (_, value) in pairs.items()})
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        key, value = pairs[name]
        known = "、".join(StationFile.model_fields)
        if first["type"] == "extra_forbidden":
            said = message("station.unknown_key", key=name, known=known)
            raise StationFileError(said, *_place(key)) from error
        said = message("station.wrong_value", key=name, value=value.value)
        raise StationFileError(said, *_place(value)) from error


def _pairs(text: str) -> dict[str, tuple[yaml.ScalarNode, yaml.ScalarNode]]:
    import yaml

    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise StationFileError(message("station.syntax"), *place) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise StationFileError(message("station.syntax")) from error
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        raise StationFileError(message("station.no_mapping"), *_place(root))
    pairs: dict[str, tuple[yaml.ScalarNode, yaml.ScalarNode]] = {}
    for key, value in root.value:
        if not isinstance(key, yaml.ScalarNode) or not isinstance(value, yaml.ScalarNode):
            raise StationFileError(message("station.no_text"), *_place(value))
        if key.value in pairs:
            raise StationFileError(message("station.repeated", key=key.value), *_place(key))
        pairs[key.value] = (key, value)
    return pairs


def _place(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def contract_of(table: Table) -> tuple[date, date] | None:
    """Return the contract's first and last day by the first row of 站点信息, or None."""
    start, end = _day(table, "合同起"), _day(table, "合同止")
    return (start, end) if start and end and start <= end else None


def station_of(tables: Mapping[str, Table], folder: str) -> tuple[Station, tuple[Problem, ...]]:
    """Return who is audited by 站点信息, else by the folder's name, and what is wrong with it.

    Of several rows the first is taken, and the others are named.
    """
    table = tables.get(STATION_TABLE)
    if table is None or not len(table):
        return Station(folder, folder), ()
    station = Station(
        id=_text(table, "站点编号") or folder,
        name=_text(table, "站点名称") or folder,
        start=_day(table, "合同起"),
        end=_day(table, "合同止"),
        city=_text(table, "市"),
        county=_text(table, "旗县区"),
        town=_text(table, "乡镇街道"),
        places=_places(table),
    )
    return station, tuple(_faults(table, station))


def _faults(table: Table, station: Station) -> list[Problem]:
    faults = []
    if station.start and station.end and station.start > station.end:
        said = message("station.contract_reversed", start=station.start, end=station.end)
        faults.append(found_in(table, 0, said))
    faults += [
        found_in(table, row, message("station.several", taken=table.rows["label"].iloc[0]))
        for row in range(1, len(table))
    ]
    return faults


def _first(table: Table, column: str) -> Any:
    return table.frame[column].iloc[0] if column in table.frame and len(table) else None


def _text(table: Table, column: str) -> str:
    value = _first(table, column)
    return value if isinstance(value, str) else ""


def _day(table: Table, column: str) -> date | None:
    import pandas as pd

    value = _first(table, column)
    return None if value is None or pd.isna(value) else value.date()


def _places(table: Table) -> tuple[str, ...]:
    value = _first(table, "地点")
    return value if isinstance(value, tuple) else ()
