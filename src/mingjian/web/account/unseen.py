"""How many reminders an officer has not read: counted once a minute, for the bell on every page."""

from mingjian.web.account.models import Reminder

MOST = 99


def unseen(officer: int) -> int:
    return Reminder.objects.filter(officer=officer, seen_at=None)[:MOST].count()
