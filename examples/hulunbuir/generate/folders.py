"""Which folder and which photos prove each deed."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta

from examples.studio.shots import Shot

from .cast import STATION, WORKERS, address
from .model import DOMAINS, Deed

SIZES = (
    *[(1024, 768)] * 5,
    *[(768, 1024)] * 4,
    (1152, 864),
    (864, 1152),
    (1152, 648),
    (648, 1152),
    (960, 960),
)
LARGE = (1600, 1200)
# Each worker keeps to the cameras on their own phone.
CAMERAS = {
    WORKERS[0]: ("punch", "classic", "panel", "bar"),
    WORKERS[1]: ("check", "centred", "card", "lines"),
}
_BESIDE = {
    "activity room": "table top",
    "meeting": "poster wall",
    "living room": "table top",
    "heated bed": "living room",
    "hand over": "living room",
    "square": "courtyard",
    "table top": "living room",
}
_WORDS = ("IMG_{0:%Y%m%d_%H%M%S}", "微信图片_{0:%Y%m%d%H%M%S}", "照片{1}", "mmexport{2}")

PREMISES = (
    ("场地照片", "empty room"),
    ("标识照片", "poster wall"),
    ("着装照片", "team"),
    ("福彩标识照片", "poster wall"),
    ("宣传展示照片", "poster wall"),
    ("设备照片", "office"),
    ("个案咨询室照片", "empty room"),
    ("小组活动室照片", "empty room"),
    ("多功能活动室照片", "empty room"),
    ("展示墙照片", "poster wall"),
)


def with_photos(deed: Deed, rng: random.Random) -> Deed:
    """Return the deed with its folder and its photos."""
    folder = f"{_shelf(deed)}/{deed.day}_{deed.domain}_{deed.name}"
    if deed.form in ("个案", "小组"):
        folder += f"_{deed.content.split()[0]}"
    link = rng.choices(("path", "name", "blank"), (70, 15, 15))[0] if deed.category else "path"
    two = rng.random() < (0.8 if deed.signed else 0.12)
    scenes = [deed.scene, _BESIDE.get(deed.scene, deed.scene)][: 1 + two]
    shots = [
        shot(
            f"{folder}/{{name}}.jpg",
            scene,
            _moment(deed, rng),
            deed.place,
            deed.workers[0],
            rng,
            number=number,
        )
        for number, scene in enumerate(scenes, 1)
    ]
    return replace(deed, folder=folder, link="path" if deed.makes_up else link, shots=tuple(shots))


def _shelf(deed: Deed) -> str:
    if deed.domain in DOMAINS:
        return f"04_服务记录/{deed.day:%Y-%m}"
    return "02_人员" if deed.domain == "站务" else "08_组织志愿"


def _moment(deed: Deed, rng: random.Random) -> datetime:
    """Return a time between start and end."""
    begin, finish = (datetime.combine(deed.day, moment) for moment in (deed.start, deed.end))
    return begin + timedelta(seconds=rng.randint(120, int((finish - begin).total_seconds()) - 120))


def shot(
    path: str,
    scene: str,
    when: datetime,
    place: str,
    worker: str,
    rng: random.Random,
    *,
    number: int = 1,
) -> Shot:
    """Return a stamped photo; `{name}` in the path becomes the name a phone or a chat app gives."""
    camera = CAMERAS.get(worker, CAMERAS[WORKERS[0]])
    name = rng.choice(_WORDS).format(
        when, number, int(when.timestamp()) * 1000 + rng.randint(0, 999)
    )
    path = path.format(name=name)
    return Shot(
        path=path,
        scene=scene,
        seed=path,
        size=LARGE if rng.random() < 0.015 else rng.choice(SIZES),
        layout=rng.choice(camera),
        when=when,
        place=address(place, full=rng.random() < 0.6),
        worker=worker,
        exif=rng.random() < 0.12,
    )


def premises(rng: random.Random) -> tuple[Shot, ...]:
    """Return the photos of rooms, signs, clothes and equipment, taken in the first week."""
    shots = []
    for index, (name, scene) in enumerate(PREMISES):
        when = datetime(2026, 1, 7, 9, 0) + timedelta(minutes=6 * index, seconds=rng.randint(0, 59))
        ending = "png" if name == "设备照片" else "jpg"
        taken = shot(
            f"01_阵地制度/照片/{name}.{ending}", scene, when, STATION, WORKERS[index % 2], rng
        )
        shots.append(replace(taken, size=(800, 600)) if ending == "png" else taken)
    return tuple(shots)
