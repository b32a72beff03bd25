"""The day on the public site: Beijing time, and in a demo the day at which the demo stands."""

from datetime import UTC, date, datetime

from django.conf import settings

from mingjian.law.values import BEIJING


def now() -> datetime:
    return settings.MINGJIAN_STANDS[0] if settings.MINGJIAN_STANDS else datetime.now(UTC)


def today() -> date:
    return now().astimezone(BEIJING).date()


def hour() -> float:
    """The present hour as the time of a file: nothing finer is kept of a visit (RPT-01)."""
    instant = datetime.now(UTC).timestamp()
    return instant - instant % 3600
