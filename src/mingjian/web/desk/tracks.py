"""Where a matter stands in its procedure: the steps gone through, the present one, and what usually comes."""

from collections.abc import Sequence
from datetime import date

from mingjian.law.condition import holds
from mingjian.law.position import Done, Position, project
from mingjian.law.procedure import Act as Rule
from mingjian.law.procedure import ByField
from mingjian.web.desk.frames import language
from mingjian.web.shared import phrases
from mingjian.web.shared.parts import Step, Track

AHEAD = 3  # coming stops that are drawn


def track(position: Position, acts: Sequence[Done], href: str = "") -> Track:
    """The stops gone through in order (one that came again is counted), the present one, and the way ahead."""
    gone, returns = _gone(position, acts)
    bound = position.bound
    steps = [
        Step(bound.steps[step].say(language()), "done", on, times=times)
        for step, (on, times) in gone.items()
        if step != position.step and step in bound.steps
    ]
    if position.step is not None:
        here = bound.steps[position.step]
        times = gone.get(position.step, (None, 1))[1]
        state = "done" if here.end else "current"
        on = position.closed_on if here.end else None
        steps.append(Step(here.say(language()), state, on, _due(position), times))  # type: ignore[arg-type]
    steps += [Step(label) for label in _ahead(position)]
    return Track(tuple(steps), tuple(returns), href)


def _due(position: Position) -> date | None:
    """The day by which the present step ends: of the limits with whose end it does, else of its own clock, else the soonest."""
    rule = position.bound.acts[position.due_act] if position.due_act else None
    ending = {*rule.at_end_of, *rule.not_while} if rule else set()
    days = [
        clock.due_day for clock in position.clocks if clock.rule in ending and clock.is_open and clock.due
    ]
    if days:
        return max(days)
    clock = position.bound.steps[position.step].clock if position.step else None
    own = position.running(clock) if clock else None
    return own.due_day if own is not None and own.due is not None else position.due_on


def _gone(position: Position, acts: Sequence[Done]) -> tuple[dict[str, tuple[object, int]], list[Step]]:
    """Steps entered, with the day on which each was first reached, and the returns."""
    trial = Position(
        position.book.procedure(position.bound.kind, acts[0].on) or position.bound, position.book
    )
    gone: dict[str, tuple[object, int]] = {}
    returns = []
    for done in acts:
        before = trial.step
        project(trial, done)
        if trial.step != before and trial.step is not None:
            first, times = gone.get(trial.step, (done.on, 0))
            gone[trial.step] = (first, times + 1)
        rule = trial.bound.acts.get(done.act)
        if rule is not None and rule.effect == "return":
            returns.append(Step(rule.say(language()), "done", done.on))
    return gone, returns  # type: ignore[return-value]


def _ahead(position: Position) -> list[str]:
    """The next stops by the act that is due at each step, alternatives joined by ／."""
    bound, here, found = position.bound, position.step, []
    seen = {here}
    while here is not None and not bound.steps[here].end and len(found) < AHEAD:
        targets = [step for step in _next(position, here) if step not in seen]
        if not targets:
            break
        found.append(phrases.either(bound.steps[step].say(language()) for step in targets[:4]))
        seen.update(targets)
        here = targets[0] if len(targets) == 1 else None
    return found


def _next(position: Position, step: str) -> list[str]:
    """Where the act that is due leads; from a step that waits for approval, where the approved act leads."""
    acts = position.bound.procedure.acts
    waiting = [act for act in acts.values() if act.proposed is not None and act.proposed.to == step]
    if waiting:
        return sorted({target for act in waiting for target in _reached(act)})
    due = next(
        (name for name in position.bound.steps[step].due if holds(acts[name].when, position.facts)), None
    )
    if due is None:
        return []
    act = acts[due]
    return [act.proposed.to] if act.proposed is not None else _reached(act)


def _reached(act: Rule) -> list[str]:
    """The steps to which an act leads when it takes effect, in the order of the lawbook."""
    if isinstance(act.to, ByField):
        return list(dict.fromkeys(act.to.steps.values()))
    return [act.to] if act.to else []
