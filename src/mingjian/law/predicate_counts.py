"""Rules on an act that compare what it says: a part with its whole, a limit with the day, ways with whom they are for."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from mingjian.law.entry import Cite, Labelled
from mingjian.law.position import Position
from mingjian.law.refusal import Refusal

_FLAG = {True: Labelled(label="是", en="yes"), False: Labelled(label="否", en="no")}
_TO_LEADERS = frozenset({"notice", "admonition", "org_handling", "discipline"})


def _known(position: Position, values: Mapping[str, Any], name: str) -> Any:
    return values.get(name, position.facts.get(name))


def more_than(part: str, whole: str, position: Position, values: Mapping[str, Any]) -> list[Refusal]:
    """A number that is larger than the one of which it is a part."""
    some, every = _known(position, values, part), _known(position, values, whole)
    if some is None or every is None or int(some) <= int(every):
        return []
    fields, cite = position.bound.fields, position.book.ground(HOUSE)
    said = {"part": fields[part], "some": some, "whole": fields[whole], "all": every, "cite": cite}
    return [Refusal("more_than_whole", said, part)]


def adds_up(whole: str, *parts: str) -> Any:
    """A rule by which a number is the sum of others."""
    return partial(_adds_up, whole, parts)


def _adds_up(
    whole: str, parts: tuple[str, ...], position: Position, values: Mapping[str, Any], cite: Labelled
) -> list[Refusal]:
    if any(values.get(name) is None for name in (whole, *parts)):
        return []
    every, total = int(values[whole]), sum(int(values[name]) for name in parts)
    if every == total:
        return []
    said = {"whole": position.bound.fields[whole], "all": every, "some": total, "cite": cite}
    return [Refusal("not_the_sum", said, whole)]


def never(field: str, codes: frozenset[str], flag: str, is_set: bool) -> Any:
    """A rule by which some codes do not go with a flag, of the act or on record; one that nobody has set is not set."""
    return partial(_never, field, codes, flag, is_set)


def _never(
    field: str, codes: frozenset[str], flag: str, is_set: bool,
    position: Position, values: Mapping[str, Any], cite: Labelled,
) -> list[Refusal]:  # fmt: skip
    value, fields = values.get(field), position.bound.fields
    if value not in codes or bool({**position.facts, **values}.get(flag)) is not is_set:
        return []
    named = position.book.taxonomy(str(fields[field].codes)).codes[value]
    said = {"flag": fields[flag], "said": _FLAG[is_set], "field": fields[field], "value": named, "cite": cite}
    return [Refusal("clashes", said, field)]


def limit_ahead(position: Position, values: Mapping[str, Any], cite: Labelled) -> list[Refusal]:
    """A limit that is set lies after the matter was opened."""
    limit, opened = values.get("limit_on"), position.opened_on
    if limit is None or opened is None or str(limit) >= opened.isoformat():
        return []
    said = {
        "field": position.bound.fields["limit_on"],
        "limit": limit,
        "opened": opened.isoformat(),
        "cite": cite,
    }
    return [Refusal("limit_passed", said, "limit_on")]


def figures_frozen(position: Position, values: Mapping[str, Any], cite: Labelled) -> list[Refusal]:
    """A report on figures comes after they were frozen for it."""
    if position.facts.get("frozen_on"):
        return []
    freezing = next(act for act in position.bound.acts.values() if "frozen_on" in act.sets)
    return [Refusal("figures_first", {"act": freezing, "cite": cite})]


def ways_fit_target(position: Position, values: Mapping[str, Any], cite: Labelled) -> list[Refusal]:
    """Organisations and leaders are held to account in ways of their own."""
    target = position.facts.get("accountability_target")
    ways = position.book.taxonomy("accountability_way").codes
    targets = position.book.taxonomy("accountability_target").codes
    return [
        Refusal(
            "way_of_other",
            {"way": ways[way], "target": targets[str(target)], "cite": cite},
            "accountability_ways",
        )
        for way in values.get("accountability_ways", [])
        if target is not None and (way in _TO_LEADERS) != (target == "leader")
    ]


HOUSE = Cite(checked="house")
ACCOUNTABILITY = Cite(instrument="WZTL", checked="second_hand", row="§4.5")
