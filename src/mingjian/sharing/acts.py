"""What sharing asks beyond the setting of fields: who receives what is sent, and what is missing in an integrity file."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from mingjian.law.refusal import Refusal, Refused
from mingjian.ledger.before import Before
from mingjian.org.models import Department
from mingjian.sharing.queries import missing_parts


def send(before: Before) -> Mapping[str, Any]:
    """Send it from the department that has it, to another one. Raises Refused."""
    sender = before.state.place("department")
    return {**send_again(before), "from_department": str(sender)} if sender else send_again(before)


def send_again(before: Before) -> Mapping[str, Any]:
    """Send it to another department than the one that has it, of the unit named if one is. Raises Refused."""
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


def review_file(before: Before) -> Mapping[str, Any]:
    """Go through an integrity file: what it lacks is found in the records; what somebody typed is not taken."""
    person = before.fact("person")
    if not person:
        return before.details
    before.written()
    missing = missing_parts(UUID(str(person)), before.order.on)
    found = {**before.details, "missing_parts": missing, "missing_count": str(len(missing))}
    if before.said("file_review") != "archive":
        found["file_review"] = "gaps" if missing else "complete"
    return found
