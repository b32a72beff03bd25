"""Limits that nobody kept are reported upwards by the platform: to whom, and how long after the last day (LEAD-02)."""

from datetime import date
from typing import TYPE_CHECKING

from mingjian.law.calendar import deadline_from
from mingjian.law.procedure import Act
from mingjian.law.running import Running, binds

if TYPE_CHECKING:
    from mingjian.law.lawbook import Lawbook


def due_to(clock: Running, rule: Act, book: "Lawbook", today: date) -> str | None:
    """The highest power to whom a late limit is now to be reported, and was not yet; None while nobody is.

    `rule` is the act that `escalates`. Nobody is told of a limit that has no day, stands still, is a reference only,
    or rests on a year whose holidays are not published.
    """
    if clock.state != "running" or clock.due is None or clock.provisional or not binds(clock, book):
        return None
    reached = None
    for number, (power, after) in enumerate(rule.escalates.items(), start=1):
        if number > clock.escalated and deadline_from(clock.due_day, after, book.calendar).due <= today:
            reached = power
    return reached


def number_of(power: str, rule: Act) -> int:
    """How high a power stands among those to whom is reported, from 1."""
    return list(rule.escalates).index(power) + 1
