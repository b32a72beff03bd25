"""What can be asked of cases: whose they are, what came of them."""

from collections.abc import Iterable

from mingjian.cases.models import Case, Execution, Measure
from mingjian.ledger.models import Link, Matter
from mingjian.parties.models import Person
from mingjian.parties.persons import everybody


def cases_of(persons: Iterable[Person]) -> list[Case]:
    """Cases of these persons and of those who turned out to be one with them, newest first."""
    ids = everybody(person.pk for person in persons)
    rows = Case.objects.select_related("matter").filter(person__in=ids)
    return list(rows.order_by("-filed_on", "matter__number"))


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
