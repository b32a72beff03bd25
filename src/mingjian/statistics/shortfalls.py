"""The sentence of a shortfall for section 二 of the yearly report, from figures that were counted."""

from collections.abc import Mapping
from decimal import Decimal

from mingjian.law.shortfall import Shortfall
from mingjian.law.slots import Slot, parse, slots
from mingjian.statistics.figure import Figure


def sentence(shortfall: Shortfall, figures: Mapping[str, Figure], *, scope: str, period: str) -> str:
    """The sentence with its figures; a part whose figure is not known goes. Empty where nothing is known."""
    known = {name: _printed(figure) for name, figure in figures.items() if figure.value is not None}
    words = {**known, "scope": scope, "period": period}
    parts = [_filled(part, words) for part in shortfall.sentence.rstrip("。").split("；")]
    kept = [part for part in parts if part is not None]
    return "；".join(kept) + "。" if kept else ""


def known_parts(shortfall: Shortfall, figures: Mapping[str, Figure]) -> str:
    """The sentence with its slots, without the parts whose figure is not known: for a writer to take over."""
    known = {name for name, figure in figures.items() if figure.value is not None} | {"scope", "period"}
    parts = [
        part
        for part in shortfall.sentence.rstrip("。").split("；")
        if {slot.id for slot in slots(part)} <= known
    ]
    return "；".join(parts) + "。" if parts else ""


def _filled(text: str, words: Mapping[str, str]) -> str | None:
    slots = parse(text)
    if any(isinstance(part, Slot) and part.id not in words for part in slots):
        return None
    return "".join(part if isinstance(part, str) else words[part.id] for part in slots)


def _printed(figure: Figure) -> str:
    value = figure.value
    return f"{value:f}{figure.unit}" if isinstance(value, Decimal) else f"{value}{figure.unit}"
