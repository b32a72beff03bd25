"""Asking for figures: which units, which dataset, what stands behind a figure, how many queries it takes."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingjian.org.models import Unit
from mingjian.parties.persons import NewPerson, add_person
from mingjian.statistics.asking import Record, ask
from mingjian.statistics.plan import UnknownFigure
from mingjian.statistics.records import Placed
from mingjian.statistics.scope import NoSuchScope
from tests.lives import filed_case
from tests.people import city
from tests.stories import complaint

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    return city()


def test_new_acts_are_in_the_next_answer(people):
    assert ask(["petitions_received"], period="2023").figures["petitions_received"].value == 0

    complaint(people)

    assert ask(["petitions_received"], period="2023").figures["petitions_received"].value == 1


def test_default_scope_is_the_top_unit_and_administration_is_none(people):
    Unit.objects.create(name="系统管理", short="系统管理", code="系统", level="system", path="0/")

    answer = ask((), period="2023")

    assert (answer.scope.name, answer.scope.units) == ("临江市", {str(people.top.pk), str(people.unit.pk)})
    assert answer.figures == {}


def test_nothing_to_count_is_said(db):
    with pytest.raises(NoSuchScope, match="还没有单位，无从统计"):
        ask((), period="2023")


def test_record_names_its_matter(people):
    matter = filed_case(people, add_person(NewPerson("王建明")).pk, date(2023, 5, 8))
    answer = ask((), period="2023")

    assert answer.records("persons_filed") == [
        Record(str(matter.pk), matter.pk, matter.number, day="2023-05-08")
    ]
    assert answer.page("persons_filed", after=Placed("2023-05-08", str(matter.pk))) == []


def test_records_stand_by_day_and_number_and_come_page_by_page(people):
    days = [date(2023, 5, 8), date(2023, 5, 9), date(2023, 5, 8), *(date(2023, 5, 10) for _ in range(9))]
    made = [complaint(people, on=day) for day in days]
    answer = ask((), period="2023")

    whole, pages = answer.records("petitions_received"), []
    while found := answer.page("petitions_received", after=pages[-1] if pages else None, size=5):
        pages += [Placed(record.day, record.id) for record in found]

    wanted = [made[0], made[2], made[1], *made[3:]]
    assert [record.number for record in whole] == [matter.number for matter in wanted]
    assert pages == sorted(Placed(record.day, record.id) for record in whole)


def test_nothing_is_called_by_what_is_no_single_figure(people):
    filed_case(people, add_person(NewPerson("王建明")).pk, date(2023, 5, 8))
    answer = ask((), period="2023")

    with pytest.raises(UnknownFigure, match="没有名为“cases_filed.by_rank”的数字"):
        answer.records("cases_filed.by_rank")


@pytest.mark.parametrize("count", [1, 12])
def test_number_of_queries_does_not_grow(people, count):
    for _ in range(count):
        complaint(people)
    ask((), period="2023")

    with CaptureQueriesContext(connection) as queries:
        answer = ask(["petitions_received"], period="2023")
        opened = answer.records("petitions_received")

    assert len(opened) == count
    assert len(queries) == 9
