"""What inspection asks beyond the setting of fields: nobody inspects where he served; a round ends after its subjects."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from mingjian.inspection.models import Inspection
from mingjian.law.refusal import Refusal, Refused
from mingjian.ledger.book import book
from mingjian.ledger.joining import refuse_while_open, tied
from mingjian.ledger.models import Matter
from mingjian.ledger.record import record_act
from mingjian.org.models import Appointment, Officer


def form_team(matter: Matter, *, by: int | None, on: date, details: Mapping[str, Any], **more: Any) -> UUID:
    """Propose the team, without anybody who served in the commission of the county inspected. Raises Refused."""
    return _with_team(matter, "form_team", by=by, on=on, details=details, **more)


def change_team(matter: Matter, *, by: int | None, on: date, details: Mapping[str, Any], **more: Any) -> UUID:
    """Propose another team, under the same rule. Raises Refused."""
    return _with_team(matter, "change_team", by=by, on=on, details=details, **more)


def _with_team(
    matter: Matter, act: str, *, by: int | None, on: date, details: Mapping[str, Any], **more: Any
) -> UUID:
    with transaction.atomic():
        named = {str(details.get("handler") or ""), *details.get("team", ()), *details.get("deputies", ())}
        served = served_there(matter, (int(officer) for officer in named if str(officer).isdecimal()))
        if served:
            label = book().procedure(matter.kind, on)
            field = label.fields["team"] if label else "team"
            raise Refused([Refusal("served_there", {"who": "、".join(served), "field": field}, "team")])
        return record_act(matter, act, by=by, on=on, details=details, **more)


def served_there(matter: Matter, officers: Iterable[int]) -> list[str]:
    """The names of those among the officers who hold or held a post in the commission of the unit inspected."""
    unit = Inspection.objects.values_list("subject_unit", flat=True).get(pk=matter.pk)
    if unit is None:
        return []
    held = Appointment.objects.filter(officer__in=set(officers), department__unit=unit)
    return list(
        Officer.objects.filter(pk__in=held.values("officer")).order_by("pk").values_list("name", flat=True)
    )


def conclude_round(matter: Matter, *, by: int | None, on: date, **more: Any) -> UUID:
    """End a round: only when the inspections of all its subjects have ended. Raises Refused."""
    with transaction.atomic():
        refuse_while_open(
            matter, [one for one in tied(matter, "opens") if one.kind == "inspection"], "subjects_open"
        )
        return record_act(matter, "conclude", by=by, on=on, **more)
