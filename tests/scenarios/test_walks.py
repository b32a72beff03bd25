"""Random walks: whatever is done, no open matter is ever without a step, a clock and somebody who can go on."""

from collections import Counter
from datetime import date, timedelta
from itertools import count
from random import Random

import pytest

from mingjian.law.condition import holds
from mingjian.law.judge import Actor, Wish, judge
from mingjian.law.lawbook import packaged
from mingjian.law.position import Position, project, replay
from mingjian.law.refusal import Refused
from mingjian.law.values import read_instant

LEFT_OUT = {
    "correct",
    "move_version",
    "note",
    "link",
    "transfer",
    "identify",
}  # move nothing, or need old values
FIRST = date(2023, 1, 3)
SEEDS = 60


def _value(field, random, book, position, on):
    if field.type in ("code", "codes"):
        choices = sorted(book.taxonomy(field.codes).on(on))
        code = random.choice(choices)
        return (
            code
            if field.type == "code"
            else random.sample(choices, min(len(choices), max(field.least or 1, 2)))
        )
    people = [f"人员{number}" for number in range(field.least or 2)]
    some = {
        "flag": random.random() < 0.5,
        "date": on,
        "instant": "09:30",
        "integer": 3,
        "money": "100",
        "period": "1 m",
    }
    some |= {"officer": people[0], "officers": people, "persons": people, "mentions": [{"name": "林某"}]}
    some |= {
        "meeting": {"on": on, "chair": people[0], "present": people},
        "entry": position.moves[-1] if position.moves else 1,
    }
    some |= {"clock": next((clock.rule for clock in position.clocks if clock.is_open), "C-10"), "values": {}}
    return some.get(field.type, "某")


# What lets a walk pass a rule that most random values would break: whoever is examined mostly meets the conditions.
LIKELY = {
    "is_citizen": True, "has_integrity": True, "has_ability": True, "is_healthy": True, "has_degree": True,
    "exclusion_ground": "none",
}  # fmt: skip


def _wish(position, name, random, book, on, officer):
    rule = position.bound.acts[name]
    asked = [item for item in rule.fields if not item.optional or random.random() < 0.5]
    values = {
        item.name: _value(position.bound.fields[item.name], random, book, position, on) for item in asked
    }
    values |= {name: value for name, value in LIKELY.items() if name in values and random.random() < 0.9}
    known = {**position.facts, **values}
    for wanted, when in rule.needs.items():  # what is needed is given, what is not would often be refused
        values.pop(wanted, None)
        if holds(when, known):
            values[wanted] = _value(position.bound.fields[wanted], random, book, position, on)
    powers = frozenset(book.entries("powers"))
    instant = read_instant("09:30", on) if rule.instant else None
    return Wish(
        name,
        on,
        Actor(officer, powers),
        values,
        at=instant,
        documents=1,
        named=lambda who: Actor(who, powers),
    )


def _choose(position, random, used):
    """Mostly what leads on, the least trodden path first; now and then anything at all."""
    if random.random() < 0.7:
        return min(_next(position), key=lambda name: (used[name], random.random()))
    return random.choice(sorted(position.bound.acts.keys() - LEFT_OUT))


def _walk(kind, seed, used):
    book, random, officers, on = packaged(), Random(seed), count(1), FIRST
    position, history = Position(book.procedure(kind, FIRST), book), []
    for _ in range(40):
        name = _choose(position, random, used)
        used[name] += 1
        try:
            judged = judge(
                position, _wish(position, name, random, book, on, f"某{next(officers)}"), on, history
            )
        except Refused:
            continue
        history.append(judged.done)
        project(position, judged.done)
        if position.rewritten:
            position = replay(position.bound, book, history)
        yield position, name
        on += timedelta(days=random.choice((0, 1, 5)))


def _next(position):
    """The acts by which a matter may go on from where it stands: moves, or the opinion that is awaited."""
    if position.proposals:
        return ["approve"]
    return [name for name, rule in position.bound.acts.items() if rule.moves and position.permits(rule)] or [
        "reassign"
    ]


@pytest.mark.parametrize("kind", packaged().kinds())
def test_open_matters_always_have_a_step_a_clock_and_a_way_on(kind):
    used = Counter()
    for seed in range(SEEDS):
        for position, name in _walk(kind, seed, used):
            place = f"seed {seed} after {name}"
            assert position.step is not None or position.proposals, place
            if position.step is not None and not position.has_ended:
                assert any(clock.is_open for clock in position.clocks), place
                assert _next(position) != ["reassign"], place


@pytest.mark.parametrize("kind", packaged().kinds())
def test_walks_see_most_of_the_procedure(kind):
    steps, used, seen = packaged().procedure(kind, FIRST).steps, Counter(), set()
    for seed in range(4 * SEEDS):
        seen |= {position.step for position, _ in _walk(kind, seed, used)} - {None}
        if len(seen) >= len(steps) * 0.7:
            return
    raise AssertionError(f"never reached: {sorted(steps.keys() - seen)}")
