"""A proposal that was sent back, as the form on which it was made: whoever corrects it begins with what he gave before."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mingjian.law.lawbook import Bound
from mingjian.law.position import Done
from mingjian.law.procedure import Act, Field
from mingjian.ledger.models import Matter
from mingjian.parties.models import Organisation
from mingjian.parties.persons import organisation_name

Given = dict[str, list[str]]


def sent_back(bound: Bound, rule: Act, acts: Sequence[Done]) -> Done | None:
    """The last proposal of this kind, if it was returned or withdrawn."""
    asked = [done for done in acts if "chain" in done.details and _is_alike(bound, rule, done)]
    if not asked:
        return None
    opinions = [bound.acts[done.act].effect for done in acts if done.about == asked[-1].seq]
    return asked[-1] if opinions and opinions[-1] in ("return", "withdraw") else None


def _is_alike(bound: Bound, rule: Act, done: Done) -> bool:
    """The same act, or the one that the procedure has for asking the same a second time."""
    other = bound.acts.get(done.act)
    return other is not None and (
        other == rule or (rule.approval is not None and other.approval == rule.approval)
    )


def given(bound: Bound, rule: Act, done: Done, words: Mapping[str, str]) -> Given:
    """What was filled in, by the names of the controls; papers were filed with the entry and are not taken over."""
    found: Given = {}
    for asked in rule.fields:
        value = done.details.get(asked.name, words.get(asked.name))
        if value not in (None, "", []):
            declared = bound.fields[asked.name]
            found |= _WRITERS.get(declared.type, _plain)(asked.name, value, declared)
    return found


def _plain(name: str, value: Any, declared: Field) -> Given:
    return {name: [str(one) for one in value] if isinstance(value, list) else [str(value)]}


def _flag(name: str, value: Any, declared: Field) -> Given:
    return {name: ["1" if value else "0"]}


def _meeting(name: str, value: Mapping[str, Any], declared: Field) -> Given:
    chair = str(value["chair"])
    return {
        f"{name}_on": [value["on"]],
        f"{name}_chair": [chair],
        f"{name}_present": [str(one) for one in value["present"] if str(one) != chair],
    }


def _mentions(name: str, value: Any, declared: Field) -> Given:
    people = json.loads(value) if isinstance(value, str) else value
    return {
        name: ["\n".join("，".join((one["name"], one["unit"], one["post"])).rstrip("，") for one in people)]
    }


def _period(name: str, value: str, declared: Field) -> Given:
    amount, _, unit = value.partition(" ")
    return {name: [amount], f"{name}_unit": [unit]}


def _matter(name: str, value: str, declared: Field) -> Given:
    return {name: list(Matter.objects.filter(pk=value).values_list("number", flat=True))}


def _organisation(name: str, value: str, declared: Field) -> Given:
    return {name: [organisation_name(one) for one in Organisation.objects.filter(pk=value)]}


def _none(name: str, value: Any, declared: Field) -> Given:
    """New values of a correction have controls by the entry that they correct."""
    return {}


_WRITERS: dict[str, Callable[[str, Any, Field], Given]] = {
    "flag": _flag, "meeting": _meeting, "mentions": _mentions, "period": _period, "matter": _matter,
    "organisation": _organisation, "values": _none,
}  # fmt: skip
