"""Cells and tests told to people, in values and mathematical signs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from swaudit.model.tables import Column
from swaudit.query.grammar import DateOperand, Operand, Reference, Test
from swaudit.query.intervals import Parameter, plain
from swaudit.query.scope import Scope


def shown(value: Any, spec: Column) -> str:
    """Return a cell's value as a station would write it."""
    if spec.type == "money":
        return plain(Decimal(int(value)) / 100)
    if spec.type == "bool":
        return "是" if value else "否"
    if spec.type in ("date", "month"):
        return str(value.date())
    return "、".join(value) if isinstance(value, tuple) else str(value)


def asked(test: Test, scope: Scope) -> str:
    """Return what a test asks of a cell, such as ≥1000, ∈A、B or, turned round, ∌A、B."""
    inner = test.not_
    if inner is not None and (inner.is_ is not None or inner.in_ or inner.has or inner.contains):
        return _told(inner, scope, _TURNED)
    told = _told(test, scope, _SIGNS)
    return f"¬({asked(inner, scope)}) {told}".strip() if inner is not None else told


_SIGNS = {"is": "=", "in": "∈", "has": "∋", "contains": "∋"}
_TURNED = {"is": "≠", "in": "∉", "has": "∌", "contains": "∌"}


def _told(test: Test, scope: Scope, signs: Mapping[str, str]) -> str:
    bounds = (("≥", test.min), ("≤", test.max), (">", test.above), ("<", test.below))
    percent = "%" if test.share_of else ""
    told = [f"{sign}{_operand(one, scope)}{percent}" for sign, one in bounds if one is not None]
    if test.is_ is not None:
        told.append(signs["is"] + _operand(test.is_, scope))
    for name, operands in (("in", test.in_), ("has", test.has), ("contains", test.contains)):
        if operands is not None:
            told.append(signs[name] + "、".join(_operand(one, scope) for one in operands))
    if test.in_table is not None:
        told.append(f"∈{test.in_table.replace('.', '·')}")
    return " ".join(told)


def _day(operand: DateOperand, scope: Scope) -> str:
    day = operand.date
    if isinstance(day, (Reference, Parameter)):
        told = _operand(day, scope)
    else:
        told = str(scope.as_of) if day == "as_of" else "/".join(operand.columns)
    for sign, span in (("+", operand.plus), ("−", operand.less)):
        parts = (
            (("个月", span.months), ("天", span.days), ("个工作日", span.workdays)) if span else ()
        )
        told += "".join(f"{sign}{count}{unit}" for unit, count in parts if count)
    return told


def _operand(operand: Operand, scope: Scope) -> str:
    if isinstance(operand, Reference):
        return operand.ref
    if isinstance(operand, Parameter):
        return scope.parameters.get(operand.param) or operand.param
    if isinstance(operand, DateOperand):
        return _day(operand, scope)
    if isinstance(operand, bool):
        return "是" if operand else "否"
    return str(operand)
