"""The leading groups of the supervised units, and who of the commissions is responsible for each unit."""

from datetime import date, timedelta
from random import Random

from mingjian.city.people import Leader, Staff
from mingjian.city.words import Words, vocabulary
from mingjian.city.working import SUPERVISING
from mingjian.org.models import Appointment
from mingjian.parties import tenures
from mingjian.parties.models import Organisation
from mingjian.parties.persons import NewPerson, organisation_name
from mingjian.parties.tenures import Post


def settle_leaders(staff: Staff, taken: set[str], *, year: int, seed: int) -> None:
    """Leaders by the kind of unit, each since a day of the years before; they draw for themselves, nothing else changes."""
    words = Words(Random(seed), set(taken))  # noqa: S311 - a play, not a secret
    units = {organisation_name(row): row for row in Organisation.objects.order_by("created_at", "name_index")}
    for number, name in enumerate(sorted(units)):
        unit = units[name]
        for place, (position, title) in enumerate(vocabulary()["leading"].get(unit.kind, ())):
            since = date(year - 1 - int(words.random.random() * 4), 1 + int(words.random.random() * 9), 1)
            changed = date(year, 7, 1) if not place and not number % 6 else None
            staff.leaders.append(_leader(words, unit, name, (position, title), (since, changed)))
            if changed:  # the head of every sixth unit is followed by another in the middle of the year
                staff.leaders.append(_leader(words, unit, name, (position, title), (changed, None)))
        _entrust(staff, unit, name, number, year)


def _leader(
    words: Words, unit: Organisation, name: str, said: tuple[str, str], days: tuple[date, date | None]
) -> Leader:
    position, title = said
    until = days[1] - timedelta(days=1) if days[1] else None
    new = NewPerson(words.name(), name, title, words.id_number())
    row = tenures.appoint(new, Post(unit.pk, position, title, days[0], until), by=None)
    return Leader(str(row.person_id), name, position, title, days[0], until)


def _entrust(staff: Staff, unit: Organisation, name: str, number: int, year: int) -> None:
    office = next(
        (one for one in staff.offices if one.county and name.startswith(one.county)), staff.offices[0]
    )
    places = office.departments[SUPERVISING[office.level]]
    department = places[number % len(places)]
    staff.answering |= {name: department, str(unit.pk): department}
    group = next((one for one in staff.offices if one.host == name), None)
    given = {
        "department": department,
        "group": group.unit if group else None,
        "leader": _in_charge(department),
    }
    tenures.entrust(unit, given, since=date(year - 1, 1, 1), by=None)


def _in_charge(department: int) -> int | None:
    rows = Appointment.objects.filter(department=department, post="leader_in_charge", until=None)
    return rows.order_by("pk").values_list("officer", flat=True).first()
