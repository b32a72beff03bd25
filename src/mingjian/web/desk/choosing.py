"""What a form on one matter can choose from: officers, departments, units, its people, its clocks and entries."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from mingjian.law.lawbook import Bound
from mingjian.law.position import Done, Position
from mingjian.law.procedure import Act, Field
from mingjian.ledger import access
from mingjian.ledger.models import Matter
from mingjian.ledger.viewer import Viewer
from mingjian.parties.persons import names as person_names
from mingjian.parties.persons import organisation_named
from mingjian.parties.queries import roles_on
from mingjian.web.desk import staff
from mingjian.web.desk.filling import Choosable
from mingjian.web.desk.frames import language
from mingjian.web.desk.staff import Known


def choosable(
    bound: Bound, rule: Act, unit: int, on: date, position: Position | None = None, matter: object = None,
    acts: list[Done] | None = None, viewer: Viewer | None = None,
) -> Choosable:  # fmt: skip
    """Only what the fields of this act need is read."""
    asked_for = [bound.fields[asked.name] for asked in rule.fields]
    types = {field.type for field in asked_for}
    if "values" in types:
        types |= {field.type for field in bound.fields.values()}
    found = Choosable()
    if "matter" in types and viewer is not None:
        found.find_matter = lambda number: within_reach(viewer, number)
    if types & {"officer", "officers", "meeting"}:
        found.officers = staff.officers(_of(unit, asked_for, "officer", "officers"), on)
    if "department" in types:
        found.departments = staff.departments(_of(unit, asked_for, "department"))
    if "organisation" in types:
        found.find_organisation = _organisation
    if "unit" in types:
        found.units = staff.units()
    if types & {"person", "persons"} and matter is not None:
        found.persons = _persons(matter)
    if position is not None:
        found.clocks = _clocks(position)
        found.entries = _entries(bound, acts or [])
    return found


def _of(unit: int, fields: Sequence[Field], *types: str) -> int | None:
    """The unit of which one may choose; None where a field may name those of every unit."""
    return None if any(field.anywhere for field in fields if field.type in types) else unit


def _organisation(name: str) -> str | None:
    """The id of the unit on record with this name (or id)."""
    found = organisation_named(name)
    return str(found.pk) if found is not None else None


def within_reach(viewer: Viewer, number: str) -> str | None:
    """The id of the matter with this number (or id), if the officer sees at least its line."""
    try:
        rows = Matter.objects.filter(pk=UUID(number))
    except ValueError:
        rows = Matter.objects.filter(number=number.strip())
    found = rows.first()
    return str(found.pk) if found is not None and access.reach(viewer, found).line else None


def _persons(matter: object) -> list[Known]:
    roles = [role for role in roles_on(matter) if role.person is not None]  # type: ignore[arg-type]
    words = person_names([role.person for role in roles])
    return [Known(str(role.person_id), words[role.person_id]) for role in roles]


def _clocks(position: Position) -> list[Known]:
    clocks = position.book.sections["clocks"]
    return [
        Known(clock.rule, clocks[clock.rule].entry.say(language()))
        for clock in position.clocks
        if clock.is_open
    ]


def _entries(bound: Bound, acts: list[Done]) -> list[Known]:
    """Entries that can be named: number, day and label; `small` keeps the code of the act."""
    return [
        Known(str(done.seq), f"{done.seq} · {done.on} · {bound.acts[done.act].say(language())}", done.act)
        for done in acts
        if done.act in bound.acts
    ]
