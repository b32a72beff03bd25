"""Matters as lines of a list: what is shown of each, read for a whole page at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.law.lawbook import Lawbook
from mingjian.law.running import Running, has_passed, is_late
from mingjian.ledger import instant
from mingjian.ledger.access import Hit
from mingjian.ledger.clocks import of_row
from mingjian.ledger.history import placeholders
from mingjian.ledger.models import NEVER, Clock, Matter, Record
from mingjian.ledger.rows import fetch, table
from mingjian.ledger.sealing import title
from mingjian.ledger.viewer import Viewer
from mingjian.org.models import Department, Unit
from mingjian.parties.models import Organisation
from mingjian.web.desk import clocks
from mingjian.web.desk.frames import language
from mingjian.web.desk.names import name
from mingjian.web.shared.lamps import Lamp
from mingjian.web.shared.parts import Cell, Tag

_CLOCK, _MATTER = table(Clock), table(Matter)


@dataclass(frozen=True)
class Line:
    """One matter of a list. The title only where its content lies within reach."""

    matter: Matter
    content: bool
    lamp: Lamp
    clock: Running | None
    record: Any = None
    """The typed record beside it, where the list asked for it."""
    sealed: bool = False
    """A parcel that nobody here opens: its title is read where it goes."""

    @property
    def href(self) -> str:
        return reverse("matter", args=[self.matter.id])

    @property
    def title(self) -> str:
        return title(self.matter) if self.content else ""

    @property
    def due(self) -> date | None:
        """The day of the clock that the lamp shows; the matter's own may be one that only reminds, or a right."""
        day = shown_day(self.clock, self.matter.due_on)
        return day if day != NEVER else None

    @property
    def handled_by(self) -> str:
        parts = (name("department_short", self.matter.department_id), name("officer", self.matter.handler_id))
        return " ".join(part for part in parts if part)

    def step(self, viewer: Viewer) -> Tag:
        step = viewer.book.bound(self.matter.kind, self.matter.procedure).steps[self.matter.step]
        return Tag(step.say(language()), "neutral" if step.end else "info")

    def number_cell(self) -> Cell:
        sub = _("（密封件，本机关不拆阅）") if self.sealed else self.title
        return Cell(words=self.matter.number, href=self.href, sub=sub)


def lines(
    viewer: Viewer,
    hits: Sequence[Hit],
    running: Mapping[UUID, list[Running]] | None = None,
    record: type[Record] | None = None,
    matters: Mapping[UUID, Matter] | None = None,
) -> list[Line]:
    """The lines of a page of hits, in their order: two statements, whatever their number; one less for what is given.

    `record`: the model of the records that lie beside them, read in the same statement with the units they name.
    """
    ids = [hit.id for hit in hits]
    records = record._default_manager.select_related(*_beside(record)).in_bulk(ids) if record else {}
    if record:
        matters = {number: row.matter for number, row in records.items()}
    elif matters is None:
        matters = Matter.objects.in_bulk(ids)
    running = open_clocks(ids) if running is None else running
    found = []
    for hit in hits:
        clock = leading(running.get(hit.id, []), matters[hit.id].due_on, viewer.book)
        lamp = clocks.standing(clock, matters[hit.id], viewer.book, viewer.on)
        matter = matters[hit.id]
        sealed = not hit.content and matter.step in viewer.book.sealed_steps(matter.kind)
        found.append(Line(matter, hit.content, lamp, clock, records.get(hit.id), sealed))
    return found


def _beside(record: type[Record]) -> list[str]:
    """What a line shows of a record's relations: its matter, the units concerned and those of the commissions."""
    wanted = (Department, Organisation, Unit)
    return ["matter", *(one.name for one in record._meta.concrete_fields if one.related_model in wanted)]


def leading(running: Sequence[Running], due_on: date, book: Lawbook) -> Running | None:
    """The clock that a list shows: what is late, as the filter has it; else the one whose day the list is sorted by."""
    now, today = instant.now(), instant.today()
    late = [clock for clock in running if is_late(clock, book, now)]
    if late:
        return min(late, key=lambda clock: clock.due_day)
    tasks = [clock for clock in running if not has_passed(clock, book, today)] or list(running)
    of_day = [
        clock
        for clock in tasks
        if clock.state == "running" and clock.due is not None and clock.due_day == due_on
    ]
    return clocks.most_urgent(of_day or tasks, book, today)


def shown_day(clock: Running | None, due_on: date) -> date:
    """The day that a list shows beside the lamp of its clock; without one the matter's own."""
    return clock.due_day if clock is not None and clock.due is not None else due_on


def open_clocks(ids: Iterable[UUID]) -> dict[UUID, list[Running]]:
    """Running and paused clocks by matter, in one statement."""
    keys = [_CLOCK.write("matter_id", one) for one in ids]
    if not keys:
        return {}
    found: dict[UUID, list[Running]] = {}
    where = f"WHERE state <> 'stopped' AND matter_id IN ({placeholders(keys)})"
    for row in map(_CLOCK.read, fetch(_CLOCK.select(where), keys)):
        found.setdefault(row["matter_id"], []).append(of_row(row))
    return found
