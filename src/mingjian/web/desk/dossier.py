"""A person's file, assembled from all rooms: only what the officer may read, in the order of days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from mingjian.law.running import Running
from mingjian.ledger import kinds, mine
from mingjian.ledger.access import Hit, Sql
from mingjian.ledger.history import placeholders
from mingjian.ledger.models import Act, Link, Matter
from mingjian.ledger.rows import table
from mingjian.ledger.viewer import Viewer
from mingjian.parties.models import Role
from mingjian.web.desk.frames import code_words, kind_label, language, role_words
from mingjian.web.desk.law_words import joined
from mingjian.web.desk.lines import Line, lines, open_clocks
from mingjian.web.shared import phrases
from mingjian.web.shared.parts import Cell, Column, Empty, Row, Table

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
    clocks: tuple[Running, ...] = ()
    """Those that run or stand still."""

    @property
    def on(self) -> date:
        return self.line.matter.opened_on


def of_person(viewer: Viewer, ids: Sequence[UUID]) -> list[Entry]:
    """The matters in which a person has a role and whose content is within reach, the latest first.

    `ids`: himself and whoever turned out to be him. Six statements, whatever their number.
    """
    keys = tuple(_ROLE.write("person_id", one) for one in ids)
    match = Sql(f"SELECT matter_id FROM {_ROLE.name} WHERE person_id IN ({placeholders(keys)})", keys)
    known = {item.matter.id: item.matter for item in mine.tied(viewer, match, Sql("1 = 1"))}
    roles: dict[UUID, list[str]] = {}
    for matter, role in (
        Role.objects.filter(person__in=ids).order_by("since", "id").values_list("matter", "role")
    ):
        roles.setdefault(matter, []).append(role)
    running = open_clocks(known)
    found = lines(viewer, [Hit(one, True) for one in known], running, matters=known)
    heard, cleared, outcomes = _heard(viewer, found), _cleared(found), _outcomes(found)
    return [
        Entry(line, tuple(dict.fromkeys(roles.get(line.matter.id, ()))),
              _result(viewer, line, outcomes.get(line.matter.id), cleared), heard.get(line.matter.id, ()),
              tuple(running.get(line.matter.id, ())))
        for line in found
    ]  # fmt: skip


def _outcomes(found: Sequence[Line]) -> dict[UUID, str]:
    """What leads and reports were found to be: one statement."""
    models = [kinds.kind(kind).record for kind in kinds.names() if "outcome" in kinds.kind(kind).columns]
    ids = [line.matter.id for line in found]
    rows = [model._default_manager.filter(pk__in=ids).values_list("pk", "outcome") for model in models]
    return {matter: outcome for matter, outcome in rows[0].union(*rows[1:], all=True) if outcome}


def _heard(viewer: Viewer, found: Sequence[Line]) -> dict[UUID, tuple[str, ...]]:
    """When the person was heard, by matter: one statement."""
    matters = {line.matter.id: line.matter for line in found}
    said: dict[UUID, list[str]] = {}
    rows = Act.objects.filter(matter__in=matters, code__in=HEARD).order_by("on", "seq")
    for matter, code, on in rows.values_list("matter", "code", "on"):
        act = viewer.book.bound(matters[matter].kind, matters[matter].procedure).acts.get(code)
        if act is not None:
            said.setdefault(matter, []).append(format_html("<time>{}</time> {}", on, act.say(language())))
    return {matter: tuple(words) for matter, words in said.items()}


def _cleared(found: Sequence[Line]) -> dict[UUID, date]:
    """Of which matters a clarification came that was carried out, and when: one statement."""
    rows = Link.objects.filter(
        origin__in=[line.matter.id for line in found], kind="clarification", target__closed_on__isnull=False
    )
    return dict(rows.values_list("origin", "target__closed_on"))


def _result(viewer: Viewer, line: Line, outcome: str | None, cleared: dict[UUID, date]) -> str:
    """What came of it: the step, the finding, and in the same breath that it was untrue and has been cleared."""
    parts = [line.step(viewer).word]
    if outcome in UNFOUNDED:
        parts.append(_("经核查不属实"))
    else:
        parts.append(code_words(viewer.book, "outcome", outcome))
    if line.matter.id in cleared:
        parts.append(_("已澄清（%(on)s）") % {"on": cleared[line.matter.id]})
    return phrases.parted(parts)


def listed(viewer: Viewer, entries: Sequence[Entry], caption: str) -> Table:
    """The file as a table: number and title, kind, role, what came of it, when the person was heard, day."""
    rows = tuple(
        Row(cells=(
            entry.line.number_cell(), Cell(words=kind_label(viewer, entry.line.matter.kind)),
            Cell(words=joined(filter(None, (role_words(viewer.book, entry.line.matter, role) for role in entry.roles)))),
            Cell(words=entry.result), Cell(words=_clauses(entry.heard)), Cell(day=entry.on),
        ), key=str(entry.line.matter.id))
        for entry in entries
    )  # fmt: skip
    columns = (
        Column(label=_("编号和标题"), kind="head"), Column(label=_("种类")), Column(label=_("身份")),
        Column(label=_("结果")), Column(label=_("本人说明、陈述和申辩")), Column(label=_("日期"), kind="day"),
    )  # fmt: skip
    empty = Empty(words=_("没有您有权查阅的事项。"))
    return Table(caption=caption, columns=columns, rows=rows, empty=empty)


def _clauses(heard: Sequence[str]) -> str:
    """Side by side as in `phrases.clauses`, the days kept in one piece."""
    return format_html_join("; " if phrases.in_english() else "；", "{}", ((one,) for one in heard))


def matters_of(entries: Sequence[Entry]) -> list[Matter]:
    return [entry.line.matter for entry in entries]
