"""Clocks on a matter: started, paused, extended, stopped; every date with how it came about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

from mingjian.law.calendar import Calendar, after_pause, deadline, deadline_from
from mingjian.law.clock import ClockVersion
from mingjian.law.period import Period
from mingjian.law.steps import BEIJING, Line, beside, step

if TYPE_CHECKING:
    from mingjian.law.lawbook import Lawbook

State = Literal["running", "paused", "stopped"]


@dataclass(slots=True)
class Running:
    """One run of a clock. `due` is a day, or an instant for limits in hours; None where no day is set.

    `first_due` never changes: an extended clock shows it for ever. `extensions` are the periods granted,
    `pauses` the days (from, to) on which the clock stood still; the last `to` is None while it stands.
    `escalated`: how far up it was reported that it was not kept (`law.escalation`), 0 for nobody; a later day starts
    anew. `lines` say step by step how the day came about; replay gives them, nobody stores them.
    """

    rule: str
    version: date
    started_by: int
    start: date | datetime
    due: date | datetime | None
    first_due: date | datetime | None
    provisional: bool = False
    state: State = "running"
    stopped_by: int | None = None
    stopped_on: date | None = None
    stopped_at: datetime | None = None
    extensions: list[str] = field(default_factory=list)
    pauses: list[tuple[date, date | None]] = field(default_factory=list)
    escalated: int = 0
    lines: tuple[Line, ...] = field(default=(), compare=False, repr=False)

    @property
    def is_open(self) -> bool:
        return self.state != "stopped"

    @property
    def start_day(self) -> date:
        return self.start.date() if isinstance(self.start, datetime) else self.start

    @property
    def due_day(self) -> date:
        assert self.due is not None
        return self.due.date() if isinstance(self.due, datetime) else self.due

    @property
    def met_on_time(self) -> bool | None:
        """Whether it was stopped in time; None while it runs or has no day."""
        if self.stopped_on is None or self.due is None:
            return None
        if isinstance(self.due, datetime) and self.stopped_at is not None:
            return self.stopped_at <= self.due
        return self.stopped_on <= self.due_day

    def stop(self, seq: int, on: date, at: datetime | None = None) -> None:
        self.state, self.stopped_by, self.stopped_on, self.stopped_at = "stopped", seq, on, at

    def run_out(self) -> None:
        """Stopped by what takes place at its end: it ran until its last day, and nobody was late."""
        if self.stopped_on is not None and self.due is not None:
            self.stopped_on = min(self.stopped_on, self.due_day)

    def run_again(self) -> None:
        """After a return: to the old date, as if it had never been stopped."""
        self.state, self.stopped_by, self.stopped_on, self.stopped_at = "running", None, None, None


def begin(
    name: str,
    version: ClockVersion,
    calendar: Calendar,
    *,
    on: date,
    at: datetime | None,
    seq: int,
    facts: Mapping[str, Any],
) -> Running | None:
    """A clock started on a day (or at an instant, for hours); None where the facts give no limit at all."""
    length = version.length_for(facts)
    if length is None:
        return None
    if not isinstance(length, Period):
        day = date.fromisoformat(length) if isinstance(length, str) else length
        said = step("set", on.year, day=day)
        return Running(name, version.in_force, seq, on, day, day, lines=(said,))
    start = at if at is not None and length.unit == "h" else on
    found = deadline(length, start, calendar, shifts=version.shifts)
    return Running(
        name, version.in_force, seq, start, found.due, found.due, found.provisional, lines=found.lines
    )


def stop(clocks: Iterable[Running], name: str, seq: int, on: date, at: datetime | None = None) -> None:
    for clock in clocks:
        if clock.rule == name and clock.is_open:
            clock.stop(seq, on, at)


def pause(clocks: Iterable[Running], name: str, on: date) -> bool:
    """Hold a running clock; says whether there was one."""
    for clock in clocks:
        if clock.rule == name and clock.state == "running":
            clock.state = "paused"
            clock.pauses.append((on, None))
            return True
    return False


def resume(clocks: Iterable[Running], name: str, on: date, book: "Lawbook") -> None:
    """Let a paused clock run on; the days for which it stood still are added to its end."""
    for clock in clocks:
        if clock.rule == name and clock.state == "paused":
            begun = clock.pauses[-1][0]
            clock.pauses[-1] = (begun, on)
            clock.state = "running"
            _hold(clock, begun, on, version_of(clock, book), book.calendar)


def version_of(clock: Running, book: "Lawbook") -> ClockVersion:
    """The version of its rule that binds a clock: of the day on which it was started, or one that took it over."""
    return book.find("clocks", clock.rule).version(clock.version)  # type: ignore[no-any-return]


def is_late(clock: Running, book: "Lawbook", now: datetime) -> bool:
    """Whether a clock runs past its day, or its instant; a limit that binds nobody is never late."""
    if clock.state != "running" or clock.due is None or not binds(clock, book):
        return False
    return clock.due < now if isinstance(clock.due, datetime) else clock.due < now.astimezone(BEIJING).date()


def binds(clock: Running, book: "Lawbook") -> bool:
    """Whether somebody is late when its day is past."""
    return bool(book.find("clocks", clock.rule).binds(version_of(clock, book)))


def leaves_no_task(clock: Running, book: "Lawbook") -> bool:
    """Whether it is a right, or an effect, that just ends with its day."""
    return bool(book.find("clocks", clock.rule).passes(version_of(clock, book)))


def has_passed(clock: Running, book: "Lawbook", today: date) -> bool:
    """Whether it is a right, or an effect, whose time is over: no task was left undone."""
    if clock.due is None or not leaves_no_task(clock, book):
        return False
    return clock.due_day < (clock.stopped_on or today)


def references(book: "Lawbook") -> dict[str, list[date]]:
    """The limits that bind nobody, by name: the first day of each such version."""
    found: dict[str, list[date]] = {}
    for name, clock in book.entries("clocks").items():
        for version in clock.versions:
            if not clock.binds(version):
                found.setdefault(name, []).append(version.in_force)
    return found


def extend(clock: Running, book: "Lawbook", details: Mapping[str, Any], facts: Mapping[str, Any]) -> None:
    """Lengthen a clock from its old end by the period granted, under the version that binds it."""
    version = version_of(clock, book)
    if clock.due is None or version.extension is None:
        return
    granted = Period.read(details.get("period") or version.extension.length)
    _lengthen(clock, granted, version, book.calendar)
    clock.extensions.append(str(granted))


def take_over(
    clock: Running, version: ClockVersion, book: "Lawbook", *, on: date, seq: int, facts: Mapping[str, Any]
) -> None:
    """Bind a running clock to a new version of its rule: the end derived anew from its own start, `first_due` kept.

    House rule: the calendar first, then the extensions that it was granted, then the days for which it stood still. A
    clock to which the new version gives no limit stops.
    """
    at = clock.start if isinstance(clock.start, datetime) else None
    fresh = begin(
        clock.rule, version, book.calendar, on=clock.start_day, at=at, seq=clock.started_by, facts=facts
    )
    if fresh is None:
        clock.stop(seq, on)
        return
    clock.version, clock.due, clock.provisional = version.in_force, fresh.due, fresh.provisional
    clock.lines = (step("new_version", clock.start.year, day=version.in_force), *fresh.lines)
    for granted in clock.extensions:
        _lengthen(clock, Period.read(granted), version, book.calendar)
    for begun, ended in clock.pauses:
        if ended is not None:
            _hold(clock, begun, ended, version, book.calendar)


def _lengthen(clock: Running, granted: Period, version: ClockVersion, calendar: Calendar) -> None:
    if clock.due is not None:
        found = deadline_from(clock.due, granted, calendar, shifts=version.shifts)
        clock.escalated = 0
        clock.due, clock.provisional = found.due, clock.provisional or found.provisional
        clock.lines += beside(clock.start.year, found.lines)


def _hold(clock: Running, begun: date, ended: date, version: ClockVersion, calendar: Calendar) -> None:
    if clock.due is not None:
        found = after_pause(clock.due, begun, ended, calendar, shifts=version.shifts, year=clock.start.year)
        clock.escalated = 0
        clock.due, clock.provisional = found.due, clock.provisional or found.provisional
        clock.lines += found.lines
