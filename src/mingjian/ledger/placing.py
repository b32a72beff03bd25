"""Which department may have a matter: checked when one is opened, or sent to another, also by way of a proposal."""

from typing import TYPE_CHECKING, Any

from mingjian.law.lawbook import Bound
from mingjian.law.position import Done
from mingjian.law.procedure import Act as Rule
from mingjian.law.refusal import Refusal, Refused
from mingjian.org.models import Department

if TYPE_CHECKING:
    from mingjian.ledger.state import State
    from mingjian.ledger.work import Work


def refuse_misplaced(work: "Work", state: "State", rule: Rule, done: Done) -> None:
    """Raises Refused where the department that would get this matter, or one that it opens, may not have it."""
    here = state.position.facts["department"]
    if rule.opening or "department" in done.details:
        _refuse(state.bound, done.details.get("department") or here, "department")
    if rule.opens is not None and rule.opens.unit is None and rule.opens.role is None:
        named = rule.opens.fields.get("department")
        department = done.details.get(named) if named else None
        _refuse(work.book.procedure(rule.opens.kind, done.on), department or here, named or "department")


def _refuse(bound: Bound | None, department: Any, field: str) -> None:
    excluded = bound.procedure.excluded_departments if bound else {}
    if not excluded or department is None:
        return
    found = Department.objects.select_related("unit__parent").get(pk=int(department))
    above = found.unit.parent
    level = above.level if found.unit.level == "own" and above else found.unit.level
    for rule in excluded.values():
        if found.role == rule.role and level in rule.levels:
            particulars = {"rule": rule, "department": found.name}
            raise Refused([Refusal("department_excluded", particulars, field)])
