"""Blocks of the dashboard: head figures and charts, every number a link to the records that it counts."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from mingjian.report.dots import Dot, dot_plot
from mingjian.report.drawing import Bar, bars, ring
from mingjian.statistics.asking import Answer
from mingjian.statistics.figure import Figure
from mingjian.web.desk import counted
from mingjian.web.desk.scoping import Chosen
from mingjian.web.shared import phrases
from mingjian.web.shared.charts import Chart
from mingjian.web.shared.parts import Cell, Column, Link, Number, Row, Table, Tag

HEADS = ("petitions_received", "leads_disposed", "cases_filed", "persons_sanctioned", "transferred")
FORMS, RANKS, WAYS, ORIGINS, CHANNELS = (
    "form_uses.by_form",
    "persons_sanctioned.by_rank",
    "leads_disposed.by_way",
    "leads_registered.by_origin",
    "petitions_received.by_channel",
)
# What was pending, came, ended and is pending: the first and the last are one figure, at either end of the period.
FLOWS = (
    ("leads_pending", "leads_registered", "leads_disposed"),
    ("cases_pending", "cases_filed", "cases_closed"),
)
STOCKS = tuple(name for flow in FLOWS for name in flow)
BY_MONTH = "cases_filed"
CONVERSION = "conversion_rate"
PERSONS = ("人", "人次")
Figures = Mapping[str, Figure]


def heads(now: Figures, before: Figures, asked: Chosen, *, is_open: bool) -> tuple[Number, ...]:
    """The head figures with the change from the same period last year."""
    return tuple(_head(now[name], before.get(name), asked, is_open) for name in HEADS if name in now)


def unknown(now: Figures) -> tuple[Number, ...]:
    """The head figures of a period that is over before records begin."""
    return tuple(Number(label=now[name].label, value="—") for name in HEADS if name in now)


def _head(figure: Figure, before: Figure | None, asked: Chosen, is_open: bool) -> Number:
    change, direction = _change(figure, before)
    return Number(label=figure.label, value=counted.number(figure.value), unit=counted.behind(figure.unit, figure.value), change=change, direction=direction,
                  href=records(figure, asked), state="open" if is_open else "live")  # fmt: skip


def _change(figure: Figure, before: Figure | None) -> tuple[str, str]:
    if before is None or figure.value is None or before.value is None or figure.value == before.value:
        return "", ""
    up, difference = figure.value > before.value, abs(figure.value - before.value)
    if up and difference >= 10 * before.value:  # a share of next to nothing says nothing
        return _("＋%(n)s") % {"n": difference}, ""
    share = (Decimal(100) * difference / before.value).quantize(Decimal("0.1"))
    return f"{share}%", "up" if up else "down"


def forms(now: Figures, asked: Chosen) -> Chart:
    rows = _bars(now, FORMS, asked)
    first = next(iter(rows), None)
    sentence = (
        _("%(label)s占%(share)s。") % {"label": first.label, "share": first.share}
        if first and first.share
        else ""
    )
    return Chart(title=_("“四种形态”各占多少？"), drawing=ring(rows, unit=counted.behind(_unit(now, FORMS))), sentence=sentence,
                 table=_twin(_("四种形态，数据表"), _("形态"), rows, _unit(now, FORMS)), links=_links("form_uses", asked))  # fmt: skip


def ranks(now: Figures, before: Figures, asked: Chosen) -> Chart:
    rows = _bars(now, RANKS, asked, before)
    return Chart(title=_("处分了哪些职级的人员？"), key=_beside(before), drawing=bars(rows),
                 table=_twin(_("处分人员按职级，数据表"), _("职级"), rows, _unit(now, RANKS), _earlier(now, RANKS, asked)), links=_links("persons_sanctioned", asked))  # fmt: skip


def ways(now: Figures, before: Figures, asked: Chosen) -> Chart:
    rows = _bars(now, WAYS, asked, before)
    return Chart(title=_("问题线索怎样处置？"), key=_beside(before), drawing=bars(rows),
                 table=_twin(_("处置问题线索按方式，数据表"), _("方式"), rows, _unit(now, WAYS), _earlier(now, WAYS, asked)), links=_links("leads_disposed", asked))  # fmt: skip


def channels(now: Figures, before: Figures, asked: Chosen) -> Chart:
    rows = _bars(now, CHANNELS, asked, before)
    return Chart(title=_("信访举报从哪些渠道来？"), key=_beside(before), drawing=bars(rows),
                 table=_twin(_("接收信访举报按渠道，数据表"), _("渠道"), rows, _unit(now, CHANNELS), _earlier(now, CHANNELS, asked)), links=_links("petitions_received", asked))  # fmt: skip


def origins(now: Figures, before: Figures, asked: Chosen) -> Chart:
    rows = _bars(now, ORIGINS, asked, before)
    return Chart(title=_("问题线索从哪里来？"), key=_beside(before), drawing=bars(rows),
                 table=_twin(_("登记问题线索按来源，数据表"), _("来源"), rows, _unit(now, ORIGINS), _earlier(now, ORIGINS, asked)), links=_links("leads_registered", asked))  # fmt: skip


def _beside(before: Figures) -> str:
    return _("细框为上年同期") if before else ""


def sums(answer: Answer, asked: Chosen) -> Table | None:
    """Whether what was pending and what came is what ended and what is pending, of leads and of cases."""
    before = asked.period.just_before()
    then = answer.again([pending for pending, _came, _ended in FLOWS], period=before)
    since = before.code if answer.reaches(before) else ""
    body = [
        _flow(then[flow[0]], *(answer.figures[name] for name in (*flow[1:], flow[0])), asked, since)
        for flow in FLOWS
        if flow[0] in then and answer.figures.keys() >= set(flow)
    ]
    heads = (Column(label=_("事项"), kind="head"), *(Column(label=label, kind="num", unit=counted.unit("件")) for label in (_("期初在办"), _("新收"), _("办结"), _("期末在办"))),
             Column(label=_("核对")))  # fmt: skip
    return (
        Table(
            caption=_("期初、新收、办结、在办"),
            columns=heads,
            rows=tuple(body),
            compact=True,
            stacks=phrases.in_english(),
        )
        if body
        else None
    )


def _flow(opening: Figure, came: Figure, ended: Figure, pending: Figure, asked: Chosen, before: str) -> Row:
    agrees = (opening.value or 0) + (came.value or 0) == (ended.value or 0) + (pending.value or 0)
    opened = Cell(
        words=counted.number(opening.value), href=asked.href("figure_records", opening.id, period=before)
    )
    numbers = [
        opened if before else Cell(),
        *(
            Cell(words=counted.number(item.value), href=records(item, asked))
            for item in (came, ended, pending)
        ),
    ]
    tag = Tag(_("相符"), "ok") if agrees else Tag(_("不符"), "late")
    return Row(
        cells=(
            Cell(words=_("%(came)s、%(ended)s") % {"came": came.label, "ended": ended.label}),
            *numbers,
            Cell(tag=tag),
        )
    )


def conversion(now: Figures, before: Figures, asked: Chosen) -> Chart | None:
    """Of the leads of each origin, how many led to a case: dots on one scale, the rate of all as a line."""
    rates = [
        figure
        for name, figure in now.items()
        if name.startswith(f"{CONVERSION}.by_origin:") and figure.value is not None
    ]
    if not rates:
        return None
    whole = now[CONVERSION]
    dots, body = [], []
    for figure in rates:
        code = figure.id.rpartition(":")[2]
        of, to = (now[f"{name}.by_origin:{code}"] for name in ("leads_converted", "leads_registered"))
        then = before.get(figure.id)
        dots.append(
            Dot(figure.label, Decimal(figure.value or 0), f"{of.value}/{to.value}", records(of, asked))
        )
        body.append((
            Cell(words=figure.label), Cell(words=str(to.value), href=records(to, asked)), Cell(words=str(of.value), href=records(of, asked)),
            Cell(words=f"{figure.value}%", href=asked.href("figure_source", figure.id)),
            Cell(words="—" if then is None or then.value is None else f"{then.value}%",
                 href="" if then is None or then.value is None else asked.href("figure_source", figure.id, period=asked.period.year_before().code)),
        ))  # fmt: skip
    heads = (Column(label=_("来源"), kind="head"), Column(label=_("已登记"), kind="num", unit=counted.unit("件")), Column(label=_("立案"), kind="num", unit=counted.unit("件")),
             Column(label=_("成案率"), kind="num"), Column(label=_("上年同期"), kind="num"))  # fmt: skip
    width = len(heads) if any(cells[-1].href for cells in body) else len(heads) - 1
    return Chart(
        title=_("哪些来源的线索成案？"), lead=_("来源的线索少于十件的，比例只供参考"), key=_("竖线为全部来源的成案率"), drawing=dot_plot(tuple(dots), Decimal(whole.value or 0)),
        sentence=_("全部来源成案率%(rate)s%%。") % {"rate": whole.value} if whole.value is not None else "",
        table=Table(caption=_("成案率按来源，数据表"), columns=heads[:width], rows=tuple(Row(cells=cells[:width]) for cells in body), compact=True, stacks=phrases.in_english()),
        links=_links(CONVERSION, asked),
    )  # fmt: skip


def is_small(figure: Figure, asked: Chosen) -> bool:
    """A cell of one or two persons, who could be recognised, before somebody who may see figures alone."""
    cell = ":" in figure.id or asked.unit.level != "city"
    return not asked.shows_small and cell and figure.unit in PERSONS and figure.value in (1, 2)


def records(figure: Figure, asked: Chosen) -> str:
    return asked.href("figure_records", figure.id)


def _bars(now: Figures, breakdown: str, asked: Chosen, before: Figures | None = None) -> tuple[Bar, ...]:
    codes = [figure for name, figure in now.items() if name.startswith(f"{breakdown}:")]
    return tuple(_bar(figure, before.get(figure.id) if before else None, asked) for figure in codes)


def _bar(figure: Figure, before: Figure | None, asked: Chosen) -> Bar:
    if is_small(figure, asked) or (before is not None and is_small(before, asked)):
        return Bar(label=figure.label, value=0, share=few(), guarded=True)
    other = int(before.value or 0) if before else None
    return Bar(
        label=figure.label,
        value=int(figure.value or 0),
        unit=counted.behind(figure.unit, figure.value),
        share=_share(figure),
        href=records(figure, asked),
        other=other,
    )


def _twin(caption: str, label: str, rows: Sequence[Bar], unit: str, earlier: Sequence[str] = ()) -> Table:
    """The same numbers as a table, with what they are compared with; `earlier`: where the records of those are."""
    compared, shared = any(row.other is not None for row in rows), any(row.share for row in rows)
    heads = [Column(label=label, kind="head"), Column(label=_("数量"), kind="num", unit=counted.unit(unit))]
    heads += [Column(label=_("占比"), kind="num")] * shared + [
        Column(label=_("上年同期"), kind="num", unit=counted.unit(unit))
    ] * compared
    body = tuple(
        Row(cells=(Cell(words=row.label), Cell(words=few() if row.guarded else str(row.value), href=row.href), *([Cell(words="" if row.guarded else row.share)] * shared),
                   *([Cell(words="" if row.other is None else str(row.other), href="" if row.guarded else then)] * compared)))
        for row, then in zip(rows, earlier or [""] * len(rows), strict=True)
    )  # fmt: skip
    return Table(caption=caption, columns=tuple(heads), rows=body, compact=True, stacks=False)


def _links(indicator: str, asked: Chosen) -> tuple[Link, ...]:
    return (
        Link(_("看记录"), asked.href("figure_records", indicator)),
        Link(_("口径"), asked.href("figure_source", indicator)),
    )


def _earlier(now: Figures, breakdown: str, asked: Chosen) -> list[str]:
    then = asked.period.year_before().code
    return [
        asked.href("figure_records", name, period=then) for name in now if name.startswith(f"{breakdown}:")
    ]


def _unit(now: Figures, breakdown: str) -> str:
    return next((figure.unit for name, figure in now.items() if name.startswith(f"{breakdown}:")), "")


def _share(figure: Figure) -> str:
    return f"{figure.share:.1f}%" if figure.share is not None else ""


def few() -> str:
    """What stands for one or two persons, who could be recognised."""
    return _("＜3")
