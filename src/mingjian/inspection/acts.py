"""What inspection asks beyond the setting of fields: who may inspect, from which entry a finding comes, when a round ends."""

from collections.abc import Iterable, Mapping
from typing import Any

from mingjian.law.refusal import Refusal, Refused
from mingjian.ledger.before import Before
from mingjian.ledger.joining import refuse_while_open
from mingjian.ledger.models import Act
from mingjian.org.models import Appointment, Officer


def name_team(before: Before) -> Mapping[str, Any]:
    """A team without anybody who served in the commission of the county inspected. Raises Refused."""
    details = before.details
    named = {before.said("handler"), *details.get("team", ()), *details.get("deputies", ())}
    officers = (int(officer) for officer in named if str(officer).isdecimal())
    served = served_there(before.fact("subject_unit"), officers)
    if served:
        said = {"who": "、".join(served), "field": before.label("team")}
        raise Refused([Refusal("served_there", said, "team")])
    return details


def served_there(unit: Any, officers: Iterable[int]) -> list[str]:
    """The names of those among the officers who hold or held a post in the commission of the unit inspected."""
    if unit is None:
        return []
    held = Appointment.objects.filter(officer__in=set(officers), department__unit=int(unit))
    found = Officer.objects.filter(pk__in=held.values("officer")).order_by("pk")
    return list(found.values_list("name", flat=True))


def conclude_round(before: Before) -> Mapping[str, Any]:
    """End a round: only when the inspections of all its subjects have ended. Raises Refused."""
    subjects = [one for one in before.tied("opens") if one.kind == "inspection"]
    refuse_while_open(before, subjects, "subjects_open")
    return before.details


def name_entry(before: Before) -> Mapping[str, Any]:
    """What comes from a problem or a suggestion on record names that, and no other entry. Raises Refused."""
    for name in ("problem_entry", "suggestion_entry"):
        entry, field = before.said(name), before.label(name)
        if entry.isdecimal():
            before.written()
            if not Act.objects.filter(matter=before.state.id, seq=int(entry), code__in=field.of).exists():
                raise Refused([Refusal("no_such_entry", {"entry": entry, "field": field}, name)])
    return before.details
