"""Papers of a matter: those that came with acts, opened for those who may, and standard papers filled from the acts."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.law.taxonomy import Taxonomy
from mingjian.ledger import journal
from mingjian.ledger.history import acts_of
from mingjian.ledger.models import Document, Matter
from mingjian.ledger.sealing import matter_key, open_act_words, title
from mingjian.ledger.viewer import Viewer
from mingjian.parties.persons import words_of
from mingjian.parties.queries import roles_on
from mingjian.report.forms import Concerned, Opinion
from mingjian.report.papers import render_paper
from mingjian.vault import CannotOpen
from mingjian.web.desk.entries import File
from mingjian.web.desk.frames import language
from mingjian.web.desk.names import name
from mingjian.web.desk.officer import DeskRequest, for_officers, reached
from mingjian.web.shared import phrases
from mingjian.web.shared.parts import Cell, Column, Empty, Link, Row, Table

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def table(file: File) -> Table:
    """名称 · 种类 · 日期 · 大小 · 随第几条."""
    days = {done.seq: done.on for done in file.done}
    kinds = file.book.taxonomy("document_kind")
    rows = []
    for seq, items in sorted(file.papers.items()):
        for document, words in items:
            href = reverse("document", args=[file.matter.id, document.id])
            size = phrases.file_size(document.size)
            original = reverse("original", args=[file.matter.id, document.id])
            rows.append(Row(cells=(Cell(words=words, href=href), Cell(words=_sort(kinds, document)), Cell(words=size), Cell(day=days[seq]),
                                   Cell(words=str(seq), href=f"#a{seq}"), Cell(words=_("原件"), href=original))))  # fmt: skip
    columns = (Column(label=_("名称"), kind="head"), Column(label=_("种类")), Column(label=_("大小"), kind="day"),
               Column(label=_("日期"), kind="day"), Column(label=_("随第几条"), kind="day"), Column(label=_("原件")))  # fmt: skip
    return Table(
        caption=_("文书材料"), columns=columns, rows=tuple(rows), empty=Empty(words=_("本件还没有文书材料。"))
    )


def _sort(kinds: Taxonomy, document: Document) -> str:
    """What kind of paper it is; of one that nobody has classed, what is in such files."""
    if document.kind in kinds.codes and document.kind != "other":
        return kinds.codes[document.kind].say(language())
    if "sheet" in document.media_type or "excel" in document.media_type:
        return _("表格")
    return {"image": _("图片"), "audio": _("录音")}.get(document.media_type.partition("/")[0], _("文字材料"))


def links(viewer: Viewer, matter: Matter, file: File) -> tuple[Link, ...]:
    """The standard papers that acts of this file can be made into."""
    known = viewer.book.sections["papers"]
    names: dict[str, int] = {}
    for done in file.done:
        rule = file.rule(done.seq)
        for paper in rule.papers if rule else ():
            if paper in known:
                names[paper] = done.seq
    return tuple(Link(known[paper].entry.say(language()), reverse("paper", args=[matter.id, paper, seq]))
                 for paper, seq in names.items())  # fmt: skip


def file_name(document: Document, matter: Matter) -> str:
    """The name under which a paper came, from the words of its act alone."""
    act = document.act
    try:
        opened = open_act_words(matter_key(matter.key, matter.id), act.id, matter.id, act.sealed)
    except CannotOpen:
        return _("材料")
    return dict(json.loads(opened.words.get("documents", "[]"))).get(str(document.id), _("材料"))


@for_officers
def paper(request: DeskRequest, matter: UUID, paper: str, seq: int) -> HttpResponse:
    """A standard paper filled from the act that it belongs to, as a draft."""
    found, _reach = reached(request, matter, content=True)
    placed = request.viewer.book.sections["papers"].get(paper)
    file = File(found, request.viewer, acts_of(found.id), content=True)
    if placed is None or not any(done.seq == seq for done in file.done):
        raise Http404
    data = render_paper(placed.entry, paper_facts(request.viewer, found, file, seq))
    journal.note(
        "print",
        officer=request.viewer.officer,
        outcome="done",
        matter=found.id,
        details={"view": f"paper:{paper}"},
    )
    response = HttpResponse(data, content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="{paper}-{seq}.docx"'
    return response


def paper_facts(viewer: Viewer, matter: Matter, file: File, seq: int) -> dict[str, Any]:
    """Everything a paper may name: what acts up to this one said, the latest of each field, and the matter's own."""
    facts: dict[str, Any] = {}
    for done in file.done:
        if done.seq <= seq:
            both = {**done.details, **file.words.get(done.seq, {})}
            facts |= {key: _fact(file, key, value) for key, value in both.items() if key in file.bound.fields}
    on: date = next(done.on for done in file.done if done.seq == seq)
    own: Mapping[str, Any] = {
        "number": matter.number,
        "title": title(matter),
        "unit": name("unit", matter.unit_id),
        "issuer": name("unit", matter.unit_id),
        "department": name("department", matter.department_id),
        "handler": facts.get("handler") or name("officer", matter.handler_id),  # who had it by then
        "on": on,
        "opened_on": matter.opened_on,
        "secrecy": _("内部资料"),
        "persons": _persons(matter),
        "opinions": _opinions(file, seq),
        "report_url": settings.MINGJIAN_REPORT_URL,
    }
    return {**facts, **own}


def _fact(file: File, key: str, value: Any) -> Any:
    """What an act said, as papers want it: days as days, persons mentioned with unit and post."""
    kind = file.bound.fields[key].type
    if kind == "date":
        return date.fromisoformat(value)
    if kind == "mentions":
        return [Concerned(one["name"], one["unit"], one["post"]) for one in json.loads(value)]
    return value if file.bound.fields[key].is_sealed else file.speaker.say(key, value)


def _persons(matter: Matter) -> list[Concerned]:
    found = []
    for role in roles_on(matter.id):
        if role.person is not None:
            words = words_of(role.person)
            found.append(Concerned(words.get("name", ""), words.get("unit", ""), words.get("post", "")))
    return found


def _opinions(file: File, seq: int) -> list[Opinion]:
    """Opinions given on the proposal, by the power that was asked."""
    proposal = next((done for done in file.done if done.seq == seq), None)
    chain = list(proposal.details.get("chain", [])) if proposal else []
    given = [done for done in file.done if done.about == seq]
    found = []
    for asked, done in zip(chain, given, strict=False):
        power = file.book.power(asked.partition(":")[0]).label
        post = f"{_ROWS.get(asked.partition(':')[0], power)}"
        words = file.words.get(done.seq, {}).get("opinion") or file.label(done.seq)
        found.append(Opinion(post, name("officer", done.officer), words, done.on))
    return found


# The rows of the ruled forms, by the power whose opinion stands in them.
_ROWS = {
    "dept_head": "承办部门意见",
    "case_management_head": "案件监督管理部门意见",
    "leader_in_charge": "分管领导意见",
    "principal": "主要负责人意见",
    "party_head": "同级党委主要负责人意见",
}
