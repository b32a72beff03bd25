"""Bulletins and the yearly report: text from figures, each number open to its source, checked before it goes out."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from mingjian.ledger.book import book
from mingjian.ledger.journal import note
from mingjian.report import charts
from mingjian.report.editions import NoSuchEdition, find_edition
from mingjian.report.fill import FillError
from mingjian.report.issuing import Format, Issue, issue
from mingjian.report.pdf import NoOfficeProgram
from mingjian.report.ruled import WIDEST
from mingjian.report.text import Paragraph, TableCell
from mingjian.statistics.scope import NoSuchScope
from mingjian.web.desk import figure_blocks as blocks
from mingjian.web.desk import figure_trends as trends
from mingjian.web.desk import prose
from mingjian.web.desk.evidence import Evidence, evidence
from mingjian.web.desk.figures import Check, Report, Run, Section
from mingjian.web.desk.frames import language
from mingjian.web.desk.officer import for_officers
from mingjian.web.desk.scoping import Chosen, chosen
from mingjian.web.desk.standing import Standing, standing
from mingjian.web.shared.charts import Chart
from mingjian.web.shared.fields import Choice, Field
from mingjian.web.shared.parts import Cell, Column, Head, Link, Notice, Row, Table, Track

FORMATS: dict[str, str] = {
    "text": "text/plain; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
SUFFIX = {"text": "txt"}
SAVED = "paragraph"


@require_GET
@for_officers
def bulletin(request: Any) -> HttpResponse:
    """A bulletin of a unit and period, in the edition chosen."""
    declared = find(request.GET.get("edition", "S4"), "bulletin")
    return shown(request, chosen(request, months=declared.spans == "month"), declared)


@require_GET
@for_officers
def annual(request: Any) -> HttpResponse:
    """The yearly report; its prose may be rewritten, its numbers may not."""
    return shown(request, chosen(request, years=True), find("annual", "annual"))


@require_GET
@for_officers
def issue_file(request: Any, edition: str, form: str) -> HttpResponse:
    """The text as a file; marked as a draft while something stands in the way of its issue."""
    if form not in FORMATS:
        raise Http404
    declared = find(edition)
    asked = chosen(request, years=declared.kind == "annual", months=declared.spans == "month")
    try:
        found = issued(asked, edition, records=form in ("xlsx", "json"))
    except FillError:
        raise Http404 from None
    is_draft = bool(found.obstacles)
    try:
        content = found.written(_form(form), draft=is_draft, on=None if is_draft else request.viewer.on)
    except NoOfficeProgram as error:
        return shown(request, asked, declared, refused=str(error))
    note(
        "export",
        officer=request.user.pk,
        outcome="done",
        details={"kind": edition, "rows": len(found.text.figures), "purpose": "report"},
    )
    response = HttpResponse(content, content_type=FORMATS[form])
    name = (
        f"{edition}-{asked.period.code}-{asked.scope}{'-draft' if is_draft else ''}.{SUFFIX.get(form, form)}"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _form(form: str) -> Format:
    return form  # type: ignore[return-value]


def find(name: str, kind: str | None = None) -> Any:
    try:
        return find_edition(name, kind)
    except NoSuchEdition:
        raise Http404 from None


def issued(asked: Chosen, edition: str, *, records: bool = False, on: date | None = None) -> Issue:
    written = prose.kept(unit=asked.unit.pk, edition=edition, period=asked.period.code)
    try:
        return issue(
            edition, period=asked.period.code, scope=asked.scope, records=records, prose=written, on=on
        )
    except NoSuchScope:
        raise Http404 from None


def shown(request: Any, asked: Chosen, declared: Any, *, refused: str = "") -> HttpResponse:
    """The text with its checks and what may be done now; `refused`: why it was not issued just now."""
    try:
        found = issued(asked, declared.id)
        stands = standing(request.viewer, asked, found)
        page = _report(asked, found, stands, evidence(declared, found.answer, asked, request.viewer))
    except FillError as error:
        page = _failed(asked, declared, str(error))
    if SAVED in request.session:
        saved = request.session.pop(SAVED)
        page = replace(page, sections=tuple(replace(part, saved=part.key == saved) for part in page.sections))
    if request.method == "POST":
        given = (replace(one, value=request.POST.get(one.name, one.value)) for one in page.heading)
        page = replace(page, heading=tuple(given), reason=request.POST.get("reason", ""))
    if refused:
        page = replace(page, head=replace(page.head, notices=(Notice(refused, "error"), *page.head.notices)))
    return render(request, "desk/report.html", {"page": page}, status=422 if refused else 200)


def _report(asked: Chosen, found: Issue, stands: Standing, beside: Mapping[str, Evidence]) -> Report:
    edition = found.edition.id
    checks = (*(_check(asked, item.figure, str(item)) for item in found.obstacles),
              *(Check(words=str(item), passed=True, warns=True) for item in found.warnings))  # fmt: skip
    if not found.obstacles:
        checks = (Check(words=_("各数相符，记录没有缺项"), passed=True), *checks)
    exports = (
        ("text", _("文本")),
        ("docx", _("Word（公文格式）")),
        ("pdf", "PDF"),
        ("xlsx", _("表格")),
        ("json", _("数据")),
    )
    page = _frame(asked, found.edition, found.text.title)
    missing = _left_out(item.clause for item in found.text.left_out if item.why == "missing")
    return replace(
        page, lines=found.text.title_lines, head=replace(page.head, notices=(*stands.notices, *missing)), sections=_sections(asked, found, beside), checks=checks,
        track=stands.track, submit=stands.submit, action=stands.action, corrects=stands.corrects, heading=stands.heading,
        hindrance=_("有未通过的核对，导出的文件标明草稿。") if found.obstacles else "",
        exports=tuple(Link(label, asked.href("issue_file", edition, form)) for form, label in exports),
    )  # fmt: skip


def _frame(asked: Chosen, edition: Any, title: str) -> Report:
    """The page before anything is filled in: what may be chosen."""
    is_annual = edition.kind == "annual"
    route, label = ("annual", _("年度报告")) if is_annual else ("bulletin", _("情况通报"))
    choices = (
        asked.scopes(),
        asked.periods(years=is_annual, months=edition.spans == "month"),
        *(() if is_annual else (_editions(edition.id),)),
    )
    said = f"{asked.period.words(language())} {asked.unit.name}"
    return Report(
        head=Head(title=f"{label} {said}", crumbs=(Link(_("统计"), ""), Link(label, reverse(route)))),
        title=title, sections=(), track=Track(()), choices=choices, address=reverse(route),
    )  # fmt: skip


def _failed(asked: Chosen, edition: Any, why: str) -> Report:
    page = _frame(asked, edition, edition.say(language()))
    return replace(page, head=replace(page.head, notices=(Notice(why, "error"),)))


def _editions(current: str) -> Field:
    entries = (entry for entry in book().entries("editions").values() if entry.kind == "bulletin")
    choices = tuple(Choice(entry.id, entry.say(language()), chosen=entry.id == current) for entry in entries)
    return Field(name="edition", label=_("版式"), kind="code", width="short", choices=choices)


def _check(asked: Chosen, figure: str, words: str) -> Check:
    return Check(words=words, passed=False, mend=Link(_("看记录"), asked.href("figure_wanting", figure)))


def _sections(asked: Chosen, found: Issue, beside: Mapping[str, Evidence]) -> tuple[Section, ...]:
    """A section for each paragraph, the heading with the first one under it; charts above their captions."""
    wanting = {item.figure for item in found.obstacles}
    sections, heading, number = [], "", 0
    for paragraph in found.text.paragraphs:
        if paragraph.role == "heading":
            heading = str(paragraph)
            continue
        runs = tuple(_run(asked, run, f"{number + place}") for place, run in enumerate(paragraph.runs))
        number += len(runs)
        lacking = any(run.figure in wanting for run in paragraph.runs)
        sections.append(Section(
            key=paragraph.id, title=heading, paragraphs=(runs,), state="wanting" if lacking else "ok", is_caption=paragraph.role == "caption",
            chart=_chart(asked, found, paragraph), table=_table(asked, paragraph), edit=_edit(asked, found, paragraph),
            beside=beside[paragraph.id].table if paragraph.id in beside else None,
        ))  # fmt: skip
        heading = ""
    return tuple(sections)


def _table(asked: Chosen, paragraph: Paragraph) -> Table | None:
    """A table with every figure a link to its source; a form wider than the page stands with its codes down."""
    if paragraph.table is None:
        return None
    made = paragraph.table.turned() if paragraph.table.width > WIDEST else paragraph.table
    rows = tuple(Row(cells=tuple(_cell(asked, cell) for cell in row)) for row in made.rows)
    heads = [
        Column(label=cell.words, kind="num" if place else "head") for place, cell in enumerate(made.heads[0])
    ]
    caption = "".join(run.text for run in paragraph.runs) or _("汇总表")
    return Table(caption=caption, columns=tuple(heads), rows=rows, compact=True, stacks=False)


def _cell(asked: Chosen, cell: TableCell) -> Cell:
    if cell.figure is None:
        return Cell(words=cell.words, strong=cell.block, blank=not cell.words)
    return Cell(
        words=cell.words,
        href=asked.href("figure_source", cell.figure.id, period=cell.period, scope=cell.scope),
    )


def _run(asked: Chosen, run: Any, key: str) -> Run:
    return (
        Run(run.text, asked.href("figure_source", run.figure, period=run.period), key)
        if run.figure
        else Run(run.text)
    )


def _edit(asked: Chosen, found: Issue, paragraph: Paragraph) -> Link | None:
    if not paragraph.prose:
        return None
    label = _("再改写") if paragraph.written else _("改写本段")
    return Link(label, asked.href("prose", found.edition.id, paragraph.id))


def _chart(asked: Chosen, found: Issue, paragraph: Paragraph) -> Chart | None:
    """The drawing above a caption, as on paper; its table twin carries the links."""
    if paragraph.role != "caption":
        return None
    answer, caption = found.answer, paragraph.id
    if caption in charts.RINGS:
        now = answer.again([charts.RINGS[caption]])
        made = (
            blocks.forms(now, asked)
            if charts.RINGS[caption] == blocks.FORMS
            else blocks.ranks(now, {}, asked)
        )
        return replace(made, drawing=charts.parts(charts.RINGS[caption], now))
    if caption in charts.COMPARED:
        id_ = charts.COMPARED[caption]
        return blocks.channels(answer.again([id_]), answer.last_year([id_]), asked)
    return trends.months(answer, charts.MONTHLY[caption], asked) if caption in charts.MONTHLY else None


def _left_out(clauses: Iterable[str]) -> tuple[Notice, ...]:
    """How many clauses are not in the text because nothing is counted for them yet."""
    count = len(set(clauses))
    words = ngettext("有%(n)s处尚未统计的内容没有写出。", "有%(n)s处尚未统计的内容没有写出。", count) % {
        "n": count
    }
    return (Notice(words),) if count else ()
