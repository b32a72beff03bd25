"""Waiting after wrong passwords: longer with each failure, per account and per source, never for everybody (AUTH-04).

A pair of account and source that has worked before is judged by its own failures alone: no stranger's guessing
slows an officer at the usual desk. Names are kept as keyed hashes, for people type passwords into wrong fields.
"""

from datetime import datetime, timedelta
from math import ceil

from django.db import transaction

from mingjian.ledger import instant
from mingjian.ledger.sealing import keys
from mingjian.vault.profile import CURRENT
from mingjian.web.desk.models import Guessing

FREE = {"pair": 3, "account": 6, "source": 20}  # failures without any waiting
FIRST, LONGEST = timedelta(seconds=5), timedelta(minutes=15)
FORGOTTEN = timedelta(days=1)  # after a day without failures the count begins anew
KNOWN_FOR = timedelta(days=90)


def charge(account: str, source: str) -> int:
    """Count an attempt as failed before it is judged, so that parallel guesses gain nothing.

    Returns 0 if it may be judged; else the seconds to wait, and then nothing was counted.
    """
    now = instant.real()
    with transaction.atomic():
        rows = _rows(account, source, now)
        wait = _longest(rows, now)
        if not wait:
            for sort, row in rows.items():
                row.failures = 1 if now - row.last > FORGOTTEN else row.failures + 1
                row.last, row.until = now, now + delay(row.failures - FREE[sort])
                row.save()
    return wait


def refund(account: str, source: str) -> None:
    """The attempt was right: it counts for nothing, and the pair is known from now on."""
    now = instant.real()
    with transaction.atomic():
        for sort, row in _rows(account, source, now).items():
            row.failures = 0 if sort == "pair" else max(0, row.failures - 1)
            row.is_known = sort == "pair"
            row.last = row.until = now
            row.save()
        Guessing.objects.filter(is_known=False, last__lt=now - FORGOTTEN).delete()
        Guessing.objects.filter(last__lt=now - KNOWN_FOR).delete()


def waiting(account: str, source: str) -> int:
    """The seconds to wait before the next attempt."""
    now = instant.real()
    with transaction.atomic():
        return _longest(_rows(account, source, now), now)


def delay(beyond: int) -> timedelta:
    """The wait after so many failures beyond the free ones: 5 seconds, doubled each time, at most 15 minutes."""
    return min(LONGEST, FIRST * 2 ** min(beyond, 20)) if beyond >= 0 else timedelta()


def _rows(account: str, source: str, now: datetime) -> dict[str, Guessing]:
    """What judges this attempt, locked: the pair alone if it is known, else the account and the source too."""
    pair = _row("pair", f"{account}\x00{source}", now)
    if pair.is_known:
        return {"pair": pair}
    return {"pair": pair, "account": _row("account", account, now), "source": _row("source", source, now)}


def _row(sort: str, name: str, now: datetime) -> Guessing:
    key = CURRENT.mac(keys().derive("throttle"), f"{sort}\x00{name}".encode()).hex()
    Guessing.objects.get_or_create(key=key, defaults={"last": now, "until": now})
    return Guessing.objects.select_for_update().get(key=key)


def _longest(rows: dict[str, Guessing], now: datetime) -> int:
    return max(0, *(ceil((row.until - now).total_seconds()) for row in rows.values()), 0)
