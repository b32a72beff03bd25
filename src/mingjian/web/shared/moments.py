"""An instant as pages write it."""

from datetime import datetime

from django.utils.timezone import localtime


def minute(moment: datetime) -> str:
    """2026-11-23 09:12 on the clock of Beijing; an instant without zone is on it already."""
    return (localtime(moment) if moment.tzinfo else moment).strftime("%Y-%m-%d %H:%M")
