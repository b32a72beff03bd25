"""What can be asked of the supervision room: open leads of a person, leads after an opinion, when somebody was last talked with."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import CharField, Q, QuerySet, UUIDField, Value

from mingjian.ledger.models import Matter
from mingjian.parties.models import Role
from mingjian.parties.persons import everybody
from mingjian.supervision.models import Check, DutyReport, IntegrityOpinion, Talk

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


class Watched(NamedTuple):
    """A talk, a report on duty or a check: with whom (as counted), whether about a principal head, when it was held."""

    kind: str
    person: UUID | None
    is_head: bool
    held_on: date | None


def watched(organisation: UUID, persons: Iterable[UUID]) -> dict[UUID, Watched]:
    """Talks with these persons or in this unit, their reports on duty, checks of the unit; by matter. One statement."""
    persons = list(persons)
    about = Q(organisation=organisation) | Q(person__in=persons) | Q(person__same_as__in=persons)
    nobody, kind = Value(None, output_field=UUIDField()), CharField()
    talks, reports = (
        model.objects.filter(about).values_list(
            "matter_id", Value(name, output_field=kind), "person", "person__same_as", "is_head", "held_on"
        )
        for name, model in (("talk", Talk), ("duty_report", DutyReport))
    )
    checks = Check.objects.filter(organisation=organisation).values_list(
        "matter_id", Value("check", output_field=kind), nobody, nobody, "is_head_focus", "held_on"
    )
    return {
        matter: Watched(name, same or person, bool(is_head), held_on)
        for matter, name, person, same, is_head, held_on in talks.union(reports, checks, all=True)
    }
