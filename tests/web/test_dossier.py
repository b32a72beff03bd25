"""Files of persons and units: a purpose first, only what is within reach, the untrue beside that it was cleared."""

from datetime import date

import pytest

from mingjian.ledger.models import Journal
from mingjian.parties import tenures
from mingjian.parties.models import Organisation, Person
from mingjian.parties.persons import NewOrganisation, NewPerson, add_organisation, add_person
from mingjian.parties.tenures import Post
from mingjian.web.desk import lookup, names
from tests.lives import filed_case, parts, sanctioned, to_meeting
from tests.people import city
from tests.stories import assigned_lead, do, filed_lead
from tests.web.sitting import Sitting, links, main, plain

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    names.forget()
    return city()


@pytest.fixture
def person():
    return add_person(NewPerson("周某", unit="某局", post="副局长", id_number="320100197801011234"))


def asked(here, status=200, **more):
    return here.post("/people/", status, **{"purpose": "update", "name": "周某", **more})


def test_file_needs_a_purpose_and_a_search_first(people, person):
    here = Sitting(people, "主任张")

    here.get(f"/people/{person.pk}/", 404)
    assert "请选择查阅事由。" in plain(here.post("/people/", 422, name="周某"))
    assert "请填写姓名或者证件号码。" in plain(here.post("/people/", 422, purpose="update"))
    assert "请填写事项编号或者函号。" in plain(asked(here, 422, purpose="opinion"))
    assert "没有编号为“X”的事项，或您无权查看，请核对编号。" in plain(
        asked(here, 422, purpose="matter", about="X")
    )
    found = asked(here)

    assert f"/people/{person.pk}/" in found.content.decode()
    here.get(f"/people/{person.pk}/")
    events = Journal.objects.filter(event__in=("lookup", "file")).order_by("id")
    assert [(row.event, row.details["purpose"]) for row in events] == [
        ("lookup", "update"),
        ("file", "update"),
    ]


def test_file_shows_what_is_within_reach_and_nothing_more(people, person):
    lead = filed_lead(people, [person.pk])
    inside, outside = (
        Sitting(people, "主任张", on=date(2023, 4, 10)),
        Sitting(people, "审理蒋", on=date(2023, 4, 10)),
    )
    for here in (inside, outside):
        asked(here)

    page = inside.get(f"/people/{person.pk}/")
    words = main(page)
    assert lead.number in words
    assert (
        "本人说明、陈述和申辩" in words and " extra" not in page.content.decode()
    )  # nor left out on a narrow screen
    assert "本次查阅事由：更新廉政档案，已记录。" in words
    assert "3201**********1234" in words and "19780101" not in words
    words = main(outside.get(f"/people/{person.pk}/"))
    assert lead.number not in words and "没有您有权查阅的事项。" in words


def test_untrue_report_says_that_it_was_untrue(people, person):
    lead = assigned_lead(people)
    do(
        people,
        lead,
        "identify",
        "承办李",
        date(2023, 3, 3),
        person=str(person.pk),
        person_role="person_complained",
    )
    study = {
        "on": "2023-03-06",
        "chair": people.id("主任张"),
        "present": [people.id("主任张"), people.id("承办李")],
    }
    do(people, lead, "propose_disposal", "承办李", date(2023, 3, 6), disposal_way="close", close_ground="untrue", outcome="untrue",
       study=study, disposal_opinion="不实")  # fmt: skip
    here = Sitting(people, "承办李")
    asked(here)

    assert "处置意见待审批" in main(here.get(f"/people/{person.pk}/"))


def test_searches_of_an_hour_are_limited(people, monkeypatch):
    monkeypatch.setattr(lookup, "HOURLY", 2)
    here = Sitting(people, "主任张")
    asked(here)
    asked(here)

    assert "一小时内已查找2次，请稍后再查。" in plain(asked(here, 422))


def test_file_keeps_its_number_of_statements(people, person):
    here = Sitting(people, "承办李")

    def counted():
        lead = assigned_lead(people)
        do(
            people,
            lead,
            "identify",
            "承办李",
            date(2023, 3, 3),
            person=str(person.pk),
            person_role="person_complained",
        )

    counted()
    asked(here)
    one = here.statements(f"/people/{person.pk}/")
    counted()
    counted()

    assert here.statements(f"/people/{person.pk}/") == one
    assert Person.objects.count() == 1


