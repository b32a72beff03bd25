"""Where a matter stands in its procedure: the steps gone through, the present one, and what usually comes."""

from collections.abc import Sequence

from mingjian.law.position import Done, Position, project
from mingjian.law.procedure import Act as Rule
from mingjian.web.desk.frames import language
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
        steps.append(Step(here.say(language()), state, on, position.due_on, times))  # type: ignore[arg-type]
    steps += [Step(label) for label in _ahead(position)]
    return Track(tuple(steps), tuple(returns), href)


def _gone(position: Position, acts: Sequence[Done]) -> tuple[dict[str, tuple[object, int]], list[Step]]:
    """Steps entered, with the day on which each was first reached, and the returns."""
    trial = Position(position.book.procedure(position.bound.kind, acts[0].on) or position.bound, position.book)
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
    """The next stops, alternatives joined by ／; only what the procedure's own acts lead to."""
    bound, seen, here, found = position.bound, {position.step}, position.step, []
    own = [act for act in bound.procedure.acts.values() if act.moves]
    while here is not None and not bound.steps[here].end and len(found) < AHEAD:
        targets = [step for step in _targets(own, here) if step not in seen]
        if not targets:
            break
        found.append("／".join(bound.steps[step].say(language()) for step in targets[:4]))
        seen.update(targets)
        here = targets[0] if len(targets) == 1 else None
    return found


def _targets(acts: Sequence[Rule], step: str) -> list[str]:
    found: dict[str, None] = {}
    for act in acts:
        proposed = act.proposed.to if act.proposed else None
        if step in act.from_ or proposed == step:
            for target in sorted(act.targets() - {step, act.returned, proposed}) if proposed == step else _first(act, step):
                found[target] = None
    return list(found)


def _first(act: Rule, step: str) -> list[str]:
    if act.proposed is not None:
        return [act.proposed.to]
    return sorted(act.targets() - {step, act.returned})
