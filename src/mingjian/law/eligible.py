"""Eligibility: whom an act may name for a task, by the powers of which he must hold one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from mingjian.law.condition import When, holds
from mingjian.law.entry import Cite, Entry, Labelled, Version, in_force


class EligibleException(Entry):
    """Other powers for matters whose facts match `when` (each fact one of the values given)."""

    when: When
    powers: tuple[str, ...]
    cite: Cite

    def applies(self, facts: Mapping[str, Any]) -> bool:
        return holds(self.when, facts)


class EligibleVersion(Version):
    """The powers from a day on, any of which is enough; the first exception that applies takes their place."""

    powers: tuple[str, ...]
    exceptions: tuple[EligibleException, ...] = ()

    def powers_for(self, facts: Mapping[str, Any]) -> tuple[tuple[str, ...], Cite]:
        found = next((item for item in self.exceptions if item.applies(facts)), None)
        return (found.powers, found.cite) if found else (self.powers, self.cite)


class Eligible(Labelled):
    """An eligibility through time."""

    versions: tuple[EligibleVersion, ...]

    def on(self, day: date) -> EligibleVersion | None:
        return in_force(self.versions, day)
