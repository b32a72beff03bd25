"""Separations of duties: whoever did one thing may not do another, on the person, whatever post is held now."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple

from mingjian.law.entry import Cite, Labelled

Over = Literal["proposal", "matter", "descent"]


class DutyDone(NamedTuple):
    """A duty that an officer has done: which, and how near (the same proposal, matter, or its descent)."""

    duty: str
    over: Over


class Separation(Labelled):
    """Who did `duty` may not do `excludes` (and not the other way round unless `mutual`), within `over`."""

    duty: str
    excludes: str
    over: Over
    mutual: bool = True
    in_force: date
    ends: date | None = None
    cite: Cite

    def forbids(self, wanted: str, done: Iterable[DutyDone]) -> bool:
        against = {self.duty} if wanted == self.excludes else set()
        if self.mutual and wanted == self.duty:
            against.add(self.excludes)
        return any(item.duty in against and _within(item.over, self.over) for item in done)


_WIDTH = {"proposal": 0, "matter": 1, "descent": 2}


def _within(near: Over, over: Over) -> bool:
    return _WIDTH[near] <= _WIDTH[over]


def standing_in_the_way(
    rules: Sequence[Separation], wanted: str, done: Iterable[DutyDone], on: date
) -> Separation | None:
    """The first separation in force on the day that keeps this officer from the wanted duty."""
    done = tuple(done)
    if not done:
        return None
    for rule in rules:
        holds = rule.in_force <= on and (rule.ends is None or on <= rule.ends)
        if holds and rule.forbids(wanted, done):
            return rule
    return None
