"""What is done once a day beside the pages: the platform's own acts and deadlines, then some housekeeping."""

import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from mingjian.channels.answering import answer_new
from mingjian.ledger import instant
from mingjian.ledger.calendars import apply_calendars
from mingjian.ledger.recurring import open_recurring
from mingjian.ledger.upkeep import apply_limits, end_by_lapse, escalate, move_versions
from mingjian.ledger.values import POSTGRESQL
from mingjian.supervision.acts import raise_alerts
from mingjian.web.account import live, reminders

RETRY = timedelta(hours=1)  # after a round of which a part has failed
_log = logging.getLogger(__name__)


def _optimize(today: date) -> int:
    """SQLite keeps its statistics of tables and indexes; PostgreSQL does so by itself."""
    if not POSTGRESQL:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA optimize")
    return 0


def _forget_sessions(today: date) -> int:
    call_command("clearsessions")
    return live.forget_old()


def _tell_reporters(today: date) -> int:
    """Answers compared as a whole: a leading report has moved, an identity was read."""
    return answer_new(settings.MINGJIAN_PORTAL, everything=True)


Part = tuple[str, Callable[[date], int]]
PARTS: Sequence[Part] = (
    ("open matters moved to the procedure now in force", move_versions),
    ("limits derived anew for a changed calendar", lambda today: apply_calendars()),
    ("running limits taken over by a new rule", apply_limits),
    ("acts recorded by lapse of time", end_by_lapse),
    ("limits that nobody kept reported upwards", escalate),
    ("opinions on integrity after which a lead arrived", raise_alerts),
    ("reminders of deadlines that are near", lambda today: reminders.find_due()),
    ("recurring duties that fell due", open_recurring),
    ("answers to reporters of the public site", _tell_reporters),
    ("statistics of the database", _optimize),
    ("expired sessions", _forget_sessions),
)


class Daily:
    """When the round was last done: it is due at the start, whenever the day in Beijing changes, and after a failure."""

    def __init__(self, parts: Sequence[Part] = PARTS) -> None:
        self._parts = parts
        self._day: date | None = None
        self._again: datetime | None = None

    def look(self) -> None:
        """Do the round if it is due."""
        now, today = instant.now(), instant.today()
        if today == self._day and (self._again is None or now < self._again):
            return
        failed = [name for name, part in self._parts if not _done(name, part, today)]
        self._day, self._again = today, now + RETRY if failed else None


def _done(name: str, part: Callable[[date], int], today: date) -> bool:
    """One part: what it did is logged, and so is its failure, which keeps nothing else from being done."""
    try:
        count = part(today)
    except Exception:
        _log.exception("daily round: failed: %s", name)
        return False
    if count:
        _log.info("daily round: %s: %d", name, count)
    return True