def test_unit_is_registered_once_and_found_by_its_name(people):
    here = Sitting(people, "承办李")

    assert "单位类别" not in main(here.get("/units/")).partition("本部门")[0]
    assert "没有登记过这一单位；核对全称后可以登记。" in plain(here.post("/units/", 422, name="临江市财政局"))
    assert "请选择单位类别。" in plain(here.post("/units/", 422, name="临江市财政局", register="1"))
    here.post("/units/", 302, name="临江市财政局", kind="government", register="1")
    unit = Organisation.objects.get()
    found = here.post("/units/", 302, name="临江市财政局")

    assert found.headers["Location"] == f"/units/{unit.pk}/"
    assert "临江市财政局" in main(here.get(found.headers["Location"]))


def test_unit_page_counts_what_is_within_reach(people):
    unit = add_organisation(NewOrganisation("临江市财政局", "government"))
    lead = assigned_lead(people)
    do(
        people,
        lead,
        "identify",
        "承办李",
        date(2023, 3, 3),
        organisation=str(unit.pk),
        person_role="unit_complained",
    )

    words = main(Sitting(people, "承办李").get(f"/units/{unit.pk}/casework/"))

    assert lead.number in words and "被反映单位" in words
    assert lead.number not in main(Sitting(people, "审理蒋").get(f"/units/{unit.pk}/casework/"))


def test_person_met_on_a_unit_page_asks_for_the_purpose_first(people, person):
    unit = add_organisation(NewOrganisation("临江市财政局", "government"))
    here, ask = Sitting(people, "主任张"), f"/people/{person.pk}/purpose/"
    here.get(ask, 404)  # met nowhere within reach
    tenures.appoint(person, Post(unit.pk, "head", "党组书记、局长", date(2022, 6, 1)), by=None)

    assert "查阅周某的廉政档案" in main(here.get(ask))
    here.get(f"/people/{person.pk}/", 404)
    assert "请选择查阅事由。" in plain(here.post(ask, 422))
    assert here.post(ask, 302, purpose="update").headers["Location"] == f"/people/{person.pk}/"

    words = main(here.get(f"/people/{person.pk}/"))
    assert "党组书记、局长 临江市财政局 2022-06-01 至今" in words
    assert Sitting(people, "审理蒋").get(f"/people/{person.pk}/", 404)


def test_person_of_a_matter_leads_to_his_file_for_that_matter(people, person):
    lead = filed_lead(people, [person.pk])
    here = Sitting(people, "承办李", on=date(2023, 4, 10))

    ask = next(link for link in links(here.get(f"/m/{lead.pk}/")) if link.startswith("/people/"))
    page = here.get(ask)

    assert f'value="{lead.number}"' in page.content.decode()
    here.post(f"/people/{person.pk}/purpose/", 302, purpose="matter", about=lead.number)
    assert Journal.objects.filter(event="lookup", matter=lead).count() == 1
    Sitting(people, "审理蒋").get(ask, 404)


def test_number_is_shown_once_for_the_purpose_and_everybody_who_looked_is_listed(people, person):
    here = Sitting(people, "主任张")
    here.get(f"/people/{person.pk}/number/", 404)
    asked(here)

    shown = here.get(f"/people/{person.pk}/number/")

    assert "320100197801011234" in main(shown)
    event = Journal.objects.get(event="reveal")
    assert event.details["field"] == "id_number" and event.details["person"] == person.pk.hex
    looked = main(here.get(f"/people/{person.pk}/looked/"))
    assert "主任张 显示遮蔽字段 更新廉政档案" in looked and "主任张 查阅廉政档案 更新廉政档案" not in looked
    assert "主任张 查阅廉政档案 更新廉政档案" in main(here.get(f"/people/{person.pk}/looked/"))


def test_file_takes_fourteen_statements_at_most(people, person):
    lead = filed_lead(people, [person.pk])
    here = Sitting(people, "主任张", on=date(2023, 4, 10))
    asked(here, purpose="matter", about=lead.number)

    for path in ("", "sanctions/", "talks/", "opinions/", "looked/"):
        assert here.statements(f"/people/{person.pk}/{path}") <= 14, path
    here.get(f"/people/{person.pk}/nothing/", 404)


def test_sanction_in_force_weighs_until_its_day_with_the_ground(people, person):
    filed = filed_case(people, person.pk, date(2023, 5, 8), is_party_member=True)
    ready = to_meeting(people, filed, date(2023, 6, 5), date(2023, 6, 20))
    (matter,) = parts(
        sanctioned(people, ready, date(2023, 6, 26), party_sanction="party_warning"), "execution"
    )
    here = Sitting(people, "审理蒋", on=date(2024, 2, 1))
    asked(here)

    words = main(here.get(f"/people/{person.pk}/"))

    assert f"警告、严重警告影响期 2023-06-26 至 2024-06-26 {matter.number}" in words
    assert "第十条" in words
    later = Sitting(people, "审理蒋", on=date(2024, 6, 27))
    asked(later)
    assert "警告、严重警告影响期" not in main(later.get(f"/people/{person.pk}/"))
