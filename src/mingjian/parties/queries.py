"""What can be asked about people: who has which role on a matter, and on which matters somebody has one."""

from datetime import date
from uuid import UUID

from mingjian.ledger.models import Matter
from mingjian.parties.models import Complainant, Role


def roles_on(matter: UUID, on: date | None = None) -> list[Role]:
    """Everybody's latest role on a matter, as known on a day; in the order in which they came in."""
    rows = Role.objects.select_related("person", "organisation").filter(matter=matter)
    if on is not None:
        rows = rows.filter(since__lte=on)
    latest: dict[tuple[UUID | None, UUID | None, str], Role] = {}
    for role in rows.order_by("since_by", "id"):
        latest[role.person_id, role.organisation_id, role.role] = role
    return list(latest.values())


def complainants_of(matter: Matter) -> list[Complainant]:
    """Who reported, without the identity: whether named, how to give notice, since when."""
    return list(Complainant.objects.filter(matter=matter).defer("identity").order_by("since", "id"))
