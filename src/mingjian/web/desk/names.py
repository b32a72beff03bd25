"""Names of units, departments and officers, which every page shows; kept in memory and read anew when they change."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any

from mingjian.org.models import SYSTEM, Department, Officer, Unit

_SECONDS = 60.0  # a changed name shows within a minute; rights never come from here


@dataclass
class _Kept:
    read_at: float
    names: dict[int, str]


_kept: dict[str, _Kept] = {}
_READ: dict[str, Callable[[], Any]] = {
    "unit": lambda: Unit.objects.values_list("pk", "name"),
    "unit_at_work": lambda: Unit.objects.exclude(level=SYSTEM).values_list("pk", "name"),
    "commission": lambda: Unit.objects.filter(level="own").order_by("path").values_list("pk", "name")[:1],
    "unit_short": lambda: Unit.objects.values_list("pk", "short"),
    "department": lambda: Department.objects.values_list("pk", "name"),
    "department_short": lambda: Department.objects.values_list("pk", "short"),
    "department_at_work": lambda: Department.objects.exclude(unit__level=SYSTEM).values_list(
        "pk", "unit__short"
    ),
    "officer": lambda: Officer.objects.values_list("pk", "name"),
}


def names(of: str) -> dict[int, str]:
    """All names of one sort by id; a name that is missing is read again at once."""
    kept = _kept.get(of)
    if kept is None or monotonic() - kept.read_at > _SECONDS:
        kept = _kept[of] = _Kept(monotonic(), dict(_READ[of]()))
    return kept.names


def name(of: str, number: Any) -> str:
    """One name, or nothing."""
    if number in (None, ""):
        return ""
    found = names(of).get(int(number))
    if found is None:
        _kept.pop(of, None)
        found = names(of).get(int(number), "")
    return found


def forget() -> None:
    """Read everything anew on the next use (tests)."""
    _kept.clear()
