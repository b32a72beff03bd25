"""What a matter offers is taken by the ledger, and nothing else is: every step of every kind, every power, every separation (desk.md 10.12)."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

import pytest

from mingjian.law import running
from mingjian.law.asking import opinion_power
from mingjian.law.judge import Actor, Wish, judge, may
from mingjian.law.lawbook import Bound, packaged
from mingjian.law.position import Done, Position, project
from mingjian.law.procedure import Act as Rule
from mingjian.law.refusal import Refused
from mingjian.law.separation import DutyDone
from mingjian.law.values import read_instant
from mingjian.ledger.models import Matter
from mingjian.web.desk.possible import possible
from tests.ledger import test_walks as walks

MATTER = Matter(id=UUID(int=1))
ON = date(2026, 3, 2)
HERE, OTHER, THIRD = "1", "2", "3"
PEOPLE = walks.People()
PLAIN = ("code", "codes", "flag", "integer")  # facts that conditions may ask for
REWRITES = ("correct", "annul")  # judged by all acts of a matter, which these have not
OFFER = rf"/m/{MATTER.id}/(?:do/(\w+)|identify)/|/approvals/{MATTER.id}/(\d+)/"
ON_EVERY_FORM = {"on", "at", "documents"}


class Stand(NamedTuple):
    """A matter on one of its steps, and the acts with which it came there."""

    position: Position
    history: list[Done]

    def write(self, done: Done) -> None:
        self.history.append(done)
        project(self.position, done)

    def say(self, actor: Actor, name: str) -> str:
        waits = [one.done.act for one in self.position.proposals.values()]
        return f"{self.position.bound.kind}/{self.position.step} {waits}: {name} by {actor}"


def stands(kind: str) -> Iterator[Stand]:
    """Every step of a kind, many facts known, every other one with none; then with proposals waiting; now and then one agreed to."""
    book = packaged()
    bound = book.procedure(kind, ON)
    whole = Actor(OTHER, frozenset(book.entries("powers")))
    for number, step in enumerate(bound.steps):
        if number % 2 == 0:
            yield at_step(bound, step, {})
        stand = at_step(bound, step, every_fact(bound, Random(number)))
        yield stand
        asking = [name for name, rule in bound.acts.items() if rule.approval and rule.effect not in REWRITES]
        for name in sorted(asking, key=lambda name: bound.acts[name].effect is not None)[:4]:
            if may(stand.position, name, whole, ON) is None:
                done = taken(stand, whole, name)
                if isinstance(done, Done) and done.details.get("chain"):
                    stand.write(done)
        if stand.position.proposals:
            yield stand
        if stand.position.proposals and number % 4 == 0:
            seq = next(iter(stand.position.proposals))
            stand.write(Done(stand.position.seq + 1, "approve", ON, THIRD, {}, about=seq))
            yield stand


def at_step(bound: Bound, step: str, facts: dict[str, Any]) -> Stand:
    """Opened a quarter ago, and a week ago moved to the step; its limit runs."""
    opening = next(name for name, rule in bound.acts.items() if rule.opening)
    opened, moved = ON - timedelta(days=90), ON - timedelta(days=7)
    position = Position(bound, packaged(), step, 2, opened, moved, facts=dict(facts), moves=[1, 2])
    if bound.steps[step].end:
        position.closed_on = moved
    version = position.book.clock(bound.steps[step].clock or "", ON) if bound.steps[step].clock else None
    if version is not None:
        clock = running.begin(
            bound.steps[step].clock,
            version,
            position.book.calendar,
            on=moved,
            at=datetime.combine(moved, time(9, 30), running.BEIJING),
            seq=2,
            facts=facts,
        )
        position.clocks += [clock] if clock else []
    return Stand(position, [Done(1, opening, opened, OTHER, {}), Done(2, opening, moved, OTHER, {})])


def every_fact(bound: Bound, random: Random) -> dict[str, Any]:
    """A value for every plain field of a kind."""
    blank = Position(bound, packaged())
    plain = {name: field for name, field in bound.fields.items() if field.type in PLAIN}
    return {name: walks.value(field, random, blank, ON, PEOPLE) for name, field in plain.items()}


def actors(stand: Stand) -> Iterator[Actor]:
    """Nobody's power, each power alone, all of them, all of them after each duty that keeps from another; whoever proposed, or agreed."""
    position = stand.position
    rules = [rule for rule in position.bound.acts.values() if position.permits(rule)]
    powers = {name for rule in rules for name in rule.by}
    powers |= {opinion_power(position.book, one) for one in position.proposals.values()} - {None}
    yield Actor(HERE, frozenset())
    for name in sorted(powers) if not position.proposals else ():
        yield Actor(HERE, frozenset({name}))
    separations = [one for rule in rules if rule.duty for one in position.book.separations_of(rule.duty)]
    for duty in sorted({duty for one in separations for duty in (one.duty, one.excludes)}):
        yield Actor(HERE, frozenset(powers), frozenset({DutyDone(duty, "matter")}))
    for officer in (HERE, OTHER, THIRD) if position.proposals else (HERE,):
        yield Actor(officer, frozenset(powers))


