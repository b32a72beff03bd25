"""A new version of a limit that running clocks get as well: whether it may be applied to the one that runs here."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from mingjian.law.position import Position
from mingjian.law.refusal import Refusal


def reasons_against(position: Position, values: Mapping[str, Any], on: date) -> list[Refusal]:
    """Why the version named in `values` may not take the running clock over: it must be the one due on the day."""
    placed = position.book.sections["clocks"].get(values["clock"])
    clock = position.running(values["clock"])
    if placed is not None and clock is not None:
        version = placed.entry.taking_over(on)
        due = version is not None and version.in_force > clock.version
        if due and version.in_force.isoformat() == values["limit_version"]:
            return []
    named = placed.entry if placed else values["clock"]
    return [Refusal("no_new_limit", {"clock": named, "day": values["limit_version"]}, "clock")]
