"""What can be done in the team room beyond the setting of fields: registers kept out of reach, one case one secondment."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from mingjian.law.refusal import Refusal, Refused
from mingjian.ledger.before import Before
from mingjian.ledger.models import Duty, Matter, Participation
from mingjian.ledger.record import open_matter
from mingjian.ledger.rights import block
from mingjian.org.jurisdiction import department_with
from mingjian.org.models import Officer
from mingjian.team.models import Secondment


def register(
    *, by: int, unit: int, details: Mapping[str, Any], department: int | None = None, **more: Any
) -> Matter:
    """Record an intercession (LEAD-11). It goes to cadre supervision, out of reach of those who handle the matter
    asked about, save for whoever reports it. Raises Refused.
    """
    return _out_of_reach("intercession", by=by, unit=unit, details=details, **more)


def register_contact(
    *, by: int, unit: int, details: Mapping[str, Any], department: int | None = None, **more: Any
) -> Matter:
    """Record a contact; kept like an intercession. Raises Refused."""
    return _out_of_reach("contact", by=by, unit=unit, details=details, **more)


def _out_of_reach(kind: str, *, by: int, unit: int, details: Mapping[str, Any], **more: Any) -> Matter:
    with transaction.atomic():
        department = department_with(unit, "cadre_supervision_dept")
        matter = open_matter(kind, by=by, unit=unit, department=department, details=details, **more)
        about = details.get("about_matter")
        if about:
            block(matter.pk, handlers_of(UUID(str(about))) - {by}, "other")
    return matter


def handlers_of(matter: UUID) -> set[int]:
    """Whoever takes part in a matter or has done a duty on it."""
    taking_part = Participation.objects.filter(matter=matter).values_list("officer", flat=True)
    return set(taking_part) | set(Duty.objects.filter(matter=matter).values_list("officer", flat=True))


def second(before: Before) -> Mapping[str, Any]:
    """Ask for a secondment: to a matter that is open, of an officer who is lent to no other. Raises Refused."""
    about = before.other(before.said("about_matter"))
    if about is not None and about.has_ended:
        raise Refused([Refusal("case_has_ended", {}, "about_matter")])
    before.written()
    _refuse_second(before.details.get("seconded"))
    return before.details


def _refuse_second(officer: Any) -> None:
    if not str(officer or "").isdecimal():
        return  # the law says that the field is missing
    who = Officer.objects.select_for_update().filter(pk=int(officer)).first()
    rows = Secondment.objects.select_related("matter").filter(
        seconded=who, ended_on=None, matter__closed_on=None
    )
    row = rows.order_by("matter__opened_on").first() if who is not None else None
    if row is not None and who is not None:
        raise Refused([Refusal("one_secondment", {"who": who.name, "number": row.matter.number}, "seconded")])
