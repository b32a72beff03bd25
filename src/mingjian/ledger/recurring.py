"""Recurring duties open their tasks by themselves: an act of the platform, once for each unit, duty and month."""

import logging
from calendar import monthrange
from datetime import date

from mingjian.law.recurring import Recurring
from mingjian.law.refusal import Refused
from mingjian.ledger.book import book
from mingjian.ledger.models import Act
from mingjian.ledger.record import open_matter
from mingjian.org.jurisdiction import department_with
from mingjian.org.models import Unit

_log = logging.getLogger(__name__)


def open_recurring(today: date) -> int:
    """Open what this month asks for and is not open yet; the number of tasks. Done twice it is done once."""
    due = {name: duty for name, duty in book().entries("recurring").items() if _falls_due(duty, today)}
    wanted = {
        _token(unit.pk, name, today): (unit, duty)
        for unit in Unit.objects.filter(until=None).order_by("pk")
        for name, duty in due.items()
        if unit.level in duty.levels
    }
    known = set(Act.objects.filter(token__in=wanted).values_list("token", flat=True)) if wanted else set()
    return sum(
        _opened(unit, duty, token, today) for token, (unit, duty) in wanted.items() if token not in known
    )


def _falls_due(duty: Recurring, today: date) -> bool:
    in_force = duty.in_force <= today and (duty.ends is None or today <= duty.ends)
    return in_force and today.month in duty.months


def _token(unit: int, duty: str, today: date) -> str:
    return f"recurring:{unit}:{duty}:{today:%Y-%m}"


def _opened(unit: Unit, duty: Recurring, token: str, today: date) -> bool:
    """Whether the unit has a department for it; one without has nobody to do it."""
    department = next((found for role in duty.role if (found := department_with(unit.pk, role))), None)
    if department is None:
        return False
    last = date(today.year, today.month, duty.due or monthrange(today.year, today.month)[1])
    details = {
        "title": f"{today.year}年{today.month}月：{duty.label}",
        "limit_on": max(last, today).isoformat(),
        "requirement": duty.requirement,
    }
    try:
        open_matter(
            duty.kind,
            duty.act,
            by=None,
            on=today,
            unit=unit.pk,
            department=department,
            details=details,
            token=token,
        )
    except Refused as refusal:
        _log.warning("%s: %s refused: %s", unit.short, duty.label, refusal)
        return False
    return True
