"""What sharing asks beyond the setting of fields: the receiving unit is that of the receiving department."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from mingjian.law.refusal import Refusal, Refused
from mingjian.ledger.book import book
from mingjian.ledger.models import Matter
from mingjian.ledger.record import record_act
from mingjian.org.models import Department


def send(matter: Matter, *, by: int | None, on: date, details: Mapping[str, Any], **more: Any) -> UUID:
    """Propose to send it. Raises Refused where the department named is no other one, or of another unit than named."""
    return record_act(matter, "send", by=by, on=on, details=_addressed(matter, details), **more)


def send_again(matter: Matter, *, by: int | None, on: date, details: Mapping[str, Any], **more: Any) -> UUID:
    """Send to another department what one has declined. Raises Refused as `send` does."""
    return record_act(matter, "send_again", by=by, on=on, details=_addressed(matter, details), **more)


def _addressed(matter: Matter, details: Mapping[str, Any]) -> Mapping[str, Any]:
    department = Department.objects.filter(pk=details.get("department") or 0).first()
    if department is None:
        return details  # the law says that the field is missing
    fields = book().bound(matter.kind, matter.procedure).fields
    if department.pk == matter.department_id:
        raise Refused([Refusal("same_department", {"department": str(department)}, "department")])
    named = details.get("to_unit")
    if named and int(named) != department.unit_id:
        particulars = {"field": fields["to_unit"], "department": str(department)}
        raise Refused([Refusal("other_unit", particulars, "to_unit")])
    return {**details, "to_unit": str(department.unit_id)}
