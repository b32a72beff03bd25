"""The columns of a register: what each of them shows; which of them an officer sees, and in which order, is his habit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mingjian.law.procedure import Field as Declared
from mingjian.ledger import kinds
from mingjian.ledger.viewer import Viewer
from mingjian.org.models import Department, Unit
from mingjian.parties.models import Organisation
from mingjian.parties.persons import organisation_name
from mingjian.web.desk.frames import code_words, language
from mingjian.web.desk.lines import Line
from mingjian.web.desk.listing import Asked
from mingjian.web.desk.names import name
from mingjian.web.shared.parts import Cell, Column

USUAL_FIRST = (
    2  # columns of the record shown unless the officer chooses; more do not fit beside long English words
)
USUAL = ("step", "handled", "opened", "due")
_RECORDED = ("code", "flag", "date", "announced", "integer", "money", "unit", "department", "organisation")
_FIRST = (
    "code",
    "organisation",
    "unit",
    "integer",
    "money",
)  # what is shown unless the officer chooses, in this order


@dataclass(frozen=True)
class Shown:
    """A column that can be chosen: its head, and its cell for a line."""

    column: Column
    cell: Callable[[Line], Cell]


def available(viewer: Viewer, asked: Asked, *, printed: bool = False) -> dict[str, Shown]:
    """Everything that the register of a kind can show beside lamp and number, by name."""
    found = {key: _recorded(viewer, key, declared) for key, declared in _declared(viewer, asked.kind).items()}
    own = {
        "step": Shown(Column(label=_("环节")), lambda line: Cell(tag=line.step(viewer))),
        "unit": Shown(Column(label=_("单位"), essential=False), lambda line: Cell(words=name("unit_short", line.matter.unit_id))),
        "handled": Shown(Column(label=_("承办"), kind="name"), lambda line: Cell(words=line.handled_by)),
        "opened": Shown(replace(_day(asked, _("登记日"), "opened", printed), essential=False), lambda line: Cell(day=line.matter.opened_on)),
        "due": Shown(_day(asked, _("到期"), "due", printed), lambda line: Cell(day=line.due)),
        "closed": Shown(Column(label=_("办结日"), kind="day", essential=False), lambda line: Cell(day=line.matter.closed_on)),
    }  # fmt: skip
    return found | own


def usual(viewer: Viewer, kind: str) -> tuple[str, ...]:
    declared = _declared(viewer, kind)
    named = tuple(key for key in viewer.book.versions(kind)[-1].shows if key in declared)
    if named:
        return (*named, *USUAL)
    first = [key for of in _FIRST for key, item in declared.items() if item.type == of]
    return (*first[:USUAL_FIRST], *USUAL)


def chosen(viewer: Viewer, asked: Asked, names: Sequence[str], *, printed: bool = False) -> list[Shown]:
    """The columns in the officer's order; a column that is no more is left out."""
    every = available(viewer, asked, printed=printed)
    wanted = [key for key in names if key in every] or usual(viewer, asked.kind)
    return [every[key] for key in wanted]


def _declared(viewer: Viewer, kind: str) -> dict[str, Declared]:
    """The typed columns of the record that fit into a cell, in the order of the lawbook."""
    fields = viewer.book.bound(kind, viewer.book.versions(kind)[-1].in_force).fields
    columns = kinds.kind(kind).columns
    return {key: item for key, item in fields.items() if item.type in _RECORDED and key in columns}


def _recorded(viewer: Viewer, key: str, declared: Declared) -> Shown:
    kind = {"date": "day", "integer": "num", "money": "num"}.get(declared.type, "text")
    head = Column(label=declared.say(language()), kind=kind, essential=False)  # type: ignore[arg-type]

    def cell(line: Line) -> Cell:
        value: Any = getattr(line.record, key, None)
        if isinstance(value, date):
            return Cell(day=value)
        if isinstance(value, bool):
            return Cell(words=_("是") if value else _("否"))
        if isinstance(value, Organisation):
            return Cell(words=organisation_name(value) if line.content else "")
        if isinstance(value, Unit):
            return Cell(words=name("unit_short", value.pk))
        if isinstance(value, Department):
            return Cell(words=name("department_short", value.pk))
        if declared.codes:
            return Cell(words=code_words(viewer.book, declared.codes, value))
        return Cell(words="" if value is None else str(value))

    return Shown(head, cell)


def _day(asked: Asked, label: str, sort: str, printed: bool) -> Column:
    """A day by which the list can be sorted, because an index gives that order; on paper a plain head."""
    if printed:
        return Column(label=label, kind="day")
    is_now = asked.sort == sort
    href = asked.query(sort=sort if sort != "due" else "", down="1" if is_now and not asked.down else "")
    turned = ("descending" if asked.down else "ascending") if is_now else ""
    return Column(label=label, kind="day", sort=href, sorted=turned)  # type: ignore[arg-type]
