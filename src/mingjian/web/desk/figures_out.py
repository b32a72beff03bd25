"""Figures leave the platform: the numbers of the dashboard as one table, and the records behind a number."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingjian.channels.register import Value
from mingjian.statistics.asking import Record, in_order
from mingjian.web.desk import export_file, figures_pages
from mingjian.web.desk.exporting import MOST
from mingjian.web.desk.figure_lines import reach_of, record_columns, records_table
from mingjian.web.desk.figures import Figures
from mingjian.web.desk.frames import language
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.desk.scoping import Chosen, chosen
from mingjian.web.desk.taking import Sheet, lines_of, take, value
from mingjian.web.shared import phrases
from mingjian.web.shared.parts import Column, Link, Table

_WIDTHS = {"head": 24, "day": 14, "text": 16}


@require_http_methods(["GET", "POST"])
@for_officers
def figures_export(request: DeskRequest) -> HttpResponse:
    """Every number of the dashboard, a line each, with the block and the line that it stands in."""
    asked = chosen(request)
    found = list(_numbers(figures_pages.dashboard(request, asked)))
    sheet = Sheet(
        kind="figures", file="figures", title=_("导出数据看板"), scope=_scope(asked), each=_("个数"), count=len(found), counted=True,
        back=Link(_("返回数据看板"), asked.href("figures")), lines=lambda: found,
        widths=((_("栏目"), 30), (_("项目"), 34), (_("数"), 20), (_("值"), 16)),
    )  # fmt: skip
    return take(request, sheet)


def _numbers(page: Figures) -> Iterator[list[Value]]:
    for number in page.numbers:
        yield [_("主要数字"), number.label, _headed(_("数量"), number.unit), _counted(number.value)]
    for chart in page.charts:
        if chart.table:
            yield from _cells(chart.title, chart.table)
    for table in (page.units, page.heat, page.sums):
        if table:
            yield from _cells(table.caption, table)


def _cells(block: str, table: Table) -> Iterator[list[Value]]:
    for _row, ((_head, first), *others) in table.lines():
        for column, cell in others:
            if cell.words or not cell.blank:
                yield [block, first.words, _headed(column.label, column.unit), _counted(value(cell))]


def _headed(label: str, unit: str) -> str:
    return label + phrases.aside(unit)


def _counted(found: Value) -> Value:
    """A count as a number that a spreadsheet can add up; a share and a word as they are shown."""
    return int(found) if isinstance(found, str) and found.isascii() and found.isdigit() else found


@require_http_methods(["GET", "POST"])
@for_officers
def figure_records_export(request: DeskRequest, figure: str) -> HttpResponse:
    """The records that a number counts, as their page lists them; titles that leave are noted as read."""
    asked = chosen(request)
    answer = figures_pages.answered(figure, asked)
    records = list(in_order(answer.page(figure, after=None, size=MOST + 1)))
    label = answer.figures[figure].label
    heads = record_columns(dated=any(record.day for record in records))
    sheet = Sheet(
        kind="figure-records", file=f"records-{figure}", title=_("导出%(figure)s的记录") % {"figure": label}, scope=phrases.parted((label, _scope(asked))),
        back=Link(_("返回记录"), asked.href("figure_records", figure)), count=len(records),
        widths=tuple((column.label, _width(column)) for column in heads),
        lines=lambda: _lines(request, records, label),
        hindrance=_("超过%(n)s条，请选较短的期间或者较小的单位。") % {"n": MOST} if len(records) > MOST else "",
    )  # fmt: skip
    return take(request, sheet)


def _lines(request: DeskRequest, records: list[Record], label: str) -> Iterator[list[Value]]:
    reach = reach_of(request.viewer, records)
    export_file.note_titles(request.viewer, sorted(reach.content))
    return lines_of(records_table(request.viewer, records, reach, title=label))


def _width(column: Column) -> int:
    return _WIDTHS.get(column.kind, 16)


def _scope(asked: Chosen) -> str:
    return phrases.parted((asked.unit.name, asked.period.words(language())))
