"""Which records count: counted, refused or pending, each with its reason (design §4).

What one photo proves stands in `proof`; whose a photo is that serves two events, in `reuse`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from swaudit.audit.digests import of_photos, of_records
from swaudit.audit.judgements import Judgements
from swaudit.audit.proof import Proof, Record, agrees, proof
from swaudit.audit.reuse import Reuses, copies, settle
from swaudit.evidence.frames import DOUBT, doubts
from swaudit.model.dossier import Dossier, Link
from swaudit.model.message import Message, message
from swaudit.model.photo import PhotoFacts, PhotoVerdict
from swaudit.model.report import Judgement, RecordVerdict, ReusePair
from swaudit.model.status import Counts
from swaudit.model.tables import Table, TableSpec, record_tables
from swaudit.ruleset.schema import Validity

PHOTO_TABLE = "照片"

# What a photo shows, in the words of the table 照片.
_SHOWS: Mapping[PhotoVerdict, str] = {
    "valid": "有效",
    "no_watermark": "无水印",
    "no_time": "水印无时间",
    "no_place": "水印无地点",
    "unreadable": "读不出",
}

_Offer = tuple[str, str]
"""A record and the path of a photo offered for it."""


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
    links: dict[str, list[Link]] = defaultdict(list)
    for link in dossier.links:
        paths[link.record].append(link.path)
        links[link.record].append(link)
    hashes = {name: _hashes(paths[name], dossier) for name in records}
    digests = {
        name: digest
        for table in dossier.tables.values()
        if table.spec.event is not None
        for name, digest in of_records(table, hashes).items()
    }
    ruled = {name: judgements.on("record", name, digests[name]) for name in records}
    contested = _contested(dossier.links, ruled)
    verdicts: dict[str, tuple[Counts, Message | None]] = {}
    reuses = Reuses()
    vouched = {
        photo: decision
        for photo, digest in of_photos(dossier).items()
        if (decision := judgements.on("photo", photo, digest))
    }
    if policy is None:
        verdicts = dict.fromkeys(records, (Counts.COUNTED, None))
    elif not photos_read:
        verdicts = dict.fromkeys(records, (Counts.PENDING, message("record.photos_not_read")))
    else:
        proofs = {
            name: [
                _proof(record, path, dossier, policy, contested, vouched) for path in paths[name]
            ]
            for name, record in records.items()
        }
        if policy.reuse == "refuse":

            def agree(record: Record, facts: PhotoFacts, moment: str) -> bool:
                return agrees(record, facts, moment, policy.photos, dossier.station)

            reuses = settle(proofs, records, copies(reuse, judgements, dossier), dossier, agree)
        verdicts = {name: _verdict(offered) for name, offered in proofs.items()}
    settled = set()
    for name, record in records.items():
        decision = ruled[name]
        if decision:
            settled.add(name)
            counts = Counts.COUNTED if decision.verdict == "认定" else Counts.REFUSED
            verdicts[name] = (counts, message("record.ruled", by=decision.by, why=decision.why))
        elif record.doubt and verdicts[name][0] is Counts.COUNTED:
            verdicts[name] = (Counts.PENDING, record.doubt)
    tables = {
        name: _with_verdicts(table, verdicts, settled) for name, table in dossier.tables.items()
    }
    if photos_read:
        tables[PHOTO_TABLE] = _photo_table(specs[PHOTO_TABLE], dossier, reuses, contested)
    listed = tuple(
        RecordVerdict(
            record=name,
            table=record.table,
            label=record.label,
            counts=verdicts[name][0],
            reason=verdicts[name][1],
            photos=tuple(paths[name]),
            day=record.day.isoformat() if record.day else "",
            domain=record.domain,
            workers=record.workers,
            digest=digests[name],
            links=tuple(links[name]),
        )
        for name, record in records.items()
    )
    return Judged(tables, listed)


def _contested(links: Iterable[Link], ruled: Mapping[str, Judgement | None]) -> Collection[_Offer]:
    """Return the offers of photos that several records claim.

    A record that a person refused claims nothing any more; what it leaves to one other is that's.
    """
    claimants: defaultdict[str, list[str]] = defaultdict(list)
    for link in links:
        decision = ruled.get(link.record)
        if link.contested and not (decision and decision.verdict == "不认定"):
            claimants[link.path].append(link.record)
    return {(name, path) for path, names in claimants.items() if len(names) > 1 for name in names}


def _hashes(paths: Iterable[str], dossier: Dossier) -> list[str]:
    return [dossier.photos[path].sha256 for path in paths if path in dossier.photos]


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
        column("领域"),
        column("社工"),
        doubts(table),
        strict=True,
    )
    for name, label, day, hours, place, domain, workers, doubt in rows:
        when = None if day is None else day.date()
        spec = table.spec.name
        field, by = domain or spec, workers or ()
        yield Record(str(name), str(label), spec, when, hours, place, field, by, doubt)


def _blank(value: Any) -> bool:
    import pandas as pd

    return not isinstance(value, tuple) and bool(pd.isna(value))


def _proof(
    record: Record,
    path: str,
    dossier: Dossier,
    policy: Validity,
    contested: Collection[_Offer],
    vouched: Mapping[str, Judgement],
) -> Proof:
    facts = dossier.photos.get(path)
    if facts is None:
        return Proof(path, Counts.PENDING, message("photo.cannot_be_read", photo=path))
    offered = proof(record, path, facts, policy.photos, dossier.station)
    if decision := vouched.get(facts.sha256):
        # A person vouches for what the photo shows; whose it is remains to be said of the record.
        counts = Counts.COUNTED if decision.verdict == "认定" else Counts.REFUSED
        said = message("record.ruled", by=decision.by, why=decision.why)
        offered = Proof(path, counts, said)
    if offered.counts is Counts.COUNTED and (record.id, path) in contested:
        return Proof(path, Counts.PENDING, message("record.contested", photo=path))
    return offered


def _verdict(offered: list[Proof]) -> tuple[Counts, Message | None]:
    """Return the best that any photo does for a record."""
    if not offered:
        return Counts.REFUSED, message("record.no_photo")
    for wanted in (Counts.COUNTED, Counts.PENDING):
        for one in offered:
            if one.counts is wanted:
                return wanted, one.reason
    return Counts.REFUSED, offered[0].reason


def _with_verdicts(
    table: Table, verdicts: Mapping[str, tuple[Counts, Message | None]], settled: set[str]
) -> Table:
    """Return a table of records with its verdicts; a row that a person settled is not in doubt."""
    if table.spec.event is None:
        return table
    import pandas as pd

    known = [verdicts[str(name)] for name in table.rows["record"]]
    rows = table.rows.assign(
        counts=pd.Series([counts for counts, _ in known], dtype=object),
        reason=pd.Series([reason for _, reason in known], dtype=object),
    )
    if DOUBT in rows:
        rows[DOUBT] = rows[DOUBT].mask(rows["record"].isin(settled), None)
    return replace(table, rows=rows)


def _photo_table(
    spec: TableSpec, dossier: Dossier, reuses: Reuses, contested: Collection[_Offer]
) -> Table:
    import pandas as pd

    holders: dict[str, list[str]] = defaultdict(list)
    for link in dossier.links:
        holders[link.path].append(link.record)
    paths = sorted(dossier.photos)
    open_still = (reuses.possible | {path for _, path in contested}) - reuses.certain
    repeated = [None if path in open_still else path in reuses.certain for path in paths]
    frame = pd.DataFrame(
        {
            "路径": pd.Series(paths, dtype=object),
            "记录": pd.Series([tuple(holders[path]) or None for path in paths], dtype=object),
            "判定": pd.Series(
                [_SHOWS[dossier.photos[path].verdict] for path in paths], dtype=object
            ),
            "重复": pd.Series(repeated, dtype="boolean"),
        }
    )
    unreadable = (frame.isna() & False).assign(重复=[path in open_still for path in paths])
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
