"""Whether an act may be done now, by this officer, with these values; and why not, in one sentence each."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from mingjian.law import applying, choosing, correcting, extending, futile, needing, predicate
from mingjian.law.asking import RECORD, approvers, asked_power, opinion_power
from mingjian.law.condition import Condition, holds
from mingjian.law.entry import Labelled, any_of, whoever
from mingjian.law.lapse import too_early
from mingjian.law.position import Done, Position, Proposal
from mingjian.law.procedure import Act, Asked, Field
from mingjian.law.refusal import Kind, Refusal, Refused
from mingjian.law.separation import DutyDone, standing_in_the_way
from mingjian.law.values import Unreadable, canonical

_REGISTERED = Labelled(label="登记", en="registered")


class Actor(NamedTuple):
    """An officer as the law sees him with regard to one matter on one day: powers held, duties done.

    The relations `proposer` and `asked` are not among the powers: the law finds them in the position.
    `places`: the units and departments where he holds a post, as (`unit` or `department`, id).
    """

    officer: str | None
    powers: frozenset[str]
    duties: frozenset[DutyDone] = frozenset()
    places: frozenset[tuple[str, str]] = frozenset()


def _nobody(officer: str) -> Actor:
    return Actor(officer, frozenset())


class Wish(NamedTuple):
    """An act that somebody wants to do: P2 values and words as they were typed, and how many papers with it.

    `named` tells of an officer whom it names what he may do on this matter that day.
    """

    act: str
    on: date
    actor: Actor
    values: Mapping[str, Any] = MappingProxyType({})
    at: datetime | None = None
    about: int | None = None
    documents: int = 0
    named: Callable[[str], Actor] = _nobody


def may(position: Position, act: str, actor: Actor, on: date, about: int | None = None) -> Refusal | None:
    """The first reason why this officer may not do the act now, whatever is filled in; None if he may.

    `about`: the proposal of which an opinion or a withdrawal speaks; without it, any that waits will do.
    """
    rule = position.bound.acts.get(act)
    if rule is None:
        return Refusal("unknown_act", {"act": act})
    if about is None:
        about = _addressed(position, rule, actor, on)
    barred = _barred(position, rule, actor, on, about)
    return barred or futile.reason_against(position, rule, _candidates(position, about))


def _barred(position: Position, rule: Act, actor: Actor, on: date, about: int | None) -> Refusal | None:
    return (
        _step(position, rule)
        or _condition(position, rule)
        or _waiting(position, rule)
        or _officer(position, rule, actor, on, about)
        or too_early(position, rule, on)
    )


def addressed(position: Position, act: str, actor: Actor, on: date) -> int | None:
    """The proposal on which this officer gives his opinion, or which he withdraws.

    The first on which he may; where there is none, the first that is his by power, so that the reason why not is told.
    """
    return _addressed(position, position.bound.acts[act], actor, on)


def _addressed(position: Position, rule: Act, actor: Actor, on: date) -> int | None:
    if rule.effect not in ("approve", "return", "withdraw"):
        return None
    his = [seq for seq in position.proposals if _power(position, rule, actor, seq) is None]
    for seq in his:
        stands = futile.reason_against(position, rule, _candidates(position, seq))
        if stands is None and _officer(position, rule, actor, on, seq) is None:
            return seq
    return his[0] if his else None


def _officer(position: Position, rule: Act, actor: Actor, on: date, about: int | None) -> Refusal | None:
    """Why it is not for this officer: no power, a separation, his own unit."""
    return (
        _power(position, rule, actor, about)
        or _separation(position, rule, actor, on, about)
        or _own_unit(position, rule, actor, about)
    )


class Judged(NamedTuple):
    """An act that may be recorded: its P2 part as the law sees it, and its words (P3) by field."""

    done: Done
    words: dict[str, Any]


def judge(position: Position, wish: Wish, today: date, history: Sequence[Done] = ()) -> Judged:
    """The act as it will be recorded, values made canonical, the chain of approvals frozen. Raises Refused.

    `history` is needed only for corrections, annulments and opinions on them: all acts of the matter so far.
    """
    rule = position.bound.acts.get(wish.act)
    if rule is None:
        raise Refused([Refusal("unknown_act", {"act": wish.act})])
    about = _about(position, rule, wish)
    refusal = _barred(position, rule, wish.actor, wish.on, about)
    if refusal is not None:
        raise Refused([refusal])
    values, reasons = _read(position, rule, wish)
    reasons = [*_dates(position, rule, wish, today), *reasons]
    reasons += _papers(position, rule, wish, values)
    if not reasons:
        reasons += _special(position, rule, wish, about, values, history)
    if reasons:
        raise Refused(reasons)
    sealed = {name for name in values if position.bound.fields[name].is_sealed}
    words = {name: values.pop(name) for name in sorted(sealed)}
    details = values
    if rule.effect == "correct":
        details["values"] = correcting.read_values(position, details, history)
    chain = approvers(position, rule, wish.on, details, history)
    if chain:
        details["chain"] = list(chain)
    done = Done(position.seq + 1, wish.act, wish.on, wish.actor.officer, details, wish.at, about)
    return Judged(done, words)


def _step(position: Position, rule: Act) -> Refusal | None:
    if position.permits(rule):
        return None
    if position.step is None:
        return Refusal("unknown_act", {"act": rule})
    step = position.bound.steps[position.step]
    if step.end:
        return Refusal("ended", {"step": step, "act": rule})
    needed = [position.bound.steps[name] for name in rule.from_ if name in position.bound.steps]
    return Refusal("step", {"step": step, "needed": any_of(needed) if needed else _REGISTERED, "act": rule})


def _condition(position: Position, rule: Act) -> Refusal | None:
    if holds(rule.when, position.facts):
        return None
    condition = Condition(rule.when, position.bound.fields, position.book.taxonomy)
    return Refusal("condition", {"act": rule, "condition": condition})


def _waiting(position: Position, rule: Act) -> Refusal | None:
    waiting = position.moving_proposal
    if waiting is None or not rule.moves or rule.effect is not None:
        return None
    asked = asked_power(position.book, waiting)
    return Refusal("approval", {"asked": asked, "act": position.bound.acts[waiting.done.act]})


def _power(position: Position, rule: Act, actor: Actor, about: int | None) -> Refusal | None:
    by_proposal = position.book.powers_by_proposal
    for name in rule.by:
        if name in actor.powers if name not in by_proposal else _relates(position, name, actor, about):
            return None
    if "asked" in rule.by:
        return Refusal("no_proposal")
    holders = whoever(position.book.power(name) for name in rule.by)
    return Refusal("power", {"act": rule, "holder": holders})


def _relates(position: Position, power: str, actor: Actor, about: int | None) -> bool:
    """Whether he has the power by what he is to a proposal: asked for his opinion, or its proposer."""
    proposals = _candidates(position, about)
    if position.book.powers_by_proposal[power] == "proposer":
        return any(proposal.done.officer == actor.officer for proposal in proposals)
    return any(proposal.asked and opinion_power(position.book, proposal) in actor.powers
               for proposal in proposals)  # fmt: skip


def _candidates(position: Position, about: int | None) -> list[Proposal]:
    if about is None:
        return list(position.proposals.values())
    return [position.proposals[about]] if about in position.proposals else []


def _separation(position: Position, rule: Act, actor: Actor, on: date, about: int | None) -> Refusal | None:
    if rule.duty is None:
        return None
    duties = actor.duties
    if rule.effect in ("approve", "return"):
        duties = duties | _near(position, actor, about, approving=rule.effect == "approve")
    found = standing_in_the_way(position.book.separations_of(rule.duty), rule.duty, duties, on)
    return Refusal("separation", {"rule": found, "act": rule}) if found else None


def _own_unit(position: Position, rule: Act, actor: Actor, about: int | None) -> Refusal | None:
    """Nobody does, or agrees to, for his own unit what others must do."""
    rules = [rule]
    if rule.effect in ("approve", "return"):
        rules = [position.bound.acts[item.done.act] for item in _candidates(position, about)]
    for ruled in rules:
        for name in ruled.not_of:
            declared, named = position.bound.fields[name], position.facts.get(name)
            if named is not None and (declared.type, str(named)) in actor.places:
                cite = position.book.ground(ruled.cite)
                return Refusal("own_unit", {"field": declared, "act": ruled, "cite": cite})
    return None


def _near(position: Position, actor: Actor, about: int | None, *, approving: bool) -> set[DutyDone]:
    """What this officer did on the proposal itself: his own he may only withdraw; who has agreed may still return it."""
    proposals = _candidates(position, about)
    found = {DutyDone("propose", "proposal") for item in proposals if item.done.officer == actor.officer}
    if any(item.done.details.get("recused") == actor.officer for item in proposals):
        found.add(DutyDone("withdraw", "proposal"))
    if not approving:
        return found
    return found | {DutyDone("approve", "proposal") for item in proposals if actor.officer in _opinions(item)}


def _opinions(proposal: Proposal) -> list[str | None]:
    """Who has given an opinion that counts now: to enter the decision of one outside body is none on the next."""
    asked = (proposal.asked or "").partition(":")[0]
    given = zip(proposal.chain, proposal.agreed, strict=False)
    return [officer for power, officer in given if ":" not in power or power.partition(":")[0] == asked]


def _about(position: Position, rule: Act, wish: Wish) -> int | None:
    if rule.effect not in ("approve", "return", "withdraw"):
        return None
    if wish.about is not None:
        return wish.about
    if len(position.proposals) == 1:
        return next(iter(position.proposals))
    return _addressed(position, rule, wish.actor, wish.on)


def _dates(position: Position, rule: Act, wish: Wish, today: date) -> list[Refusal]:
    on, reasons = wish.on, []
    if on > today:
        reasons.append(Refusal("date_future", {"on": str(on)}, "on"))
    elif position.opened_on and on < position.opened_on:
        particulars = {"on": str(on), "opened": str(position.opened_on)}
        reasons.append(Refusal("date_before_opening", particulars, "on"))
    elif rule.moves and position.moved_on and on < position.moved_on:
        reasons.append(Refusal("date_order", {"on": str(on), "moved": str(position.moved_on)}, "on"))
    if rule.instant and wish.at is None:
        reasons.append(Refusal("instant", {"act": rule}, "at"))
    elif wish.at is not None and wish.at.date() != on:
        particulars = {"at": wish.at.strftime("%Y-%m-%d %H:%M"), "on": str(on)}
        reasons.append(Refusal("instant_day", particulars, "at"))
    return reasons


def _read(position: Position, rule: Act, wish: Wish) -> tuple[dict[str, Any], list[Refusal]]:
    values: dict[str, Any] = {}
    reasons: list[Refusal] = []
    asked = {item.name for item in rule.fields}
    for name in wish.values.keys() - asked:
        reasons.append(Refusal("unknown_field", {"act": rule, "field": name}, name))
    for item in rule.fields:
        value = wish.values.get(item.name)
        if value is None or value == "" or value == []:
            reasons += _missing(position, item)
            continue
        declared = position.bound.fields[item.name]
        try:
            values[item.name] = canonical(declared, value)
        except Unreadable as error:
            reasons.append(_unreadable(declared, item.name, value, str(error)))
            continue
        reasons += choosing.reasons_against(position.book, item.name, declared, values[item.name], wish.on)
    reasons += _eligible(position, rule, wish, values)
    if rule.needs:
        given = {**wish.values, **values}
        reasons += needing.wanting(position.bound, position.book, rule, given, position.facts)
    return values, reasons


def _eligible(position: Position, rule: Act, wish: Wish, values: Mapping[str, Any]) -> list[Refusal]:
    """Whoever is named for a task holds one of the powers that it asks for."""
    reasons = []
    for field, name in rule.holders.items():
        version = position.book.eligible(name, wish.on)
        if field not in values or version is None:
            continue
        powers, cite = version.powers_for({**position.facts, **values})
        named = values[field] if isinstance(values[field], list) else [values[field]]
        if all(wish.named(officer).powers & set(powers) for officer in named):
            continue
        holders = whoever(position.book.power(power) for power in powers)
        cited = position.book.ground(cite)
        particulars = {"field": position.bound.fields[field], "holders": holders, "cite": cited}
        reasons.append(Refusal("not_eligible", particulars, field))
    return reasons


def _missing(position: Position, item: Asked) -> list[Refusal]:
    if item.optional:
        return []
    return [Refusal("missing", {"field": position.bound.fields[item.name]}, item.name)]


def _unreadable(declared: Field, name: str, value: Any, expected: str) -> Refusal:
    particulars = {"field": declared, "value": value, "expected": Kind(expected)}
    return Refusal("bad_value", particulars, name)


def _papers(position: Position, rule: Act, wish: Wish, values: Mapping[str, Any]) -> list[Refusal]:
    reasons = []
    together = {wish.actor.officer, *values.get("officers", [])}
    if len(together) < rule.officers:
        particulars = {"act": rule, "least": rule.officers, "count": len(together)}
        reasons.append(Refusal("officers", particulars, "officers"))
    if wish.documents == 0 and (rule.attach or (rule.effect == "approve" and _is_recording(position, wish))):
        reasons.append(Refusal("attachment", {"act": rule}, "documents"))
    return reasons


def _is_recording(position: Position, wish: Wish) -> bool:
    """Whether the opinion awaited is that somebody enters the decision of an outside body."""
    awaited = (proposal.asked for proposal in _candidates(position, wish.about))
    return any(asked and asked.endswith(":" + RECORD) for asked in awaited)


def _special(
    position: Position, rule: Act, wish: Wish, about: int | None, values: Mapping[str, Any], history: Sequence[Done]
) -> list[Refusal]:  # fmt: skip
    if rule.effect == "extend":
        return extending.reasons_against(position, values)
    if rule.effect == "withdraw":
        reason = futile.reason_against(position, rule, _candidates(position, about))
        return [reason] if reason else []
    if rule.effect == "recompute":
        return applying.reasons_against(position, values, wish.on)
    if rule.effect in ("correct", "annul"):
        return correcting.reasons_against(position, rule.effect, values, history)
    if rule.effect == "approve":
        return overtaken(position, about, history)
    return predicate.reasons_against(position, rule, values)


def overtaken(position: Position, about: int | None, history: Sequence[Done]) -> list[Refusal]:
    """Why a correction or annulment that was possible when it was proposed no longer is: others have gone on meanwhile."""
    proposal = position.proposals.get(about or 0)
    effect = position.bound.acts[proposal.done.act].effect if proposal else None
    if proposal is None or effect not in ("correct", "annul"):
        return []
    reasons = correcting.reasons_against(position, effect, proposal.done.details, history)
    if effect == "correct" and not reasons:
        try:
            correcting.read_values(position, proposal.done.details, history)
        except Refused as refusal:
            return list(refusal.reasons)
    return reasons
