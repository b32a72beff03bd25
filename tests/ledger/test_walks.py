"""Random walks over every kind: whatever is tried, no open matter lacks a step, an owner or a clock, and replay agrees.

A walk tries acts at random, most of them possible, some of them not: by the wrong officer, on a wrong day, with a value
missing or of no such code, corrections and annulments among them. What is refused changes nothing.
"""

from collections import Counter
from copy import deepcopy
from datetime import date, datetime, timedelta
from random import Random

import pytest

from mingjian.law.judge import Actor, Wish, judge
from mingjian.law.lawbook import packaged
from mingjian.law.position import Position, opening_version, project, replay
from mingjian.law.refusal import Refused
from mingjian.law.values import BEIJING, read_instant
from mingjian.ledger.instant import standing_at
from mingjian.ledger.kinds import names
from mingjian.ledger.record import record_acts
from mingjian.ledger.verify import verify
from tests.people import city

FIRST = date(2023, 1, 3)
ACTS = 20_000  # recorded in one run, over all kinds
LONG = 30  # acts of one walk
IDS = (
    "officer",
    "officers",
    "department",
    "unit",
    "person",
    "persons",
    "matter",
    "meeting",
)  # the form offers real ones
COMPARED = (
    "step",
    "seq",
    "opened_on",
    "moved_on",
    "closed_on",
    "facts",
    "clocks",
    "proposals",
    "due_on",
    "corrected",
)


class People:
    """Names for ids of officers, departments and persons; in the database they are real ones."""

    def __init__(self, officers=tuple("12345678"), departments=tuple("123"), unit="1"):
        self.officers, self.departments, self.unit = officers, departments, unit


def value(field, random, position, on, people):
    """A value that fits the field, mostly."""
    if random.random() < 0.02 and field.type not in IDS:
        return random.choice(("", "没有这个代码", 7))
    if field.type in ("code", "codes"):
        choices = sorted(position.book.taxonomy(field.codes).on(on))
        picked = random.sample(choices, min(len(choices), max(field.least or 1, 2)))
        return picked if field.type == "codes" else picked[0]
    some = random.sample(people.officers, max(field.least or 1, 2))
    made = {
        "flag": random.random() < 0.5, "date": on, "instant": "09:30", "integer": 3, "money": "100", "period": "1 m",
        "officer": some[0], "officers": some, "persons": some, "person": some[0], "mentions": [{"name": "林某"}],
        "meeting": {"on": on, "chair": some[0], "present": some}, "department": random.choice(people.departments),
        "unit": people.unit, "matter": "0" * 32, "clock": next((c.rule for c in position.clocks if c.is_open), "C-10"),
        "entry": random.choice(position.moves[-1:] or [1]) if random.random() < 0.7 else random.randint(1, position.seq + 1),
        "values": {"on": on},
    }  # fmt: skip
    return made.get(field.type, "某事")


def details(rule, random, position, on, people):
    asked = [item for item in rule.fields if not item.optional or random.random() < 0.5]
    return {
        item.name: value(position.bound.fields[item.name], random, position, on, people) for item in asked
    }


def corrected(random, position, on, people, done):
    """Other values for one earlier act, of its own plain fields."""
    fields = position.bound.fields
    plain = [item.name for item in position.bound.acts[done.act].fields if not fields[item.name].is_sealed]
    return {
        "entry": done.seq,
        "values": {name: value(fields[name], random, position, on, people) for name in plain[:2]},
    }


def choose(position, random, used):
    """Mostly what is possible from here, the least trodden path first; now and then anything at all."""
    acts = {
        name: rule
        for name, rule in position.bound.acts.items()
        if rule.effect not in ("move_version", "recompute")
    }  # no officer's
    chance = random.random()
    if position.proposals and chance < 0.5:
        return random.choice(("approve", "approve", "approve", "return", "withdraw"))
    if chance < 0.95:
        moving = chance < 0.75  # half of what is left leads on
        on = [name for name, rule in acts.items() if position.permits(rule) and (rule.moves or not moving)]
        return min(on or sorted(acts), key=lambda name: (used[name], random.random()))
    return random.choice(sorted(acts))


def tried(position, random, used, on, people, powers, history):
    """An act that is tried: what it would record; raises Refused."""
    name = choose(position, random, used)
    used[name] += 1
    rule = position.bound.acts[name]
    held = powers if random.random() < 0.9 else frozenset(random.sample(sorted(powers), 5))
    values = details(rule, random, position, on, people)
    if rule.effect == "correct" and history and random.random() < 0.7:
        values |= corrected(random, position, on, people, random.choice(history))
    wish = Wish(
        name, on if random.random() < 0.95 else on - timedelta(days=9), Actor(random.choice(people.officers), held),
        values, at=read_instant("09:30", on) if rule.instant else None, documents=1,
    )  # fmt: skip
    done = judge(position, wish, on, history).done
    if not rule.opening:
        return done
    place = {"unit": people.unit, "department": people.departments[0], "number": "1"}
    return done._replace(details={**place, **done.details})


