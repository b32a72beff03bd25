"""Closed periods: what blocks a closing, what is frozen, what came later, who may restate."""

from datetime import date

import pytest

from mingjian.conf.commands import periods
from mingjian.ledger.models import Journal
from mingjian.statistics import closing
from mingjian.statistics.asking import ask
from mingjian.statistics.models import ClosedFigure
from tests.people import city
from tests.stories import at, complaint

pytestmark = pytest.mark.django_db(transaction=True)
assert periods  # it adds the commands
DAY, CLOSING = date(2023, 3, 1), date(2023, 4, 7)


@pytest.fixture
def people():
    return city()


def close(people, period="2023Q1", on=CLOSING):
    with at(on):
        return closing.close(ask((), period=period), by=people.id("案管王"), on=on)


def late(people, on=date(2023, 4, 12)):
    """A report of the first quarter that is registered late, with a reason."""
    from mingjian.complaints.acts import register
    from tests.stories import report

    with at(on):
        return register(by=people.id("信访孙"), on=DAY, unit=people.unit.pk, department=people.department("信访室"),
                        details=report(), late_reason="邮路延误")  # fmt: skip


def test_closing_freezes_every_figure_with_its_definition_and_records(people):
    first, second = complaint(people, DAY), complaint(people, date(2023, 3, 31), channel="letter")
    complaint(people, date(2023, 4, 1))

    closed = close(people)

    row = ClosedFigure.objects.get(closed=closed, figure="petitions_received")
    assert (row.value, row.unit, row.definition) == ("2", "件次", date(2016, 1, 1))
    assert row.records == sorted([str(first.pk), str(second.pk)])
    assert closed.figures.count() == len(ask(period="2023Q1").live(None))
    entry = Journal.objects.get(event="period_closed")
    assert (entry.officer_id, entry.details) == (
        people.id("案管王"), {"period": "2023Q1", "unit": str(people.top.pk), "version": 1, "why": None, "other": None},
    )  # fmt: skip


def test_opened_figure_of_a_closed_period_shows_the_frozen_records(people):
    first = complaint(people, DAY)
    close(people)
    late(people)

    answer = ask(["petitions_received"], period="2023Q1")

    assert answer.figures["petitions_received"].value == 1
    assert [record.id for record in answer.records("petitions_received")] == [str(first.pk)]
