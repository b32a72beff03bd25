"""Profiles of password rules (AUTH-03): `default` asks for length only, `mlps3` for mixed signs and a change every 90 days.

The two standards contradict each other (ASVS 6.2.5 and 6.2.10, GB/T 22239 8.1.4.1 a), so an installation chooses.
"""

import re
from datetime import date, timedelta

from django.conf import settings

from mingjian.org.models import Officer

LASTS = timedelta(days=90)
SORTS = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^A-Za-z0-9]")
AT_LEAST_SORTS = 3
# Words of this place of work, of which nobody should make a password (AUTH-02).
CONTEXT = (
    "mingjian",
    "jiwei",
    "jianwei",
    "jiwei jianwei",
    "jijian",
    "jiancha",
    "xunjian",
    "shenli",
    "明鉴",
    "纪委",
    "监委",
)


def fault(password: str) -> str | None:
    """The code of what the profile in use finds wrong with a new password."""
    plain = re.sub(r"[\W\d_]+", "", password).casefold()
    if plain in {word.replace(" ", "") for word in CONTEXT}:
        return "password_of_context"
    sorts = sum(bool(re.search(sort, password)) for sort in SORTS)
    if settings.MINGJIAN_PROFILE == "mlps3" and sorts < AT_LEAST_SORTS:
        return "password_of_few_sorts"
    return None


def is_due(officer: Officer, today: date) -> bool:
    """Whether the password must be changed before anything else."""
    if settings.MINGJIAN_PROFILE != "mlps3":
        return False
    return officer.password_on is None or today - officer.password_on > LASTS
