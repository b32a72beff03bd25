"""An invented commission on a fixed day, with its petition department."""

from datetime import datetime

import pytest

from mingjian.channels.preview import Desk
from mingjian.law.values import BEIJING
from mingjian.ledger.instant import standing_at
from tests.people import city


@pytest.fixture
def today():
    with standing_at(datetime(2024, 5, 6, 10, tzinfo=BEIJING)) as now:
        yield now


@pytest.fixture
def people(today):
    return city()


@pytest.fixture
def desk(people):
    return Desk(people.unit.pk, people.department("信访室"), people.id("信访主任周"))