def explained(clock):
    """Whether the lines that say how the day of a clock came about lead to that day."""
    day = f"{clock.due:%Y-%m-%d %H:%M}" if isinstance(clock.due, datetime) else str(clock.due)
    return not clock.lines or any(value == day for line in clock.lines for _name, value in line.params)


def check(position, place):
    assert [clock.rule for clock in position.clocks if not explained(clock)] == [], place
    assert position.step is not None or position.proposals, place
    if position.step is None or position.has_ended:
        return
    owner = position.facts.get("handler") or position.facts.get("department")
    assert owner or any(proposal.asked for proposal in position.proposals.values()), place
    assert any(clock.is_open for clock in position.clocks), place


def walk(kind, seed, used):
    """One walk; how many acts were recorded."""
    book, random, people, on = packaged(), Random(seed), People(), FIRST
    powers = frozenset(book.entries("powers"))
    position, history, ended = Position(book.procedure(kind, FIRST), book), [], 0
    for _ in range(3 * LONG):
        try:
            done = tried(position, random, used, on, people, powers, history)
        except Refused:
            continue
        history.append(deepcopy(done))
        project(position, done)
        if position.rewritten:
            position = replay(opening_version(position, history), book, history)
        check(position, f"{kind}, seed {seed}, after {done.act} ({done.seq})")
        on += timedelta(days=random.choice((0, 1, 5)))
        ended += position.has_ended
        if len(history) == LONG or ended > 3:
            break
    if history:
        again = replay(opening_version(position, history), book, history)
        assert [name for name in COMPARED if getattr(position, name) != getattr(again, name)] == [], (
            f"{kind}, seed {seed}"
        )
    return len(history)


def test_walks_over_every_kind_keep_step_owner_and_clock_and_replay_agrees():
    kinds = packaged().kinds()
    each = ACTS // len(kinds) + 1
    for kind in kinds:
        used, recorded, seed = Counter(), 0, 0
        while recorded < each:
            recorded += walk(kind, seed, used)
            seed += 1
            assert seed < each, f"{kind}: walks that record nothing"


UNSAFE = {
    "person",
    "persons",
    "matter",
    "unit",
    "mentions",
    "version",
}  # need rows that these walks do not make


def may_be_tried(position, name):
    rule = position.bound.acts[name]
    return rule.opens is None and not any(
        position.bound.fields[item.name].type in UNSAFE for item in rule.fields
    )


def story(many, place, kind, random, used):
    """A walk in the database, by real officers, each act at its own instant."""
    people = People(
        [str(place.id(name)) for name in place.officers],
        [str(d.pk) for d in place.departments.values()],
        str(place.unit.pk),
    )
    on, state, recorded = FIRST, None, 0
    opening = next(name for name, rule in packaged().procedure(kind, FIRST).acts.items() if rule.opening)
    for _ in range(120):
        position = state.position if state else Position(packaged().procedure(kind, FIRST), packaged())
        name = choose(position, random, used) if state else opening
        used[name] += 1
        if state is not None and not may_be_tried(position, name):
            continue
        values = {key: item for key, item in details(position.bound.acts[name], random, position, on, people).items()
                  if position.bound.fields[key].type not in UNSAFE}  # fmt: skip
        with standing_at(datetime(on.year, on.month, on.day, 9, 30, tzinfo=BEIJING)):
            try:
                by = int(random.choice(people.officers))
                if state is None:
                    state = many.open(kind, name, by=by, on=on, unit=place.unit.pk, details=values,
                                      department=random.choice(list(place.departments.values())).pk)  # fmt: skip
                else:
                    at = read_instant("09:30", on) if position.bound.acts[name].instant else None
                    many.act(state, name, by=by, on=on, details=values, at=at)
            except Refused:
                continue
        recorded += 1
        check(state.position, f"{kind} after {name}")
        on += timedelta(days=random.choice((0, 1, 5)))
    return recorded


@pytest.mark.django_db(transaction=True)
def test_walks_in_the_database_replay_to_what_is_stored():
    place, random, recorded = city(), Random(7), Counter()
    for _ in range(
        4
    ):  # four works: matters of the earlier ones are not touched, those within one are flushed often
        with record_acts(size=25) as many:
            for kind in sorted(set(names()) & {"lead", "complaint", "clarification"}):
                used = Counter()
                for _ in range(8):
                    recorded[kind] += story(many, place, kind, random, used)

    report = verify(open_words=True)

    assert [str(problem) for problem in report.problems] == []
    assert report.counts["acts"] == recorded.total() >= 300, recorded
