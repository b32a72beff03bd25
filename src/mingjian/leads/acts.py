"""What can be done to leads beyond the setting of fields: open one from any matter, join, conclude after the cases."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from mingjian.ledger.before import Before
from mingjian.ledger.documents import Prepared, Staged
from mingjian.ledger.joining import refuse_to_join, refuse_while_open, refuse_without_parts_that_ended
from mingjian.ledger.models import Matter
from mingjian.ledger.record import open_matter
from mingjian.org.jurisdiction import department_with


def open_lead(
    *,
    origin: Matter | None = None,
    by: int,
    on: date,
    unit: int,
    details: Mapping[str, Any],
    prepared: Prepared | None = None,
    documents: Sequence[Staged] = (),
    late_reason: str | None = None,
    token: str | None = None,
) -> Matter:
    """Register a lead in the queue of case management, from any matter or from outside. Raises Refused.

    With `origin` the act `transfer` there, this lead and the link are one transaction.
    """
    return open_matter(
        "lead", by=by, on=on, unit=unit, department=case_management(unit), details=details, origin=origin,
        prepared=prepared, documents=documents, late_reason=late_reason, token=token,
    )  # fmt: skip


def case_management(unit: int) -> int | None:
    """The department that keeps the central register of leads (JDZJ 23)."""
    return department_with(unit, "case_mgmt_dept")


def conclude_filed(before: Before) -> Mapping[str, Any]:
    """End a lead after filing: only when the cases of all its persons have ended. Raises Refused."""
    refuse_while_open(before, before.tied("filing"), "cases_open")
    return before.details


def conclude_split(before: Before) -> Mapping[str, Any]:
    """End a lead that was split: only when all its parts have ended. Raises Refused."""
    refuse_without_parts_that_ended(before)
    return before.details


def join(before: Before) -> Mapping[str, Any]:
    """Join a lead to the leading one, which is not joined itself. Raises Refused."""
    refuse_to_join(before)
    return before.details
