"""A commission with accounts and passwords, and a calendar that can be turned."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from mingjian.law.values import BEIJING
from mingjian.web.desk import names
from tests.journeys.desk import PASSWORD
from tests.people import City, city


@pytest.fixture
def people(transactional_db) -> City:
    """The invented city; each account has its password."""
    names.forget()
    found = city()
    for officer in found.officers.values():
        officer.set_password(PASSWORD + officer.username)
        officer.save()
    return found


@pytest.fixture
def day(settings) -> Callable[[date], None]:
    """Turn the clock of the whole site to the morning of a day, the way a demo stands at one."""

    def turn(on: date) -> None:
        settings.MINGJIAN_STANDS = (
            datetime(on.year, on.month, on.day, 9, tzinfo=BEIJING).astimezone(UTC),
            datetime.now(UTC),
        )

    return turn
