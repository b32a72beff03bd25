"""Clocks for readers: the lamp, and how the day came about, line by line."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.law.clock import ClockVersion
from mingjian.law.entry import Cite as LawCite
from mingjian.law.lawbook import Lawbook
from mingjian.law.period import Period
from mingjian.law.running import Running, has_passed, version_of
from mingjian.law.steps import say
from mingjian.ledger import instant
from mingjian.ledger.models import Matter
from mingjian.web.desk.frames import language
from mingjian.web.shared.lamps import Lamp, lamp
from mingjian.web.shared.parts import Cite, Clock, Fact

_MONTH = 28  # days from which a clock counts as one of a month or more


def cite(book: Lawbook, ground: LawCite) -> Cite:
    """A legal ground as the page prints it, with its mark of how well it was checked."""
    return Cite(book.cite_words(ground, language()), ground.checked, bare=ground.instrument is None)


def lamp_of(clock: Running, book: Lawbook, today: date) -> Lamp:
    """Where a clock stands on the day."""
    version = version_of(clock, book)
    if clock.state == "paused":
        return lamp(paused="")
    if clock.due is None:
        return lamp()
    if has_passed(clock, book, today):
        return Lamp("done", _("期限已过"))
    unit, met = _unit(version), clock.state == "stopped"
    day = clock.stopped_on if met and clock.stopped_on else today
    minutes = _minutes(clock) if isinstance(clock.due, datetime) and not met else None
    left = _left(book, day, clock.due_day, unit)
    return lamp(left=left, unit=unit, warn=_warn(version, clock), minutes=minutes, done=met,
                reference=version.is_reference)  # fmt: skip


def standing(clock: Running | None, matter: Matter, book: Lawbook, today: date) -> Lamp:
    """The lamp of a matter: of the clock that leads, else that it has ended, or that nothing limits it.

    Of an ended matter a right whose time is over says nothing more.
    """
    if clock is not None and (matter.closed_on is None or not has_passed(clock, book, today)):
        return lamp_of(clock, book, today)
    return lamp() if matter.closed_on is None else Lamp("done", _("已办结"))


def most_urgent(clocks: list[Running], book: Lawbook, today: date) -> Running | None:
    """The running clock that ends first, one that only reminds after all others, then one whose time is over; else one that is paused."""
    running = [clock for clock in clocks if clock.state == "running" and clock.due is not None]
    if running:
        return min(
            running,
            key=lambda clock: (
                has_passed(clock, book, today),
                version_of(clock, book).is_reference,
                clock.due_day,
            ),
        )
    return next((clock for clock in clocks if clock.state == "paused"), None)


def drawn(clock: Running, book: Lawbook, today: date, matter: UUID | None = None) -> Clock:
    """A clock with its derivation: rule, start, the steps of the calendar, pauses, extensions, first day.

    `matter`: of which it is, so that its days can be looked at in the calendar.
    """
    version = version_of(clock, book)
    entry = book.find("clocks", clock.rule)
    due = clock.due_day if clock.due is not None else None
    first = _day(clock.first_due)
    facts = [
        Fact(_("规则"), version.rule_en if language() == "en" else version.rule),
        Fact(
            _("起算"),
            _("第%(seq)s条，%(day)s") % {"seq": clock.started_by, "day": _day(clock.start)},
            f"#a{clock.started_by}",
        ),
    ]
    if clock.stopped_by is not None:
        facts.append(
            Fact(
                _("停止"),
                _("第%(seq)s条，%(day)s") % {"seq": clock.stopped_by, "day": clock.stopped_on},
                f"#a{clock.stopped_by}",
            )
        )
    facts += [Fact(_("延长"), Period.read(granted).words(language())) for granted in clock.extensions]
    facts += [Fact(_("暂停"), f"{begun} — {ended or ''}") for begun, ended in clock.pauses]
    if clock.escalated:
        facts.append(Fact(_("超期上报"), _reported(clock, book)))
    if clock.provisional:
        facts.append(Fact(_("说明"), _("所涉年份的放假安排尚未公布，届时可能变动。")))
    return Clock(
        name=entry.say(language()),
        lamp=lamp_of(clock, book, today),
        due_on=due,
        first_due_on=first if first is not None and due is not None and first < due else None,
        facts=tuple(facts),
        lines=tuple(say(line, language()) for line in clock.lines),
        cite=cite(book, version.cite),
        calendar=reverse("clock_calendar", args=[matter, clock.rule, clock.started_by])
        if matter and due
        else "",
    )


def _reported(clock: Running, book: Lawbook) -> str:
    """How far up it was reported that the limit was not kept."""
    levels = list(book.taxonomy("escalation").codes.values())
    return _("已报%(who)s") % {"who": levels[clock.escalated - 1].say(language())}


def _unit(version: ClockVersion) -> str:
    return "workday" if isinstance(version.length, Period) and version.length.unit == "wd" else "day"


def _left(book: Lawbook, day: date, due: date, unit: str) -> int:
    """Days from `day` to the due day, negative after it; working days for clocks in working days.

    The weekend after the due day is late already, by one.
    """
    if unit == "day":
        return (due - day).days
    low, high = min(day, due), max(day, due)
    days = (low + timedelta(days=number) for number in range(1, (high - low).days + 1))
    worked = sum(book.calendar.is_working(one) for one in days)
    return worked if day <= due else -max(1, worked)


def _warn(version: ClockVersion, clock: Running) -> int:
    """From how many days on the lamp is yellow: declared, else three; a fifth of a long clock, at most fifteen."""
    if version.warn is not None:
        return version.warn.amount
    if clock.due is None or _unit(version) == "workday":
        return 3
    length = (clock.due_day - (_day(clock.start) or clock.due_day)).days
    return min(15, length // 5) if length >= _MONTH else 3


def _minutes(clock: Running) -> int:
    assert isinstance(clock.due, datetime)
    return int((clock.due - instant.now()).total_seconds() // 60)


def _day(value: date | datetime | None) -> date | None:
    return value.date() if isinstance(value, datetime) else value
