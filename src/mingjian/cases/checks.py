"""What must always hold of cases."""

from mingjian.cases.models import Case, Measure
from mingjian.cases.queries import executions_of


def check(unit: int) -> list[str]:
    """Every problem among the cases and measures of a unit, each naming its matter; empty if all is well."""
    cases = Case.objects.select_related("matter").filter(matter__unit=unit).order_by("matter__number")
    measures = Measure.objects.select_related("matter").filter(matter__unit=unit).order_by("matter__number")
    return [
        *(problem for row in cases for problem in _case(row)),
        *(problem for row in measures for problem in _measure(row)),
    ]


def _case(row: Case) -> list[str]:
    number, found = row.matter.number, []
    if row.filed_on is None:
        return found
    if row.is_unit_case and row.person_id is not None:
        found.append(f"{number}：单位案件不填被审查调查人")
    if not row.is_unit_case and row.person_id is None:
        found.append(f"{number}：已立案，却没有写明被审查调查人")
    if row.case_outcome == "sanctioned" and not executions_of(row.matter):
        found.append(f"{number}：已给予处分，却没有处分执行事项")
    return found


def _measure(row: Measure) -> list[str]:
    if row.started_on is not None and row.matter.closed_on is not None and row.ended_on is None:
        return [f"{row.matter.number}：措施已经开始，事项已办结，却没有结束日期"]
    return []
