"""What goes on beside the pages: once a day the platform's own acts; else the public site, index, marks of duplicates,
sealing. By the worker.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from mingjian.channels import answering, fetching
from mingjian.conf.daily import Daily
from mingjian.ledger import instant, search
from mingjian.ledger.sealer import SealerBusy, seal_new
from mingjian.parties import matching
from mingjian.web.account import mailing, reminders
from mingjian.web.shared import maintenance

PAUSE = 2.0  # seconds between two rounds
SEALING = timedelta(minutes=5)  # at least every ten minutes if anything changed (LED-07)
_log = logging.getLogger(__name__)


def work(*, rounds: int | None = None, pause: Callable[[float], None] = time.sleep) -> None:
    """Work until stopped, or for so many rounds; rest during maintenance. A round that fails is logged and tried again."""
    sealed_at: datetime | None = None
    daily, done = Daily(), 0
    while rounds is None or done < rounds:
        try:
            if maintenance.expected(settings.MINGJIAN_DATA) is None:
                daily.look()
                sealed_at = one_round(sealed_at)
        except (DatabaseError, SealerBusy) as error:
            _log.warning("round put off: %s", error)
        close_old_connections()
        done += 1
        if rounds is None or done < rounds:
            pause(PAUSE)


def _mail() -> None:
    """A mail server that does not answer is tried again next round, and keeps nothing else waiting."""
    try:
        mailing.send_new()
    except OSError as error:
        _log.warning("mail put off: %s", error)


def _portal() -> None:
    """What the public site received in hours that are over (RPT-01; in a demo at once), and what its reporters may know."""
    unit = (
        fetching.receiving_unit(settings.MINGJIAN_PORTAL_UNIT) if settings.MINGJIAN_PORTAL.is_dir() else None
    )
    if unit is None:
        return
    try:
        hour = instant.real().replace(minute=0, second=0, microsecond=0).timestamp()
        fetching.fetch(
            settings.MINGJIAN_PORTAL,
            unit=unit,
            on=instant.today(),
            before=None if settings.MINGJIAN_DEMO else hour,
        )
        answering.answer_new(settings.MINGJIAN_PORTAL)
    except OSError as error:
        _log.warning("spool of the public site put off: %s", error)


def one_round(sealed_at: datetime | None) -> datetime | None:
    """Index what is new, and seal it if the last sealing was long enough ago; when it was last sealed."""
    _portal()
    search.index_new()
    reminders.find_new()
    _mail()
    matching.index_new()
    now = instant.now()
    if sealed_at is not None and now - sealed_at < SEALING:
        return sealed_at
    seal_new(now)
    return now
