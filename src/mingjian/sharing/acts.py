"""What sharing asks beyond the setting of fields: the receiving unit is that of the receiving department."""

from collections.abc import Mapping
from typing import Any

from mingjian.law.refusal import Refusal, Refused
from mingjian.ledger.before import Before
from mingjian.org.models import Department


def send(before: Before) -> Mapping[str, Any]:
    """Send it, for the first time or again: to another department than one's own, of the unit named if one is. Raises Refused."""
    department = Department.objects.filter(pk=before.details.get("department") or 0).first()
    if department is None:
        return before.details  # the law says that the field is missing
    if department.pk == before.state.place("department"):
        raise Refused([Refusal("same_department", {"department": str(department)}, "department")])
    named = before.details.get("to_unit")
    if named and int(named) != department.unit_id:
        particulars = {"field": before.label("to_unit"), "department": str(department)}
        raise Refused([Refusal("other_unit", particulars, "to_unit")])
    return {**before.details, "to_unit": str(department.unit_id)}
