"""What the team room asks beyond the setting of fields: registers out of reach, one secondment, reviewers without a part."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from mingjian.law.refusal import Refusal, Refused
from mingjian.ledger.before import Before
from mingjian.ledger.models import Duty, Participation
from mingjian.org.models import Officer
from mingjian.team.models import Secondment


def out_of_reach(before: Before) -> Mapping[str, Any]:
    """Record an intercession or a contact (LEAD-11): out of reach of those who handle the matter asked about, save
    for whoever reports it. Where it goes stands in the procedure.
    """
    about = before.other(before.said("about_matter"))
    if about is not None:
        before.written()
        before.keep_out(handlers_of(about.id) - {before.order.by or 0}, "other")
    return before.details


def handlers_of(matter: UUID) -> set[int]:
    """Whoever takes part in a matter or has done a duty on it."""
    taking_part = Participation.objects.filter(matter=matter).values_list("officer", flat=True)
    return set(taking_part) | set(Duty.objects.filter(matter=matter).values_list("officer", flat=True))


def second(before: Before) -> Mapping[str, Any]:
    """Ask for a secondment: to a matter that is open, of an officer who is lent to no other. Raises Refused."""
    about = before.other(before.said("about_matter"))
    if about is not None and about.has_ended:
        raise Refused([Refusal("case_has_ended", {}, "about_matter")])
    before.written()
    _refuse_second(before.details.get("seconded"))
    return before.details


def _refuse_second(officer: Any) -> None:
    if not str(officer or "").isdecimal():
        return  # the law says that the field is missing
    who = Officer.objects.select_for_update().filter(pk=int(officer)).first()
    rows = Secondment.objects.select_related("matter").filter(
        seconded=who, ended_on=None, matter__closed_on=None
    )
    row = rows.order_by("matter__opened_on").first() if who is not None else None
    if row is not None and who is not None:
        raise Refused([Refusal("one_secondment", {"who": who.name, "number": row.matter.number}, "seconded")])


def review_case(before: Before) -> Mapping[str, Any]:
    """Review a case: by nobody who had a part in it. Raises Refused."""
    about = before.other(before.fact("about_matter") or "")
    if about is not None:
        before.written()
        named = {int(one) for one in before.details.get("officers", ()) if str(one).isdecimal()}
        _refuse_handlers((named | {before.order.by or 0}) & handlers_of(about.id), before)
    return before.details


def _refuse_handlers(officers: set[int], before: Before) -> None:
    if officers:
        names = Officer.objects.filter(pk__in=officers).order_by("pk").values_list("name", flat=True)
        said = {"who": "、".join(names), "field": before.label("officers")}
        raise Refused([Refusal("handled_it", said, "officers")])
