"""Counting time limits: China's working days, year by year, and the day on which a limit ends, step by step."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple, Self

from pydantic import model_validator

from mingjian.law.entry import Cite, Entry
from mingjian.law.period import Period
from mingjian.law.steps import BEIJING, Line, step

_DAY = timedelta(days=1)


class Year(Entry):
    """The working days of one year, as the yearly notice on holidays changes the plain week.

    `rest`: Mondays to Fridays that are off; `work`: Saturdays and Sundays that are worked instead (调休);
    `published`: the day of the notice (what changed it later stands in the note of `cite`).
    """

    year: int
    published: date
    cite: Cite
    rest: tuple[date, ...]
    work: tuple[date, ...]

    @model_validator(mode="after")
    def _changes_the_plain_week(self) -> Self:
        days = (*self.rest, *self.work)
        if len(set(days)) < len(days):
            raise ValueError("同一天写了两次，请删去一处")
        if any(day.year != self.year for day in days):
            raise ValueError(f"有不属于{self.year}年的日期，请移到该年的文件")
        if any(day.weekday() >= 5 for day in self.rest) or any(day.weekday() < 5 for day in self.work):
            raise ValueError("rest只写放假的星期一至星期五，work只写上班的星期六、星期日")
        return self


class Calendar:
    """China's working days. A year without a table counts weekends only, and what rests on it is provisional."""

    def __init__(self, years: Iterable[Year]) -> None:
        tables = tuple(years)
        self._published = frozenset(table.year for table in tables)
        if len(self._published) < len(tables):
            raise ValueError("同一年有两份工作日历，请只留一份")
        self._changed = frozenset(day for table in tables for day in (*table.rest, *table.work))

    def is_working(self, day: date) -> bool:
        """Whether the day is worked: Monday to Friday, unless the year's table says otherwise."""
        return (day.weekday() < 5) != (day in self._changed)

    def is_shifted(self, day: date) -> bool:
        """Whether the year's table changes the day: a weekday that is off, or a weekend day that is worked."""
        return day in self._changed

    def is_published(self, year: int) -> bool:
        """Whether the holidays of the year are known."""
        return year in self._published

    def next_working(self, day: date) -> date:
        """The day itself if it is worked, else the first worked day after it."""
        while not self.is_working(day):
            day += _DAY
        return day


class Deadline(NamedTuple):
    """The last day of a limit (an instant for hours), whether a year not yet published bears on it, and how it came."""

    due: date | datetime
    provisional: bool
    lines: tuple[Line, ...]


def deadline(period: Period, start: date | datetime, calendar: Calendar, *, shifts: bool = True) -> Deadline:
    """The end of a limit that begins with an event on `start`.

    - The first day is not counted: 7 d from the 1st end on the 8th.
    - `m`, `y` end on the corresponding day; where the month has none, on its last day.
    - `wd`: working days are counted one by one, so the last is always worked.
    - `d`, `m`, `y`: a last day that is not worked moves to the next working day, unless `shifts` is false
      (detention and other measures against the person end on the last day itself).
    - `h`: exactly so many hours after the instant, on whatever day; `start` must be a datetime.

    An instant without a zone is Beijing time; for days and longer only its Beijing day counts.
    ValueError for hours from a plain date. Computed once for each (period, start, shifts), then remembered.

    Source: the counting rules of the regulation implementing the Supervision Law (JCTL), not read in the
    official text: head of section 6 of the working reference. Working days follow the yearly notices.
    """
    return _deadline(period, start, calendar, shifts, "first_day")


def deadline_from(
    due: date | datetime, period: Period, calendar: Calendar, *, shifts: bool = True
) -> Deadline:
    """The new end of a limit that is extended by `period` from its old end `due`: counted from the day after.

    House rule: the old end is the day as it stood, after any move to a working day.
    """
    return _deadline(period, due, calendar, shifts, "old_end")


