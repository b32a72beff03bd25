"""The one clock of the ledger: the instant of writing. Only tests and the simulated city set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta

from django.conf import settings

from mingjian.law.values import BEIJING

REST = timedelta(hours=6)  # what is left of the day on which a demo stands
_set: ContextVar[datetime | None] = ContextVar("instant", default=None)


def now() -> datetime:
    """The present instant, UTC."""
    return _set.get() or _of_demo(datetime.now(UTC))


def real() -> datetime:
    """The present instant by everybody's clock, in a demo too: for codes of an app, waiting times and sessions."""
    return _set.get() or datetime.now(UTC)


def _of_demo(real: datetime) -> datetime:
    """In the folder of a demo the last hours of its year go by ever more slowly: the day stays, no instant comes twice."""
    if settings.MINGJIAN_STANDS is None:
        return real
    stands, begun = settings.MINGJIAN_STANDS
    gone = max(real - begun, timedelta(0))
    return stands + REST * (gone / (gone + REST))  # type: ignore[no-any-return]


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
