"""What must always hold of leads."""

from mingjian.leads.models import Lead
from mingjian.leads.queries import cases_of


def check(unit: int) -> list[str]:
    """Every problem among the leads of a unit, each naming its lead; empty if all is well."""
    rows = (
        Lead.objects.select_related("matter", "joined_to")
        .filter(matter__unit=unit)
        .order_by("matter__number")
    )
    return [problem for row in rows for problem in _problems(row)]


def _problems(row: Lead) -> list[str]:
    number, found = row.matter.number, []
    if row.matter.step == "joined" and row.joined_to is None:
        found.append(f"{number}：已并入，却没有写明并入哪一件")
    if row.filed_on is None:
        return found
    cases = cases_of(row.matter)
    if not cases:
        found.append(f"{number}：已立案，却没有案件")
    if row.matter.closed_on is not None and any(case.closed_on is None for case in cases):
        found.append(f"{number}：已办结，却还有案件没有办结")
    return found
