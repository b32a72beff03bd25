"""Limits that nobody kept: when and to whom the platform reports them."""

from datetime import date

import pytest

from mingjian.law.escalation import due_to
from mingjian.law.lawbook import packaged
from mingjian.law.position import Done, Position, project
from mingjian.law.running import begin, extend

REGISTERED = date(2023, 3, 1)


def registered() -> Position:
    """A lead that waits to be assigned; the limit for that ends on 2023-03-08."""
    position = Position(packaged().procedure("lead", REGISTERED), packaged())
    project(position, Done(1, "register", REGISTERED, "7", {}))
    return position


def reported_to(position: Position, today: date) -> str | None:
    (clock,) = position.clocks
    return due_to(clock, position.bound.acts["escalate"], packaged(), today)


@pytest.mark.parametrize(
    ("today", "to"),
    [
        (date(2023, 3, 8), None),
        (date(2023, 3, 9), "dept_head"),
        (date(2023, 3, 14), "dept_head"),
        (date(2023, 3, 15), "leader_in_charge"),
        (date(2023, 3, 28), "leader_in_charge"),
        (date(2023, 3, 29), "principal"),
        (date(2023, 12, 1), "principal"),
    ],
)
def test_late_limit_goes_to_the_highest_whose_time_has_come(today, to):
    position = registered()

    assert position.clocks[0].due == date(2023, 3, 8)
    assert reported_to(position, today) == to


def test_everybody_is_told_once():
    position = registered()

    project(position, Done(2, "escalate", date(2023, 3, 9), None,
                           {"clock": "assignment_house", "escalated_to": "dept_head"}))  # fmt: skip

    assert position.clocks[0].escalated == 1
    assert [reported_to(position, date(2023, 3, day)) for day in (10, 14, 15)] == [
        None, None, "leader_in_charge",
    ]  # fmt: skip


def test_limit_that_was_extended_starts_anew():
    book, rule = packaged(), packaged().bound("lead", date(2019, 1, 1)).acts["escalate"]
    limit, day = book.clock("measure_execution_house", date(2023, 12, 1)), date(2023, 12, 1)
    clock = begin("measure_execution_house", limit, book.calendar, on=day, at=None, seq=1, facts={})
    clock.escalated = 3

    extend(clock, book, {}, {})

    assert (clock.first_due, clock.due, clock.escalated) == (date(2023, 12, 15), date(2023, 12, 29), 0)
    assert [due_to(clock, rule, book, day) for day in (date(2023, 12, 29), date(2024, 1, 2))] == [
        None, "dept_head",
    ]  # fmt: skip


def test_reference_is_reported_to_nobody():
    position = registered()
    project(position, Done(2, "assign", date(2023, 3, 2), "7", {"department": "3", "handler": "9"}))
    position.clocks = [clock for clock in position.clocks if clock.rule == "C-10"]

    assert reported_to(position, date(2023, 12, 1)) is None
