"""Tables of editions as data: figures down, codes across, or units down. Every cell is a figure of some span."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from mingjian.law.entry import Entry

Span = Literal["period", "year", "before", "so_far"]
"""The period itself, the same period last year, the equal span just before, the year so far."""
Measure = Literal["value", "share", "year", "change", "growth"]
"""The figure, its share of the base, the same period last year, the difference to that, the same in percent."""


def _row(value: Any) -> Any:
    return {"of": value} if isinstance(value, str) else value


class ListRow(Entry):
    """One figure, or a breakdown: a row for each of its codes. `block` heads the rows from here on."""

    of: str
    label: str = ""
    block: str = ""


class Listed(Entry):
    """Figures down, measures across. Shares are of `base`; those of one breakdown that is all of it total 100.0."""

    head: str
    rows: tuple[Annotated[ListRow, BeforeValidator(_row)], ...] = Field(min_length=1)
    columns: tuple[Measure, ...] = ("value",)
    base: str = ""

    def asked(self, span: Span) -> set[str]:
        names = {row.of for row in self.rows} | ({self.base} if self.base else set())
        compares = bool({"year", "change", "growth"} & set(self.columns))
        return names if span == "period" or (span == "year" and compares) else set()


class ByUnit(Entry):
    """The units directly under the scope down, totals across, the largest first; the whole above them."""

    units: tuple[str, ...]

    def asked(self, span: Span) -> set[str]:
        return set(self.units) if span == "period" else set()


class GridRow(Entry):
    """A measure of a span: 查处问题数 of the month."""

    label: str
    of: str
    span: Span = "period"
    block: str = ""


class GridColumn(Entry):
    """One code, `by_type:A1`; nothing for the total. `group` stands over it."""

    label: str
    code: str = ""
    group: str = ""


class Grid(Entry):
    """Measures down, codes across, as official statistical forms are laid out."""

    head: str
    rows: tuple[GridRow, ...]
    columns: tuple[GridColumn, ...]

    def asked(self, span: Span) -> set[str]:
        breakdowns = {column.code.partition(":")[0] for column in self.columns}
        names = {(row.of, name) for row in self.rows if row.span == span for name in breakdowns}
        return {f"{of}.{name}" if name else of for of, name in names}


def _which(value: Any) -> str:
    said = value if isinstance(value, dict) else value.__dict__
    return "units" if "units" in said else "list" if "base" in said or _is_list(said) else "grid"


def _is_list(said: dict[str, Any]) -> bool:
    columns = said.get("columns", ())
    return all(isinstance(column, str) for column in columns)


TableOf = Annotated[
    Annotated[Listed, Tag("list")] | Annotated[ByUnit, Tag("units")] | Annotated[Grid, Tag("grid")],
    Discriminator(_which),
]
