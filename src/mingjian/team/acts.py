"""What can be done in the team room beyond the setting of fields: the register of intercessions."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from mingjian.ledger.models import Duty, Matter, Participation
from mingjian.ledger.record import open_matter
from mingjian.ledger.rights import block
from mingjian.org.models import Department


def register(
    *,
    by: int,
    on: date,
    unit: int,
    details: Mapping[str, Any],
    late_reason: str | None = None,
    token: str | None = None,
) -> Matter:
    """Record an intercession (LEAD-11). It goes to cadre supervision, out of reach of those who handle the matter
    asked about, save for whoever reports it. Raises Refused.
    """
    with transaction.atomic():
        department = _cadre_supervision(unit)
        matter = open_matter(
            "intercession", by=by, on=on, unit=unit, department=department,
            details=details, late_reason=late_reason, token=token,
        )  # fmt: skip
        about = details.get("about_matter")
        if about:
            block(matter.pk, handlers_of(UUID(str(about))) - {by}, "other")
    return matter


def _cadre_supervision(unit: int) -> int | None:
    found = Department.objects.filter(unit=unit, role="cadre_supervision_dept", until=None).order_by("pk")
    return found.values_list("pk", flat=True).first()


def handlers_of(matter: UUID) -> set[int]:
    """Whoever takes part in a matter or has done a duty on it."""
    taking_part = Participation.objects.filter(matter=matter).values_list("officer", flat=True)
    return set(taking_part) | set(Duty.objects.filter(matter=matter).values_list("officer", flat=True))
