"""Posts of people and responsibility for units: by day, sealed, journaled, taken back when they were put down by mistake."""

from datetime import date

import pytest

from mingjian.ledger.models import Journal
from mingjian.parties import tenures
from mingjian.parties.models import Oversight, Tenure
from mingjian.parties.persons import NewOrganisation, NewPerson, add_organisation, add_person, everybody
from mingjian.parties.tenures import Post
from tests.people import city

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    return city()


@pytest.fixture
def unit():
    return add_organisation(NewOrganisation("临江市财政局", "government"))


def held(unit, name, position, title, since, until=None, by=None):
    return tenures.appoint(NewPerson(name), Post(unit.pk, position, title, since, until), by=by)


def test_leading_group_is_that_of_the_day(people, unit):
    held(unit, "郑某", "deputy", "副局长", date(2023, 1, 1))
    held(unit, "陈某", "head", "党组书记、局长", date(2022, 6, 1), date(2023, 6, 30))
    held(unit, "周某", "head", "党组书记、局长", date(2023, 7, 1))
    held(unit, "吴某", "other", "办公室主任", date(2020, 1, 1))

    def on(day):
        return [(one.name, one.title) for one in tenures.opened(tenures.leading(unit.pk, day))]

    assert on(date(2022, 12, 31)) == [("陈某", "党组书记、局长")]
    assert on(date(2023, 6, 30)) == [("陈某", "党组书记、局长"), ("郑某", "副局长")]
    assert on(date(2023, 7, 1)) == [("周某", "党组书记、局长"), ("郑某", "副局长")]


def test_title_is_sealed_and_every_change_is_a_journal_entry(people, unit):
    row = held(unit, "陈某", "head", "局长", date(2022, 6, 1), by=people.id("承办李"))

    assert "局长".encode() not in bytes(Tenure.objects.get().title)
    tenures.end(row, date(2023, 5, 31), by=people.id("承办李"))
    tenures.strike(row, by=people.id("承办李"))
    assert Tenure.objects.count() == 0
    changes = [entry.details["change"] for entry in Journal.objects.filter(event="party").order_by("id")]
    assert changes == ["appointed", "dismissed", "struck"]


def test_days_that_cannot_be_are_refused_in_one_sentence(people, unit):
    row = held(unit, "陈某", "head", "局长", date(2022, 6, 1))

    with pytest.raises(ValueError, match="免职日期2022-05-31早于任职日期2022-06-01，请核对。"):
        tenures.end(row, date(2022, 5, 31), by=people.id("承办李"))
    with pytest.raises(ValueError, match="此人这一天起的同一任职已有登记，请核对任职日期。"):
        tenures.appoint(row.person, Post(unit.pk, "head", "局长", date(2022, 6, 1)), by=None)
    with pytest.raises(ValueError, match="请填写职务。"):
        held(unit, "周某", "deputy", " ", date(2022, 6, 1))


def test_career_follows_two_rows_that_are_one_person(people, unit):
    row = held(unit, "陈某", "head", "局长", date(2022, 6, 1))
    other = add_person(NewPerson("陈某", unit="临江市审计局"))
    other.same_as = row.person
    other.save()
    tenures.appoint(other, Post(unit.pk, "other", "科长", date(2015, 3, 1), date(2022, 5, 31)), by=None)

    found = tenures.career(everybody([row.person_id]))

    assert [(tenures.title_of(one), one.since, one.until) for one in found] == [
        ("局长", date(2022, 6, 1), None),
        ("科长", date(2015, 3, 1), date(2022, 5, 31)),
    ]


def test_responsibility_holds_from_its_day_on(people, unit):
    first = {"department": people.department("四室"), "group": None, "leader": None}
    later = {"department": people.department("二室"), "group": None, "leader": people.id("常委钱")}
    tenures.entrust(unit, first, since=date(2023, 1, 1), by=people.id("主任张"))
    tenures.entrust(unit, later, since=date(2023, 6, 1), by=people.id("主任张"))

    assert tenures.responsible(unit.pk, date(2022, 12, 31)) is None
    assert tenures.responsible(unit.pk, date(2023, 5, 31)).department == people.departments["四室"]
    assert tenures.responsible(unit.pk, date(2023, 6, 1)).leader == people.officers["常委钱"]
    with pytest.raises(ValueError, match="联系部门、派驻机构和分管领导至少填写一项。"):
        tenures.entrust(unit, dict.fromkeys(first), since=date(2023, 7, 1), by=people.id("主任张"))
    assert Oversight.objects.count() == 2
