"""Extending a clock: what the law of that clock allows, how often, how far."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mingjian.law.calendar import deadline, deadline_from
from mingjian.law.clock import ClockVersion
from mingjian.law.period import Period
from mingjian.law.position import Position
from mingjian.law.refusal import Refusal
from mingjian.law.running import Running, version_of


def reasons_against(position: Position, values: Mapping[str, Any]) -> list[Refusal]:
    """Why the clock named in `values` may not be extended; a limit that nobody has checked never blocks."""
    clock = position.running(values["clock"])
    placed = position.book.sections["clocks"].get(values["clock"])
    if clock is None or placed is None:
        return [Refusal("no_clock", {"clock": placed.entry if placed else values["clock"]}, "clock")]
    if (refusal := never(position, clock)) is not None:
        return [refusal]
    version = version_of(clock, position.book)
    if version.extension and version.extension.length is None and "period" not in values:
        return [Refusal("missing", {"field": position.bound.fields["period"]}, "period")]
    return _of_other_unit(position, clock, version, values) or _beyond(position, clock, version, values)


def never(position: Position, clock: Running) -> Refusal | None:
    """Why a running clock may not be extended at all, by whatever period."""
    version = version_of(clock, position.book)
    words = _words(position, clock, version)
    if version.extension is None:
        return Refusal("not_extendable", words, "clock")
    times = version.extension.times
    if times is not None and len(clock.extensions) >= times and not version.is_reference:
        return Refusal("extended_before", {**words, "count": len(clock.extensions)}, "clock")
    return None


def _words(position: Position, clock: Running, version: ClockVersion) -> dict[str, Any]:
    entry = position.book.find("clocks", clock.rule)
    return {"clock": entry, "cite": position.book.ground(version.cite)}


def _of_other_unit(
    position: Position, clock: Running, version: ClockVersion, values: Mapping[str, Any]
) -> list[Refusal]:
    """A limit in hours is lengthened by hours, every other by days and longer."""
    length = values.get("period") or (version.extension.length if version.extension else None)
    if length is None or (Period.read(length).unit == "h") == isinstance(clock.due, datetime):
        return []
    code = "extended_in_hours" if isinstance(clock.due, datetime) else "extended_in_days"
    return [Refusal(code, _words(position, clock, version), "period")]


def _beyond(
    position: Position, clock: Running, version: ClockVersion, values: Mapping[str, Any]
) -> list[Refusal]:
    extension = version.extension
    if extension is None or extension.total is None or version.is_reference or clock.due is None:
        return []
    granted = Period.read(values.get("period") or extension.length)
    calendar = position.book.calendar
    latest = deadline(extension.total, clock.start, calendar, shifts=version.shifts).due
    if deadline_from(clock.due, granted, calendar, shifts=version.shifts).due <= latest:
        return []
    words = {**_words(position, clock, version), "total": extension.total}
    return [Refusal("extension_total", words, "period")]
