"""Rewriting a paragraph of a report: words are the writer's, numbers come from figures only."""

import re
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingjian.law.edition import Edition
from mingjian.report.fill import FillError
from mingjian.report.issuing import issue
from mingjian.report.text import Paragraph
from mingjian.statistics.asking import Answer, ask
from mingjian.statistics.figure import Figure
from mingjian.web.desk import counted, prose
from mingjian.web.desk.bulletins import SAVED, find
from mingjian.web.desk.evidence import evidence
from mingjian.web.desk.frames import language
from mingjian.web.desk.officer import for_officers
from mingjian.web.desk.scoping import Chosen, chosen
from mingjian.web.desk.slot_names import Names, names
from mingjian.web.shared import phrases
from mingjian.web.shared.fields import Field, failures_of
from mingjian.web.shared.parts import Cell, Column, Head, Link, Row, Table

LONGEST = 4000
_SLOT = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """desk/prose.html: the words of one paragraph, and the figures that may stand in it."""

    head: Head
    title: str
    lead: str
    fields: tuple[Field, ...]
    figures: Table
    others: Table
    back: Link
    beside: Table | None = None
    sentences: tuple[str, ...] = ()
    """What the paragraph may be judged by, and sentences ready to be taken over."""

    @property
    def failures(self) -> list[tuple[str, str]]:
        return failures_of(self.fields)


@require_http_methods(["GET", "POST"])
@for_officers
def write(request: Any, edition: str, paragraph: str) -> HttpResponse:
    """Rewrite one paragraph, or give the edition's own words back."""
    declared = find(edition)
    asked = chosen(request, years=declared.kind == "annual")
    part = next((part for part in declared.paragraphs if part.id == paragraph and part.prose), None)
    if part is None:
        raise Http404
    answer = ask(None, period=asked.period.code, scope=asked.scope, language=language())
    error, words, called = "", None, names(declared, answer)
    if request.method == "POST":
        words = "" if "restore" in request.POST else _typed(request.POST.get("words", ""))
        error = (
            _too_long(words)
            or " ".join(called.problems(words))
            or _unfilled(asked, declared, part, called, words)
        )
        if not error:
            prose.keep(
                called.kept(words),
                unit=asked.unit.pk,
                edition=edition,
                period=asked.period.code,
                paragraph=paragraph,
                officer=request.user.pk,
            )
            request.session[SAVED] = paragraph
            return HttpResponseRedirect(f"{asked.href(_route(declared), **_named(declared))}#{paragraph}")
    words = called.shown(_present(asked, declared, paragraph)) if words is None else words
    return render(
        request,
        "desk/prose.html",
        {"page": _page(asked, declared, part, answer, called, words, error, request.viewer)},
        status=422 if error else 200,
    )


def _page(
    asked: Chosen,
    edition: Edition,
    part: Any,
    answer: Answer,
    called: Names,
    words: str,
    error: str,
    viewer: Any,
) -> Writing:
    label = part.lead or _("开头")
    found = evidence(edition, answer, asked, viewer).get(part.id)
    used = {code.partition("|")[0] for code in _SLOT.findall(called.kept(words))}
    hint = _("数字不能直接填写，请照抄下表中的写法，如%(slot)s；年份和条文序号除外") % {
        "slot": called.shown("{cases_filed}")
    }
    back = Link(edition.say(language()), f"{asked.href(_route(edition), **_named(edition))}#{part.id}")
    return Writing(
        head=Head(title=_("改写 %(edition)s") % {"edition": edition.say(language())}, failed=bool(error), crumbs=(back, Link(_("改写本段"), ""))),
        title=_("改写本段"), lead=label.rstrip("。"), back=back,
        figures=_figures(answer, called, _("本段的数字"), used), others=_figures(answer, called, _("其他可用的数字"), set(answer.figures) - used),
        beside=found.table if found else None, sentences=tuple(called.shown(sentence) for sentence in found.sentences) if found else (),
        fields=(Field(name="words", label=_("正文"), kind="words", value=words, hint=hint, error=error, limit=LONGEST),),
    )  # fmt: skip


def _figures(answer: Answer, called: Names, caption: str, wanted: set[str]) -> Table:
    rows = tuple(
        Row(cells=(Cell(words=_label(answer, figure)), Cell(words=called.shown(f"{{{figure.id}}}")), Cell(words=counted.words(figure))))
        for figure in answer.figures.values() if figure.value is not None and figure.id in wanted
    )  # fmt: skip
    heads = (
        Column(label=_("指标"), kind="head"),
        Column(label=_("写法"), kind="name"),
        Column(label=_("数值"), kind="num"),
    )
    return Table(caption=caption, columns=heads, rows=rows, compact=True)


def _label(answer: Answer, figure: Figure) -> str:
    """What a figure is called where many stand in one list."""
    label = answer.indicators[figure.id.partition(".")[0]].say(language())
    return label if ":" not in figure.id else phrases.named(label, figure.label)


def _present(asked: Chosen, edition: Edition, paragraph: str) -> str:
    """The paragraph as it stands: the writer's words, else the edition's, with a slot for each number."""
    written = prose.kept(unit=asked.unit.pk, edition=edition.id, period=asked.period.code)
    if paragraph in written:
        return written[paragraph]
    try:
        text = issue(edition.id, period=asked.period.code, scope=asked.scope).text
    except FillError:
        return ""
    return next((_with_slots(part) for part in text.paragraphs if part.id == paragraph), "")


def _unfilled(asked: Chosen, edition: Edition, part: Any, called: Names, words: str) -> str:
    """What would keep the whole text from being made with these words in it: a figure that says nothing of this period."""
    written = prose.kept(unit=asked.unit.pk, edition=edition.id, period=asked.period.code)
    new = {**written, part.id: called.kept(words)}
    try:
        issue(edition.id, period=asked.period.code, scope=asked.scope, prose=new)
    except FillError as error:
        return called.said(str(error), part.id)
    return ""


def _with_slots(part: Paragraph) -> str:
    return "".join(_slot(run) for run in part.runs if not run.lead)


def _slot(run: Any) -> str:
    if not run.figure:
        return str(run.text)
    return f"{{{run.figure}}}" if run.format == "value" else f"{{{run.figure}|{run.format}}}"


def _typed(words: str) -> str:
    """One paragraph: whatever lines were typed, joined."""
    return "".join(line.strip() for line in words.splitlines())


def _too_long(words: str) -> str:
    return (
        _("正文太长，最多%(n)s字，现有%(have)s字。") % {"n": LONGEST, "have": len(words)}
        if len(words) > LONGEST
        else ""
    )


def _route(edition: Edition) -> str:
    return "annual" if edition.kind == "annual" else "bulletin"


def _named(edition: Edition) -> dict[str, str]:
    return {} if edition.kind == "annual" else {"edition": edition.id}
