"""Tables of an edition filled with figures: listed, by unit, or as a grid of codes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from mingjian.law.style import Style
from mingjian.law.table import ByUnit, Grid, Listed, ListRow, Measure, Span, TableOf
from mingjian.report import numbers
from mingjian.report.comparing import Spanned
from mingjian.report.text import HeadCell, Table, TableCell
from mingjian.statistics.figure import Figure
from mingjian.statistics.shares import share, shares

_HEADS: Mapping[Measure, str] = {"share": "占比", "year": "上年同期", "change": "增减", "growth": "增减幅度"}
_NONE = "—"


class UnitLine(NamedTuple):
    """The totals of one unit under the scope."""

    id: str
    name: str
    figures: Mapping[str, Figure]


@dataclass(frozen=True)
class Source:
    """What tables are made of: figures by span, those of the units below, and how the house writes."""

    spans: Mapping[Span, Spanned]
    units: Sequence[UnitLine]
    style: Style
    scope: str

    def find(self, span: Span, figure: str) -> Figure | None:
        return self.spans[span].figures.get(figure) if span in self.spans else None

    def cell(self, figure: Figure | None, span: Span = "period", scope: str = "") -> TableCell:
        """A figure as tables print it: digits, the unit stands in the head."""
        if figure is None or figure.value is None:
            return TableCell(_NONE)
        period = self.spans[span].period if span != "period" else ""
        percent = "%" if figure.unit == "%" else ""
        digits = numbers.plain(Decimal(figure.value), trailing_zero=True) if percent else str(figure.value)
        return TableCell(digits + percent, figure, period, scope)


def make(table: TableOf, source: Source) -> Table:
    """The table of a declaration; figures that are not counted yet are a dash."""
    if isinstance(table, Grid):
        return _grid(table, source)
    return _by_unit(table, source) if isinstance(table, ByUnit) else _listed(table, source)


def _listed(table: Listed, source: Source) -> Table:
    lines = [(row, _lines(row, source)) for row in table.rows]
    units = {figure.unit for _, found in lines for _, figure in found if figure is not None}
    unit = next(iter(units)) if len(units) == 1 else ""
    rows: list[tuple[TableCell, ...]] = []
    for row, found in lines:
        if row.block:
            rows.append((TableCell(row.block, block=True), *(TableCell("") for _ in table.columns)))
        percents = _percents(table, [figure for _, figure in found], source)
        for (label, figure), percent in zip(found, percents, strict=True):
            said = "" if unit or figure is None or figure.unit == "%" else f"（{figure.unit}）"
            measured = (_measured(column, figure, percent, source) for column in table.columns)
            rows.append((TableCell(label + said), *measured))
    heads = [
        HeadCell(table.head),
        *(HeadCell(_HEADS.get(column, unit or "数量")) for column in table.columns),
    ]
    return Table((tuple(heads),), tuple(rows), _note(table, source))


def _lines(row: ListRow, source: Source) -> list[tuple[str, Figure | None]]:
    """The label and figure of each row that a declared row stands for; a row for each code of a breakdown."""
    figures = source.spans["period"].figures
    codes = [figure for name, figure in figures.items() if name.startswith(f"{row.of}:")]
    if codes:
        return [(row.label + figure.label, figure) for figure in codes]
    figure = figures.get(row.of)
    return [(row.label or (figure.label if figure else row.of), figure)]


def _percents(table: Listed, figures: Sequence[Figure | None], source: Source) -> list[Decimal | None]:
    base = source.find("period", table.base) if table.base else None
    if "share" not in table.columns or base is None:
        return [None] * len(figures)
    counts, total = [int(figure.value or 0) if figure else 0 for figure in figures], int(base.value or 0)
    return list(shares(counts)) if sum(counts) == total else [share(count, total) for count in counts]


def _measured(column: Measure, figure: Figure | None, percent: Decimal | None, source: Source) -> TableCell:
    if column == "value" or figure is None or figure.value is None:
        return source.cell(figure) if column == "value" else TableCell(_NONE)
    if column == "share":
        return TableCell(_NONE if percent is None else numbers.share(percent, trailing_zero=True))
    before = source.find("year", figure.id)
    if column == "year" or before is None or before.value is None:
        return source.cell(before, "year")
    if before.definition != figure.definition:
        return TableCell("不可比")
    if column == "change":
        return TableCell(
            f"{Decimal(figure.value) - Decimal(before.value):+}".replace("-", "−").replace("+0", "0")
        )
    return TableCell(
        _NONE if before.value == 0 else numbers.growth(figure.value, before.value, figure.unit, source.style)
    )


def _note(table: Listed, source: Source) -> str:
    base = source.find("period", table.base) if table.base else None
    shared = f"占比以{base.label}为基数。" if base is not None and "share" in table.columns else ""
    compares = bool({"year", "change", "growth"} & set(table.columns)) and "year" not in source.spans
    return shared + ("上年同期的记录不全，不作比较。" if compares else "")


def _by_unit(table: ByUnit, source: Source) -> Table:
    whole = [source.find("period", name) for name in table.units]
    heads = (
        HeadCell("单位"),
        *(HeadCell(f"{figure.label}（{figure.unit}）" if figure else _NONE) for figure in whole),
    )
    lines = sorted(source.units, key=lambda line: -int(line.figures[table.units[0]].value or 0))
    rows = [(TableCell(source.scope), *(source.cell(figure) for figure in whole))]
    rows += [
        (TableCell(line.name), *(source.cell(line.figures[name], scope=line.id) for name in table.units))
        for line in lines
    ]
    return Table((heads,), tuple(rows))


def _grid(table: Grid, source: Source) -> Table:
    """Two lines of heads where columns are grouped; a column of no group reaches over both."""
    groups = [
        (group, list(columns)) for group, columns in groupby(table.columns, key=lambda column: column.group)
    ]
    if not any(group for group, _ in groups):
        heads: tuple[tuple[HeadCell, ...], ...] = (
            (HeadCell(table.head), *(HeadCell(c.label) for c in table.columns)),
        )
    else:
        heads = tuple(map(tuple, zip_heads(table.head, groups)))
    rows = [
        (TableCell(f"{row.block}{row.label}"), *(source.cell(source.find(row.span, _id(row.of, column.code)), row.span) for column in table.columns))
        for row in table.rows
    ]  # fmt: skip
    return Table(heads, tuple(rows))


def zip_heads(head: str, groups: Sequence[tuple[str, list]]) -> Iterator[list[HeadCell]]:  # type: ignore[type-arg]
    """The line of groups, and the line of what stands under them."""
    first, second = [HeadCell(head, lines=2)], []
    for group, columns in groups:
        if group:
            first.append(HeadCell(group, columns=len(columns)))
            second += [HeadCell(column.label) for column in columns]
        else:
            first += [HeadCell(column.label, lines=2) for column in columns]
    yield first
    yield second


def _id(of: str, code: str) -> str:
    return f"{of}.{code}" if code else of
