"""What joins and splits of every kind have in common: to what a matter may be joined, and what must have ended first.

A sentence names the number of another matter only where that is of the same unit: elsewhere it would tell of it.
"""

from collections.abc import Sequence

from mingjian.law.refusal import Refusal, Refused
from mingjian.ledger.before import Before, Other
from mingjian.ledger.models import Link, Matter


def tied(matter: Matter, link: str) -> list[Matter]:
    """The matters to which this one is the origin of a link of a kind, in the order in which they were tied."""
    links = Link.objects.select_related("target").filter(origin=matter, kind=link)
    return [one.target for one in links.order_by("pk")]


def refuse_to_join(before: Before) -> None:
    """Raises Refused where the matter may not be joined to the one named.

    Joins never chain, so that every matter has one leading one, which is of the same kind and unit.
    """
    leading = before.said("joined_to")
    if not leading:
        return  # the law says that the field is missing
    if leading == str(before.state.id):
        raise _refused("join_itself")
    chosen, label = before.other(leading), before.state.bound.procedure
    if chosen is None or chosen.unit != before.state.place("unit"):
        raise _refused("join_elsewhere", kind=label)
    if chosen.kind != before.state.kind.name:
        raise _refused("join_other_kind", number=chosen.number, kind=label)
    further = before.other(str(chosen.facts.get("joined_to") or ""))
    if further is not None:
        raise _refused("join_joined", number=chosen.number, leading=further.number)


def refuse_while_open(before: Before, others: Sequence[Other], code: str) -> None:
    """Raises Refused while one of these has not ended: `code` where numbers can be named, else `code` with `_elsewhere`."""
    still_open = [other for other in others if not other.has_ended]
    numbers = "、".join(other.number for other in still_open if other.unit == before.state.place("unit"))
    if numbers:
        raise Refused([Refusal(code, {"numbers": numbers})])
    if still_open:
        raise Refused([Refusal(f"{code}_elsewhere")])


def refuse_without_parts_that_ended(before: Before) -> list[Other]:
    """The parts of a matter that was split. Raises Refused where it has none yet, or one that has not ended."""
    parts = before.tied("split")
    if not parts:
        raise Refused([Refusal("no_parts")])
    refuse_while_open(before, parts, "parts_open")
    return parts


def _refused(code: str, **particulars: object) -> Refused:
    return Refused([Refusal(code, particulars, "joined_to")])
