"""Figures: the dashboard, what each number counts, and the records behind it."""

import re
from time import perf_counter
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from mingjian.law.values import BEIJING
from mingjian.ledger import instant
from mingjian.ledger.book import book
from mingjian.ledger.journal import note
from mingjian.statistics.asking import Answer, ask, in_order
from mingjian.statistics.identities import shares_off
from mingjian.statistics.plan import UnknownFigure
from mingjian.statistics.records import Placed
from mingjian.web.desk import counted
from mingjian.web.desk import figure_blocks as blocks
from mingjian.web.desk import figure_trends as trends
from mingjian.web.desk import figure_units as by_units
from mingjian.web.desk.figure_lines import Records, due_page, records_page
from mingjian.web.desk.figures import Check, Figures, Source
from mingjian.web.desk.frames import language
from mingjian.web.desk.names import name
from mingjian.web.desk.officer import for_officers
from mingjian.web.desk.scoping import Chosen, chosen
from mingjian.web.shared import phrases
from mingjian.web.shared.parts import Fact, Head, Link

IDS = (*blocks.HEADS, *trends.COHORT, blocks.FORMS, blocks.RANKS, blocks.WAYS, blocks.ORIGINS, "form_uses", blocks.CONVERSION,
       *blocks.STOCKS, f"{blocks.CONVERSION}.by_origin", "leads_converted.by_origin", "party_sanctioned", "gov_sanctioned")  # fmt: skip
SIZE = 50


@require_GET
@for_officers
def figures(request: Any) -> HttpResponse:
    """The dashboard of a unit and period."""
    return render(request, "desk/figures.html", {"page": dashboard(request, chosen(request))})


def dashboard(request: Any, asked: Chosen) -> Figures:
    """What the dashboard shows of the unit and period that were asked for."""
    began = perf_counter()
    answer = ask(IDS, period=asked.period.code, scope=asked.scope, language=language())
    before = answer.last_year(IDS)
    if not answer.reaches(asked.period):
        return _before_records(request, answer, asked)
    now, is_open = answer.figures, asked.period.end >= request.viewer.on
    by_origin = blocks.conversion(now, before, asked)
    charts = (trends.cohort(now, asked), blocks.forms(now, asked), blocks.ranks(now, before, asked), blocks.ways(now, before, asked),
              blocks.origins(now, before, asked), *([by_origin] if by_origin else []), trends.quarters(answer, asked, today=request.viewer.on), *by_units.side_by_side(answer, asked))  # fmt: skip
    period = asked.period.words(language())
    return Figures(
        head=_head(asked), action="", choices=(asked.scopes(), asked.periods()), numbers=blocks.heads(now, before, asked, is_open=is_open),
        definition=_compared(bool(before)) % {"scope": asked.unit.name, "period": period},
        charts=charts, units=by_units.units(answer, asked), heat=trends.heat(request.viewer, asked, today=request.viewer.on),
        heat_note=_heat_note(), checks=_checks(answer, asked), sums=blocks.sums(answer, asked),
        computed=_("计算于%(at)s，用时%(seconds)s秒") % {"at": _now(), "seconds": f"{perf_counter() - began:.1f}"},
        exporting=asked.href("figures_export"),
    )  # fmt: skip


def _before_records(request: Any, answer: Answer, asked: Chosen) -> Figures:
    """The dashboard of a period that is over before anything is recorded: it says so, and counts nothing."""
    said = _("%(scope)s，%(period)s；这一期间还没有记录，不出数") % {
        "scope": asked.unit.name,
        "period": asked.period.words(language()),
    }
    return Figures(
        head=_head(asked), action="", choices=(asked.scopes(), asked.periods()), numbers=blocks.unknown(answer.figures),
        definition=said, charts=(), heat=trends.heat(request.viewer, asked, today=request.viewer.on), heat_note=_heat_note(),
    )  # fmt: skip


def _head(asked: Chosen) -> Head:
    title = _("数据看板 %(period)s %(scope)s") % {
        "period": asked.period.words(language()),
        "scope": asked.unit.name,
    }
    return Head(title=title, crumbs=(Link(_("统计"), ""), Link(_("数据看板"), asked.href("figures"))))


