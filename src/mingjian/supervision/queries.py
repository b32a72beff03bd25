"""What can be asked of the supervision room: open leads of a person, leads after an opinion, who has not been heard."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from mingjian.ledger.models import Link, Matter
from mingjian.parties.models import Role
from mingjian.parties.persons import everybody
from mingjian.supervision.models import DutyReport, IntegrityOpinion, Talk, UnitPlan

ABOUT = ("person_complained", "person_inquired", "person_concerned")  # whom a lead or case is about
KINDS = ("lead", "case")
# The classes of an answer that tell of a lead or case which is still open (supervision reference, 3.2).
TELLING = ("in_process", "suspend", "unfit")


def open_matters_of(person: UUID) -> list[Matter]:
    """Leads and cases about a person, or somebody known to be the same, that have not ended; oldest first."""
    roles = _roles(person).filter(matter__closed_on=None)
    return list({role.matter_id: role.matter for role in roles}.values())


def leads_after(opinion: IntegrityOpinion) -> list[Matter]:
    """Leads and cases that name the person since the opinion was given, and that it does not tell of; oldest first."""
    told = opinion.opinion_class in TELLING
    later = {"since__gt" if told else "since__gte": opinion.replied_on}
    roles = _roles(opinion.person_id).filter(matter__closed_on=None, **later)
    return list({role.matter_id: role.matter for role in roles}.values())


def _roles(person: UUID) -> QuerySet[Role]:
    rows = Role.objects.select_related("matter").filter(person__in=everybody([person]), role__in=ABOUT)
    return rows.filter(matter__kind__in=KINDS).order_by("matter__opened_on", "matter__number")


def opened_by(matter: Matter, kind: str) -> list[Matter]:
    """The matters of a kind that this one has opened."""
    links = Link.objects.select_related("target").filter(origin=matter, target__kind=kind)
    return [link.target for link in links.order_by("pk")]


def heads_not_talked_with(unit: int, year: int) -> list[UnitPlan]:
    """Plans of the year for units whose principal head has had no supervisory talk in it."""
    within = {"held_on__gte": date(year, 1, 1), "held_on__lte": date(year, 12, 31)}
    talked = Talk.objects.filter(matter__unit=unit, talk_kind="supervisory", **within)
    return _without(unit, year, talked.values_list("person", flat=True))


def heads_not_heard(unit: int, year: int, kind: str = "duty_integrity") -> list[UnitPlan]:
    """Plans of the year for units whose principal head has not reported on duty, or been heard, for it."""
    heard = DutyReport.objects.filter(matter__unit=unit, report_year=year, duty_report_kind=kind)
    return _without(unit, year, heard.exclude(held_on=None).values_list("person", flat=True))


def _without(unit: int, year: int, persons: Iterable[UUID | None]) -> list[UnitPlan]:
    plans = UnitPlan.objects.select_related("matter").filter(matter__unit=unit, plan_year=year)
    done = everybody(person for person in persons if person)
    rows = plans.exclude(head=None).exclude(head__in=done)
    return list(rows.order_by("matter__number"))
