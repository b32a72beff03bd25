"""Where a page of a list begins, as it stands in an address: the sort values and the id of the row before it."""

import base64
import json
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from mingjian.ledger.access import SORTS, Key


def written(days: Iterable[date], number: UUID) -> str:
    """Days (or an instant) and an id as one word of an address."""
    words = [*(day.isoformat() for day in days), number.hex]
    return base64.urlsafe_b64encode(json.dumps(words).encode()).decode().rstrip("=")


def read(text: str | None, sort: str) -> Key | None:
    """Where a page begins; an address that somebody has damaged begins at the first row."""
    words = _words(text, len(SORTS[sort]) + 1)
    try:
        return Key(tuple(map(date.fromisoformat, words[:-1])), UUID(words[-1])) if words else None
    except ValueError:
        return None


def of_day(day: date, sort: str, *, down: bool) -> Key:
    """Where the rows of a day begin, whatever comes after the day in the order."""
    edge, number = (date.max, 2**128 - 1) if down else (date.min, 0)
    return Key((day, *(edge for _column in SORTS[sort][1:])), UUID(int=number))


def read_instant(text: str | None) -> tuple[datetime, UUID] | None:
    """The same for lists in the order of writing."""
    pair = _words(text, 2)
    try:
        return (datetime.fromisoformat(pair[0]), UUID(pair[1])) if pair else None
    except ValueError:
        return None


def _words(text: str | None, count: int) -> list[str]:
    """As many words as the order has values; none if it is anything else."""
    try:
        words = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))) if text else None
    except ValueError:
        return []
    if not isinstance(words, list) or len(words) != count:
        return []
    return words if all(isinstance(word, str) for word in words) else []
