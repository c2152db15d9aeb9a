"""What was done from January to June: the rows of 工作流水, not yet given a day."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from .cast import HALL, ROOM, ROSTERS, SQUARE, STATION, WORKERS
from .contents import AT_HOME, BY_PHONE, COLD, CONTENTS, OUTSIDE, SCENES, season
from .gatherings import cases, groups, inside, together
from .model import DOMAINS, Deed, Person

MONTHS = range(1, 7)


def deeds(rng: random.Random) -> list[Deed]:
    """Return everything done in the half year, clean."""
    done = [
        *_monthly(rng),
        *_surveys(),
        *_revisits(),
        *_rounds(rng),
        *cases(),
        *groups(),
        *together(),
        *inside(),
    ]
    return [_led(deed, rng) for deed in done]


def _led(deed: Deed, rng: random.Random) -> Deed:
    return deed if deed.workers else replace(deed, workers=(rng.choice(WORKERS),))


def _monthly(rng: random.Random) -> Iterator[Deed]:
    """Two services of each kind in each domain and month; one of February is made up in March."""
    for domain in DOMAINS:
        for category, words in CONTENTS[domain].items():
            turn = rng.sample(words, len(words))
            for index, month in enumerate(month for month in MONTHS for _ in range(2)):
                person = ROSTERS[domain][rng.randrange(len(ROSTERS[domain]))]
                late = (domain, category, index) == ("社会救助", "A", 3)
                yield _service(
                    rng,
                    domain,
                    category,
                    turn[index % len(turn)],
                    3 if late else month,
                    person,
                    "2026-02" if late else "",
                )


def _service(
    rng: random.Random,
    domain: str,
    category: str,
    content: str,
    month: int,
    person: Person,
    makes_up: str,
) -> Deed:
    """Return one service: leaflets on the square in the warm months, a call, or a visit."""
    base = Deed(
        month,
        domain,
        "电话",
        content,
        STATION,
        "office",
        True,
        people=(person.name,),
        category=category,
        makes_up=makes_up,
    )
    if content == "政策宣传" and month not in COLD:
        number = rng.randint(18, 46)
        return replace(
            base, form="宣传", place=SQUARE, scene="square", indoor=False, people=(), number=number
        )
    if content == "远程服务" or (content in BY_PHONE and rng.random() < 0.45):
        online = content == "远程服务" and rng.random() < 0.4
        return replace(base, form="线上") if online else base
    scene = rng.choice(SCENES.get(content) or (*AT_HOME, *season(person.home, month) * 2))
    if scene == "courtyard" and month in COLD:
        scene = "winter courtyard"
    if scene in ("office", "poster wall"):
        return replace(base, form="面谈", scene=scene)
    if scene in ("activity room", "reading corner", "rehabilitation", "corridor"):
        return replace(base, form="面谈", scene=scene, place=rng.choice((ROOM, HALL)))
    return replace(base, form="走访", scene=scene, place=person.home, indoor=scene not in OUTSIDE)


def _surveys() -> Iterator[Deed]:
    """In January everyone on the rosters is seen, in two rounds a domain."""
    for domain, roster in ROSTERS.items():
        half = (len(roster) + 1) // 2
        for part, scene in ((roster[:half], "meeting"), (roster[half:], "heated bed")):
            names = tuple(person.name for person in part)
            place = STATION if scene == "meeting" else part[0].home
            yield Deed(1, domain, "调研", "调研", place, scene, True, people=names, workers=WORKERS)


def _revisits() -> Iterator[Deed]:
    """Once a quarter the followed persons of each domain are visited again."""
    winter = ("living room", "heated bed", "winter village", "heated bed", "living room")
    spring = ("village", "courtyard", "hand over", "living room", "heated bed")
    for (domain, roster), *scenes in zip(ROSTERS.items(), winter, spring, strict=True):
        seen = [person for person in roster if person.followed]
        for month, scene in zip((2, 5), scenes, strict=True):
            yield Deed(
                month,
                domain,
                "回访",
                "回访",
                seen[0].home,
                scene,
                scene not in OUTSIDE,
                people=tuple(person.name for person in seen),
            )


def _rounds(rng: random.Random) -> Iterator[Deed]:
    """Some calls and rounds between the visits."""
    for month, domain in (
        (2, "养老服务"),
        (3, "社会救助"),
        (3, "扶残助残"),
        (4, "养老服务"),
        (5, "扶残助残"),
        (6, "儿童关爱保护"),
    ):
        person = rng.choice(ROSTERS[domain])
        if month % 2:
            yield Deed(
                month,
                domain,
                "走访",
                "定期巡访",
                person.home,
                season(person.home, month)[0],
                False,
                people=(person.name,),
            )
        else:
            yield Deed(
                month, domain, "电话", "电话问候", STATION, "office", True, people=(person.name,)
            )
