"""One rule: its head, its check, and every name in it held against what is declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pydantic import ValidationError

from swaudit.checks.measure import MeasureBody
from swaudit.checks.registry import CHECKS, body_named, kind_of, parse_body
from swaudit.checks.scoresheet import ScoreBody
from swaudit.evidence.station import STATION_TABLE
from swaudit.model.message import message
from swaudit.query.names import Misnamed, Names
from swaudit.ruleset.errors import Problem, RulesetError, did_you_mean
from swaudit.ruleset.schema import DueAfter, Reading, RuleHead, Units, Variant
from swaudit.ruleset.source import Entries, locate, plain, refused
from swaudit.ruleset.validate import keys_of, problems_of, validated


def variant_of(
    assignment: tuple[tuple[str, str], ...],
    tree: Entries,
    names: Names,
    sources: Mapping[str, str],
    chapters: tuple[str, ...],
    readings: Mapping[str, Reading],
) -> Variant:
    """Return one rule under one assignment of its readings. Raises RulesetError."""
    head_keys = keys_of(RuleHead)
    head_part = {k: found for k, found in tree.entries.items() if k in head_keys}
    body_keys = {key for kind in CHECKS.values() for key in keys_of(kind.body)}
    for key, (mark, _) in tree.entries.items():
        if key not in head_keys | body_keys:
            hint = did_you_mean(key, tuple(sorted(head_keys | body_keys)))
            raise RulesetError([Problem(mark, message("rule.unknown_key", key=key), hint)])
    head = validated(RuleHead, Entries(head_part, tree.mark))
    body_part = {k: found for k, found in tree.entries.items() if k not in head_keys}
    try:
        body = parse_body(plain(Entries(body_part, tree.mark)))
    except ValidationError as error:
        raise RulesetError(list(problems_of(error, tree, body_named(error.title)))) from None
    except ValueError as error:
        raise refused(tree.mark, str(error), **getattr(error, "context", None) or {}) from None
    answer = "；".join(readings[name].options[option] for name, option in assignment)
    variant = Variant(assignment, answer, head, body)
    complaints = list(_complaints(variant, names, sources, chapters))
    if complaints:
        raise RulesetError(
            [
                Problem(locate(tree, c.path), c.said, did_you_mean(_named(c), c.known))
                for c in complaints
            ]
        )
    return variant


def _named(complaint: Misnamed) -> str:
    """Return the word a complaint is about: its last value, which is the name that is unknown."""
    return complaint.said.values[-1][1] if complaint.said.values else ""


def _complaints(
    variant: Variant, names: Names, sources: Mapping[str, str], chapters: tuple[str, ...]
) -> Iterator[Misnamed]:
    head = variant.head
    units = head.for_each
    if head.source.document not in sources:
        said = message("rule.source_unknown", document=head.source.document)
        yield Misnamed(("source", "document"), said, tuple(sources))
    if head.chapter not in chapters:
        said = message("rule.chapter_unknown", chapter=head.chapter)
        yield Misnamed(("chapter",), said, chapters)
    if head.when:
        yield from names.condition(head.when, STATION_TABLE, ("when",))
    if units and units.rows:
        here = ("for_each",)
        yield from names.table(units.rows, (*here, "rows"))
        if units.where:
            yield from names.condition(units.where, units.rows, (*here, "where"))
        if units.active:
            yield from names.column(units.rows, units.active.since, (*here, "active", "from"))
            yield from names.column(units.rows, units.active.until, (*here, "active", "to"))
        yield from _group_complaints(units, units.rows, names)
    if isinstance(variant.body, ScoreBody) and (units or head.every != "period"):
        yield Misnamed(("for_each" if units else "every",), message("rule.score_whole"))
    if head.across is not None:
        yield from _across_complaints(variant)
    if isinstance(head.due, DueAfter) and not isinstance(head.due.after_period, int):
        yield from names.parameter(head.due.after_period.param, ("due", "after_period"))
    known = _with_units(names, units) if units else names
    yield from kind_of(variant.body).names(variant.body, known, ())
    if head.every != "period" and isinstance(variant.body, MeasureBody):
        measure = variant.body.measure
        spec = names.specs.get(measure.table)
        # Rows that hold from one day to another are counted as of the last day of the period.
        dated = spec is None or spec.day or measure.on or measure.ratio or measure.active
        if not dated:
            yield Misnamed(("measure",), message("rule.on_needed", table=measure.table))


def _across_complaints(variant: Variant) -> Iterator[Misnamed]:
    head, body = variant.head, variant.body
    unit = head.for_each.as_ if head.for_each else ""
    if head.across != unit:
        said = message("rule.unit_unknown", unit=head.across)
        yield Misnamed(("across",), said, (unit,) if unit else ())
    if not isinstance(body, MeasureBody) or body.measure.ratio:
        yield Misnamed(("across",), message("rule.across_measure"))


def _group_complaints(units: Units, rows: str, names: Names) -> Iterator[Misnamed]:
    here = ("for_each",)
    for index, column in enumerate(units.group):
        yield from names.key(rows, column, (*here, "group", index))
    for name, made in units.with_.items():
        yield from names.number(rows, made.sum, (*here, "with", name, "sum"))
    if units.group and units.as_ in names.specs:
        yield Misnamed((*here, "as"), message("rule.unit_is_table", unit=units.as_))


def _with_units(names: Names, units: Units) -> Names:
    """Return the names with the unit's own: its columns, and the rows of its group as a table."""
    if units.rows is None:
        return replace(names, units={units.as_: units.of_values()})
    rows = names.specs.get(units.rows)
    if rows is None or not units.group:
        return replace(names, units={units.as_: rows})
    own_rows = rows.model_copy(update={"name": units.as_})
    specs = {**names.specs, units.as_: own_rows}
    return replace(names, specs=specs, units={units.as_: units.of_groups(rows)})
