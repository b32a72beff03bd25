"""What took effect on a matter, in order: its acts replayed, corrections and annulments applied."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from mingjian.law.lawbook import Bound, Lawbook
from mingjian.law.position import Done, Position, project, replay
from mingjian.law.procedure import Act
from mingjian.parties.roles import CODES

ON = "on"
OUTCOMES = {"approve": "agreed", "return": "returned", "withdraw": "withdrawn"}


@dataclass(frozen=True)
class Effect:
    """An act that took effect: with its last approval, on that day; `facts` are what is known after it."""

    code: str
    seq: int
    on: date
    rule: Act
    details: Mapping[str, Any]
    facts: Mapping[str, Any]

    def sets(self, name: str) -> bool:
        """Whether the day of this effect is the day that the column `name` holds."""
        return self.rule.sets.get(name) == ON

    def says(self, name: str) -> Any:
        """What the act itself said of a field; for a day that it sets, `on`."""
        return self.details.get(name) or (ON if self.sets(name) else None)


@dataclass(frozen=True)
class Asked:
    """An act that was put up for approval: what was known then, and on which day it ended in which way, if it did."""

    seq: int
    act: str
    on: date
    facts: Mapping[str, Any]
    outcome: str | None = None
    decided_on: date | None = None


@dataclass(frozen=True)
class Story:
    """A matter as its acts tell it. `facts` are what is known at the end, codes of persons identified included;
    `recorded` is the day on which each act was recorded; `asked` is what was put up for approval.
    """

    matter: UUID
    kind: str
    step: str
    opened_on: date
    closed_on: date | None
    facts: Mapping[str, Any]
    effects: tuple[Effect, ...]
    recorded: Mapping[int, date] = field(default_factory=dict)
    asked: tuple[Asked, ...] = ()

    def first(self, name: str) -> Effect | None:
        """The effect by which a day was first known, if it still is."""
        if not self.facts.get(name):
            return None
        return next(effect for effect in self.effects if effect.facts.get(name))

    def known(self, effect: Effect, name: str) -> Any:
        """A code as it stood with that effect; if nobody had said it yet, as it was said first afterwards."""
        later = (other.facts.get(name) for other in self.effects if other.seq >= effect.seq)
        return next((value for value in later if value is not None), None)

    def named(self, roles: frozenset[str]) -> frozenset[str]:
        """The persons of the matter in these roles: identified as such, or named as its persons."""
        persons = {person for effect in self.effects for person in effect.details.get("persons") or ()}
        identified = (effect.details for effect in self.effects if effect.rule.effect == "identify")
        return frozenset(persons | {
            said["person"] for said in identified if said.get("person") and said["person_role"] in roles
        })  # fmt: skip


def told(
    book: Lawbook, matter: UUID, kind: str, acts: Sequence[Done], recorded: Mapping[int, date] | None = None
) -> Story:
    """The story of a matter from all its acts."""
    bound = book.procedure(kind, acts[0].on)
    if bound is None:
        raise LookupError(f"{acts[0].on}没有“{kind}”的规程；请用mingjian lawbook check检查规程文件")
    position, asked = Position(bound, book), dict[int, Asked]()
    effects = list(_effects(position, acts, asked))
    if position.rewritten:
        final = replay(bound, book, acts)
        position, asked = Position(bound, book, corrected=final.corrected, annulled=final.annulled), {}
        effects = list(_effects(position, acts, asked))
    effects = list(_with_codes(effects))
    facts = effects[-1].facts if effects else position.facts
    return Story(matter, kind, position.step or "", position.opened_on or acts[0].on, position.closed_on,
                 facts, tuple(effects), recorded or {}, tuple(asked.values()))  # fmt: skip


def _effects(position: Position, acts: Sequence[Done], asked: dict[int, Asked]) -> Iterator[Effect]:
    """What took effect, one after the other; `asked` is filled with what was put up for approval."""
    annulled = set(position.annulled)
    for done in acts:
        if done.seq in annulled or done.about in annulled:
            continue
        values = dict(position.corrected.get(done.seq, {}))
        on = date.fromisoformat(values.pop("on")) if "on" in values else done.on
        rules, open_before = position.bound, set(position.proposals)
        project(position, done._replace(on=on, details={**done.details, **values}))
        _keep_asked(asked, position, open_before, done._replace(on=on), rules)
        took = position.took_effect
        if took is not None:
            yield Effect(took.act, done.seq, on, rules.acts[took.act], took.details, dict(position.facts))


def _keep_asked(
    asked: dict[int, Asked], position: Position, before: set[int], done: Done, rules: Bound
) -> None:
    for seq in position.proposals.keys() - before:
        asked[seq] = Asked(seq, done.act, done.on, dict(position.facts))
    for seq in before - position.proposals.keys():
        outcome = OUTCOMES[str(rules.acts[done.act].effect)]
        asked[seq] = replace(asked[seq], outcome=outcome, decided_on=done.on)


def _with_codes(effects: Sequence[Effect]) -> Iterator[Effect]:
    """The same, knowing also the codes with which the person concerned was identified, until an act says otherwise."""
    codes: dict[str, Any] = {}
    for effect in effects:
        if effect.rule.effect == "identify":
            if effect.details.get("person") == effect.facts.get("person"):
                codes |= {name: effect.details[name] for name in CODES if name in effect.details}
        else:
            codes = {name: code for name, code in codes.items() if name not in effect.details}
        yield replace(effect, facts={**effect.facts, **codes})