def offered(stand: Stand, actor: Actor) -> dict[str, int | None]:
    """The acts that the page of the matter offers, by name, with the proposal of which they speak."""
    actions, _blocked = possible(stand.position, MATTER, actor, ON, content=True)
    assert sum(action.primary for action in actions) <= 1, stand.say(actor, "two primaries")
    found = [re.fullmatch(OFFER, action.href).groups() for action in actions]
    return {name or ("approve" if seq else "identify"): int(seq) if seq else None for name, seq in found}


def taken(stand: Stand, actor: Actor, name: str, about: int | None = None, tries: int = 12) -> Done | Refused:
    """What the ledger would write of an act, filled in as well as one can; else the last refusal."""
    position, rule = stand.position, stand.position.bound.acts[name]
    chosen = list(filled(position, rule)) or [{}]
    refusal = Refused([])
    for seed in range(tries):
        values = walks.details(rule, Random(seed), position, ON, PEOPLE) | chosen[seed % len(chosen)]
        every = Actor("9", frozenset(position.book.entries("powers")))
        at = read_instant("09:30", ON) if rule.instant else None
        wish = Wish(
            name, ON, actor, values, at=at, about=about, documents=1, named=lambda _who, every=every: every
        )
        try:
            return judge(
                position, wish, ON, stand.history[:1] if rule.effect == "correct" else stand.history
            ).done
        except Refused as error:
            refusal = error
    return refusal


def filled(position: Position, rule: Rule) -> Iterator[dict[str, Any]]:
    """What an officer who knows the matter would choose: a limit that runs, the entry that may be annulled."""
    if rule.effect == "extend":
        for clock in position.clocks:
            if clock.is_open:
                yield {"clock": clock.rule, "period": "1 h" if isinstance(clock.due, datetime) else "1 d"}
    elif rule.effect == "annul":
        yield {"entry": position.moves[-1]}
    elif rule.effect == "correct":
        yield {"entry": 1, "values": {"on": position.opened_on.isoformat()}}


def can_be_mended(rule: Rule, refusal: Refused) -> bool:
    """Whether the officer can do something about it on the form itself."""
    named = {reason.field for reason in refusal.reasons}
    return (
        rule.effect is None and bool(named) and named <= {item.name for item in rule.fields} | ON_EVERY_FORM
    )


@pytest.mark.parametrize("kind", packaged().kinds())
def test_what_is_offered_is_taken_and_what_is_not_is_refused(kind):
    """desk.md 10.12; 5.4: never more than one primary. The form of an act and the writing of it ask the same `may`."""
    wrong = set()
    for stand in stands(kind):
        good = set()  # who may do an act at all may do it with the same values
        acts = stand.position.bound.acts
        for actor in actors(stand):
            offers = offered(stand, actor)
            for offer in offers.items() - good:
                answer = taken(stand, actor, *offer)
                if isinstance(answer, Done) or can_be_mended(acts[offer[0]], answer):
                    good.add(offer)
                else:
                    wrong.add(f"{stand.say(actor, offer[0])} is offered, then refused: {answer}")
            wrong |= {f"{stand.say(actor, name)}: offered {name in offers}" for name in acts
                      if not is_elsewhere(acts[name]) and (name in offers) != is_open(stand, actor, name)}  # fmt: skip

    assert sorted(wrong)[:20] == []


def is_elsewhere(rule: Rule) -> bool:
    """Acts that stand on no page of a matter: it is opened elsewhere, the platform acts alone, an opinion may turn out a return."""
    return rule.opening or rule.by == ("platform",) or rule.effect == "return"


def is_open(stand: Stand, actor: Actor, name: str) -> bool:
    """Whether the ledger would look at what is filled in; of opinions and withdrawals, on any of the proposals."""
    if stand.position.bound.acts[name].effect not in ("approve", "withdraw"):
        return may(stand.position, name, actor, ON) is None
    return any(may(stand.position, name, actor, ON, seq) is None for seq in stand.position.proposals)
