"""Blocks of the dashboard that follow time: one batch of leads to where it got, twelve quarters, where limits run out."""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from mingjian.law.running import references
from mingjian.ledger.models import NEVER, Clock, Matter
from mingjian.ledger.viewer import Viewer
from mingjian.report.charts import months as monthly
from mingjian.report.charts import spans
from mingjian.report.drawing import Bar, Quarter, bars, columns
from mingjian.statistics.asking import Answer
from mingjian.statistics.figure import Figure
from mingjian.statistics.shares import share
from mingjian.web.desk import counted
from mingjian.web.desk.figure_blocks import BY_MONTH, Figures
from mingjian.web.desk.frames import language
from mingjian.web.desk.names import name
from mingjian.web.desk.scoping import Chosen
from mingjian.web.shared import phrases
from mingjian.web.shared.charts import Chart, heat_step
from mingjian.web.shared.parts import Cell, Column, Link, Row, Table

COHORT = ("leads_registered", "leads_batch_disposed", "leads_batch_verified", "leads_converted")
_EDGES = (-30, -7, 0, 1, 4, 8, 16)  # days to due at which a bucket of the heat map begins, after the first


def cohort(now: Figures, asked: Chosen) -> Chart:
    """The leads registered in the period and how far that same batch has got by its end."""
    stages = [now[name] for name in COHORT if name in now]
    young = _young(stages)
    rows = tuple(
        Bar(label=figure.label, value=int(figure.value or 0), unit=counted.behind(figure.unit, figure.value), share=_of_before(stages, place),
            href=asked.href("figure_records", figure.id), young=young if place == 0 else 0)
        for place, figure in enumerate(stages)
    )  # fmt: skip
    body = tuple(
        Row(cells=(Cell(words=row.label), Cell(words=str(row.value), href=row.href), Cell(words=row.share)))
        for row in rows
    )
    heads = (
        Column(label=_("阶段"), kind="head"),
        Column(label=_("件数"), kind="num"),
        Column(label=_("占上一阶段"), kind="num"),
    )
    sentence = _("其中%(n)s件尚未走完。") % {"n": young} if young else ""
    return Chart(
        title=_("这一批问题线索走到了哪里？"), lead=_("%(period)s登记的同一批，计至期末") % {"period": asked.period.words(language())}, key=_("斜线为尚未走完"),
        drawing=bars(rows), sentence=sentence, links=(Link(_("看记录"), asked.href("figure_records", COHORT[0])),
                                                     Link(_("口径"), asked.href("figure_source", "conversion_rate"))),
        table=Table(caption=_("同一批问题线索，数据表"), columns=heads, rows=body, compact=True, stacks=False),
    )  # fmt: skip


def _young(stages: list[Figure]) -> int:
    """Those of the batch whose way of disposal is not decided yet."""
    return int(stages[0].value or 0) - int(stages[1].value or 0) if len(stages) > 1 else 0


def _of_before(stages: list[Figure], place: int) -> str:
    if place == 0:
        return ""
    found = share(int(stages[place].value or 0), int(stages[place - 1].value or 0))
    return "" if found is None else f"{found}%"


def quarters(answer: Answer, asked: Chosen, *, today: date) -> Chart:
    """Twelve quarters to the end of the period, each beside the same quarter of the year before."""
    drawn, rows = [], []
    for period, now, then in spans(answer, BY_MONTH, 3):
        code = f"{period.start:%Y-%m}..{period.end:%Y-%m}"
        href = asked.href("figure_records", BY_MONTH, period=code)
        before = asked.href("figure_records", BY_MONTH, period=period.year_before().code)
        quarter = period.end.month // 3
        drawn.append(Quarter(label=f"{period.year % 100:02}Q{quarter}", value=now, last_year=then, href="" if now is None else href, is_open=period.end >= today))  # fmt: skip
        cells = (Cell(words=phrases.begun(period.words(language()))), _count(now, href), _count(then, before))
        rows.append(Row(cells=cells))
    heads = (
        Column(label=_("季度"), kind="head"),
        Column(label=_("立案"), kind="num", unit=counted.unit("件")),
        Column(label=_("上年同季"), kind="num", unit=counted.unit("件")),
    )
    return Chart(title=_("十二个季度立案怎样变化？"), key=_("细框为上年同季，空心为未结账"), drawing=columns(tuple(drawn)),
                 links=(Link(_("看记录"), asked.href("figure_records", BY_MONTH)), Link(_("口径"), asked.href("figure_source", BY_MONTH))),
                 table=Table(caption=_("立案，十二个季度"), columns=heads, rows=tuple(rows), compact=True, stacks=False))  # fmt: skip


