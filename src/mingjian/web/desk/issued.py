"""Issued texts: issue by a leader, what was issued as it stands, each number with its frozen records, corrections as new versions."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mingjian.ledger.journal import note
from mingjian.report.fill import FillError
from mingjian.report.freezing import Frozen, NotIssued, check, freeze, latest, thaw
from mingjian.report.issuing import Heading, Issue
from mingjian.report.models import Issued
from mingjian.report.pdf import NoOfficeProgram, pdf_of
from mingjian.statistics.asking import ask
from mingjian.statistics.period import parse
from mingjian.web.desk import bulletins
from mingjian.web.desk.figure_lines import records_page
from mingjian.web.desk.figures import Report, Run, Section, Source
from mingjian.web.desk.frames import language
from mingjian.web.desk.names import name
from mingjian.web.desk.officer import for_officers
from mingjian.web.desk.pages import Confirm
from mingjian.web.desk.scoping import Chosen, chosen, reach
from mingjian.web.desk.standing import may_issue
from mingjian.web.shared import phrases
from mingjian.web.shared.parts import Cell, Column, Fact, Head, Link, Notice, Row, Table, Track

SIZE = 50


@require_POST
@for_officers
def issue_text(request: Any, edition: str) -> HttpResponse:
    """Issue a text as it stands now; a later version with its reason. Before it, what will be issued is looked at."""
    if not may_issue(request.viewer):
        raise Http404
    declared = bulletins.find(edition)
    asked = chosen(request, years=declared.kind == "annual", months=declared.spans == "month")
    if request.POST.get("back"):
        return bulletins.shown(request, asked, declared)
    heading = Heading(*(request.POST.get(name, "").strip()[:60] for name in Heading._fields))
    reason = request.POST.get("reason", "")[:200]
    try:
        if not request.POST.get("confirmed"):
            found = bulletins.issued(asked, edition, on=request.viewer.on)
            check(found, heading)
            return _confirm(request, asked, found, heading, reason)
        found = bulletins.issued(asked, edition, records=True, on=request.viewer.on)
        row = freeze(
            found,
            unit=asked.unit.pk,
            officer=request.user.pk,
            on=request.viewer.on,
            reason=reason,
            heading=heading,
        )
    except (NotIssued, FillError) as refused:
        return bulletins.shown(request, asked, declared, refused=str(refused))
    return HttpResponseRedirect(reverse("issued", args=[row.id]))


def _confirm(request: Any, asked: Chosen, found: Issue, heading: Heading, reason: str) -> HttpResponse:
    """What will be issued: it stays as it is, and only a later version can correct it."""
    last = latest(unit=asked.unit.pk, edition=found.edition.id, period=asked.period.code)
    version, label = (last.version + 1, _("更正并印发新版")) if last else (1, _("审签并印发"))
    facts = [
        Fact(_("文件"), found.text.title),
        Fact(_("版次"), _("第%(n)s版") % {"n": version}),
        Fact(_("印发日期"), day=request.viewer.on),
        *(Fact(label, words) for label, words in _named(heading)),
        *([Fact(_("更正原因"), reason)] if reason else []),
    ]
    page = Confirm(
        head=Head(title=label, crumbs=(Link(_("统计"), ""), Link(label, ""))),
        title=label, number="", action=asked.href("issue", found.edition.id), token="", seen=0,
        heading=_("将印发"), written=tuple(facts), button=label,
        hidden=(*heading._asdict().items(), ("reason", reason), ("confirmed", "1")),
    )  # fmt: skip
    return render(request, "desk/confirm.html", {"page": page})


def _named(heading: Heading) -> list[tuple[str, str]]:
    """What the registry of papers gave, as far as it did."""
    labels = {"number": _("发文字号"), "signer": _("签发人"), "addressee": _("主送机关")}
    return [(labels[key], words) for key, words in heading._asdict().items() if words]


@require_GET
@for_officers
def issued_list(request: Any) -> HttpResponse:
    """Every issued text of the units within reach, the latest first."""
    units = {unit.pk: unit for unit in reach(request.viewer)}
    if not units:
        raise Http404
    found = Issued.objects.defer("sealed").filter(unit__in=units).order_by("-at")[: SIZE * 4]
    rows = tuple(
        Row(cells=(
            Cell(words=bulletins.find(row.edition).say(language()), href=reverse("issued", args=[row.id])), Cell(words=parse(row.period).words(language())),
            Cell(words=units[row.unit_id].name), Cell(words=str(row.version)), Cell(day=row.issued_on), Cell(words=name("officer", row.officer_id)),
        )) for row in found
    )  # fmt: skip
    heads = (Column(label=_("文件"), kind="head"), Column(label=_("期间")), Column(label=_("单位")),
             Column(label=_("版次")), Column(label=_("印发日期"), kind="day"), Column(label=_("印发人")))  # fmt: skip
    page = {
        "head": Head(title=_("已印发"), crumbs=(Link(_("统计"), ""), Link(_("已印发"), ""))),
        "title": _("已印发"),
    }
    return render(
        request,
        "desk/issued.html",
        {"page": page, "table": Table(caption=_("已印发"), columns=heads, rows=rows)},
    )


@require_GET
@for_officers
def issued(request: Any, text: UUID) -> HttpResponse:
    """One issued version as it was; its numbers open to the records frozen with it."""
    return _shown(request, *_open(request, text))


def _shown(request: Any, row: Issued, frozen: Frozen, *, refused: str = "") -> HttpResponse:
    notices = [Notice(refused, "error")] if refused else []
    notices += [Notice(frozen.notice)] if frozen.notice else []
    last = latest(unit=row.unit_id, edition=row.edition, period=row.period)
    if last and last.version > row.version:
        notices.append(
            Notice(
                _("本版已更正，以第%(n)s版为准。") % {"n": last.version},
                "warn",
                Link(_("看新版"), reverse("issued", args=[last.id])),
            )
        )
    title = _("%(title)s（第%(n)s版）") % {"title": frozen.title, "n": row.version}
    page = Report(
        head=Head(title=title, crumbs=(Link(_("已印发"), reverse("issued_list")), Link(frozen.title, "")), notices=tuple(notices)),
        title=title, lines=frozen.title_lines, said=_said(row, frozen), track=Track(()), sections=_sections(row, frozen),
        exports=(Link(_("Word（公文格式）"), reverse("issued_file", args=[row.id])), Link("PDF", reverse("issued_pdf", args=[row.id]))),
    )  # fmt: skip
    return render(request, "desk/report.html", {"page": page, "frozen": True}, status=422 if refused else 200)


def _said(row: Issued, frozen: Frozen) -> str:
    """Under which number it was issued, by whom, to whom and when."""
    known = [*_named(frozen.heading), (_("印发日期"), row.issued_on.isoformat()), (_("印发人"), name("officer", row.officer_id))]  # fmt: skip
    return phrases.clauses(phrases.named(label, words) for label, words in known)


@require_GET
@for_officers
def issued_file(request: Any, text: UUID) -> HttpResponse:
    """The Word file as it was issued, byte for byte."""
    row, frozen = _open(request, text)
    return _given(request, row, frozen.document, "docx")


@require_GET
@for_officers
def issued_pdf(request: Any, text: UUID) -> HttpResponse:
    """The Word file as it was issued, turned into PDF by the office program."""
    row, frozen = _open(request, text)
    try:
        return _given(request, row, pdf_of(frozen.document), "pdf")
    except NoOfficeProgram as error:
        return _shown(request, row, frozen, refused=str(error))


def _given(request: Any, row: Issued, content: bytes, form: str) -> HttpResponse:
    details = {"kind": row.edition, "rows": len(row.figures), "purpose": "report"}
    note("export", officer=request.user.pk, outcome="done", details=details)
    response = HttpResponse(content, content_type=bulletins.FORMATS[form])
    name = f"{row.edition}-{row.period}-{row.unit_id}-v{row.version}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
@for_officers
def issued_figure(request: Any, text: UUID, figure: str) -> HttpResponse:
    """What one number of an issued text counted, by the definition and with the records of that day."""
    row, frozen = _open(request, text)
    entry = _entry(frozen, figure)
    facts = (
        Fact(_("版次"), str(row.version)), Fact(_("印发日期"), row.issued_on.isoformat()), Fact(_("版本"), entry["definition"]),
        Fact(_("记录"), _("%(n)s条") % {"n": len(entry["records"])}, href=reverse("issued_records", args=[row.id, figure])),
    )  # fmt: skip
    unit = "" if entry["value"] is None else entry["unit"]
    source = Source(
        title=entry["label"],
        value=f"{entry['value']}{unit}",
        facts=facts,
        links=(Link(_("看记录"), reverse("issued_records", args=[row.id, figure])),),
    )
    if request.htmx:
        return render(request, "desk/source.html", {"source": source})
    page = {
        "head": Head(
            title=source.title,
            crumbs=(*_crumbs(row, frozen), Link(source.title, "")),
        ),
        "title": source.title,
    }
    return render(request, "desk/figure.html", {"page": page, "source": source})


@require_GET
@for_officers
def issued_records(request: Any, text: UUID, figure: str) -> HttpResponse:
    """The records frozen with a number, as they are now, a page at a time."""
    row, frozen = _open(request, text)
    entry = _entry(frozen, figure)
    at = request.GET.get("from", "0")
    start = int(at) if at.isdecimal() and len(at) < 9 else 0
    answer = ask((), period=row.period, scope=str(row.unit_id), language=language())
    found = answer.kept(entry["id"], entry["records"])[start : start + SIZE]
    note(
        "figure",
        officer=request.user.pk,
        outcome="done",
        details={"indicator": entry["id"], "period": row.period, "unit": row.unit_id},
    )
    here = reverse("issued_records", args=[row.id, figure])
    page = records_page(
        request.viewer, found, title=entry["label"], count=f"{entry['value']}{entry['unit']}",
        above=_crumbs(row, frozen), back=reverse("issued_figure", args=[row.id, figure]), lead=_("%(title)s第%(n)s版所计") % {"title": frozen.title, "n": row.version},
        start=here if start else "", following=f"{here}?from={start + SIZE}" if start + SIZE < len(entry["records"]) else "",
    )  # fmt: skip
    return render(request, "desk/figure_records.html", {"page": page})


def _crumbs(row: Issued, frozen: Frozen) -> tuple[Link, ...]:
    return Link(_("已印发"), reverse("issued_list")), Link(frozen.title, reverse("issued", args=[row.id]))


def _open(request: Any, text: UUID) -> tuple[Issued, Frozen]:
    """The issued text, if its unit is within reach of the officer's figures; else it is absent."""
    row = Issued.objects.filter(pk=text, unit__in=[unit.pk for unit in reach(request.viewer)]).first()
    if row is None:
        raise Http404
    return row, thaw(row)


