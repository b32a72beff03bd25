"""A person's file and a unit's, assembled from all rooms: only what the officer may read, in the order of days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from mingjian.ledger import access, kinds
from mingjian.ledger.access import Sql, Wanted
from mingjian.ledger.history import placeholders
from mingjian.ledger.models import Act, Link, Matter
from mingjian.ledger.rows import table
from mingjian.ledger.viewer import Viewer
from mingjian.parties.models import Role
from mingjian.parties.persons import everybody
from mingjian.web.desk.frames import kind_label, language
from mingjian.web.desk.lines import Line, lines
from mingjian.web.shared.parts import Cell, Column, Empty, Row, Table

MOST = 200  # matters of one kind in a file
# Acts by which the person himself is heard; they stand beside what was found.
HEARD = (
    "receive_reply",
    "hold_talk",
    "hear_statement",
    "hear_defence",
    "talk_in_trial",
    "show_facts",
    "receive_statement",
)
UNFOUNDED = ("untrue", "false_accusation", "mistaken_report")
_ROLE = table(Role)


@dataclass(frozen=True)
class Entry:
    """One matter of a file as far as the officer reads it."""

    line: Line
    roles: tuple[str, ...]
    result: str
    heard: tuple[str, ...]

    @property
    def on(self) -> date:
        return self.line.matter.opened_on


def of_person(viewer: Viewer, person: UUID) -> list[Entry]:
    """The matters in which the person has a role and whose content is within reach, the latest first."""
    ids = sorted(everybody([person]))
    return _entries(viewer, "person_id", ids, Role.objects.filter(person__in=ids))


def of_organisation(viewer: Viewer, organisation: UUID) -> list[Entry]:
    """The same of a unit under supervision."""
    return _entries(viewer, "organisation_id", [organisation], Role.objects.filter(organisation=organisation))


def _entries(viewer: Viewer, column: str, ids: Sequence[UUID], rows: Any) -> list[Entry]:
    text = f"SELECT matter_id FROM {_ROLE.name} WHERE {column} IN ({placeholders(ids)})"
    match = Sql(text, tuple(_ROLE.write(column, one) for one in ids))
    roles: dict[UUID, list[str]] = {}
    present = set()
    for matter, role, kind in rows.order_by("since", "id").values_list("matter", "role", "matter__kind"):
        roles.setdefault(matter, []).append(role)
        present.add(kind)
    found: list[Line] = []
    for kind in sorted(present & set(kinds.names())):
        hits, _more = access.page(
            viewer, Wanted(kind, match=match, sort="opened", descending=True), size=MOST
        )
        found += lines(viewer, hits, record=kinds.kind(kind).record)
    found.sort(key=lambda line: (line.matter.opened_on, line.matter.number), reverse=True)
    heard, cleared = _heard(viewer, found), _cleared(found)
    return [
        Entry(line, tuple(dict.fromkeys(roles.get(line.matter.id, ()))), _result(viewer, line, cleared),
              heard.get(line.matter.id, ()))
        for line in found
    ]  # fmt: skip


def _heard(viewer: Viewer, found: Sequence[Line]) -> dict[UUID, tuple[str, ...]]:
    """When the person was heard, by matter: one statement."""
    matters = {line.matter.id: line.matter for line in found}
    said: dict[UUID, list[str]] = {}
    rows = Act.objects.filter(matter__in=matters, code__in=HEARD).order_by("on", "seq")
    for matter, code, on in rows.values_list("matter", "code", "on"):
        act = viewer.book.bound(matters[matter].kind, matters[matter].procedure).acts.get(code)
        if act is not None:
            said.setdefault(matter, []).append(f"{on} {act.say(language())}")
    return {matter: tuple(words) for matter, words in said.items()}


def _cleared(found: Sequence[Line]) -> dict[UUID, date]:
    """Of which matters a clarification came that was carried out, and when: one statement."""
    rows = Link.objects.filter(
        origin__in=[line.matter.id for line in found], kind="clarification", target__closed_on__isnull=False
    )
    return dict(rows.values_list("origin", "target__closed_on"))


def _result(viewer: Viewer, line: Line, cleared: dict[UUID, date]) -> str:
    """What came of it: the step, the finding, and in the same breath that it was untrue and has been cleared."""
    parts = [line.step(viewer).word]
    outcome = getattr(line.record, "outcome", None)
    codes = viewer.book.taxonomy("outcome").codes
    if outcome in UNFOUNDED:
        parts.append(_("经核查不属实"))
    elif outcome in codes:
        parts.append(codes[outcome].say(language()))
    if line.matter.id in cleared:
        parts.append(_("已澄清（%(on)s）") % {"on": cleared[line.matter.id]})
    return "，".join(parts)


def listed(viewer: Viewer, entries: Sequence[Entry], caption: str) -> Table:
    """The file as a table: number and title, kind, role, what came of it, when the person was heard, day."""
    codes = viewer.book.taxonomy("person_role").codes
    rows = tuple(
        Row(cells=(
            entry.line.number_cell(), Cell(words=kind_label(viewer, entry.line.matter.kind)),
            Cell(words="、".join(codes[role].say(language()) for role in entry.roles if role in codes)),
            Cell(words=entry.result), Cell(words="；".join(entry.heard)), Cell(day=entry.on),
        ), key=str(entry.line.matter.id))
        for entry in entries
    )  # fmt: skip
    columns = (
        Column(label=_("编号和标题"), kind="head"), Column(label=_("种类")), Column(label=_("身份")),
        Column(label=_("结果")), Column(label=_("本人说明、陈述和申辩")), Column(label=_("日期"), kind="day"),
    )  # fmt: skip
    empty = Empty(words=_("没有您有权查阅的事项。"))
    return Table(caption=caption, columns=columns, rows=rows, empty=empty)


def matters_of(entries: Sequence[Entry]) -> list[Matter]:
    return [entry.line.matter for entry in entries]
