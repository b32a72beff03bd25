"""What can be asked about people: who has which role on a matter, and on which matters somebody has one."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from mingjian.ledger.models import Matter
from mingjian.parties.models import Complainant, Person, Role
from mingjian.parties.persons import everybody


def roles_on(matter: UUID, on: date | None = None) -> list[Role]:
    """Everybody's latest role on a matter, as known on a day; in the order in which they came in."""
    rows = Role.objects.select_related("person", "organisation").filter(matter=matter)
    if on is not None:
        rows = rows.filter(since__lte=on)
    latest: dict[tuple[UUID | None, UUID | None, str], Role] = {}
    for role in rows.order_by("since_by", "id"):
        latest[role.person_id, role.organisation_id, role.role] = role
    return list(latest.values())


def roles_of(persons: Iterable[Person]) -> list[Role]:
    """Every role of these persons and of those who turned out to be one with them, newest first."""
    rows = Role.objects.select_related("matter").filter(person__in=everybody(person.pk for person in persons))
    return list(rows.order_by("-since", "-since_by", "id"))


def complainants_of(matter: Matter) -> list[Complainant]:
    """Who reported, without the identity: whether named, how to give notice, since when."""
    return list(Complainant.objects.filter(matter=matter).defer("identity").order_by("since", "id"))
