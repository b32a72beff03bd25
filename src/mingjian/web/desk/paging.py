"""Where a page of a list begins, as it stands in an address: the sort value and the id of the row before it."""

import base64
import json
from datetime import date, datetime
from uuid import UUID

from mingjian.ledger.access import Key


def written(day: date, number: UUID) -> str:
    """A day (or instant) and an id as one word of an address."""
    return base64.urlsafe_b64encode(json.dumps([day.isoformat(), number.hex]).encode()).decode().rstrip("=")


def read(text: str | None) -> Key | None:
    """Where a page begins; an address that somebody has damaged begins at the first row."""
    pair = _pair(text)
    try:
        return Key(date.fromisoformat(pair[0]), UUID(pair[1])) if pair else None
    except ValueError:
        return None


def of_day(day: date, *, down: bool) -> Key:
    """Where the rows of a day begin, whatever their ids."""
    return Key(day, UUID(int=2**128 - 1) if down else UUID(int=0))


def read_instant(text: str | None) -> tuple[datetime, UUID] | None:
    """The same for lists in the order of writing."""
    pair = _pair(text)
    try:
        return (datetime.fromisoformat(pair[0]), UUID(pair[1])) if pair else None
    except ValueError:
        return None


def _pair(text: str | None) -> tuple[str, str] | None:
    if not text:
        return None
    try:
        first, second = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, TypeError):
        return None
    return (first, second) if isinstance(first, str) and isinstance(second, str) else None