def _heat_note() -> str:
    return _("今天的在办事项，不随期间变化；零为空底。")


def _compared(is_known: bool) -> str:
    if is_known:
        return _("%(scope)s，%(period)s，与上年同期比")
    return _("%(scope)s，%(period)s；上年同期的记录不全，不作比较")


def _checks(answer: Answer, asked: Chosen) -> tuple[Check, ...]:
    """What must hold between the figures of the page, one line for each that does not; else one line that all do."""
    wrong = [*answer.failures(IDS), *answer.fell(IDS), *shares_off(answer.figures)]
    failed = [Check(words=item.sentence, passed=item.warns, warns=item.warns,
                    mend=Link(_("看记录"), asked.href("figure_wanting", item.figure))) for item in wrong]  # fmt: skip
    lacking = [
        Check(words=_("%(n)s条记录缺项，“%(figure)s”数不准") % {"n": len(item.records), "figure": answer.indicators[item.figure.partition(".")[0]].say(language())},
              passed=False, mend=Link(_("看记录"), asked.href("figure_wanting", item.figure)))
        for item in answer.lacking(IDS)
    ]  # fmt: skip
    agree = Check(
        words=_("分项之和等于总数，党纪、政务处分与处分人数相容，占比合计100.0%，记录没有缺项"), passed=True
    )
    return (*failed, *lacking) or (agree,)


@require_GET
@for_officers
def figure_source(request: Any, figure: str) -> HttpResponse:
    """What one number counts and rests on: beside a text by htmx, else a page of its own."""
    asked = chosen(request)
    answer = answered(figure, asked)
    source = _source(answer, figure, asked)
    _note(request, figure, asked)
    if request.htmx:
        return render(request, "desk/source.html", {"source": source})
    crumbs = (Link(_("数据看板"), asked.href("figures")), Link(source.title, ""))
    page = {"head": Head(title=source.title, crumbs=crumbs), "title": source.title}
    return render(request, "desk/figure.html", {"page": page, "source": source})


@require_GET
@for_officers
def figure_records(request: Any, figure: str) -> HttpResponse:
    """The records that a number counts, exactly as many as it says."""
    asked = chosen(request)
    answer = answered(figure, asked)
    found = answer.page(figure, after=_after(request), size=SIZE + 1)
    _note(request, figure, asked)
    more = len(found) > SIZE
    page = records_page(
        request.viewer, in_order(found[:SIZE]), title=answer.figures[figure].label,
        count=counted.words(answer.figures[figure]), back=asked.href("figure_source", figure),
        lead=phrases.parted((asked.unit.name, asked.period.words(language()))), start=asked.href("figure_records", figure) if request.GET.get("after") else "",
        following=asked.href("figure_records", figure, after=f"{found[SIZE - 1].day}~{found[SIZE - 1].id}") if more else "",
        exporting=asked.href("figure_records_export", figure),
    )  # fmt: skip
    return _listed(request, page)


