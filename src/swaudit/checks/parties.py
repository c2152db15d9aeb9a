"""Values taken as units: each in a scope where `{ref: name}` is the value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from swaudit.evidence.frames import assemble, sure
from swaudit.model.tables import Column, TableSpec
from swaudit.query.scope import Scope


def parties(name: str, values: Sequence[str], scope: Scope) -> Iterator[tuple[str, Scope]]:
    """Yield each value with the scope in which it is bound to a unit's name."""
    import pandas as pd

    spec = TableSpec(name=name, columns={"": Column()})
    labels = list(values)
    origin = {"record": labels, "label": labels, "file": "", "sheet": "", "row": 0}
    table = assemble(spec, {"": sure(labels)}, pd.DataFrame(origin, index=range(len(labels))))
    for position, value in enumerate(values):
        yield value, scope.bound(name, table, position)
