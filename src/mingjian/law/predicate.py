"""Rules on an act that are more than listed facts: named in its `must`, each with its ground and its reasons."""

from collections.abc import Callable, Mapping
from typing import Any

from mingjian.law.entry import Cite, Labelled
from mingjian.law.position import Position
from mingjian.law.procedure import Act
from mingjian.law.refusal import Refusal

Reasons = Callable[[Position, Mapping[str, Any], str], list[Refusal]]


class Predicate(Labelled):
    """A rule by name: `looks_at` are the facts that the procedure must have, `reasons` says why given values break it."""

    cite: Cite
    looks_at: tuple[str, ...]
    reasons: Reasons


def reasons_against(position: Position, rule: Act, values: Mapping[str, Any]) -> list[Refusal]:
    """Why the act may not be done with these values, by every rule that it must observe."""
    found = (PREDICATES[name] for name in rule.must)
    return [reason for item in found
            for reason in item.reasons(position, values, position.book.cite_words(item.cite))]  # fmt: skip


def _dismissed_or_agreed(position: Position, values: Mapping[str, Any], cite: str) -> list[Refusal]:
    """Not to dismiss an official sentenced for a negligent crime needs the agreement of the next-higher organ first."""
    known = {**position.facts, **values}
    sanction = known.get("gov_sanction")
    is_official = sanction is not None or known.get("is_public_official") is not False
    if not known.get("is_negligent_crime") or not is_official:
        return []
    if sanction == "admin_dismissal" or known.get("dismissal_exception_on"):
        return []
    asking = next(act for act in position.bound.acts.values() if "dismissal_exception_on" in act.sets)
    return [Refusal("agreement_first", {"act": asking, "cite": cite}, "is_negligent_crime")]


PREDICATES = {
    "dismissal_after_negligent_crime": Predicate(
        label="因过失犯罪被判刑的，不予开除须先报上一级机关批准",
        en="After a sentence for a negligent crime, not to dismiss needs approval one level up first",
        cite=Cite(instrument="ZWCF", article=14, checked="read", row="A-46"),
        looks_at=("is_negligent_crime", "gov_sanction", "dismissal_exception_on"),
        reasons=_dismissed_or_agreed,
    ),
}
