"""When a clock is late: past its day or instant while it runs, unless its limit is a reference only."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from mingjian.law.lawbook import packaged
from mingjian.law.running import Running, has_passed, is_late, references
from mingjian.law.values import BEIJING

DUE = date(2023, 4, 3)


def clock(rule="assignment_house", due=DUE, **more):
    version = packaged().find("clocks", rule).versions[0].in_force
    return Running(rule, version, 1, date(2023, 3, 1), due, due, **more)


def instant(day, hour=10):
    return datetime(2023, 4, day, hour, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("now", "late"), [(instant(3, 23), False), (instant(4, 0), True), (instant(2), False)]
)
def test_clock_is_late_from_the_day_after(now, late):
    assert is_late(clock(), packaged(), now) is late


def test_clock_in_hours_is_late_from_its_instant():
    due = instant(3, 9)

    assert not is_late(clock(due=due), packaged(), instant(3, 9))
    assert is_late(clock(due=due), packaged(), instant(3, 10))


@pytest.mark.parametrize("state", ["paused", "stopped"])
def test_clock_that_does_not_run_is_not_late(state):
    assert not is_late(replace(clock(), state=state), packaged(), instant(20))
    assert not is_late(clock(due=None), packaged(), instant(20))


def test_reference_is_never_late():
    assert not is_late(clock("C-10"), packaged(), instant(20))


def test_references_are_the_versions_that_bind_nobody():
    book = packaged()
    found = references(book)

    for name, entry in book.entries("clocks").items():
        for version in entry.versions:
            binds = version.cite.checked != "unverified" and not entry.passes(version)
            assert (version.in_force in found.get(name, [])) == (not binds), name
    assert found["C-10"] == [date(2019, 1, 1)]


@pytest.mark.parametrize(
    "rule", ["C-50", "C-52", "C-56", "C-58", "accountability_appeal", "letter_objection"]
)
def test_right_passes_and_nobody_is_late(rule):
    right = clock(rule)

    assert not is_late(right, packaged(), instant(20))
    assert [has_passed(right, packaged(), date(2023, 4, day)) for day in (3, 4)] == [False, True]
    assert not has_passed(replace(right, state="stopped", stopped_on=DUE), packaged(), date(2023, 5, 1))


def test_task_does_not_pass_by_itself():
    assert not has_passed(clock(), packaged(), date(2023, 5, 1))
