"""Ends by lapse of time: when an act takes place of itself because limits have run out, without any officer."""

from datetime import date, timedelta

from mingjian.law.condition import holds
from mingjian.law.entry import any_of
from mingjian.law.position import Position
from mingjian.law.procedure import Act
from mingjian.law.refusal import Refusal
from mingjian.law.running import Running, version_of

_DAY = timedelta(days=1)


def lapsed(position: Position, rule: Act, today: date) -> date | None:
    """The day of the act: after the last day of every limit at whose end it takes place; None while it must wait.

    Where the matter came to its present step only after that, the act is of that day. What waits: a matter with an open
    proposal, because what is asked for may change the limits; a limit that is paused, or rests on a year whose
    holidays are not published; and every matter on which one of `not_while` runs.
    """
    if position.proposals or not position.permits(rule) or not holds(rule.when, position.facts):
        return None
    running = [clock for clock in position.clocks if clock.is_open]
    ending = [clock for clock in running if clock.rule in rule.at_end_of]
    if not ending or any(clock.rule in rule.not_while for clock in running):
        return None
    if any(clock.state != "running" or clock.due is None or clock.provisional for clock in ending):
        return None
    last = max(clock.due_day for clock in ending)
    if last >= today:
        return None
    return max(last + _DAY, position.moved_on or last) if rule.moves else last + _DAY


def too_early(position: Position, rule: Act, on: date) -> Refusal | None:
    """Why what takes place at the end of limits is not done on that day yet: one of them still runs.

    Those of `not_while` hold it back too, until it is decided that they end, but none that nobody has read in its source: it
    may warn, it never blocks.
    """
    if not rule.at_end_of:
        return None
    named = {*rule.at_end_of, *rule.not_while}
    days = [
        clock.due_day for clock in position.clocks if clock.rule in named and _holds_back(clock, position)
    ]
    if days and max(days) >= on:
        return Refusal("term_runs", {"act": rule, "until": max(days).isoformat()})
    return _undecided(position, rule)


def _undecided(position: Position, rule: Act) -> Refusal | None:
    """A limit of `not_while` that still runs though its days are over: its end is decided by an act of its own."""
    for clock in position.clocks:
        if clock.rule in rule.not_while and _holds_back(clock, position):
            acts = position.bound.acts.values()
            deciding = any_of(
                act
                for act in acts
                if clock.rule in act.stops and position.permits(act) and holds(act.when, position.facts)
            )
            return Refusal(
                "undecided",
                {"act": rule, "clock": position.book.find("clocks", clock.rule), "deciding": deciding},
            )
    return None


def _holds_back(clock: Running, position: Position) -> bool:
    return clock.is_open and clock.due is not None and not version_of(clock, position.book).is_reference