def after_pause(
    due: date | datetime, begun: date, ended: date, calendar: Calendar, *, shifts: bool = True, year: int
) -> Deadline:
    """The new end of a limit that stood still: later by as many calendar days as the pause lasted.

    House rule for every unit, working days too: a pause from the 3rd to the 10th lasted 7 days and adds 7. A new last
    day that is not worked moves to the next working day, unless `shifts` is false; an instant never moves.
    `year` is that of the start, beside which the steps are said. ValueError if the pause ends before it begins.
    """
    days = (ended - begun).days
    if days < 0:
        raise ValueError(f"暂停天数{days}不对，请填写不小于零的整数")
    end = due + timedelta(days=days)
    said = step("paused", year, begun=begun, ended=ended, days=days, end=end)
    if isinstance(end, datetime):
        return Deadline(end, False, (said,))
    return _moved(end, calendar, shifts, year, (said,))


@lru_cache(maxsize=1 << 16)
def _deadline(
    period: Period, start: date | datetime, calendar: Calendar, shifts: bool, first: str
) -> Deadline:
    if period.unit == "h":
        return _after_hours(period, start)
    if isinstance(start, datetime):
        start = _beijing_day(start)
    head = step(first, start.year, day=start)
    if period.unit == "wd":
        return _after_working_days(period.amount, start, calendar, head)
    end, counted = _plain_end(period, start)
    return _moved(end, calendar, shifts, start.year, (head, counted))


def _after_hours(period: Period, start: date | datetime) -> Deadline:
    if isinstance(start, datetime):
        end = start + timedelta(hours=period.amount)
        return Deadline(end, False, (step("hours", 0, start=start, period=str(period), end=end),))
    raise ValueError(f"期限{period.words()}须从时刻起算，{start}只有日期，请补填时刻")


def _plain_end(period: Period, start: date) -> tuple[date, Line]:
    """The last day before any holiday is looked at, for days, months and years."""
    if period.unit == "d":
        end = start + timedelta(days=period.amount)
        return end, step("days", start.year, first=start + _DAY, period=str(period), end=end)
    months = period.amount * (12 if period.unit == "y" else 1)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - _DAY).day
    end = date(year, month + 1, min(start.day, last))
    code = "corresponding_day" if end.day == start.day else "last_of_month"
    return end, step(code, start.year, period=str(period), end=end, missing=start.day)


def _after_working_days(amount: int, start: date, calendar: Calendar, head: Line) -> Deadline:
    days = list(_days_until_worked(amount, start, calendar))
    off = tuple(day for day in days if day.weekday() < 5 and not calendar.is_working(day))
    shifted = tuple(day for day in days if day.weekday() >= 5 and calendar.is_working(day))
    lines = [head, step("working_days", start.year, first=days[0], amount=amount, end=days[-1])]
    weekend = sum(1 for day in days if day.weekday() >= 5) - len(shifted)
    if weekend or off:
        lines.append(step("not_counted", start.year, weekend=weekend, off=off))
    if shifted:
        lines.append(step("worked_weekend", start.year, days=shifted))
    return _finished(days[-1], lines, days, calendar)


def _days_until_worked(amount: int, start: date, calendar: Calendar) -> Iterator[date]:
    day = start
    while amount:
        day += _DAY
        amount -= calendar.is_working(day)
        yield day


def _moved(end: date, calendar: Calendar, shifts: bool, year: int, lines: tuple[Line, ...]) -> Deadline:
    """Move a last day that is not worked, if it may move, and say so."""
    if not shifts:
        return Deadline(end, False, (*lines, step("fixed", year, day=end)))
    due = calendar.next_working(end)
    if due == end:
        last = step("worked", year, day=end)
    else:
        last = step("moved" if calendar.is_shifted(end) else "moved_weekend", year, day=end, due=due)
    asked = [end + timedelta(days=number) for number in range((due - end).days + 1)]
    return _finished(due, [*lines, last], asked, calendar)


def _finished(due: date, lines: list[Line], asked: list[date], calendar: Calendar) -> Deadline:
    """The deadline, provisional if a day that was looked at lies in a year without a table."""
    unknown = sorted({day.year for day in asked if not calendar.is_published(day.year)})
    lines.extend(step("provisional", year, of=year) for year in unknown)
    return Deadline(due, bool(unknown), tuple(lines))


def _beijing_day(instant: datetime) -> date:
    return (instant.astimezone(BEIJING) if instant.tzinfo else instant).date()
