"""Units and departments as they come into being."""

from mingjian.org.models import Department, Unit

# What every commission has; a county's supervision and investigation may be one department (JDZJ 11).
USUAL = {
    "领导班子": "leadership", "信访室": "petition_dept", "案件监督管理室": "case_mgmt_dept", "监督检查室": "supervision_dept",
    "审查调查室": "investigation_dept", "案件审理室": "trial_dept", "干部监督室": "cadre_supervision_dept", "办公室": "general_office",
}  # fmt: skip


def found_unit(name: str, *, short: str, code: str, level: str, under: Unit | None) -> Unit:
    """A unit below another, or at the top; `code` stands before its document numbers, `level` is a code of `level`."""
    unit = Unit.objects.create(name=name, short=short, code=code, level=level, parent=under, path="")
    unit.path = f"{under.path if under else ''}{unit.pk}/"
    unit.save(update_fields=["path"])
    return unit


def found_department(unit: Unit, name: str, *, short: str, role: str) -> Department:
    """A department of a unit; `role` is a code of `department_role`."""
    return Department.objects.create(unit=unit, name=name, short=short, role=role)


def found_usual(unit: Unit) -> list[Department]:
    """The departments that every commission has."""
    return [found_department(unit, name, short=name, role=role) for name, role in USUAL.items()]
