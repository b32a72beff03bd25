"""Acts for which there is nothing on a matter: refused whatever would be filled in, so that they are not offered either."""

from collections.abc import Callable

from mingjian.law import correcting, extending, predicate
from mingjian.law.position import Position, Proposal
from mingjian.law.procedure import Act
from mingjian.law.refusal import Refusal


def reason_against(position: Position, rule: Act, proposals: list[Proposal]) -> Refusal | None:
    """Why the act leads nowhere here; `proposals` are those on which this officer may act."""
    if rule.effect in _BY_EFFECT:
        return _BY_EFFECT[rule.effect](position, proposals)
    found: list[Refusal] = predicate.reasons_beforehand(position, rule)
    return found[0] if found else None


def _extend(position: Position, _proposals: list[Proposal]) -> Refusal | None:
    """One limit says itself why it stands; of several none of which may be extended, all are meant."""
    running = [clock for clock in position.clocks if clock.is_open]
    reasons = [extending.never(position, clock) for clock in running]
    if None in reasons:
        return None
    return reasons[0] if len(reasons) == 1 else Refusal("nothing_to_extend")


def _annul(position: Position, _proposals: list[Proposal]) -> Refusal | None:
    return None if correcting.last_move(position) else Refusal("nothing_to_annul")


def _withdraw(_position: Position, proposals: list[Proposal]) -> Refusal | None:
    return Refusal("already_agreed") if all(item.agreed for item in proposals) else None


_BY_EFFECT: dict[str, Callable[[Position, list[Proposal]], Refusal | None]] = {
    "extend": _extend,
    "annul": _annul,
    "withdraw": _withdraw,
}
