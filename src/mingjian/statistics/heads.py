"""The principal heads of units as facts: posts are no matters, so the rows are read as they stand whenever figures are asked for."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from mingjian.parties.models import Oversight, Tenure

HEAD = "head"


def own_heads(ties: Mapping[str, str], top: int | None) -> list[dict[str, Any]]:
    """A row for each post of a principal head: of the stationed group or commission that answers for his unit, else of the top unit.

    `ties`: as whom each tied person counts.
    """
    columns = ("pk", "person", "organisation", "since", "until")
    held = list(Tenure.objects.filter(position=HEAD).order_by("pk").values_list(*columns))
    if not held:
        return []
    answers = _answering()
    return [
        {
            "id": str(pk), "unit": str(_unit(answers.get(organisation, ()), until) or top), "subject": str(organisation),
            "person": ties.get(str(person), str(person)), "since": since, "until": until,
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
