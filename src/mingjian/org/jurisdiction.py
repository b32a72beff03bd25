"""Whose it is: the department of a unit that has a function, and who holds a post on a day."""

from datetime import date

from django.db.models import Q

from mingjian.org.models import Appointment, Department


def department_with(unit: int, role: str) -> int | None:
    """The department of a unit with a function (a code of `department_role`), the oldest if there are several."""
    found = (
        Department.objects.filter(unit_id=unit, role=role, until=None)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    return found.first()


def holders(on: date, **where: object) -> set[int]:
    """The officers, accounts in use, with an appointment that holds on a day; `where`: which appointments."""
    held = Q(until=None) | Q(until__gte=on)
    found = Appointment.objects.filter(held, since__lte=on, officer__is_active=True, **where)
    return set(found.values_list("officer", flat=True))
