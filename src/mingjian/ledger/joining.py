"""What joins and splits of every kind have in common: to what a matter may be joined, and what must have ended first.

A sentence names the number of another matter only where that is of the same unit: elsewhere it would tell of it.
"""

from collections.abc import Sequence
from uuid import UUID

from mingjian.law.refusal import Refusal, Refused
from mingjian.ledger.book import book
from mingjian.ledger.kinds import kind
from mingjian.ledger.models import Link, Matter
from mingjian.ledger.rows import as_uuid


def tied(matter: Matter, link: str) -> list[Matter]:
    """The matters to which this one is the origin of a link of a kind, in the order in which they were tied."""
    links = Link.objects.select_related("target").filter(origin=matter, kind=link)
    return [one.target for one in links.order_by("pk")]


def refuse_to_join(matter: Matter, leading: str) -> None:
    """Raises Refused where the matter may not be joined to the one named.

    Joins never chain, so that every matter has one leading one, which is of the same kind and unit.
    """
    if not leading:
        return  # the law says that the field is missing
    if leading == str(matter.pk):
        raise _refused("join_itself")
    chosen = Matter.objects.filter(pk=_id(leading), unit=matter.unit_id).first()
    label = book().bound(matter.kind, matter.procedure).procedure
    if chosen is None:
        raise _refused("join_elsewhere", kind=label)
    if chosen.kind != matter.kind:
        raise _refused("join_other_kind", number=chosen.number, kind=label)
    further = (
        kind(matter.kind).record._default_manager.select_related("joined_to").get(pk=chosen.pk).joined_to
    )
    if further is not None:
        raise _refused("join_joined", number=chosen.number, leading=further.number)


def refuse_while_open(matter: Matter, others: Sequence[Matter], code: str) -> None:
    """Raises Refused while one of these has not ended: `code` where numbers can be named, else `code` with `_elsewhere`."""
    still_open = [other for other in others if other.closed_on is None]
    numbers = "、".join(other.number for other in still_open if other.unit_id == matter.unit_id)
    if numbers:
        raise Refused([Refusal(code, {"numbers": numbers})])
    if still_open:
        raise Refused([Refusal(f"{code}_elsewhere")])


def refuse_without_parts_that_ended(matter: Matter, parts: Sequence[Matter]) -> None:
    """Raises Refused where a matter that was split has no part yet, or one that has not ended."""
    if not parts:
        raise Refused([Refusal("no_parts")])
    refuse_while_open(matter, parts, "parts_open")


def _refused(code: str, **particulars: object) -> Refused:
    return Refused([Refusal(code, particulars, "joined_to")])


def _id(text: str) -> UUID | None:
    try:
        return as_uuid(text)
    except ValueError:
        return None
