"""The few photos of the station: its premises, and what the activities left.

The plan asks for no watermark; some phones put one on all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from examples.studio.pictures import Region
from examples.studio.shots import Shot

from .cast import COUNTY, STATION, TOWN
from .deeds import deeds

HERE = Region(
    lat=39.5,
    lon=109.7,
    skies={9: ("晴", 8, 22), 10: ("多云", 1, 14), 11: ("晴", -9, 4), 12: ("晴", -18, -4)},
)
_PREMISES = (
    ("办公场所照片", "office"),
    ("中心标牌照片", "team"),
    ("福彩标牌照片", "poster wall"),
    ("公示照片", "corridor"),
    ("成果展示照片", "reading corner"),
)
# By the words a folder ends in: the scene, and the stamp of the phone.
_SCENES = {
    "入户探访": ("living room", "classic"),
    "送餐": ("hand over", None),
    "长者食堂": ("meeting", None),
    "环境整治": ("village", "punch"),
    "拉家常": ("courtyard", None),
    "周末故事会": ("activity room", None),
    "清雪护路": ("winter village", "bar"),
    "项目推荐会": ("meeting", "card"),
    "慈善日进嘎查": ("square", None),
    "重阳敬老": ("activity room", "classic"),
}


def shots() -> Iterator[Shot]:
    """Yield all photos; the copy comes after what it is copied from."""
    for name, scene in _PREMISES:
        when = datetime(2024, 9, 2, 10, 30)
        yield _shot(f"01_阵地制度/照片/{name}.jpg", scene, when, STATION, None)
    told: dict[str, Shot] = {}
    for deed in deeds():
        looks = [look for word, look in _SCENES.items() if deed.folder.endswith(word)]
        if deed.folder and looks:
            when = datetime(deed.day.year, deed.day.month, deed.day.day, 10, 12, 30)
            (scene, layout), path = looks[0], f"{deed.folder}/照片1.jpg"
            told[deed.title] = _shot(path, scene, when, deed.place, layout, deed.worker)
            yield told[deed.title]
        elif deed.folder:
            # Planted: the photo of October serves the story hour of November as well.
            first = told["周末故事会"]
            yield replace(first, path=f"{deed.folder}/照片1.jpg", copy_of=first.path)


def _shot(
    path: str, scene: str, when: datetime, place: str, layout: str | None, worker: str = ""
) -> Shot:
    within = place if place.startswith(TOWN) else TOWN + place
    return Shot(path, scene, path, (800, 600), layout, when, COUNTY + within, worker)
