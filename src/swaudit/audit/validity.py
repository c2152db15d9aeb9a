"""Which records count: counted, refused or pending, each with its reason.

One photo proves one event. Where the same capture is offered for two records, the one whose date
and place agree with it keeps it and the other is refused with the pair named; where that does not
settle it, both wait for a person. Source: design §6.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from swaudit.audit.judgements import Judgements, pair_id
from swaudit.audit.proof import Claim, Record, claim
from swaudit.evidence.claims import Claim as Event
from swaudit.evidence.claims import claims as claims_of
from swaudit.evidence.claims import one_event
from swaudit.model.dossier import Dossier
from swaudit.model.message import Message, message
from swaudit.model.report import RecordVerdict, ReusePair
from swaudit.model.status import Counts
from swaudit.model.tables import Table, TableSpec, record_tables
from swaudit.ruleset.schema import Validity

if TYPE_CHECKING:
    import pandas as pd

PHOTO_TABLE = "照片"


@dataclass(frozen=True, eq=False)
class Judged:
    """The dossier's tables with `counts` and `reason` on every record, and the verdicts listed.

    `tables` also holds 照片, one row per photo, unless photos were not read.
    """

    tables: Mapping[str, Table]
    verdicts: tuple[RecordVerdict, ...]


def judge(
    dossier: Dossier,
    specs: Mapping[str, TableSpec],
    policy: Validity | None,
    reuse: tuple[ReusePair, ...],
    judgements: Judgements,
    *,
    photos_read: bool,
) -> Judged:
    """Return what became of every record of the dossier."""
    records = {
        record.id: record
        for spec in record_tables(specs)
        if spec.name in dossier.tables
        for record in _records(dossier.tables[spec.name])
    }
    paths: dict[str, list[str]] = defaultdict(list)
    contested: set[tuple[str, str]] = set()
    for link in dossier.links:
        paths[link.record].append(link.path)
        if link.contested:
            contested.add((link.record, link.path))
    verdicts: dict[str, tuple[Counts, Message | None]] = {}
    reused: set[str] = set()
    if policy is None:
        verdicts = dict.fromkeys(records, (Counts.COUNTED, None))
    elif not photos_read:
        verdicts = dict.fromkeys(records, (Counts.PENDING, message("record.photos_not_read")))
    else:
        claims = {
            name: [
                _claim(record, path, dossier, policy, contested, judgements) for path in paths[name]
            ]
            for name, record in records.items()
        }
        if policy.reuse == "refuse":
            kept = [
                pair for pair in reuse if not (pair.lead or _cleared(pair, judgements, dossier))
            ]
            reused = _settle_reuse(claims, records, kept, _events(dossier))
        verdicts = {name: _verdict(offered) for name, offered in claims.items()}
    for name in records:
        decision = judgements.on("record", name)
        if decision:
            counts = Counts.COUNTED if decision.verdict == "认定" else Counts.REFUSED
            verdicts[name] = (counts, message("record.ruled", by=decision.by, why=decision.why))
    tables = {name: _with_verdicts(table, verdicts) for name, table in dossier.tables.items()}
    if photos_read:
        tables[PHOTO_TABLE] = _photo_table(specs[PHOTO_TABLE], dossier, reused)
    listed = tuple(
        RecordVerdict(name, record.table, record.label, *verdicts[name], tuple(paths[name]))
        for name, record in records.items()
    )
    return Judged(tables, listed)


def _records(table: Table) -> Iterator[Record]:
    event = table.spec.event
    if event is None:
        return
    frame = table.frame

    def column(name: str | None) -> list[Any]:
        if name is None or name not in frame:
            return [None] * len(frame)
        return [None if _blank(value) else value for value in frame[name]]

    rows = zip(
        table.rows["record"],
        table.rows["label"],
        column(event.date),
        column(event.time),
        column(event.place),
        strict=True,
    )
    for name, label, day, hours, place in rows:
        when = None if day is None else day.date()
        yield Record(str(name), str(label), table.spec.name, when, hours, place)


def _blank(value: Any) -> bool:
    import pandas as pd

    return not isinstance(value, tuple) and bool(pd.isna(value))


def _claim(
    record: Record,
    path: str,
    dossier: Dossier,
    policy: Validity,
    contested: set[tuple[str, str]],
    judgements: Judgements,
) -> Claim:
    facts = dossier.photos.get(path)
    if facts is None:
        return Claim(path, Counts.PENDING, message("photo.cannot_be_read", photo=path))
    decision = judgements.on("photo", facts.sha256)
    if decision:
        counts = Counts.COUNTED if decision.verdict == "认定" else Counts.REFUSED
        return Claim(path, counts, message("record.ruled", by=decision.by, why=decision.why))
    offered = claim(record, path, facts, policy.photos, dossier.station)
    if offered.counts is Counts.COUNTED and (record.id, path) in contested:
        return Claim(path, Counts.PENDING, message("record.contested", photo=path))
    return offered


def _verdict(offered: list[Claim]) -> tuple[Counts, Message | None]:
    """Return the best that any photo does for a record."""
    if not offered:
        return Counts.REFUSED, message("record.no_photo")
    for wanted in (Counts.COUNTED, Counts.PENDING):
        for one in offered:
            if one.counts is wanted:
                return wanted, one.reason
    return Counts.REFUSED, offered[0].reason


def _settle_reuse(
    claims: dict[str, list[Claim]],
    records: Mapping[str, Record],
    copies: Iterable[ReusePair],
    events: Mapping[str, Event],
) -> set[str]:
    """Let each capture prove one record only; return the paths refused as reused."""
    holders: dict[str, set[str]] = defaultdict(set)
    for name, offered in claims.items():
        for one in offered:
            holders[one.path].add(name)
    refused: set[str] = set()
    for pair in copies:
        for mine in sorted(holders[pair.a]):
            for theirs in sorted(holders[pair.b] - {mine}):
                if one_event(events[mine], events[theirs]):
                    continue
                refused |= _settle_pair(claims, records, (mine, pair.a), (theirs, pair.b))
    return refused


def _events(dossier: Dossier) -> dict[str, Event]:
    return {event.record: event for event in claims_of(dossier.tables)}


def _cleared(pair: ReusePair, judgements: Judgements, dossier: Dossier) -> bool:
    hashes = (dossier.photos[pair.a].sha256, dossier.photos[pair.b].sha256)
    decision = judgements.on("pair", pair_id(*hashes))
    return decision is not None and decision.verdict == "非同一张"


def _settle_pair(
    claims: dict[str, list[Claim]],
    records: Mapping[str, Record],
    one: tuple[str, str],
    other: tuple[str, str],
) -> set[str]:
    proves = [
        next(c for c in claims[name] if c.path == path).counts is Counts.COUNTED
        for name, path in (one, other)
    ]
    if proves[0] == proves[1]:
        for (name, path), (rival, rival_path) in ((one, other), (other, one)):
            said = message(
                "record.same_photo_unsettled",
                photo=path,
                other=rival_path,
                record=records[rival].label,
            )
            _replace(claims, name, Claim(path, Counts.PENDING, said))
        return set()
    (loser, lost), (keeper, kept) = (other, one) if proves[0] else (one, other)
    said = message("record.reused", photo=lost, other=kept, record=records[keeper].label)
    _replace(claims, loser, Claim(lost, Counts.REFUSED, said))
    return {lost}


def _replace(claims: dict[str, list[Claim]], name: str, new: Claim) -> None:
    claims[name] = [
        new if one.path == new.path and one.counts is not Counts.REFUSED else one
        for one in claims[name]
    ]


def _with_verdicts(table: Table, verdicts: Mapping[str, tuple[Counts, Message | None]]) -> Table:
    if table.spec.event is None:
        return table
    import pandas as pd

    known = [verdicts[str(name)] for name in table.rows["record"]]
    rows = table.rows.assign(
        counts=pd.Series([counts for counts, _ in known], dtype=object),
        reason=pd.Series([reason for _, reason in known], dtype=object),
    )
    return replace(table, rows=rows)


def _photo_table(spec: TableSpec, dossier: Dossier, reused: set[str]) -> Table:
    import pandas as pd

    holders: dict[str, list[str]] = defaultdict(list)
    for link in dossier.links:
        holders[link.path].append(link.record)
    paths = sorted(dossier.photos)
    frame = pd.DataFrame(
        {
            "路径": pd.Series(paths, dtype=object),
            "记录": pd.Series([tuple(holders[path]) or None for path in paths], dtype=object),
            "判定": pd.Series([dossier.photos[path].verdict for path in paths], dtype=object),
            "重复": pd.Series([path in reused for path in paths], dtype="boolean"),
        }
    )
    unreadable: pd.DataFrame = frame.isna() & False
    rows = pd.DataFrame(
        {
            "record": [f"{PHOTO_TABLE}/{path}" for path in paths],
            "label": paths,
            "file": paths,
            "sheet": "",
            "row": 0,
        }
    )
    return Table(spec, frame, unreadable, rows)
