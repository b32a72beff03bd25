"""Numbers with their units in the reader's language: 391人, 391 persons, 61.0%."""

from decimal import Decimal

from mingjian.ledger.book import book
from mingjian.statistics.figure import Figure
from mingjian.web.shared.phrases import in_english


def unit(word: str) -> str:
    """The unit by itself, for the head of a column."""
    return _english().get(word, (word, word))[1] if in_english() else word


def behind(word: str, value: int | Decimal | None = None) -> str:
    """The unit as it stands behind a number: in Chinese at once, in English after a space, one thing in the singular."""
    known = _english() if in_english() else {}
    if word not in known:
        return word
    return f" {known[word][value != 1]}"


def words(figure: Figure) -> str:
    """A figure with its unit."""
    return number(figure.value) + (behind(figure.unit, figure.value) if figure.value is not None else "")


def number(value: int | Decimal | None) -> str:
    if value is None:
        return "—"
    return f"{value:,}" if isinstance(value, int) and value >= 10_000 else str(value)


def _english() -> dict[str, tuple[str, str]]:
    """Singular and plural by the Chinese word."""
    return {code.label: (name, code.en) for name, code in book().taxonomy("measure_word").codes.items()}
