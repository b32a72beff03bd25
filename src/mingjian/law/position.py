"""Where a matter stands: the projection of its acts. Replaying the acts always gives the same position."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from mingjian.law import running
from mingjian.law.condition import holds
from mingjian.law.escalation import number_of
from mingjian.law.lawbook import Bound, Lawbook
from mingjian.law.procedure import Act, ByField
from mingjian.law.running import Running

HEADER = ("unit", "department", "handler", "secrecy")


class Done(NamedTuple):
    """An act as it was recorded, as far as the law looks at it (its words are not needed).

    `details` are the declared P2 values as JSON has them; `about` is the sequence number of the proposal that
    an approval speaks of; a frozen chain of powers stands under `chain`.
    """

    seq: int
    act: str
    on: date
    officer: str | None
    details: dict[str, Any]
    at: datetime | None = None
    about: int | None = None


@dataclass(slots=True)
class Proposal:
    """An act that waits for approval: the chain of powers frozen when it was made, and who has agreed."""

    done: Done
    chain: tuple[str, ...]
    moving: bool
    step_before: str | None
    agreed: list[str | None] = field(default_factory=list)
    stopped: list[Running] = field(default_factory=list)

    @property
    def asked(self) -> str | None:
        """The power whose opinion is awaited."""
        return self.chain[len(self.agreed)] if len(self.agreed) < len(self.chain) else None


@dataclass(slots=True)
class Position:
    """The state of one matter: step, dates, clocks, open proposals, and the latest P2 value of every field."""

    bound: Bound
    book: Lawbook
    step: str | None = None
    seq: int = 0
    opened_on: date | None = None
    moved_on: date | None = None
    closed_on: date | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    clocks: list[Running] = field(default_factory=list)
    proposals: dict[int, Proposal] = field(default_factory=dict)
    corrected: dict[int, dict[str, Any]] = field(default_factory=dict)
    annulled: set[int] = field(default_factory=set)
    moves: list[int] = field(default_factory=list)
    took_effect: Done | None = None
    rewritten: bool = False

    @property
    def has_ended(self) -> bool:
        return self.step is not None and self.bound.steps[self.step].end

    def permits(self, rule: Act) -> bool:
        """Whether the act may be done from the present step."""
        if self.step is None:
            return rule.opening
        return self.step in rule.from_ or ("ended" if self.has_ended else "any") in rule.from_

    @property
    def due_act(self) -> str | None:
        """The act that ordinarily comes next: the first that the step names and whose condition holds."""
        names = self.bound.steps[self.step].due if self.step is not None else ()
        return next((name for name in names if holds(self.bound.acts[name].when, self.facts)), None)

    @property
    def moving_proposal(self) -> Proposal | None:
        return next((proposal for proposal in self.proposals.values() if proposal.moving), None)

    @property
    def due_on(self) -> date | None:
        """The soonest day on which a running limit ends; a right or an effect, which leaves no task, counts for an open matter without one.

        When the matter has ended, only what binds somebody still counts.
        """
        days = [
            (running.leaves_no_task(clock, self.book), clock.due_day)
            for clock in self.clocks
            if clock.state == "running" and clock.due and (self.closed_on is None or running.binds(clock, self.book))
        ]  # fmt: skip
        return min(days)[1] if days else None

    def running(self, rule: str) -> Running | None:
        for clock in self.clocks:
            if clock.rule == rule and clock.state != "stopped":
                return clock
        return None


def replay(bound: Bound, book: Lawbook, acts: Sequence[Done]) -> Position:
    """The position after these acts, corrections and annulments applied."""
    position = Position(bound, book)
    for index, done in enumerate(acts):
        project(position, done)
        if position.rewritten:
            position = _again(position, acts[: index + 1])
    return position


def opening_version(position: Position, acts: Sequence[Done]) -> Bound:
    """The version under which the matter was opened; a later one may bind it now."""
    found = position.book.procedure(position.bound.kind, acts[0].on)
    return found or position.bound


def _again(position: Position, acts: Sequence[Done]) -> Position:
    """The same acts once more, with corrected values, without those annulled and the opinions on them."""
    fresh = Position(
        opening_version(position, acts),
        position.book,
        corrected=position.corrected,
        annulled=position.annulled,
    )
    for done in acts:
        if done.seq in fresh.annulled or done.about in fresh.annulled:
            fresh.seq = done.seq
            continue
        values = dict(fresh.corrected.get(done.seq, {}))
        on = date.fromisoformat(values.pop("on")) if "on" in values else done.on
        project(fresh, done._replace(on=on, details={**done.details, **values}))
    fresh.rewritten = False
    fresh.took_effect = position.took_effect
    return fresh


def project(position: Position, done: Done) -> None:
    """Apply one recorded act. The act was judged when it was recorded; nothing is refused here."""
    rule = position.bound.acts[done.act]
    position.seq = done.seq
    position.took_effect = None
    if rule.effect in _OPINIONS:
        _OPINIONS[rule.effect](position, done)
    elif done.details.get("chain"):
        _propose(position, rule, done)
    else:
        _take_effect(position, rule, done, on=done.on, seq=done.seq)


def _propose(position: Position, rule: Act, done: Done) -> None:
    proposal = Proposal(done, tuple(done.details["chain"]), rule.moves, position.step)
    position.proposals[done.seq] = proposal
    if rule.opening:
        position.opened_on = done.on
        _keep(position, done.details)
    if rule.proposed is None:
        return
    position.moved_on = done.on
    before = [clock for clock in position.clocks if clock.is_open]
    for name in rule.proposed.stops:
        running.stop(position.clocks, name, done.seq, done.on)
    _start(position, rule.proposed.starts, done, done.on, done.seq)
    _enter(position, rule.proposed.to, done, done.on, done.seq)
    proposal.stopped = [clock for clock in before if not clock.is_open]


def _approve(position: Position, done: Done) -> None:
    proposal = position.proposals[_about(done)]
    proposal.agreed.append(done.officer)
    if proposal.asked is None:
        del position.proposals[proposal.done.seq]
        rule = position.bound.acts[proposal.done.act]
        _take_effect(position, rule, proposal.done, on=done.on, seq=done.seq)


def _send_back(position: Position, done: Done) -> None:
    """A return or withdrawal: the proposal ends, clocks that it stopped run again to their old date."""
    proposal = position.proposals.pop(_about(done))
    rule = position.bound.acts[proposal.done.act]
    if rule.proposed is None:
        return
    for clock in proposal.stopped:
        clock.run_again()
    returning = position.bound.acts[done.act].effect == "return"
    back = (rule.returned if returning else None) or proposal.step_before
    if back is not None:
        position.moved_on = done.on
        _enter(position, back, done, done.on, done.seq)


def _about(done: Done) -> int:
    assert done.about is not None
    return done.about


_OPINIONS = {"approve": _approve, "return": _send_back, "withdraw": _send_back}


def _take_effect(position: Position, rule: Act, done: Done, *, on: date, seq: int) -> None:
    position.took_effect = done
    if rule.effect in _EFFECTS:
        _EFFECTS[rule.effect](position, done, on, seq)
        return
    _keep(position, done.details)
    if rule.goes_to is not None and "handler" not in done.details:
        position.facts["handler"] = None
    for name, value in rule.sets.items():
        position.facts[name] = on.isoformat() if value == "on" else value
    if rule.opening:
        position.opened_on = done.on
    _tick(position, rule, done, on, seq)
    target = rule.to.step(position.facts) if isinstance(rule.to, ByField) else rule.to
    if rule.moves:
        position.moved_on = on
        position.moves.append(done.seq)
    if target is not None:
        _enter(position, target, done, on, seq)
    for clock in position.clocks if rule.at_end_of else ():
        if clock.rule in rule.at_end_of and clock.stopped_by == seq:
            clock.run_out()


def _tick(position: Position, rule: Act, done: Done, on: date, seq: int) -> None:
    """What an act does to clocks beside the one of the step."""
    at = done.at if done.seq == seq else None
    for name in rule.stops:
        running.stop(position.clocks, name, seq, on, at)
    for name in rule.pauses:
        _pause(position, name, done, on, seq)
    for name in rule.resumes:
        running.resume(position.clocks, name, on, position.book)
    if rule.resumes and not any(clock.state == "paused" for clock in position.clocks):
        running.stop(position.clocks, PAUSE_REVIEW, seq, on)
    _start(position, rule.starts, done, on, seq)


def _keep(position: Position, details: dict[str, Any]) -> None:
    if "department" in details:  # the new department's queue owns it, unless an officer is named
        position.facts["handler"] = None
    position.facts.update((name, value) for name, value in details.items() if name != "chain")


def _enter(position: Position, step: str, done: Done, on: date, seq: int) -> None:
    old = position.bound.steps[position.step].clock if position.step else None
    new = position.bound.steps[step]
    if old is not None and old != new.clock:
        running.stop(position.clocks, old, seq, on, done.at if done.seq == seq else None)
    position.step = step
    position.closed_on = on if new.end else None
    if new.end:
        for clock in position.clocks:
            if clock.is_open and not running.version_of(clock, position.book).outlasts:
                clock.stop(seq, on, done.at if done.seq == seq else None)
    elif new.clock is not None and position.running(new.clock) is None:
        _start(position, (new.clock,), done, on, seq)


def _start(position: Position, names: Iterable[str], done: Done, on: date, seq: int) -> None:
    for name in names:
        version = position.book.clock(name, on)
        if version is None:
            continue
        running.stop(position.clocks, name, seq, on)
        facts = {**position.facts, **done.details} if version.asks_facts else {}
        begins = position.opened_on if version.counts_from == "opening" and position.opened_on else on
        clock = running.begin(
            name, version, position.book.calendar, on=begins, at=done.at, seq=seq, facts=facts
        )
        if clock is not None:
            position.clocks.append(clock)


PAUSE_REVIEW = "pause_review"


def _pause(position: Position, name: str, done: Done, on: date, seq: int) -> None:
    """A pause has a review date, which is itself a clock."""
    if running.pause(position.clocks, name, on):
        _start(position, (PAUSE_REVIEW,), done, on, seq)


def _correct(position: Position, done: Done, on: date, seq: int) -> None:
    entry = done.details["entry"]
    position.corrected[entry] = {**position.corrected.get(entry, {}), **done.details["values"]}
    position.rewritten = True


def _annul(position: Position, done: Done, on: date, seq: int) -> None:
    position.annulled.add(done.details["entry"])
    position.rewritten = True


def _extend(position: Position, done: Done, on: date, seq: int) -> None:
    clock = position.running(done.details["clock"])
    if clock is not None:
        running.extend(clock, position.book, done.details, position.facts)


def _recompute(position: Position, done: Done, on: date, seq: int) -> None:
    clock = position.running(done.details["clock"])
    if clock is None:
        return
    day = date.fromisoformat(done.details["limit_version"])
    version = position.book.find("clocks", clock.rule).version(day)
    running.take_over(clock, version, position.book, on=on, seq=seq, facts=position.facts)


def _escalate(position: Position, done: Done, on: date, seq: int) -> None:
    clock = position.running(done.details["clock"])
    if clock is not None:
        clock.escalated = number_of(done.details["escalated_to"], position.bound.acts[done.act])


def _recuse(position: Position, done: Done, on: date, seq: int) -> None:
    if position.facts.get("handler") == done.details["recused"]:
        position.facts["handler"] = None


def _identify(position: Position, done: Done, on: date, seq: int) -> None:
    """Who somebody is changes nothing in where the matter stands: his role is kept beside it."""


def _move_version(position: Position, done: Done, on: date, seq: int) -> None:
    """To the step that the new version names for the old one; a clock that both steps have runs on."""
    old, before = position.step, position.bound
    position.bound = position.book.bound(before.kind, date.fromisoformat(done.details["version"]))
    if old is None:
        return
    moves = position.bound.procedure.open_matters
    position.step = moves.move.get(old, old) if moves else old
    left = before.steps[old].clock
    if left is not None and left != position.bound.steps[position.step].clock:
        running.stop(position.clocks, left, seq, on)
    _enter(position, position.step, done, on, seq)


_EFFECTS = {
    "correct": _correct,
    "annul": _annul,
    "extend": _extend,
    "recuse": _recuse,
    "move_version": _move_version,
    "recompute": _recompute,
    "identify": _identify,
    "escalate": _escalate,
}
