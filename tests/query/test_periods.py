from datetime import date
from itertools import pairwise

import pytest

from swaudit.query.periods import periods


@pytest.mark.parametrize(
    ("every", "start", "end", "labels", "cut"),
    [
        (
            "month",
            date(2026, 1, 15),
            date(2026, 3, 31),
            ["2026-01", "2026-02", "2026-03"],
            [1, 0, 0],
        ),
        (
            "quarter",
            date(2026, 1, 1),
            date(2026, 8, 31),
            ["2026-Q1", "2026-Q2", "2026-Q3"],
            [0, 0, 1],
        ),
        ("half", date(2025, 7, 1), date(2026, 6, 30), ["2025-H2", "2026-H1"], [0, 0]),
        ("year", date(2025, 7, 1), date(2026, 6, 30), ["2025", "2026"], [1, 1]),
        ("month", date(2024, 2, 1), date(2024, 2, 29), ["2024-02"], [0]),
        ("period", date(2026, 1, 15), date(2026, 3, 31), ["2026-01-15/2026-03-31"], [0]),
    ],
)
def test_calendar_periods_cut_to_the_contract(every, start, end, labels, cut):
    made = periods(every, start, end)
    assert [p.label for p in made] == labels
    assert [int(p.cut) for p in made] == cut
    assert (made[0].start, made[-1].end) == (start, end)
    for one, following in pairwise(made):
        assert (following.start - one.end).days == 1
