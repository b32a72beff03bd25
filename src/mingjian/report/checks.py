"""What must hold in a filled text before it is issued."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from mingjian.law.edition import AddsUp, Edition
from mingjian.report.text import Text
from mingjian.statistics.figure import Figure


@dataclass(frozen=True)
class Finding:
    """A failed check: `blocks` issue, or only `warns`; the figures concerned lead to the records."""

    weight: Literal["blocks", "warns"]
    says: str
    figures: tuple[str, ...]


def check_text(edition: Edition, text: Text, figures: Mapping[str, Figure]) -> list[Finding]:
    """Sums that do not add up and shares that do not total 100.0 block; small cells and growing gaps warn."""
    printed = {run.figure for _, run in text.printed()}
    found = [
        finding
        for rule in edition.adds_up
        if rule.total in printed
        for finding in _sums(rule, figures, printed)
    ]
    return found + _small_cells(text)


def _sums(rule: AddsUp, figures: Mapping[str, Figure], printed: set[str | None]) -> list[Finding]:
    total = figures[rule.total]
    parts = [figures[name] for name in rule.parts if name in figures]
    names = (rule.total, *(part.id for part in parts))
    found = []
    counted = sum(part.value or 0 for part in parts)
    if parts and counted != total.value:
        says = f"{total.label}{total.value}{total.unit}，各项合计{counted}{total.unit}，不相符，请核对记录。"
        found.append(Finding("blocks", says, names))
    hidden = [part for part in parts if part.value and part.id not in printed]
    if hidden and any(part.id in printed for part in parts):
        says = (
            f"{total.label}的分项中{'、'.join(part.label for part in hidden)}没有写出，正文各项加不到总数。"
        )
        found.append(Finding("blocks", says, names))
    shares = [part.share for part in parts if part.share is not None]
    if shares and counted and sum(shares) != Decimal(100):
        found.append(Finding("blocks", f"{total.label}各项占比合计{sum(shares)}%，应为100%，请核对。", names))
    return found


def _small_cells(text: Text) -> list[Finding]:
    small = [text.figures[run.figure] for _, run in text.printed() if run.figure and run.format == "value"]
    return [
        Finding("warns", f"{figure.label}只有{figure.value}人，公开前请考虑能否认出本人。", (figure.id,))
        for figure in small
        if figure.unit == "人" and ":" in figure.id and figure.value in (1, 2)
    ]