def _after(request: Any) -> Placed | None:
    """Where the page before ended: the day and the id of its last record."""
    day, mark, id_ = request.GET.get("after", "").partition("~")
    return Placed(day, id_) if mark and (not day or re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", day)) else None


@require_GET
@for_officers
def figure_wanting(request: Any, figure: str) -> HttpResponse:
    """Records that should count and do not say enough, or between which a sum does not hold."""
    asked = chosen(request)
    answer = _answer(figure, asked)
    found = []
    for lack in answer.lacking([figure]):
        table = answer.indicators[lack.figure.partition(".")[0]].on(answer.period.end).table  # type: ignore[union-attr]
        found += answer.named(table, lack.records)
    page = records_page(
        request.viewer, found[:SIZE], title=_("缺项的记录：%(figure)s") % {"figure": answer.figures[figure].label},
        count=ngettext("%(n)s条", "%(n)s条", len(found)) % {"n": len(found)}, back=asked.href("figure_source", figure),
        lead=phrases.parted((asked.unit.name, asked.period.words(language()))),
    )  # fmt: skip
    _note(request, figure, asked)
    return _listed(request, page)


@require_GET
@for_officers
def figure_due(request: Any, unit: int, department: int, bucket: int) -> HttpResponse:
    """The open matters behind one cell of the heat map, exactly as many as it says."""
    asked, labels = chosen(request), trends.buckets()
    if bucket >= len(labels):
        raise Http404
    ids = trends.due(request.viewer, asked, (unit, department, bucket), today=request.viewer.on)
    start = max(0, int(request.GET["from"])) if request.GET.get("from", "").isdecimal() else 0
    place = name("department", department)
    if all(post.unit != unit for post in request.viewer.posts):
        place = name("unit_short", unit) + place
    here = asked.href("figure_due", unit, department, bucket)
    page = due_page(
        request.viewer, ids[start : start + SIZE], title=_("%(place)s：%(days)s") % {"place": place, "days": labels[bucket]},
        count=ngettext("%(n)s件", "%(n)s件", len(ids)) % {"n": len(ids)}, back=asked.href("figures"),
        start=here if start else "", following=f"{here}&from={start + SIZE}" if start + SIZE < len(ids) else "",
    )  # fmt: skip
    return _listed(request, page)


def _listed(request: Any, page: Records) -> HttpResponse:
    return render(request, "desk/figure_records.html", {"page": page})


def _answer(figure: str, asked: Chosen) -> Answer:
    """The figure, by its definition at the end of the period; one that is none is absent."""
    try:
        answer = ask([figure], period=asked.period.code, scope=asked.scope, language=language())
    except UnknownFigure:
        raise Http404 from None
    if figure not in answer.figures:
        raise Http404
    return answer


def answered(figure: str, asked: Chosen) -> Answer:
    """The same; one too small to be shown to whoever does not see the records is absent too."""
    answer = _answer(figure, asked)
    if blocks.is_small(answer.figures[figure], asked):
        raise Http404
    return answer


def _source(answer: Answer, figure: str, asked: Chosen) -> Source:
    found, indicator = answer.figures[figure], answer.indicators[figure.partition(".")[0]]
    behind = len(answer.again([figure], records=True)[figure].records)
    before = _earlier(answer, figure, asked)
    label = indicator.say(language())
    facts = [
        Fact(_("范围"), asked.unit.name), Fact(_("期间"), asked.period.words(language())),
        Fact(_("口径"), indicator.noted(language())), Fact(_("版本"), found.definition.isoformat()),
        Fact(_("记录"), ngettext("%(n)s条", "%(n)s条", behind) % {"n": behind}, href=asked.href("figure_records", figure)),
    ]  # fmt: skip
    if found.share is not None:
        facts.append(Fact(_("占比"), f"{found.share}%"))
    if before:
        facts.append(
            Fact(
                _("上年同期"),
                before,
                href=asked.href("figure_records", figure, period=asked.period.year_before().code),
            )
        )
    used = _used(figure)
    if used:
        facts.append(Fact(_("同时用于"), used))
    definition = Link(_("口径和算例"), _definition(figure, asked))
    return Source(title=label if found.label == label else phrases.named(label, found.label), value=counted.words(found), facts=tuple(facts),
                  links=(Link(_("看记录"), asked.href("figure_records", figure)), definition))  # fmt: skip


def _earlier(answer: Answer, figure: str, asked: Chosen) -> str:
    """The same figure of last year; nothing if it was not defined then."""
    try:
        found = answer.last_year([figure])
    except UnknownFigure:
        return ""
    return counted.words(found[figure]) if figure in found else ""


def _used(figure: str) -> str:
    """The official texts in which the figure is printed."""
    editions = [entry for entry in book().entries("editions").values() if figure in entry.indicators()]
    return phrases.listed(entry.say(language()) for entry in editions)


def _definition(figure: str, asked: Chosen) -> str:
    return f"{reverse('lawbook_entry', args=['indicators', figure.partition('.')[0]])}?on={asked.period.end.isoformat()}"


def _note(request: Any, figure: str, asked: Chosen) -> None:
    """Opening a number is a read: noted before the page leaves (AUD-06)."""
    details = {"indicator": figure, "period": asked.period.code, "unit": asked.unit.pk}
    note("figure", officer=request.user.pk, outcome="done", details=details)


def _now() -> str:
    return f"{instant.now().astimezone(BEIJING):%Y-%m-%d %H:%M}"
