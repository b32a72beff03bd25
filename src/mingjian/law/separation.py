"""Separations of duties: whoever did one thing may not do another, on the person, whatever post is held now."""

from collections.abc import Collection, Iterable
from datetime import date
from functools import cached_property
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

    def against(self, wanted: str) -> frozenset[str]:
        """The duties that stand in the way of this one."""
        return self._against.get(wanted, frozenset())

    @cached_property
    def _against(self) -> dict[str, frozenset[str]]:
        found = {self.excludes: frozenset({self.duty})}
        if self.mutual:
            found[self.duty] = found.get(self.duty, frozenset()) | {self.excludes}
        return found

    def forbids(self, wanted: str, done: Iterable[DutyDone]) -> bool:
        against, width = self.against(wanted), _WIDTH[self.over]
        return any(item.duty in against and _WIDTH[item.over] <= width for item in done)


_WIDTH = {"proposal": 0, "matter": 1, "descent": 2}


def standing_in_the_way(
    rules: Iterable[Separation], wanted: str, done: Collection[DutyDone], on: date
) -> Separation | None:
    """The first separation in force on the day that keeps this officer from the wanted duty."""
    if not done:
        return None
    for rule in rules:
        holds = rule.in_force <= on and (rule.ends is None or on <= rule.ends)
        if holds and rule.forbids(wanted, done):
            return rule
    return None
