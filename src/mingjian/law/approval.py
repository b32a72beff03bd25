"""Approvals: which powers must agree, in which order, before an act takes effect."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from mingjian.law.condition import When, holds, values
from mingjian.law.entry import Cite, Entry, Labelled, Version, in_force


class ApprovalException(Entry):
    """A chain for matters whose facts match `when` (each fact one of the values given)."""

    when: When
    chain: tuple[str, ...]
    cite: Cite

    def applies(self, facts: Mapping[str, Any]) -> bool:
        return holds(self.when, facts)


class ApprovalVersion(Version):
    """The chain of powers from a day on, with declared exceptions. Two that both apply are an error."""

    chain: tuple[str, ...]
    exceptions: tuple[ApprovalException, ...] = ()

    def chain_for(self, facts: Mapping[str, Any]) -> tuple[tuple[str, ...], Cite]:
        """The chain for these facts and its ground; LookupError if two exceptions apply at once."""
        applying = [exception for exception in self.exceptions if exception.applies(facts)]
        if len(applying) > 1:
            raise LookupError("两条审批例外同时适用")
        return (applying[0].chain, applying[0].cite) if applying else (self.chain, self.cite)


class Approval(Labelled):
    """An approval through time."""

    versions: tuple[ApprovalVersion, ...]

    def on(self, day: date) -> ApprovalVersion | None:
        return in_force(self.versions, day)


def may_both_apply(one: ApprovalException, other: ApprovalException) -> bool:
    """Whether some facts could satisfy both: no fact that both name has disjoint values."""
    shared = one.when.keys() & other.when.keys()
    return all(set(values(one.when[name])) & set(values(other.when[name])) for name in shared)
