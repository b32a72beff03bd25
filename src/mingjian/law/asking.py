"""Who must be asked: the chain of powers for an act, frozen when it is proposed, and whose opinion is awaited."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from mingjian.law.lawbook import Lawbook
from mingjian.law.position import Done, Position, Proposal
from mingjian.law.power import Power
from mingjian.law.procedure import Act
from mingjian.law.refusal import Refusal, Refused

RECORD, CONFIRM = "record", "confirm"  # the two opinions by which an outside decision enters the ledger


def approvers(
    position: Position, rule: Act, on: date, details: Mapping[str, Any], history: Sequence[Done] = ()
) -> tuple[str, ...]:
    """The powers that must agree, in order; an outside decision counts as a record and a confirmation.

    Raises Refused where no rule is in force, or two exceptions apply at once.
    """
    name = _approval_name(position, rule, on, details, history)
    if name is None:
        return ()
    version = position.book.approval(name, on)
    label = position.book.find("approvals", name)
    if version is None:
        raise Refused([Refusal("no_approval_rule", {"on": on.isoformat(), "approval": label})])
    try:
        chain, _ = version.chain_for({**position.facts, **details, **_extended(position, rule, details)})
    except LookupError as error:
        raise Refused([Refusal("two_rules", {"approval": label})]) from error
    expanded: list[str] = []
    for power in chain:
        outside = position.book.power(power).outside
        expanded += [f"{power}:{RECORD}", f"{power}:{CONFIRM}"] if outside else [power]
    return tuple(expanded)


def _approval_name(
    position: Position, rule: Act, on: date, details: Mapping[str, Any], history: Sequence[Done]
) -> str | None:
    """An extension is approved as its clock says, a correction or an annulment as the act it concerns."""
    if rule.effect == "extend":
        version = position.book.clock(details["clock"], on)
        return version.extension.approval if version and version.extension else rule.approval
    if rule.effect in ("correct", "annul"):
        corrected = next(done.act for done in history if done.seq == details["entry"])
        return position.bound.acts[corrected].approval or rule.approval
    return rule.approval


def _extended(position: Position, rule: Act, details: Mapping[str, Any]) -> dict[str, int]:
    """How often the clock has been extended, as a fact `extensions`: who decides may depend on it."""
    clock = position.running(details["clock"]) if rule.effect == "extend" else None
    return {"extensions": len(clock.extensions)} if clock else {}


def asked_power(book: Lawbook, proposal: Proposal) -> Power:
    """The power whose opinion a proposal awaits."""
    assert proposal.asked is not None
    return book.power(proposal.asked.partition(":")[0])


def opinion_power(book: Lawbook, proposal: Proposal) -> str | None:
    """The power that an officer needs to give the opinion awaited: for an outside decision, to enter it."""
    if proposal.asked is None:
        return None
    name, _, part = proposal.asked.partition(":")
    power = book.power(name)
    return {RECORD: power.recorded_by, CONFIRM: power.confirmed_by}.get(part) or name
