"""The whole half year, clean: deeds, their days and photos, money, premises."""

from __future__ import annotations

import random

from .deeds import deeds
from .folders import premises, with_photos
from .model import Plan
from .money import payments
from .schedule import schedule

SEED = 2026


def clean_plan(seed: int = SEED) -> Plan:
    """Return the plan of a station that did everything right; equal seeds, equal plans."""
    rng = random.Random(seed)
    done = tuple(with_photos(deed, rng) for deed in schedule(deeds(rng), rng))
    return Plan(deeds=done, payments=payments(done, rng), premises=premises(rng))
