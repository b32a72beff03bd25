"""The one clock of the ledger: the instant of writing. Only tests and the simulated city set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

from mingjian.law.values import BEIJING

_set: ContextVar[datetime | None] = ContextVar("instant", default=None)


def now() -> datetime:
    """The present instant, UTC."""
    return _set.get() or datetime.now(UTC)


def today() -> date:
    """The present day in Beijing: for entry points (pages, commands, the worker), which pass it on as `on`."""
    return now().astimezone(BEIJING).date()


@contextmanager
def standing_at(instant: datetime) -> Iterator[None]:
    """Let the clock stand at an instant (aware), for tests and the simulated city."""
    token = _set.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _set.reset(token)
