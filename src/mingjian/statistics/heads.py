"""The principal heads of units as facts: posts are no matters, so the rows are read as they stand whenever figures are asked for."""

from datetime import date
from typing import Any
from uuid import UUID

from mingjian.org.models import Unit
from mingjian.parties.models import Oversight, Tenure
from mingjian.statistics.catchup import roots

HEAD = "head"


def own_heads() -> list[dict[str, Any]]:
    """A row for each post of a principal head: of the stationed group or commission that answers for his unit, else of the top unit."""
    columns = ("pk", "person", "organisation", "since", "until")
    held = list(Tenure.objects.filter(position=HEAD).order_by("pk").values_list(*columns))
    if not held:
        return []
    tied, answers = roots(), _answering()
    top = Unit.objects.filter(parent=None).order_by("path").values_list("pk", flat=True).first()
    return [
        {
            "id": str(pk), "unit": str(_unit(answers.get(organisation, ()), until) or top), "subject": str(organisation),
            "person": tied.get(str(person), str(person)), "since": since, "until": until,
        }
        for pk, person, organisation, since, until in held
    ]  # fmt: skip


def _answering() -> dict[UUID, list[tuple[date, int | None]]]:
    """Who answers for each unit concerned, from which day on, the latest first."""
    rows = Oversight.objects.order_by("-since").values_list(
        "organisation", "since", "group", "department__unit"
    )
    found: dict[UUID, list[tuple[date, int | None]]] = {}
    for organisation, since, group, unit in rows:
        found.setdefault(organisation, []).append((since, group or unit))
    return found


def _unit(answering: Any, until: date | None) -> int | None:
    """Whose he is: of who answered for the unit last while he was in office."""
    return next((unit for since, unit in answering if until is None or since <= until), None)
