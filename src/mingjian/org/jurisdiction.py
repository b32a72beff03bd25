"""Whose it is: the department of a unit that has a function."""

from mingjian.org.models import Department


def department_with(unit: int, role: str) -> int | None:
    """The department of a unit with a function (a code of `department_role`), the oldest if there are several."""
    found = (
        Department.objects.filter(unit_id=unit, role=role, until=None)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    return found.first()
