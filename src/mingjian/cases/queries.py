"""What can be asked of cases: whose they are, what came of them, what is in force."""

from collections.abc import Iterable
from datetime import date

from mingjian.cases.models import Case, Execution, Measure
from mingjian.ledger.models import Link, Matter
from mingjian.parties.models import Person
from mingjian.parties.persons import everybody


def cases_of(persons: Iterable[Person]) -> list[Case]:
    """Cases of these persons and of those who turned out to be one with them, newest first."""
    ids = everybody(person.pk for person in persons)
    rows = Case.objects.select_related("matter").filter(person__in=ids)
    return list(rows.order_by("-filed_on", "matter__number"))


def pending_cases(unit: int, on: date) -> list[Matter]:
    """Cases of a unit that were filed by a day and not ended on it, oldest first."""
    rows = Case.objects.select_related("matter").filter(matter__unit=unit, filed_on__lte=on)
    ordered = [row.matter for row in rows.order_by("filed_on", "matter__number")]
    return [matter for matter in ordered if matter.closed_on is None or matter.closed_on > on]


def measures_of(case: Matter) -> list[Measure]:
    """Measures taken in a case, oldest first."""
    targets = Link.objects.filter(origin=case, kind="measure").values("target")
    rows = Measure.objects.select_related("matter", "person").filter(pk__in=targets)
    return list(rows.order_by("matter__opened_on", "matter__number"))


def executions_of(case: Matter) -> list[Execution]:
    """What became of the decisions in a case."""
    targets = Link.objects.filter(origin=case, kind="execution").values("target")
    rows = Execution.objects.select_related("matter", "person").filter(pk__in=targets)
    return list(rows.order_by("matter__opened_on", "matter__number"))


def sanctions_in_effect(persons: Iterable[Person], on: date) -> list[Execution]:
    """Sanctions on these persons that have been decided by a day and are neither ended nor revoked on it."""
    ids = everybody(person.pk for person in persons)
    rows = Execution.objects.select_related("matter").filter(person__in=ids, decided_on__lte=on)
    found = rows.order_by("decided_on", "matter__number")
    return [
        row for row in found if not any(end and end <= on for end in (row.revoked_on, row.effect_ended_on))
    ]
