"""Units and departments as they come into being."""

from mingjian.org.models import Department, Unit


def found_unit(name: str, *, short: str, code: str, level: str, under: Unit | None) -> Unit:
    """A unit below another, or at the top; `code` stands before its document numbers, `level` is a code of `level`."""
    unit = Unit.objects.create(name=name, short=short, code=code, level=level, parent=under, path="")
    unit.path = f"{under.path if under else ''}{unit.pk}/"
    unit.save(update_fields=["path"])
    return unit


def found_department(unit: Unit, name: str, *, short: str, role: str) -> Department:
    """A department of a unit; `role` is a code of `department_role`."""
    return Department.objects.create(unit=unit, name=name, short=short, role=role)
