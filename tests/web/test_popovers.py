"""A deadline can be checked with a finger: from nothing but the printed lines of its popover its day is found again (desk.md 10.13).

What is read here is what stands on the page, in words. The calendar is asked about rest days only where a line says so.
"""

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple

import pytest
from django.utils import translation

from mingjian.law import running
from mingjian.law.clock import ByFact, UntilField
from mingjian.law.lawbook import packaged
from mingjian.law.position import Position, opening_version, project, replay
from mingjian.law.refusal import Refused
from mingjian.web.desk import clocks, names
from tests.ledger import test_walks as walks
from tests.people import city
from tests.stories import agree, analysed_complaint, do
from tests.web.sitting import Sitting, plain

DAY = timedelta(days=1)
WEEK = "一二三四五六日"
D = r"((?:\d{4}-)?\d\d-\d\d)"
AT = r"(\d{4}-\d\d-\d\d \d\d:\d\d)"
LENGTH = r"(\d+)(天|个月|年|小时)"


class Drawn(NamedTuple):
    """What a popover shows."""

    start: date
    due: date
    lines: tuple[str, ...]


class Finger:
    """Somebody who goes through the lines one by one and counts along; `at` is the day reached."""

    def __init__(self, start: date) -> None:
        self.start, self.at, self.counted = start, None, []
        self.book = packaged()

    def day(self, printed: str) -> date:
        """A day without a year is one of the year of the start."""
        return date.fromisoformat(printed if len(printed) == 10 else f"{self.start.year}-{printed}")

    def follow(self, line: str) -> None:
        for pattern, count in COUNTS:
            if found := re.fullmatch(pattern, line):
                count(self, *found.groups())
                return
        raise AssertionError(f"nobody can follow “{line}”")

    def from_start(self, first: str) -> None:
        assert self.day(first) == self.start
        self.at = self.start

    def from_old_end(self, end: str) -> None:
        assert self.day(end) == self.finish()
        self.counted = []

    def days(self, first: str, amount: str, _unit: str, end: str) -> None:
        assert self.day(first) == self.at + DAY
        self.at += int(amount) * DAY
        assert self.day(end) == self.at

    def months(self, amount: str, unit: str, end: str) -> None:
        months = self.at.year * 12 + self.at.month - 1 + int(amount) * (12 if unit == "年" else 1)
        assert self.day(end) == date(months // 12, months % 12 + 1, self.at.day)
        self.at = self.day(end)

    def last_of_month(self, amount: str, unit: str, missing: str, end: str) -> None:
        months = self.at.year * 12 + self.at.month - 1 + int(amount) * (12 if unit == "年" else 1)
        last = self.day(end)
        assert (last.year * 12 + last.month - 1, int(missing)) == (months, self.at.day)
        assert (last + DAY).day == 1 and last.day < self.at.day
        self.at = last

    def working_days(self, first: str, amount: str, end: str) -> None:
        """Kept open until the lines that follow have said which days were not counted."""
        assert self.day(first) == self.at + DAY
        self.at, last = self.day(end), self.day(end)
        span = [self.day(first) + number * DAY for number in range((last - self.day(first)).days + 1)]
        self.counted = [day for day in span if day.weekday() < 5]
        self.weekend, self.amount = [day for day in span if day.weekday() >= 5], int(amount)

    def not_counted(self, weekend: str | None, off: str | None) -> None:
        self.said_weekend = int(weekend or 0)
        holidays = {self.day(day) for day in (off or "").split("、") if day}
        assert holidays <= set(self.counted)
        self.counted = [day for day in self.counted if day not in holidays]

    def worked_weekend(self, days: str) -> None:
        shifted = {self.day(day) for day in days.split("、")}
        assert shifted <= set(self.weekend)
        self.weekend = [day for day in self.weekend if day not in shifted]
        self.counted = sorted({*self.counted, *shifted})

    def hours(self, start: str, amount: str, _unit: str, end: str) -> None:
        begun = datetime.fromisoformat(start)
        assert begun.date() == self.start if self.at is None else begun == self.at
        self.at = begun + timedelta(hours=int(amount))
        assert datetime.fromisoformat(end) == self.at

    def stays(self, day: str, weekday: str) -> None:
        assert self.day(day) == self.at and WEEK[self.at.weekday()] == weekday

    def stays_worked(self, day: str, weekday: str) -> None:
        self.stays(day, weekday)
        assert self.book.calendar.is_working(self.at)

    def moves(self, day: str, weekday: str, why: str, due: str, due_weekday: str) -> None:
        self.stays(day, weekday)
        assert (why == "双休日") == (self.at.weekday() >= 5 and not self.book.calendar.is_shifted(self.at))
        while not self.book.calendar.is_working(self.at):
            self.at += DAY
        self.stays(due, due_weekday)

    def stood_still(self, begun: str, ended: str, days: str, end: str) -> None:
        assert (self.day(ended) - self.day(begun)).days == int(days)
        self.at += int(days) * DAY
        assert (datetime.fromisoformat(end) if ":" in end else self.day(end)) == self.at

    def as_set(self, day: str) -> None:
        self.at = self.day(day)

    def anew(self, _version: str) -> None:
        self.at = None

    def provisional(self, year: str) -> None:
        assert not self.book.calendar.is_published(int(year))

    def finish(self) -> date | None:
        if self.counted:  # all working days of the limit are accounted for, one by one
            assert len(self.counted) == self.amount, self.counted
            assert len(self.weekend) == getattr(self, "said_weekend", 0)
            assert self.counted[-1] <= self.at
        return self.at.date() if isinstance(self.at, datetime) else self.at


COUNTS = (
    (rf"{D}起算，首日不计", Finger.from_start),
    (rf"原期限{D}届满，自次日接算", Finger.from_old_end),
    (rf"自{D}数满{LENGTH}，至{D}", Finger.days),
    (rf"{LENGTH}的对应日{D}", Finger.months),
    (rf"{LENGTH}后的月份没有(\d+)日，取月末{D}", Finger.last_of_month),
    (rf"自{D}逐日数工作日，第(\d+)个是{D}", Finger.working_days),
    (r"其间不计：(?:双休日(\d+)天)?，?(?:放假([\d、-]+))?", Finger.not_counted),
    (r"调休上班照计：([\d、-]+)", Finger.worked_weekend),
    (rf"{AT}起{LENGTH}，至{AT}，不顺延", Finger.hours),
    (rf"{D}星期(.)，工作日，不顺延", Finger.stays_worked),
    (rf"{D}星期(.)届满，遇节假日也不顺延", Finger.stays),
    (rf"{D}星期(.)，(放假|双休日)，顺延至{D}星期(.)", Finger.moves),
    (rf"{D}至{D}暂停(\d+)天，相应延至({D[1:-1]}|{AT[1:-1]})", Finger.stood_still),
    (rf"办理时写明的期限：{D}", Finger.as_set),
    (rf"改按{D}起施行的规定，自起算日重新推算", Finger.anew),
    (r"(\d{4})年放假安排尚未公布，暂按双休日推算", Finger.provisional),
)


def recomputed(drawn: Drawn) -> date | None:
    """The day to which the lines lead; an extension counts on from where the lines before it ended."""
    finger = Finger(drawn.start)
    for line in drawn.lines:
        finger.follow(line)
    return finger.finish()


def drawn_of(clock: running.Running) -> Drawn:
    shown = clocks.drawn(clock, packaged(), date(2023, 6, 1))
    start = next(fact.value for fact in shown.facts if fact.label == "起算")
    return Drawn(date.fromisoformat(re.search(r"\d{4}-\d\d-\d\d", start)[0]), shown.due_on, shown.lines)


def every_rule() -> Iterator[running.Running]:
    """Every version of every limit of the lawbook from many days on, then lengthened, then held."""
    book, random = packaged(), Random(13)
    for name, entry in book.entries("clocks").items():
        for version in entry.versions:
            for _ in range(3):
                on = max(version.in_force, date(2018, 1, 1)) + random.randrange(900) * DAY
                clock = _begun(name, version, on)
                if clock is None or clock.due is None:
                    continue
                yield deepcopy(clock)
                if version.extension is not None:
                    running.extend(clock, book, {"period": str(version.extension.length or "1 m")}, {})
                    yield deepcopy(clock)
                running.pause([clock], name, on + 2 * DAY)
                running.resume([clock], name, on + random.randrange(3, 60) * DAY, book)
                yield clock


def _begun(name, version, on) -> running.Running | None:
    facts = {field: value if isinstance(value, str) else value[0] for field, value in version.when.items()
             if isinstance(value, str | list | tuple)}  # fmt: skip
    if isinstance(version.length, ByFact):
        facts[version.length.by] = next(iter(version.length.lengths))
    if isinstance(version.length, UntilField):
        facts[version.length.until] = (on + 40 * DAY).isoformat()
    at = datetime(on.year, on.month, on.day, 9, 30, tzinfo=running.BEIJING)
    return running.begin(name, version, packaged().calendar, on=on, at=at, seq=1, facts=facts)


def every_walk() -> Iterator[running.Running]:
    """Limits as they come about on matters of every kind: started, stopped, lengthened, held, corrected by acts."""
    book, people = packaged(), walks.People()
    powers = frozenset(book.entries("powers"))
    for number, kind in enumerate(book.kinds()):
        random, used, on = Random(number), Counter(), walks.FIRST
        position, history = Position(book.procedure(kind, on), book), []
        for _ in range(60):
            try:
                done = walks.tried(position, random, used, on, people, powers, history)
            except Refused:
                continue
            history.append(done)
            project(position, done)
            if position.rewritten:
                position = replay(opening_version(position, history), book, history)
            on += random.choice((0, 1, 5, 20)) * DAY
        yield from position.clocks


@pytest.mark.parametrize("limits", [every_rule, every_walk])
def test_every_limit_is_found_again_from_its_printed_lines(limits):
    """desk.md 10.13."""
    wrong, seen = [], Counter()
    for clock in limits():
        drawn = drawn_of(clock)
        try:
            if recomputed(drawn) != drawn.due:
                wrong.append(drawn)
        except AssertionError as error:
            wrong.append((error, drawn))
        seen.update(line.code for line in clock.lines)

    assert wrong == []
    if limits is every_rule:
        assert {"days", "corresponding_day", "last_of_month", "working_days", "worked_weekend", "hours", "moved", "fixed",
                "paused", "old_end", "set"} <= set(seen)  # fmt: skip


def test_both_languages_print_the_same_days():
    """desk.md 10.13: who reads English counts the same days."""
    for number, clock in enumerate(every_rule()):
        if number % 9:
            continue
        chinese = drawn_of(clock).lines
        with translation.override("en"):
            english = clocks.drawn(clock, packaged(), date(2023, 6, 1)).lines
        days = [[re.findall(r"(?:\d{4}-)?\d\d-\d\d", line) for line in lines] for lines in (chinese, english)]
        assert days[0] == days[1]


@pytest.mark.django_db(transaction=True)
def test_the_page_of_a_matter_prints_these_lines():
    """desk.md 5.4, 10.13: on the page itself, after an extension, with a calendar beside it."""
    names.forget()
    people = city()
    matter, on = analysed_complaint(people, content_class="suggestion"), date(2023, 3, 3)
    do(people, matter, "handle_directly", "承办李", on)
    do(people, matter, "extend", "承办李", on, clock="handling_house", period="10 m", reason="案情复杂")
    agree(people, matter, on, "主任张", "常委钱")
    page = Sitting(people, "承办李").get(f"/m/{matter.pk}/").content.decode()
    found = 0
    for box in re.findall(r'<details class="clock".*?</details>', page, re.S):
        printed = tuple(re.sub("<[^>]+>", "", line) for line in re.findall(r"<li>(.*?)</li>", box, re.S))
        start = re.search(r"第\d+条，(\d{4}-\d\d-\d\d)", re.sub("<[^>]+>", "", box))
        due = re.search(r'class="due"><time datetime="(\d{4}-\d\d-\d\d)', box)
        if start and due:
            drawn = Drawn(date.fromisoformat(start[1]), date.fromisoformat(due[1]), printed)
            assert printed and recomputed(drawn) == drawn.due, plain(page)
            found += 1

    assert found >= 2
