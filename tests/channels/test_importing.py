"""A register becomes reports: each on its day, all or none, once only; identities sealed."""

from datetime import date, datetime

import pytest

from mingjian.channels.importing import record
from mingjian.channels.preview import Desk, look
from mingjian.channels.sample import write_sample
from mingjian.complaints.models import Complaint
from mingjian.law.values import BEIJING
from mingjian.ledger.instant import standing_at
from tests.people import city

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2024, 5, 6)


@pytest.fixture(autouse=True)
def today():
    with standing_at(datetime(2024, 5, 6, 10, tzinfo=BEIJING)):
        yield


@pytest.fixture
def desk():
    people = city()
    return Desk(people.unit.pk, people.department("信访室"), people.id("信访主任周"))


def test_sample(desk, tmp_path):
    path = tmp_path / "台账.xlsx"
    write_sample(path, faults=False)

    done = record(look(path, desk, on=TODAY))

    assert done.registered == 300
    assert Complaint.objects.count() == 300
