"""A filled text: one object for page, document and trace."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from mingjian.law.slots import TELLING, Format
from mingjian.statistics.figure import Figure

GROUPED = "／"  # between the group of a column and its own label, where both are said in one
Role = Literal["heading", "body", "caption", "table"]


@dataclass(frozen=True)
class Run:
    """A stretch of text. `figure` is the id of the figure that it prints; `number` is the number without unit.

    `period`: of another span than the text's, as it is written.
    """

    text: str
    figure: str | None = None
    format: Format = "value"
    number: str = ""
    lead: bool = False
    period: str = ""


@dataclass(frozen=True)
class TableCell:
    """Words, or a figure as printed; `period` and `scope` where they are not those of the text.

    `block`: the cell is a heading across the table.
    """

    words: str
    figure: Figure | None = None
    period: str = ""
    scope: str = ""
    block: bool = False


@dataclass(frozen=True)
class HeadCell:
    """A cell of the head of a table, over so many columns and lines."""

    words: str
    columns: int = 1
    lines: int = 1


@dataclass(frozen=True)
class Table:
    """A table made: lines of head cells, rows whose first cell is their label."""

    heads: tuple[tuple[HeadCell, ...], ...]
    rows: tuple[tuple[TableCell, ...], ...]
    note: str = ""

    @property
    def width(self) -> int:
        return sum(cell.columns for cell in self.heads[0])

    def plain(self) -> str:
        """Lines with tabs between the cells."""
        last = self.columns()
        lines = ["\t".join(last), *("\t".join(cell.words for cell in row) for row in self.rows)]
        return "\n".join(lines + ([self.note] if self.note else []))

    def columns(self) -> list[str]:
        """The label of each column, with that of the group over it."""
        over = [cell for cell in self.heads[0] for _ in range(cell.columns)]
        under = iter(self.heads[1]) if len(self.heads) > 1 else iter(())
        return [
            cell.words if cell.lines == len(self.heads) else f"{cell.words}{GROUPED}{next(under).words}"
            for cell in over
        ]

    def turned(self) -> "Table":
        """Codes down under the heading of their group, measures across, for pages narrower than the form."""
        measures = [row for row in self.rows if not row[0].block]
        heads = (HeadCell(self.heads[0][0].words), *(HeadCell(row[0].words) for row in measures))
        rows: list[tuple[TableCell, ...]] = []
        before = ""
        for place, label in enumerate(self.columns()[1:], start=1):
            group, _, own = label.rpartition(GROUPED)
            if group and group != before:
                rows.append((TableCell(group, block=True), *(TableCell("") for _ in measures)))
            rows.append((TableCell(own), *(row[place] for row in measures)))
            before = group
        return Table((heads,), tuple(rows), self.note)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of runs. `prose` ones may be rewritten by the writer, `written` ones have been."""

    id: str
    role: Role
    runs: tuple[Run, ...]
    prose: bool = False
    written: bool = False
    table: Table | None = None

    def __str__(self) -> str:
        words = "".join(run.text for run in self.runs)
        return "\n".join(filter(None, [words, self.table.plain()])) if self.table else words


@dataclass(frozen=True)
class LeftOut:
    """An optional clause that is not in the text, and why: no such figure yet, zero, or hidden by the house."""

    paragraph: str
    clause: str
    figure: str
    why: Literal["missing", "zero", "hidden"]


@dataclass(frozen=True)
class Text:
    """An edition filled with figures: title, paragraphs, the figures as they stood, and what was left out.

    `title_lines`: the title as it breaks by meaning, where it needs more than one line.
    """

    title_lines: tuple[str, ...]
    period: str
    scope: str
    edition: str
    edition_in_force: date
    paragraphs: tuple[Paragraph, ...]
    figures: Mapping[str, Figure]
    units: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    others: Mapping[tuple[str, str], Figure] = field(default_factory=dict)
    """Figures of other spans that sentences print, by id and period."""

    @property
    def title(self) -> str:
        return "".join(self.title_lines)

    def plain(self) -> str:
        """The body as plain text, a line for each paragraph."""
        return "\n".join(str(paragraph) for paragraph in self.paragraphs)

    def printed(self) -> list[tuple[Paragraph, Run]]:
        """Every printed number with its paragraph, in order."""
        return [(part, run) for part in self.paragraphs for run in part.runs if run.figure]

    def cells(self) -> list[TableCell]:
        """Every cell of a table that prints a figure, in order."""
        rows = [row for part in self.paragraphs if part.table for row in part.table.rows]
        return [cell for row in rows for cell in row if cell.figure is not None]

    def figure(self, name: str) -> Figure:
        """A figure of the text's own period, from its sentences or its tables."""
        return self.figures.get(name) or next(
            cell.figure
            for cell in self.cells()
            if cell.figure and cell.figure.id == name and not cell.period + cell.scope
        )

    def as_json(self, *, records: bool = False) -> dict[str, Any]:
        """The text and its figures in printed order, as written on the command line and by the page."""
        made = {
            "title": self.title,
            "period": self.period,
            "scope": self.scope,
            "edition": self.edition,
            "text": self.plain(),
            "figures": self._figures(records),
        }
        tables = [_table(part) for part in self.paragraphs if part.table]
        return {**made, "tables": tables} if tables else made

    def _figures(self, records: bool) -> list[dict[str, Any]]:
        found: dict[tuple[str, str, str], dict[str, Any]] = {}
        for _, run in self.printed():
            if run.figure is None or run.format in ("growth", "change", *TELLING):
                continue
            figure = self.figures[run.figure] if not run.period else self.others[run.figure, run.period]
            entry = found.setdefault(
                (run.figure, run.period, ""), _entry(figure, self.units.get(figure.id, figure.unit))
            )
            if run.format == "share":
                entry |= {"share": as_number(figure.share), "share_printed": run.text}
            else:
                entry["printed"] = run.number
            if records:
                entry["records"] = list(figure.records)
        for cell in self.cells():
            if cell.figure is not None and (cell.figure.id, cell.period, cell.scope) not in found:
                entry = _entry(cell.figure, cell.figure.unit)
                found[cell.figure.id, cell.period, cell.scope] = entry | (
                    {"records": list(cell.figure.records)} if records else {}
                )
        return [
            _ordered({**entry, "period": period, "scope": scope})
            for (_, period, scope), entry in found.items()
        ]


def as_number(value: int | Decimal | None) -> int | float | None:
    """A value as JSON has it: whole numbers whole, others as written."""
    return float(value) if isinstance(value, Decimal) else value


def _entry(figure: Figure, unit: str) -> dict[str, Any]:
    value = as_number(figure.value)
    return {"id": figure.id, "label": figure.label, "value": value, "printed": str(value), "unit": unit}


def _table(part: Paragraph) -> dict[str, Any]:
    """A table as data: each cell of a row by its column."""
    table = part.table
    assert table is not None
    rows = [
        {"label": row[0].words, "values": [as_number(cell.figure.value) if cell.figure else cell.words for cell in row[1:]]}
        for row in table.rows
    ]  # fmt: skip
    title = "".join(run.text for run in part.runs)
    return {"id": part.id, "title": title, "columns": table.columns()[1:], "rows": rows, "note": table.note}


def _ordered(entry: dict[str, Any]) -> dict[str, Any]:
    names = (
        "id",
        "label",
        "value",
        "printed",
        "unit",
        "share",
        "share_printed",
        "period",
        "scope",
        "records",
    )
    return {name: entry[name] for name in names if entry.get(name) not in (None, "") or name == "value"}
