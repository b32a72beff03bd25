"""Fields that an act needs only under a condition: optional in themselves, demanded by what is given or on record."""

from collections.abc import Mapping
from typing import Any

from mingjian.law.condition import Condition, holds
from mingjian.law.lawbook import Bound, Lawbook
from mingjian.law.procedure import Act
from mingjian.law.refusal import Refusal

NOTHING: tuple[object, ...] = (None, "", [])


def wanting(
    bound: Bound, book: Lawbook, rule: Act, given: Mapping[str, Any], facts: Mapping[str, Any]
) -> list[Refusal]:
    """The fields that must be filled in and are not, each with the condition that demands it.

    What is given now stands before what is on record; a field that is on record already need not be given again.
    """
    known = {**facts, **{name: value for name, value in given.items() if value not in NOTHING}}
    return [
        Refusal(
            "needed", {"field": bound.fields[name], "condition": condition(bound, book, rule, name)}, name
        )
        for name, when in rule.needs.items()
        if known.get(name) in NOTHING and holds(when, known)
    ]


def condition(bound: Bound, book: Lawbook, rule: Act, name: str) -> Condition:
    """The condition under which the act needs a field, as people read it."""
    return Condition(rule.needs[name], bound.fields, book.taxonomy)
