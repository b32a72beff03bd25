"""A filled text: one object for page, document and trace."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from mingjian.law.slots import Format
from mingjian.statistics.figure import Figure

Role = Literal["heading", "body", "caption"]


@dataclass(frozen=True)
class Run:
    """A stretch of text. `figure` is the id of the figure that it prints; `number` is the number without unit."""

    text: str
    figure: str | None = None
    format: Format = "value"
    number: str = ""
    lead: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of runs. `prose` ones may be rewritten by the writer, `written` ones have been."""

    id: str
    role: Role
    runs: tuple[Run, ...]
    prose: bool = False
    written: bool = False

    def __str__(self) -> str:
        return "".join(run.text for run in self.runs)


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

    @property
    def title(self) -> str:
        return "".join(self.title_lines)

    def plain(self) -> str:
        """The body as plain text, a line for each paragraph."""
        return "\n".join(str(paragraph) for paragraph in self.paragraphs)

    def printed(self) -> list[tuple[Paragraph, Run]]:
        """Every printed number with its paragraph, in order."""
        return [(part, run) for part in self.paragraphs for run in part.runs if run.figure]

    def as_json(self, *, records: bool = False) -> dict[str, Any]:
        """The text and its figures in printed order, as written on the command line and by the page."""
        return {
            "title": self.title,
            "period": self.period,
            "scope": self.scope,
            "edition": self.edition,
            "text": self.plain(),
            "figures": self._figures(records),
        }

    def _figures(self, records: bool) -> list[dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for _, run in self.printed():
            if run.figure is None or run.format in ("growth", "change"):
                continue
            figure = self.figures[run.figure]
            entry = found.setdefault(run.figure, _entry(figure, self.units.get(figure.id, figure.unit)))
            if run.format == "share":
                entry |= {"share": as_number(figure.share), "share_printed": run.text}
            else:
                entry["printed"] = run.number
            if records:
                entry["records"] = list(figure.records)
        return [_ordered(entry) for entry in found.values()]


def as_number(value: int | Decimal | None) -> int | float | None:
    """A value as JSON has it: whole numbers whole, others as written."""
    return float(value) if isinstance(value, Decimal) else value


def _entry(figure: Figure, unit: str) -> dict[str, Any]:
    value = as_number(figure.value)
    return {"id": figure.id, "label": figure.label, "value": value, "printed": str(value), "unit": unit}


def _ordered(entry: dict[str, Any]) -> dict[str, Any]:
    names = ("id", "label", "value", "printed", "unit", "share", "share_printed", "records")
    return {name: entry[name] for name in names if name in entry}
