"""Work that is no case: who handles it, how a matter of it is opened, and texts for it."""

from bisect import bisect_left
from typing import Any

from mingjian.city.beside import Beside
from mingjian.city.life import Life
from mingjian.city.people import Office
from mingjian.city.words import is_at, vocabulary
from mingjian.parties.models import Organisation
from mingjian.parties.persons import organisation_name, organisation_named

SUPERVISING = {
    "own": "supervision_dept",
    "county": "investigation_dept",
    "group": "stationed_group",
    "township": "supervision_dept",
}


def department(world: Beside, office: Office, role: str | None = None) -> int:
    """A department of the office with this function, by default one that supervises."""
    found = office.departments[role or SUPERVISING[office.level]]
    return world.words.pick(found)


def opened(
    world: Beside, office: Office, kind: str, act: str = "register", *, at: int | None = None, **details: Any
) -> Life:
    """A matter opened by an officer of its department, who handles it."""
    where = at or department(world, office)
    answering = world.staff.answering.get(str(details.get("organisation")))
    if at is None and office.level == "own" and answering:
        where = answering
    by = world.words.pick(world.staff.workers(where, world.today))
    rule = world.staff.book.procedure(kind, world.today).acts[act]
    more = {"handler": by} if any(field.name == "handler" for field in rule.fields) else {}
    state = world.many.open(
        kind, act, by=by, on=world.today, unit=office.unit, department=where, details={**details, **more}
    )
    return Life(world, office, state)


def worker(life: Life) -> int:
    """Who acts: the handler, else somebody of the department who is no head."""
    return life.handler or life.world.staff.workers(life.department, life.world.today)[0]


def pair(life: Life) -> list[int]:
    """Who acts, and a second officer; a member may be standing in for the head."""
    by = worker(life)
    return [by, another(life, by)]


def another(life: Life, *but: int) -> int:
    """Somebody else of the department, its head last, or the leader in charge."""
    head = life.head()
    there = [one for one in life.world.staff.members(life.department, life.world.today) if one != head] + [
        head
    ]
    found = [officer for officer in there if officer not in but]
    return found[0] if found else life.holder("leader_in_charge", *but)


def in_working_days(world: Beside, days: int) -> str:
    """The day so many working days from now."""
    place = bisect_left(world.days, world.today) + days
    return str(world.days[min(place, len(world.days) - 1)].isoformat())


def unit_of(world: Beside, office: Office) -> tuple[str, str | None]:
    """The name of a unit that the office supervises, and its id on record."""
    if office.host:
        name = office.host
    elif office.county:
        name = office.county + world.words.pick(vocabulary()["county_units"])["name"]
    else:
        name = world.words.pick(vocabulary()["city_units"])["name"]
    found = organisation_named(name)
    return name, str(found.pk) if found else None


def name_of(life: Life) -> str:
    """The unit that a matter is about."""
    row = Organisation.objects.filter(pk=life.fact("organisation")).first()
    return organisation_name(row) if row else ""


def theme_at(drawn: list[str], name: str) -> list[str]:
    """What is checked at a unit: what was drawn, or the next of the list where that is no business of the unit.

    Nothing is drawn anew, so that the rest of the city stays as it is.
    """
    themes = texts("checks")
    start = themes.index(drawn)
    places = vocabulary()["work"]["check_places"]
    fits = (
        theme
        for theme in (*themes[start:], *themes[:start])
        if any(is_at(place, name) for place in places.get(theme[0], [""]))
    )
    return [*next(fits)[:2], drawn[2]]


def texts(name: str) -> Any:
    """A list of the vocabulary of this work."""
    return vocabulary()["work"][name]
