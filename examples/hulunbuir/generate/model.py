"""The plan of the example as plain frozen values: what the ledger says and what the photos show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from examples.studio.shots import Shot

DOMAINS = ("社会救助", "养老服务", "儿童关爱保护", "扶残助残", "自选")


@dataclass(frozen=True)
class Person:
    """Somebody of the rosters or the staff; `home` is a place of the township."""

    name: str
    code: str
    phone: str
    home: str
    kind: str = ""
    domain: str = ""
    followed: bool = False


@dataclass(frozen=True)
class Deed:
    """Something done: a row of 工作流水, its sign-in sheet and its photos.

    `fixed` is the day where the deed itself decides it; otherwise `month` (1..12) says when, and
    the schedule sets `day`, `start` and `end`. `people` are names, `number` a head count;
    `signed` the sign-in sheet as (姓名, 联系电话, 角色); `category` A or B where the annex counts
    the deed monthly. `link` says how the ledger leads to the photos: path | name | blank.
    `day_cell` overrides what 日期 shows.
    """

    month: int
    domain: str
    form: str
    content: str
    place: str
    scene: str
    indoor: bool
    title: str = ""
    people: tuple[str, ...] = ()
    number: int | None = None
    workers: tuple[str, ...] = ()
    signed: tuple[tuple[str, str, str], ...] = ()
    category: str = ""
    makes_up: str = ""
    fixed: date | None = None
    day: date = date(2026, 1, 1)
    start: time = time(9)
    end: time = time(10)
    day_cell: str = ""
    folder: str = ""
    link: str = "path"
    shots: tuple[Shot, ...] = ()

    @property
    def name(self) -> str:
        """The words that tell this deed from the others of its day."""
        return self.title or self.content


@dataclass(frozen=True)
class Payment:
    """A row of 收支与慈善; `yuan` as written, `receipt` and `folder` paths in the station."""

    day: date
    kind: str
    what: str
    yuan: int
    subject: str = ""
    amount: int | None = None
    other: str = ""
    helped: tuple[str, ...] = ()
    place: str = ""
    start: str = ""
    goal: str = ""
    small: bool = False
    number: str = ""
    receipt: str = ""
    folder: str = ""
    shots: tuple[Shot, ...] = ()


@dataclass(frozen=True)
class Plan:
    """The whole station: deeds in the order of the ledger, payments, and photos of the premises."""

    deeds: tuple[Deed, ...]
    payments: tuple[Payment, ...]
    premises: tuple[Shot, ...]
    strays: tuple[Shot, ...] = ()
    left_out: tuple[str, ...] = ()

    def shots(self) -> tuple[Shot, ...]:
        """Return all photos of the station."""
        done = (shot for deed in self.deeds for shot in deed.shots)
        paid = (shot for payment in self.payments for shot in payment.shots)
        return (*done, *paid, *self.premises, *self.strays)


@dataclass(frozen=True)
class Defect:
    """Something wrong on purpose: where it stands, what an audit should say, under which rules."""

    id: str
    what: str
    expect: str
    rules: tuple[str, ...] = ()
    deed: Deed | None = None
    payment: Payment | None = None
    photos: tuple[str, ...] = ()
    where: str = ""
