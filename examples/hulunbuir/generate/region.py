"""Where the example lies and what weather it has there."""

from __future__ import annotations

from examples.studio.pictures import Region

HERE = Region(
    lat=49.4,
    lon=117.6,
    skies={
        1: ("晴", -31, -19),
        2: ("多云", -26, -12),
        3: ("晴", -14, 1),
        4: ("多云", -2, 11),
        5: ("晴", 6, 20),
        6: ("晴", 13, 27),
    },
)