def months(answer: Answer, name: str, asked: Chosen) -> Chart:
    """Twelve months to the end of the period, each beside the same month of the year before."""
    drawn, rows = [], []
    for column, period in monthly(answer, name):
        href = asked.href("figure_records", name, period=period.code)
        then = asked.href("figure_records", name, period=period.year_before().code)
        drawn.append(replace(column, href="" if column.value is None else href))
        cells = (
            Cell(words=period.words(language())),
            _count(column.value, href),
            _count(column.last_year, then),
        )
        rows.append(Row(cells=cells))
    label, unit = answer.indicators[name].say(language()), counted.unit("件次")
    heads = (
        Column(label=_("月份"), kind="head"),
        Column(label=label, kind="num", unit=unit),
        Column(label=_("上年同月"), kind="num", unit=unit),
    )
    return Chart(title=_("近十二个月怎样变化？"), key=_("细框为上年同月"), drawing=columns(tuple(drawn)),
                 links=(Link(_("看记录"), asked.href("figure_records", name)), Link(_("口径"), asked.href("figure_source", name))),
                 table=Table(caption=_("近十二个月，数据表"), columns=heads, rows=tuple(rows), compact=True, stacks=False))  # fmt: skip


def _count(value: int | Decimal | None, href: str) -> Cell:
    """A number that leads to its records; of a time before records begin there is neither."""
    return Cell() if value is None else Cell(words=str(value), href=href)


def heat(viewer: Viewer, asked: Chosen, *, today: date) -> Table | None:
    """Open matters by department and days to due, without those from which the officer is kept. One statement.

    A department is named with its own unit: a matter may belong to one unit and lie with a department of another.
    """
    counts = _open(viewer, asked).values_list("department__unit", "department", "day")
    found: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    for unit, department, day, count in counts.annotate(n=Count("id")).order_by(
        "department__unit", "department"
    ):
        found[unit, department][bucket_of(day - today)] += count
    if not found:
        return None
    highest = max(max(counter.values()) for counter in found.values())
    labels = buckets()
    rows = tuple(
        Row(cells=(Cell(words=name("unit_short", unit) + name("department", department)),
                   *(Cell(words=str(counter[n]), heat=heat_step(counter[n], highest), blank=not counter[n],
                          href=asked.href("figure_due", unit, department, n) if counter[n] else "") for n in range(len(labels)))))
        for (unit, department), counter in found.items()
    )  # fmt: skip
    heads = (Column(label=_("部门"), kind="head"), *(Column(label=label, kind="heat") for label in labels))
    return Table(caption=_("在办事项，按部门和距到期天数"), columns=heads, rows=rows, compact=True)


def buckets() -> tuple[str, ...]:
    """The days to due by which open matters stand in the heat map."""
    return (_("超期30天以上"), _("超期8至30天"), _("超期1至7天"), _("今日"), _("余1至3天"), _("余4至7天"), _("余8至15天"), _("余16天以上"))  # fmt: skip


def due(viewer: Viewer, asked: Chosen, place: tuple[int, int, int], *, today: date) -> list[UUID]:
    """The open matters behind one cell (unit, department, bucket), the soonest first."""
    unit, department, bucket = place
    found = _open(viewer, asked).filter(department__unit=unit, department=department)
    if bucket > 0:
        found = found.filter(day__gte=today + timedelta(days=_EDGES[bucket - 1]))
    if bucket < len(_EDGES):
        found = found.filter(day__lt=today + timedelta(days=_EDGES[bucket]))
    return list(found.order_by("day", "opened_on", "pk").values_list("pk", flat=True))


def _open(viewer: Viewer, asked: Chosen) -> QuerySet[Matter]:
    """Open matters with a department and a day, but those from which the officer is kept.

    `day`: of the soonest limit that binds; by what only reminds, or a right whose time is over, nobody is late.
    """
    clocks = Clock.objects.filter(matter=OuterRef("pk"), state="running", due_on__isnull=False)
    for rule, versions in references(viewer.book).items():
        clocks = clocks.exclude(rule=rule, version__in=versions)
    soonest = Subquery(clocks.order_by("due_on").values("due_on")[:1])
    found = Matter.objects.filter(
        closed_on=None, unit__path__startswith=asked.unit.path, secrecy__lte=viewer.clearance, due_on__lt=NEVER,
    ).annotate(day=soonest).filter(day__isnull=False)  # fmt: skip
    return found.exclude(blocks__officer=viewer.officer).exclude(department=None)


def bucket_of(left: timedelta) -> int:
    """The place of a number of days to due: more than 30 late first, 16 and more left last."""
    return sum(left.days >= edge for edge in _EDGES)
