"""Runs a scenario: acts with dates and people, and after each where the matter stands, or why it was refused.

    scenario: one line that says what is shown
    kind: lead
    people: {案管王: [case_manager], 承办李: [handler, dept_member], …}     # powers of everybody named
    already: {承办李: [investigate]}                                       # duties done in the descent (optional)
    units: {承办李: [某县纪委监委]}                                          # units where somebody holds a post (optional)
    today: 2026-01-01                                                      # optional; else the day of each act
    acts:
      - do: register
        by: 案管王
        on: 2023-03-01
        at: "09:30"              # only for acts that count in hours
        with: {title: …}
        documents: 1             # optional
        about: 3                 # optional: the proposal meant, by sequence number
        then: {step: registered, due: 2023-03-08, asked: principal, clocks: {C-10: 2023-04-03}, facts: {…}}
      - do: assign
        …
        refused: {step: 本件在…}  # code of the refusal and its sentence; several codes possible
      - platform: 2023-04-04      # what the platform does of itself on that day: acts by lapse of time, each with its day
        does: {close_window: 2023-04-04}
        then: {…}

`then.clocks` compares the named clocks: a date while it runs, `paused`, `stopped`, or `late` (stopped after its
day); `then.due` is the soonest running deadline, rights last; `then.asked` the power whose opinion is awaited.
"""

import re
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from mingjian.law.judge import Actor, Wish, judge
from mingjian.law.lapse import lapsed
from mingjian.law.lawbook import Lawbook
from mingjian.law.position import Done, Position, project, replay
from mingjian.law.refusal import Refused
from mingjian.law.separation import DutyDone
from mingjian.law.values import read_instant

FOLDER = Path(__file__).parent


class Stories(yaml.SafeLoader):
    """YAML as in the lawbook: `on` is a word, only true and false are flags."""


Stories.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Stories.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def scenarios() -> list[tuple[str, dict[str, Any]]]:
    found = []
    for path in sorted(FOLDER.rglob("*.yaml")):
        for story in yaml.load_all(path.read_text(encoding="utf-8"), Loader=Stories):
            found.append((f"{path.relative_to(FOLDER)}: {story['scenario']}", story))
    return found


def run(book: Lawbook, story: dict[str, Any]) -> None:
    first = story["acts"][0]["on"]
    bound = book.procedure(story["kind"], first)
    assert bound is not None, f"no procedure for {story['kind']} on {first}"
    position = Position(bound, book)
    history: list[Done] = []
    for number, line in enumerate(story["acts"], start=1):
        if "platform" in line:
            place = f"act {number} (the platform on {line['platform']})"
            position = _of_itself(position, line, history, place)
            assert _state(position, line.get("then", {})) == line.get("then", {}), place
            continue
        place = f"act {number} ({line['do']} on {line['on']})"
        try:
            done = _wish(position, story, line, history)
        except Refused as refusal:
            said = {reason.code: reason.say() for reason in refusal.reasons}
            assert said == line.get("refused"), f"{place}: refused with {said}"
            continue
        assert "refused" not in line, f"{place}: was not refused"
        history.append(done)
        position = _after(position, done, history)
        assert _state(position, line.get("then", {})) == line.get("then", {}), place
    assert _same(position, replay(bound, book, history))


def _of_itself(position: Position, line: dict[str, Any], history: list[Done], place: str) -> Position:
    """The acts by lapse of time that are due on the day, one after the other, as the worker records them."""
    today, found = line["platform"], {}
    for name, rule in position.bound.acts.items():
        on = lapsed(position, rule, today)
        if on is not None:
            found[name] = on
            wish = Wish(name, on, Actor(None, frozenset({"platform"})))
            history.append(judge(position, wish, today, history).done)
            position = _after(position, history[-1], history)
    assert found == line["does"], f"{place}: does {found}"
    return position


def _wish(position: Position, story: dict[str, Any], line: dict[str, Any], history: list[Done]) -> Done:
    who = line["by"]
    wish = Wish(
        act=line["do"],
        on=line["on"],
        actor=Actor(
            who,
            frozenset(story["people"][who]),
            frozenset(_duties(position, story, who, history)),
            _places(story, who),
        ),
        values=line.get("with", {}),
        at=read_instant(line["at"], line["on"]) if "at" in line else None,
        about=line.get("about"),
        documents=line.get("documents", 0),
        named=lambda officer: Actor(officer, frozenset(story["people"].get(officer, ()))),
    )
    return judge(position, wish, story.get("today", line["on"]), history).done


def _places(story: dict[str, Any], who: str) -> frozenset[tuple[str, str]]:
    return frozenset(("unit", unit) for unit in story.get("units", {}).get(who, ()))


def _duties(position: Position, story: dict[str, Any], who: str, history: list[Done]) -> list[DutyDone]:
    done = [position.bound.acts[item.act].duty for item in history if item.officer == who]
    before = story.get("already", {}).get(who, [])
    return [DutyDone(duty, "matter") for duty in done if duty] + [
        DutyDone(duty, "descent") for duty in before
    ]


def _after(position: Position, done: Done, history: list[Done]) -> Position:
    project(position, done)
    return replay(position.bound, position.book, history) if position.rewritten else position


def _state(position: Position, asked: dict[str, Any]) -> dict[str, Any]:
    proposal = next(iter(position.proposals.values()), None)
    state = {
        "step": position.step,
        "due": position.due_on,
        "asked": proposal.asked if proposal else None,
        "closed": position.closed_on,
        "clocks": {name: _clock(position, name) for name in asked.get("clocks", {})},
        "facts": {name: position.facts.get(name) for name in asked.get("facts", {})},
    }
    return {name: state[name] for name in asked}


def _clock(position: Position, name: str) -> date | str | None:
    runs = [clock for clock in position.clocks if clock.rule == name]
    if not runs:
        return None
    last = runs[-1]
    if last.state == "running":
        return last.due_day
    return "paused" if last.state == "paused" else "stopped" if last.met_on_time else "late"


def _same(one: Position, other: Position) -> bool:
    names = ("step", "seq", "opened_on", "moved_on", "closed_on", "facts", "clocks", "proposals")
    return all(getattr(one, name) == getattr(other, name) for name in names)
