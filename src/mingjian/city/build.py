"""The year of the city, from settling its officers to the last working day."""

from collections.abc import Callable
from datetime import date, datetime, time
from os import sync
from random import Random

from django.db import transaction

from mingjian.city import cases_flow, chain, intercessions, keeping, leads_flow, own_team, reports
from mingjian.city.beside import Beside
from mingjian.city.desk import Desk
from mingjian.city.identities import organisations
from mingjian.city.leading import settle_leaders
from mingjian.city.people import Office, Staff, settle
from mingjian.city.plan import Arrival, arrivals
from mingjian.city.words import Words
from mingjian.city.world import Flow, World
from mingjian.city.yearwork import Begin, Plan, year_of_towns, year_of_work
from mingjian.law.values import BEIJING
from mingjian.ledger.book import book
from mingjian.ledger.instant import standing_at
from mingjian.ledger.record import Many, record_acts

SEED = 20230101
# What a stationed group asks about by itself; what may be a breach of law is the business of the commission.
SMALLER = (
    "违规接受宴请",
    "公车私用",
    "大操大办婚庆",
    "监管不力失职失责",
    "工作作风简单粗暴",
    "弄虚作假虚报数据",
)
APPOINTED = 4  # years before the simulated one that everybody has been in office


def build(*, year: int, seed: int = SEED, size: float = 1.0, end: date | None = None,
          on_day: Callable[[date], None] = lambda day: None) -> Staff:  # fmt: skip
    """Settle the city and let it work through the year, until `end` if that is earlier.

    `size`: 1 is a whole city, 0.05 a twentieth of its work. Everything is one transaction: all or nothing.
    The same seed gives the same city. `on_day` is told of each day that begins.
    """
    last = min(end or date(year, 12, 31), date(year, 12, 31))
    random = Random(seed)  # noqa: S311 - a play, not a secret
    words = Words(random)
    with transaction.atomic():
        with standing_at(datetime(year - 1, 9, 28, 9, 0, tzinfo=BEIJING)):
            staff = settle(words, book(), year=year, since=date(year - APPOINTED, 3, 1))
            organisations()
            settle_leaders(staff, words.taken, year=year, seed=seed + 4)
        with record_acts(size=4000) as many:
            _live(many, staff, words, year=year, size=size, last=last, on_day=on_day)
            sync()  # the papers lie on the disk before their acts are committed
    return staff


def _live(many: Many, staff: Staff, words: Words, *, year: int, size: float, last: date,
          on_day: Callable[[date], None]) -> None:  # fmt: skip
    world = World(many, staff, words, book().calendar, start=date(year - 1, 10, 9), end=last)
    desk, offices = Desk(), {office.unit: office for office in staff.offices}
    for arrival in sorted(
        arrivals(words.random, staff.offices, world.days, year=year, size=size), key=lambda item: item.day
    ):
        flow = _flow(world, desk, offices, arrival)
        world.begin(flow, world.office_time(arrival.day))
    _begin_beside(world, staff, year=year, size=size)
    _begin_own_team(world, staff, year=year, size=size)
    begin_chain(world, year)
    _begin_keeping(world, staff, year=year, size=size)
    _begin_towns(world, staff, year=year, size=size)
    world.run(on_day)


def _begin_beside(world: World, staff: Staff, *, year: int, size: float) -> None:
    """The year of supervision, rectification, responsibility and education."""
    beside = Beside(world, SEED + 1)
    days = [day for day in world.days if day.year == year]
    plan = Plan(beside.random, staff.offices, days, size)
    for day, begin in sorted(year_of_work(plan), key=lambda item: item[0]) if days else ():
        beside.begin(_when_its_day_comes(begin, beside), world.office_time(day, beside.random))


def _begin_own_team(world: World, staff: Staff, *, year: int, size: float) -> None:
    """The year of inspection, sharing and the commission's own team."""
    beside = Beside(world, SEED + 2)
    for day, flow in own_team.year(beside, staff.offices, year, size):
        beside.begin(flow, world.office_time(day, beside.random))


def _begin_keeping(world: World, staff: Staff, *, year: int, size: float) -> None:
    """The year of what is kept of cadres and of the own staff."""
    beside = Beside(world, SEED + 6)
    for day, flow in keeping.year(beside, staff.offices, year, size):
        beside.begin(flow, world.office_time(day, beside.random))


def _begin_towns(world: World, staff: Staff, *, year: int, size: float) -> None:
    """The year of the townships."""
    beside = Beside(world, SEED + 5)
    days = [day for day in world.days if day.year == year]
    plan = Plan(beside.random, staff.offices, days, size)
    for day, begin in sorted(year_of_towns(plan, staff.towns), key=lambda item: item[0]) if days else ():
        beside.begin(_when_its_day_comes(begin, beside), world.office_time(day, beside.random))


def begin_chain(world: World, year: int) -> None:
    """The one directive that is followed to its end, in its own way, so that the rest stays as it is."""
    own = next(office for office in world.staff.offices if office.level == "own")
    days = [day for day in world.days if day.year == year]
    straight = chain.Straight(world, SEED + 3)
    if days:
        straight.begin(chain.directive(straight, own), world.office_time(days[1], straight.random))


def _when_its_day_comes(begin: Begin, beside: Beside) -> Flow:
    yield from begin(beside)


def _flow(world: World, desk: Desk, offices: dict[int, Office], arrival: Arrival) -> Flow:
    """What begins with an arrival; drawn up when its day comes, so that it may look back."""
    office = arrival.office
    if arrival.kind == "report":
        yield from reports.report(world, desk, offices, office)
        return
    if arrival.kind == "intercession":
        yield from intercessions.intercession(
            world, office, [life for life, _ in desk.earlier.get(office.unit, [])][-20:]
        )
        return
    host = office.name if arrival.origin == "own_staff" else office.host
    subject = world.words.subject(office.county, host=host)
    among = SMALLER if office.level == "group" else ()
    found = world.words.allegation(subject, among=among) if arrival.origin != "bribe" else world.words.bribe()
    if arrival.kind == "case":
        yield from cases_flow.requested(world, office, found)
    else:
        yield from leads_flow.registered(world, office, arrival.origin, found, grave=arrival.is_grave)


def closing_time(day: date) -> datetime:
    """The instant at which the desk of a city stands on its last day, before anybody goes on working."""
    return datetime.combine(day, time(17, 50), tzinfo=BEIJING)
