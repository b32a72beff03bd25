"""Extending a clock: what the law of that clock allows, how often, how far."""

from collections.abc import Mapping
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
    version = version_of(clock, position.book)
    words = {"clock": placed.entry, "cite": position.book.cite_words(version.cite)}
    if version.extension is None:
        return [Refusal("not_extendable", words, "clock")]
    times = version.extension.times
    if times is not None and len(clock.extensions) >= times and not version.is_reference:
        return [Refusal("extended_before", {**words, "count": len(clock.extensions)}, "clock")]
    if version.extension.length is None and "period" not in values:
        return [Refusal("missing", {"field": position.bound.fields["period"]}, "period")]
    return _beyond(position, clock, version, values, words)


def _beyond(
    position: Position,
    clock: Running,
    version: ClockVersion,
    values: Mapping[str, Any],
    words: Mapping[str, Any],
) -> list[Refusal]:
    extension = version.extension
    if extension is None or extension.total is None or version.is_reference or clock.due is None:
        return []
    granted = Period.read(values.get("period") or extension.length)
    calendar = position.book.calendar
    latest = deadline(extension.total, clock.start, calendar, shifts=version.shifts).due
    if deadline_from(clock.due, granted, calendar, shifts=version.shifts).due <= latest:
        return []
    return [Refusal("extension_total", {**words, "total": extension.total}, "period")]