def _entry(frozen: Frozen, figure: str) -> Mapping[str, Any]:
    if figure not in frozen.figures:
        raise Http404
    return frozen.figures[figure]


def _sections(row: Issued, frozen: Frozen) -> tuple[Section, ...]:
    sections, heading, number = [], "", 0
    for part in frozen.paragraphs:
        if part["role"] == "heading":
            heading = "".join(words for words, _key in part["runs"])
            continue
        runs = tuple(
            _run(row, words, key, f"{number + place}") for place, (words, key) in enumerate(part["runs"])
        )
        number += len(runs)
        table = _table(row, part) if "table" in part else None
        is_caption = part["role"] == "caption"
        sections.append(Section(key=part["id"], title=heading, paragraphs=(runs,), state="plain", table=table, is_caption=is_caption))  # fmt: skip
        heading = ""
    return tuple(sections)


def _run(row: Issued, words: str, key: str, place: str) -> Run:
    return Run(words, reverse("issued_figure", args=[row.id, key]), place, "frozen") if key else Run(words)


def _table(row: Issued, part: Mapping[str, Any]) -> Table:
    made = part["table"]
    heads = tuple(
        Column(label=words, kind="num" if place else "head") for place, words in enumerate(made["heads"])
    )
    rows = tuple(
        Row(cells=tuple(
            Cell(words=words, href=reverse("issued_figure", args=[row.id, key]) if key else "", strong=block, blank=not words)
            for words, key, block in cells
        )) for cells in made["rows"]
    )  # fmt: skip
    caption = "".join(words for words, _key in part["runs"]) or _("汇总表")
    return Table(caption=caption, columns=heads, rows=rows, compact=True, stacks=False)
