"""What can be asked of reports: parts, results that count, what waits."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from mingjian.complaints.models import Complaint
from mingjian.ledger.joining import tied
from mingjian.ledger.models import Matter

# From the gravest: what of a split report counts as a whole.
GRAVITY = ("true", "mostly_true", "partly_true", "false_accusation", "mistaken_report", "untrue", "cannot_verify",
           "no_longer_needed")  # fmt: skip


class Result(NamedTuple):
    """What came out of a report, and when."""

    outcome: str | None
    concluded_on: date | None


def gravest(outcomes: Iterable[str]) -> str | None:
    """The result that counts for several together; None for none."""
    return min(outcomes, key=GRAVITY.index, default=None)


def parts_of(matter: Matter) -> list[Matter]:
    """The parts into which a report was split, in the order of their numbers."""
    return tied(matter, "split")


def result_of(complaint: Complaint) -> Result:
    """The result that counts for a report: its own, or that of the leading one to which it was joined."""
    if complaint.joined_to_id is None:
        return Result(complaint.outcome, complaint.concluded_on)
    leading = Complaint.objects.get(pk=complaint.joined_to_id)
    return Result(leading.outcome, leading.concluded_on)


def joined_to(matter: Matter) -> list[Matter]:
    """The later reports that were joined to this one."""
    rows = Complaint.objects.select_related("matter").filter(joined_to=matter)
    return [row.matter for row in rows.order_by("matter__opened_on", "matter__number")]


def feedback_due(unit: int, on: date) -> list[Matter]:
    """Named reports of a unit that are concluded and not yet answered on a day, longest first."""
    rows = Complaint.objects.select_related("matter").filter(
        matter__unit=unit, matter__step="feedback_due", is_signed=True, concluded_on__lte=on
    )
    return [row.matter for row in rows.order_by("concluded_on", "matter__number")]
