"""What can be asked of inspection: how far a plan has come in covering everything due in its term."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mingjian.inspection.models import Inspection, InspectionPlan
from mingjian.ledger.history import history
from mingjian.ledger.models import Matter


@dataclass(frozen=True)
class Covered:
    """A subject of a plan: its level, and its inspection in the term, if one has entered."""

    subject: UUID
    level: str
    inspection: Inspection | None

    @property
    def on(self) -> date | None:
        return self.inspection.entered_on if self.inspection else None


def coverage(plan: Matter) -> list[Covered]:
    """Every subject that the plan lists, in the order of listing, with its first inspection in the term. Three statements."""
    record = InspectionPlan.objects.get(pk=plan.pk)
    listed: dict[UUID, str] = {}
    for done in history(plan.pk):
        if done.act == "list_subject":
            listed[UUID(done.details["subject"])] = done.details["subject_level"]
    rows = Inspection.objects.select_related("matter").filter(subject__in=listed).exclude(entered_on=None)
    if record.term_from is not None and record.term_to is not None:
        rows = rows.filter(entered_on__range=(record.term_from, record.term_to))
    first: dict[UUID | None, Inspection] = {}
    for row in rows.order_by("entered_on", "matter__number"):
        first.setdefault(row.subject_id, row)
    return [Covered(subject, level, first.get(subject)) for subject, level in listed.items()]


def subjects_of(round_: Matter) -> list[Inspection]:
    """The inspections opened from a round, in the order of their numbers."""
    rows = Inspection.objects.select_related("matter", "subject").filter(
        matter__links_in__origin=round_, matter__links_in__kind="opens"
    )
    return list(rows.order_by("matter__opened_on", "matter__number"))
