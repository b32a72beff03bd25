"""The steps by which a deadline came about: plain data to store, said in both languages so that a finger can follow."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any, NamedTuple

from mingjian.law.period import Period

BEIJING = timezone(timedelta(hours=8), "Beijing")
_ZH_WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
_EN_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

Value = str | int | tuple[str, ...]


class Line(NamedTuple):
    """One step as data. `params` are numbers and texts only (days and instants in ISO form, Beijing time).

    `year` among them is the year of the start: days of that year are said without it (11-26), others in full.
    """

    code: str
    params: tuple[tuple[str, Value], ...]


def step(code: str, year: int, **params: object) -> Line:
    """A line from dates, instants, periods and numbers, made plain."""
    return Line(code, (("year", year), *((name, _plain(value)) for name, value in params.items())))


def beside(year: int, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The same steps, said beside a start in that year."""
    return tuple(Line(line.code, (("year", year), *line.params[1:])) for line in lines)


def say(line: Line, language: str = "zh") -> str:
    """One step in words: `10-26起算，首日不计`; a line that this version does not know raises KeyError."""
    params: dict[str, Any] = dict(line.params)
    english = language.startswith("en")
    return _SENTENCES[line.code][english](params, _Days(params["year"], english))


def _plain(value: object) -> Value:
    if isinstance(value, datetime):
        return (value.astimezone(BEIJING) if value.tzinfo else value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return tuple(day.isoformat() for day in value)
    return value if isinstance(value, int) else str(value)


class _Days(NamedTuple):
    """How days and lengths are written beside a start in `year`."""

    year: int
    english: bool

    def day(self, iso: str) -> str:
        return iso[5:] if len(iso) == 10 and iso[:4] == str(self.year) else iso

    def weekday(self, iso: str) -> str:
        number = date.fromisoformat(iso).weekday()
        return (
            f"{self.day(iso)}, a {_EN_WEEKDAYS[number]}"
            if self.english
            else self.day(iso) + _ZH_WEEKDAYS[number]
        )

    def days(self, isos: tuple[str, ...]) -> str:
        return (", " if self.english else "、").join(self.day(iso) for iso in isos)

    def length(self, written: str) -> str:
        return Period.read(written).words("en" if self.english else "zh")


def _not_counted_zh(p: dict[str, Any], d: _Days) -> str:
    parts = [f"双休日{p['weekend']}天"] * bool(p["weekend"]) + [f"放假{d.days(p['off'])}"] * bool(p["off"])
    return "其间不计：" + "，".join(parts)


def _not_counted_en(p: dict[str, Any], d: _Days) -> str:
    weekend = f"{p['weekend']} weekend day{'' if p['weekend'] == 1 else 's'}"
    parts = [weekend] * bool(p["weekend"]) + [f"holidays {d.days(p['off'])}"] * bool(p["off"])
    return "Not counted: " + "; ".join(parts)


_SENTENCES: dict[
    str, tuple[Callable[[dict[str, Any], _Days], str], Callable[[dict[str, Any], _Days], str]]
] = {
    "first_day": (
        lambda p, d: f"{d.day(p['day'])}起算，首日不计",
        lambda p, d: f"Starts on {d.day(p['day'])}; the first day is not counted",
    ),
    "old_end": (
        lambda p, d: f"原期限{d.day(p['day'])}届满，自次日接算",
        lambda p, d: f"The limit ended on {d.day(p['day'])}; counting goes on from the next day",
    ),
    "days": (
        lambda p, d: f"自{d.day(p['first'])}数满{d.length(p['period'])}，至{d.day(p['end'])}",
        lambda p, d: f"{d.length(p['period'])} from {d.day(p['first'])} end on {d.day(p['end'])}",
    ),
    "corresponding_day": (
        lambda p, d: f"{d.length(p['period'])}的对应日{d.day(p['end'])}",
        lambda p, d: f"The corresponding day after {d.length(p['period'])} is {d.day(p['end'])}",
    ),
    "last_of_month": (
        lambda p, d: f"{d.length(p['period'])}后的月份没有{p['missing']}日，取月末{d.day(p['end'])}",
        lambda p, d: (
            f"The month after {d.length(p['period'])} has no day {p['missing']}; its last day is {d.day(p['end'])}"
        ),
    ),
    "working_days": (
        lambda p, d: f"自{d.day(p['first'])}逐日数工作日，第{p['amount']}个是{d.day(p['end'])}",
        lambda p, d: (
            f"Working days counted from {d.day(p['first'])}: number {p['amount']} is {d.day(p['end'])}"
        ),
    ),
    "not_counted": (_not_counted_zh, _not_counted_en),
    "worked_weekend": (
        lambda p, d: f"调休上班照计：{d.days(p['days'])}",
        lambda p, d: f"Counted, as shifted working days: {d.days(p['days'])}",
    ),
    "hours": (
        lambda p, d: f"{p['start']}起{d.length(p['period'])}，至{p['end']}，不顺延",
        lambda p, d: f"{d.length(p['period'])} from {p['start']} end at {p['end']}; never moved",
    ),
    "worked": (
        lambda p, d: f"{d.weekday(p['day'])}，工作日，不顺延",
        lambda p, d: f"{d.weekday(p['day'])}, is a working day; not moved",
    ),
    "moved": (
        lambda p, d: f"{d.weekday(p['day'])}，放假，顺延至{d.weekday(p['due'])}",
        lambda p, d: f"{d.weekday(p['day'])}, is a holiday; moved to {d.weekday(p['due'])}",
    ),
    "moved_weekend": (
        lambda p, d: f"{d.weekday(p['day'])}，双休日，顺延至{d.weekday(p['due'])}",
        lambda p, d: f"{d.weekday(p['day'])}, is at the weekend; moved to {d.weekday(p['due'])}",
    ),
    "fixed": (
        lambda p, d: f"{d.weekday(p['day'])}届满，遇节假日也不顺延",
        lambda p, d: f"Ends on {d.weekday(p['day'])}; never moved for a holiday",
    ),
    "paused": (
        lambda p, d: f"{d.day(p['begun'])}至{d.day(p['ended'])}暂停{p['days']}天，相应延至{d.day(p['end'])}",
        lambda p, d: (
            f"Held from {d.day(p['begun'])} to {d.day(p['ended'])}, {p['days']} days; that much later is {d.day(p['end'])}"
        ),
    ),
    "set": (
        lambda p, d: f"办理时写明的期限：{d.day(p['day'])}",
        lambda p, d: f"The last day as set in the act: {d.day(p['day'])}",
    ),
    "new_version": (
        lambda p, d: f"改按{p['day']}起施行的规定，自起算日重新推算",
        lambda p, d: f"Counted anew from its start under the rule in force from {p['day']}",
    ),
    "provisional": (
        lambda p, d: f"{p['of']}年放假安排尚未公布，暂按双休日推算",
        lambda p, d: f"The holidays of {p['of']} are not published yet; weekends only for now",
    ),
}
