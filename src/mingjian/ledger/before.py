"""What a room may look at before the law judges an act of its matters: the act, its matter, the matters tied to it.

It is asked for every way in: pages, commands, imports, many acts at once. What it reads is as it stands in this work, whether
that is written already or not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from mingjian.law.procedure import Field
from mingjian.ledger.kinds import kind
from mingjian.ledger.models import Block, Link, Matter
from mingjian.ledger.order import Order
from mingjian.ledger.rows import as_uuid, table
from mingjian.ledger.state import State, to_fact

if TYPE_CHECKING:
    from mingjian.ledger.work import Work

_BLOCK, _LINK = table(Block), table(Link)


@dataclass(frozen=True)
class Other:
    """Another matter as a rule needs to know it."""

    id: UUID
    kind: str
    number: str
    unit: int
    step: str
    has_ended: bool
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Before:
    """An act that somebody orders, on a matter that may be new. `granted`: it follows from an act of another matter."""

    work: "Work"
    state: State
    order: Order
    granted: bool = False

    @property
    def details(self) -> Mapping[str, Any]:
        return self.order.details

    def said(self, name: str) -> str:
        """What the act says of a field, as text."""
        return str(self.order.details.get(name) or "")

    def fact(self, name: str) -> Any:
        """What is known of the matter before the act."""
        return self.state.position.facts.get(name)

    def label(self, name: str) -> Field:
        return self.state.bound.fields[name]

    def first(self) -> Mapping[str, Any]:
        """What the act said that opened the matter."""
        row = self.work.act_row(self.state, 1)
        return row["details"] if row else {}

    def other(self, text: str) -> Other | None:
        """The matter of an id as somebody gave it; None if there is none."""
        try:
            return self._other(as_uuid(text))
        except ValueError:
            return None

    def tied(self, link: str) -> list[Other]:
        """The matters to which this one is the origin of a link of a kind, in the order in which they were tied."""
        links = Link.objects.filter(origin=self.state.id, kind=link).order_by("pk")
        known = [] if self.state.is_new else list(links.values_list("target", flat=True))
        for (name, _), insert in self.work.pending.items():
            if name == _LINK.name:
                known += [row["target_id"] for row in insert.rows if (row["origin_id"], row["kind"]) == (self.state.id, link)]  # fmt: skip
        ids = list(dict.fromkeys(known))
        found = {one: self._worked_on(one) for one in ids if one in self.work.states}
        found |= _stored([one for one in ids if one not in found])
        return [found[one] for one in ids if one in found]

    def keep_out(self, officers: Iterable[int], ground: str) -> None:
        """These officers are kept from the matter, from this act on."""
        self.work.touched[self.state.id] = self.state
        for officer in sorted(officers):
            row = {"matter_id": self.state.id, "officer_id": officer, "ground": ground}
            self.work.add(_BLOCK, row, quietly=True)

    def written(self) -> None:
        """Afterwards rows may be asked for everything that has been done in this work."""
        if self.work.flush is not None:
            self.work.flush()

    def _other(self, matter: UUID) -> Other | None:
        return self._worked_on(matter) if matter in self.work.states else _stored([matter]).get(matter)

    def _worked_on(self, matter: UUID) -> Other:
        """As it stands in this work."""
        state = self.work.states[matter]
        step, ended = str(state.position.step), state.position.has_ended
        return Other(matter, state.kind.name, state.header["number"], state.place("unit") or 0, step, ended, state.position.facts)  # fmt: skip


def _stored(matters: list[UUID]) -> dict[UUID, Other]:
    """As they are stored: one statement, and one for each of their kinds."""
    rows = Matter.objects.in_bulk(matters)
    found = {}
    for name in sorted({row.kind for row in rows.values()}):
        of = kind(name)
        records = of.record._default_manager.in_bulk([pk for pk, row in rows.items() if row.kind == name])
        for pk, record in records.items():
            row = rows[pk]
            facts = {field: to_fact(getattr(record, column.attname)) for field, column in of.columns.items()}
            found[pk] = Other(pk, name, row.number, row.unit_id, row.step, row.closed_on is not None, facts)
    return found
