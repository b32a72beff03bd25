"""The daily round: when it is due, and that what fails keeps nothing else from being done."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.sessions.models import Session

from mingjian.conf.daily import Daily
from mingjian.conf.working import work
from mingjian.ledger.instant import standing_at
from mingjian.ledger.models import Act, Leaf, Matter
from mingjian.ledger.verify import verify
from tests.people import city
from tests.stories import measure

pytestmark = pytest.mark.django_db(transaction=True)


def beijing(day, hour, minute=0):
    """The clock stands at an hour in Beijing."""
    return standing_at(datetime(2023, 3, day, hour - 8, minute, tzinfo=UTC))


class Counted:
    """A part of the round that remembers for which days it was asked, and may fail."""

    def __init__(self, done=0, fails=False):
        self.days, self.done, self.fails = [], done, fails

    def __call__(self, today):
        self.days.append(today.day)
        if self.fails:
            raise ValueError("the disk is full")
        return self.done


def test_round_is_due_at_the_start_and_when_the_day_changes_in_beijing():
    part = Counted()
    daily = Daily([("nothing", part)])

    for day, hour in ((1, 9), (1, 9), (1, 23), (2, 8), (2, 20), (4, 8)):
        with beijing(day, hour):
            daily.look()

    assert part.days == [1, 2, 4]


def test_failed_part_is_logged_keeps_no_other_and_is_tried_again_an_hour_later(caplog):
    caplog.set_level("INFO", logger="mingjian")
    bad, good = Counted(fails=True), Counted(done=3)
    daily = Daily([("limits derived", bad), ("acts by lapse", good)])

    for hour, minute in ((9, 0), (9, 1), (10, 0), (10, 30)):
        with beijing(1, hour, minute):
            daily.look()
        bad.fails = hour < 9

    assert (bad.days, good.days) == ([1, 1], [1, 1])
    assert [record.getMessage() for record in caplog.records] == [
        "daily round: failed: limits derived",
        "daily round: acts by lapse: 3",
        "daily round: acts by lapse: 3",
    ]


def test_worker_does_the_platforms_acts_and_seals_them(caplog):
    caplog.set_level("INFO", logger="mingjian")
    matter = measure(city(), date(2025, 5, 28))
    Session.objects.create(
        session_key="0" * 32, session_data="", expire_date=datetime(2025, 1, 1, tzinfo=UTC)
    )

    with standing_at(datetime(2025, 6, 1, 1, tzinfo=UTC)):
        work(rounds=3, pause=lambda seconds: None)

    assert Matter.objects.get(pk=matter.pk).procedure == date(2025, 6, 1)
    assert list(Act.objects.filter(matter=matter).values_list("code", "officer__name")) == [
        ("register", "调查陈"),
        ("move_version", None),
    ]
    assert (Leaf.objects.filter(act__matter=matter).count(), Session.objects.count()) == (2, 0)
    assert [record.getMessage() for record in caplog.records] == [
        "daily round: open matters moved to the procedure now in force: 1",
        "daily round: recurring duties that fell due: 4",
    ]
    assert verify(open_words=True).problems == []
