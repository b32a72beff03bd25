"""What can be asked of inspection: how far a plan has come, and what became of the problems of each subject."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from mingjian.inspection.models import Inspection, InspectionPlan
from mingjian.law.position import Done
from mingjian.ledger.history import as_corrected, history
from mingjian.ledger.models import Act, Link, Matter


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


RECORDED = ("record_problem", "correct_at_once")


@dataclass
class Problem:
    """A problem of a subject: the act that records it, and what came of it. Without an act: what names no problem on record."""

    inspection: Matter
    done: Done | None = None
    findings: list[Matter] = field(default_factory=list)
    leads: list[Matter] = field(default_factory=list)


def problems_of(inspections: Sequence[Matter]) -> list[Problem]:
    """Every problem of these subjects in the order of recording, with its findings, its leads and theirs. Three statements."""
    acts = as_corrected(inspections)
    said = {(one.id, done.seq): done.details for one in inspections for done in acts[one.id]}
    found = {
        (one.id, done.seq): Problem(one, done)
        for one in inspections
        for done in acts[one.id]
        if done.act in RECORDED
    }
    by_id = {one.id: one for one in inspections}
    links = Link.objects.filter(origin__in=by_id, target__kind__in=("finding", "lead")).exclude(
        target__step="error"
    )
    for link in links.select_related("act", "target").order_by("act__seq", "pk"):
        about = _proposal(link.act)
        entry = said.get((link.origin_id, about), {}).get("problem_entry")
        key = (link.origin_id, int(entry) if entry else -about)
        problem = found.setdefault(key, Problem(by_id[link.origin_id]))
        (problem.findings if link.target.kind == "finding" else problem.leads).append(link.target)
    of_finding = {finding.pk: problem for problem in found.values() for finding in problem.findings}
    onward = Link.objects.filter(origin__in=of_finding, target__kind="lead").exclude(target__step="error")
    for link in onward.select_related("target").order_by("act__seq", "pk"):
        leads = of_finding[link.origin_id].leads
        if link.target not in leads:
            leads.append(link.target)
    return sorted(
        found.values(),
        key=lambda one: (one.inspection.number, one.done is None, one.done.seq if one.done else 0),
    )


def _proposal(act: Act) -> int:
    """The act that said what was opened: a proposal takes effect with its last approval."""
    return act.about if act.about is not None else act.seq
