"""From a sentence to its records: every number of a text with where it stands and what it counts."""

from dataclasses import dataclass
from datetime import date

from mingjian.report.numbers import Number
from mingjian.report.text import Text
from mingjian.statistics.figure import Figure


@dataclass(frozen=True)
class Traced:
    """One printed number. `paragraph` counts from 1 as printed; `place` is the paragraph's id."""

    order: int
    paragraph: int
    place: str
    printed: str
    figure: str
    label: str
    value: Number | None
    unit: str
    definition: date
    records: tuple[str, ...]


def trace(text: Text) -> tuple[Traced, ...]:
    """Every number that a text prints, in order."""
    places = {part.id: position for position, part in enumerate(text.paragraphs, start=1)}
    return tuple(
        _traced(text.figures[run.figure or ""], order, places[part.id], part.id, run.text)
        for order, (part, run) in enumerate(text.printed(), start=1)
    )


def _traced(figure: Figure, order: int, paragraph: int, place: str, printed: str) -> Traced:
    return Traced(order, paragraph, place, printed, figure.id, figure.label, figure.value, figure.unit,
                  figure.definition, figure.records)  # fmt: skip


def trace_plain(text: Text) -> str:
    """The trace as lines to read: 3　第2段　391人　处分人数（口径2024-01-01，记录391条）."""
    lines = [
        f"{item.order}　第{item.paragraph}段　{item.printed}　{item.label}"
        f"（口径{item.definition.isoformat()}，记录{len(item.records)}条）"
        for item in trace(text)
    ]
    return "\n".join(lines)
