"""A unit's page: who leads it and who is responsible on a day, numbers that open to exactly so many records, what is wanting."""

import re
from datetime import date

import pytest

from mingjian.ledger.record import open_matter
from mingjian.org.models import Appointment, Department, Unit
from mingjian.parties import tenures
from mingjian.parties.models import Role, Tenure
from mingjian.parties.persons import NewOrganisation, NewPerson, add_organisation, add_person
from mingjian.parties.tenures import Post
from mingjian.sharing.models import Transfer
from mingjian.statistics.asking import ask
from mingjian.web.desk import names
from mingjian.web.desk.unit_facts import section_of
from tests.people import SINCE, city
from tests.stories import agree, at, do, finding, opened, paper
from tests.web.sitting import Sitting, links, main, plain

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2023, 6, 20)


@pytest.fixture
def people():
    names.forget()
    return city()


@pytest.fixture
def unit(people):
    made = add_organisation(NewOrganisation("临江市财政局", "government"))
    places = {"department": people.department("二室"), "group": None, "leader": people.id("常委钱")}
    tenures.entrust(made, places, since=date(2023, 1, 1), by=None)
    return made


@pytest.fixture
def leaders(unit):
    said = (("陈某", "head", "党组书记、局长"), ("郑某", "deputy", "副局长"))
    return [tenures.appoint(NewPerson(who), Post(unit.pk, position, title, date(2022, 6, 1)), by=None)
            for who, position, title in said]  # fmt: skip


def found_in(people, unit, on=date(2023, 3, 6)):
    return finding(people, on, organisation=str(unit.pk))


def talk(people, unit, person, on, *, is_head):
    matter = opened(people, "talk", "plan", "承办李", "二室", on, title="日常谈话", talk_kind="routine", person=str(person.pk),
                    is_head=is_head, organisation=str(unit.pk), talk_reason="了解情况。", handler=people.id("承办李"))  # fmt: skip
    who = people.id("常委钱" if is_head else "主任张")
    do(
        people,
        matter,
        "hold",
        "主任张",
        on,
        talker=who,
        talk_place="谈话室",
        talk_content="提出要求。",
        statement_wanted=False,
        documents=[paper(matter)],
    )
    return matter


def numbers(response):
    """The figures of the year by their label, and where each leads."""
    html = response.content.decode()
    aside = re.search(r"<aside.*?</aside>", html, flags=re.S).group()
    rows = re.findall(r'<th scope="row">(.*?)</th>.*?<a href="([^"]+)">(\d+)</a>', aside, flags=re.S)
    return {
        re.sub(r"<[^>]+>", "", label).strip(): (int(count), href.replace("&amp;", "&"))
        for label, href, count in rows
    }


def test_page_says_who_leads_and_who_is_responsible_on_the_day(people, unit, leaders):
    tenures.end(leaders[0], date(2023, 5, 31), by=people.id("承办李"))
    talk(people, unit, leaders[1].person, date(2023, 3, 7), is_head=False)
    here = Sitting(people, "承办李", on=TODAY)

    now, then = main(here.get(f"/units/{unit.pk}/")), main(here.get(f"/units/{unit.pk}/?on=2023-05-31"))

    assert "二室（自2023-01-01）" in now and "常委钱" in now
    assert "陈某" not in now and "郑某" in now and "2023-03-07" in now
    assert re.search("★ ?“一把手” 党组书记、局长", then) and "陈某" in then
    before = main(here.get(f"/units/{unit.pk}/?on=2022-12-31"))
    assert "还没有明确" in before and "常委钱" not in before
    assert "“昨天”不是日期" in main(here.get(f"/units/{unit.pk}/?on=昨天", 422))
    assert "查看日期2024-01-01晚于今天" in main(here.get(f"/units/{unit.pk}/?on=2024-01-01", 422))


def test_every_number_opens_to_exactly_so_many_records(people, unit, leaders):
    for day in (2, 3, 6):
        found_in(people, unit, date(2023, 3, day))
    talk(people, unit, leaders[0].person, date(2023, 3, 7), is_head=True)
    talk(people, unit, leaders[1].person, date(2023, 3, 8), is_head=False)
    found_in(people, add_organisation(NewOrganisation("临江市教育局", "government")))
    here = Sitting(people, "承办李", on=TODAY)

    found = numbers(here.get(f"/units/{unit.pk}/"))

    assert {label: count for label, (count, _) in found.items() if count} == {
        "监督活动（次）": 2, "其中对“一把手”（次）": 1, "发现问题（个）": 3, "其中超期（个）": 3,
    }  # fmt: skip
    for count, href in found.values():
        rows = [link for link in links(here.get(href)) if link.startswith("/m/")]
        assert len(rows) == count, href


def test_sections_lead_to_the_registers_of_the_unit(people, unit, leaders):
    found_in(people, unit)
    found_in(people, add_organisation(NewOrganisation("临江市教育局", "government")))
    here = Sitting(people, "承办李", on=TODAY)

    section = here.get(f"/units/{unit.pk}/findings/")
    register = next(link for link in links(section) if link.startswith("/register/"))
    page = here.get(register)

    assert register == f"/register/finding/?about={unit.pk}"
    assert "共1件" in plain(page) and "单位＝临江市财政局" in plain(page)
    assert len([link for link in links(page) if link.startswith("/m/")]) == 1
    here.get(f"/units/{unit.pk}/findings/?only=heads", 404)
    here.get(f"/units/{unit.pk}/nothing/", 404)


def test_head_of_the_page_says_what_the_unit_is_and_its_keepers_correct_that(people, unit):
    """desk.md 5.8: level, form of the Party organisation and sector stand in the head; whoever keeps the record says them anew."""
    here, outside, where = (
        Sitting(people, "承办李", on=TODAY),
        Sitting(people, "审理蒋", on=TODAY),
        f"/units/{unit.pk}/",
    )
    said = {"kind": "government", "supervised_level": "city", "party_form": "group", "sector": "fiscal"}
    known = r"单位类别 政府及其部门( 层级 市直 党组织形式 党组 行业领域 财政税务)? 联系部门"

    assert re.search(known, main(here.get(where))).group(1) is None
    outside.get(f"{where}description/", 404)
    assert "更正单位资料" not in main(outside.get(where))
    refused = here.post(f"{where}description/", 422, **{**said, "kind": "", "sector": "magic"})
    assert "请选择单位类别。" in main(refused) and "请选择行业领域。" in main(refused)
    here.post(f"{where}description/", 302, **said)
    assert re.search(known, main(here.get(where))).group(1)

    made = here.post(
        "/units/",
        302,
        name="临江市水务局",
        register="1",
        kind="government",
        supervised_level="city",
        sector="water",
    )
    page = main(here.get(made["Location"]))
    assert "层级 市直 行业领域 水利水务" in page and "党组织形式" not in page


def measured(people, matter, day, *names):
    """A finding for which measures are set, by these people of the unit."""
    do(people, matter, "dispose", "承办李", day, finding_disposal="rectify", limit_on="2023-07-01", requirement="收回资金。")  # fmt: skip
    agree(people, matter, day, "主任张")
    mentions = [{"name": name, "unit": "临江市财政局", "post": "科长"} for name in names]
    do(people, matter, "set_measures", "承办李", day, documents=[paper(matter)], measures="收回资金。", responsible=mentions, limit_on="2023-07-01")  # fmt: skip


def test_findings_name_who_is_to_put_them_right(people, unit):
    """desk.md 5.8: 责任人, as the measures name them and as they were identified; before there are measures nobody."""
    matter, bare = found_in(people, unit), found_in(people, unit, date(2023, 3, 7))
    measured(people, matter, date(2023, 3, 8), "周某甲", "吴某乙")
    cadre = add_person(NewPerson("郑某丙", "临江市财政局"))
    Role.objects.create(
        matter=matter, person=cadre, role="responsible_person", since_by=3, since=date(2023, 3, 9)
    )
    where = f"/units/{unit.pk}/findings/"
    rows = re.findall(r"<tr.*?</tr>", Sitting(people, "承办李", on=TODAY).get(where).content.decode(), re.S)

    def shown(number):
        cell = next(
            re.search(r'data-label="责任人"[^>]*>(.*?)</td>', row, re.S).group(1)
            for row in rows
            if number in row
        )
        return re.sub(r"<[^>]+>", "", cell).strip()

    assert (shown(matter.number), shown(bare.number)) == ("周某甲、吴某乙、郑某丙", "—无")
    assert "某甲" not in Sitting(people, "审理蒋", on=TODAY).get(where).content.decode()


def test_problem_of_style_says_where_it_comes_from_like_a_finding(people, unit):
    found = found_in(people, unit)
    style = opened(people, "style_problem", "register", "承办李", "二室", date(2023, 3, 7), title="违规吃喝", style_type="B2a",
                   style_source="covert_visit", problem_facts="公款吃喝", organisation=str(unit.pk), handler=people.id("承办李"))  # fmt: skip
    table = Sitting(people, "承办李", on=TODAY).get(f"/units/{unit.pk}/findings/").context["page"].tables[0]

    said = {row.key: (row.cells[2].words, row.cells[3].day) for row in table.rows}
    assert said[str(style.pk)] == ("明察暗访", date(2023, 3, 7))
    assert said[str(found.pk)][1] == date(2023, 3, 6) and said[str(found.pk)][0]


def test_what_is_wanting_is_said_with_names(people, unit, leaders):
    here = Sitting(people, "承办李", on=TODAY)

    words = main(here.get(f"/units/{unit.pk}/"))
    assert (
        "“一把手”今年未谈话1人（陈某）；班子成员今年未谈话1人（郑某）；“一把手”今年未述责述廉1人（陈某）"
        in words
    )
    talk(people, unit, leaders[0].person, date(2023, 3, 7), is_head=True)
    assert "“一把手”今年未谈话" not in main(here.get(f"/units/{unit.pk}/"))


def test_nothing_of_what_is_out_of_reach_is_counted(people, unit, leaders):
    matter = found_in(people, unit)
    talk(people, unit, leaders[0].person, date(2023, 3, 7), is_head=True)
    outside = Sitting(people, "审理蒋", on=TODAY)

    page = outside.get(f"/units/{unit.pk}/")

    assert {count for count, _ in numbers(page).values()} == {0}
    assert matter.number not in plain(page) and "2023-03-07" not in main(page)
    assert "陈某" in main(page)  # who leads a unit is no secret of a matter


def test_page_takes_as_many_statements_with_one_matter_as_with_many(people, unit, leaders):
    here = Sitting(people, "承办李", on=TODAY)

    def more():
        measured(people, found_in(people, unit), date(2023, 3, 8), "周某甲")
        handed_over(people, unit, date(2023, 3, 9), "承办李", "二室", "四室")
        talk(people, unit, leaders[0].person, date(2023, 3, 7), is_head=True)

    more()
    one = {path: here.statements(f"/units/{unit.pk}/{path}") for path in ("", "findings/", "activities/")}
    more()
    more()

    assert {path: here.statements(f"/units/{unit.pk}/{path}") for path in one} == one
    assert max(one.values()) <= 14


def test_post_is_put_on_record_ended_and_taken_back(people, unit):
    here, where = Sitting(people, "承办李", on=TODAY), f"/units/{unit.pk}/posts/"
    said = {"name": "陈某", "position": "head", "title": "党组书记、局长", "since": "2022-06-01"}

    assert "请填写职务。" in plain(here.post(where, 422, **{**said, "title": ""}))
    here.post(where, 302, **said)
    assert "已登记任职。" in plain(here.get(f"/units/{unit.pk}/"))
    row = Tenure.objects.get()
    again = here.post(where, 422, **{**said, "since": "2023-06-01"})
    assert "已有同名或同证件号码的人员，请选择其中一人，或选择新登记。" in plain(again)
    here.post(
        where,
        302,
        **{
            **said,
            "title": "一级调研员",
            "position": "other",
            "since": "2023-06-01",
            "chosen": str(row.person_id),
        },
    )
    assert {one.person_id for one in Tenure.objects.all()} == {row.person_id}

    change = f"{where}{row.pk}/"
    assert "免职日期2022-05-31早于任职日期2022-06-01，请核对。" in plain(
        here.post(change, 422, change="ended", until="2022-05-31")
    )
    here.post(change, 302, change="ended", until="2023-05-31")
    assert Tenure.objects.get(pk=row.pk).until == date(2023, 5, 31)
    here.post(change, 302, change="struck")
    assert not Tenure.objects.filter(pk=row.pk).exists()


def test_only_the_responsible_keep_the_record(people, unit, leaders):
    outside, head = Sitting(people, "审理蒋", on=TODAY), Sitting(people, "主任张", on=TODAY)

    for path in ("posts/", f"posts/{leaders[0].pk}/", "oversight/"):
        outside.get(f"/units/{unit.pk}/{path}", 404)
    assert "登记任职" not in main(outside.get(f"/units/{unit.pk}/"))
    head.post(f"/units/{unit.pk}/oversight/", 302, department="四室", leader="常委钱", since="2023-06-01")

    assert "四室（自2023-06-01）" in main(head.get(f"/units/{unit.pk}/"))
    assert "二室（自2023-01-01）" in main(head.get(f"/units/{unit.pk}/?on=2023-05-31"))
    assert "没有找到“五室”" in plain(
        head.post(f"/units/{unit.pk}/oversight/", 422, department="五室", since="2023-06-02")
    )


def test_units_that_are_ones_own_stand_on_the_page_of_units(people, unit):
    later = {"department": people.department("四室"), "group": None, "leader": None}
    other = add_organisation(NewOrganisation("临江市教育局", "government"))
    tenures.entrust(
        other,
        {"department": people.department("二室"), "group": None, "leader": None},
        since=date(2022, 1, 1),
        by=None,
    )
    tenures.entrust(other, later, since=date(2023, 2, 1), by=None)

    def own(who):
        return [
            name
            for name in ("临江市财政局", "临江市教育局")
            if name in main(Sitting(people, who, on=TODAY).get("/units/"))
        ]

    assert own("承办李") == ["临江市财政局"]
    assert own("调查陈") == ["临江市教育局"]
    assert own("常委钱") == ["临江市财政局", "临江市教育局"]
    assert own("审理蒋") == []
    here = Sitting(people, "承办李", on=TODAY)
    one = here.statements("/units/")
    for number in range(3):
        more = add_organisation(NewOrganisation(f"临江市第{number}中学", "school"))
        tenures.entrust(
            more, {**later, "department": people.department("二室")}, since=date(2023, 2, 1), by=None
        )
    assert here.statements("/units/") == one


def test_handovers_of_the_group_are_counted_by_their_way(people, unit):
    group = Unit.objects.create(
        name="驻市财政局纪检监察组",
        short="驻财政局组",
        code="临纪驻财",
        level="group",
        parent=people.top,
        path="",
    )
    Unit.objects.filter(pk=group.pk).update(path=f"{people.top.path}{group.pk}/")
    room = Department.objects.create(unit=group, name="监督检查组", short="检查组", role="stationed_group")
    Appointment.objects.create(officer=people.officers["承办李"], department=room, post="member", since=SINCE)
    tenures.entrust(
        unit,
        {"department": people.department("二室"), "group": group.pk, "leader": None},
        since=date(2023, 2, 1),
        by=None,
    )
    given = {
        "title": "问题清单",
        "transfer_kind": "finding",
        "is_requested": False,
        "items": "三项问题。",
        "team": [people.id("承办李")],
    }

    def handed(where, department):
        on = date(2023, 3, 6)
        with at(on):
            return open_matter(
                "transfer", by=people.id("承办李"), on=on, unit=where, department=department, details=given
            )

    sent, received = handed(group.pk, room.pk), handed(people.unit.pk, people.department("二室"))
    handed(people.unit.pk, people.department("二室"))  # of nobody here
    Transfer.objects.filter(pk=received.pk).update(to_unit=group)
    here = Sitting(people, "承办李", on=TODAY)

    found = numbers(here.get(f"/units/{unit.pk}/"))

    assert [found[label][0] for label in ("移交往来（件）", "其中移出（件）", "其中移入（件）")] == [2, 1, 1]
    assert sent.number in main(here.get(found["其中移出（件）"][1])) and received.number in main(
        here.get(found["其中移入（件）"][1])
    )


def handed_over(people, unit, on, sender, room, receiver):
    """A hand-over between two departments that has to do with the unit."""
    matter = opened(people, "transfer", "register", sender, room, on, title="问题清单", transfer_kind="finding", is_requested=False,
                    items="三项问题。", team=[people.id(sender)])  # fmt: skip
    place = {"department": people.department(receiver), "receipt_due_on": str(on), "needs_feedback": False}
    do(people, matter, "send", sender, on, **place)
    agree(people, matter, on, "主任张" if room == "二室" else "四室主任卫")
    Role.objects.create(matter=matter, organisation=unit, role="related_unit", since_by=1, since=on)
    return matter


def test_pairs_that_exchanged_in_earlier_years_only_are_counted_once_and_open_to_their_last_hand_over(
    people, unit
):
    """desk.md 5.8 and 7: two departments are one pair whoever sent; the indicator of figures has the same pairs."""
    first = handed_over(people, unit, date(2022, 3, 7), "承办李", "二室", "四室")
    handed_over(people, unit, date(2023, 5, 5), "承办李", "二室", "审理室")
    here = Sitting(people, "主任张", on=TODAY)
    one = here.statements(f"/units/{unit.pk}/")
    last = handed_over(people, unit, date(2022, 9, 5), "调查陈", "四室", "二室")
    handed_over(people, unit, date(2022, 5, 5), "承办李", "二室", "审理室")
    label, catching = "曾有往来、今年无交流的部门（对）", "pairs_silent"

    count, href = numbers(here.get(f"/units/{unit.pk}/"))[label]
    section = here.get(href)
    assert (count, first.number in main(section), last.number in main(section)) == (1, False, True)
    assert numbers(here.get(f"/units/{unit.pk}/?on=2022-12-31"))[label][0] == 0
    assert here.statements(f"/units/{unit.pk}/") == one <= 14
    figure = ask([catching], period="2023H1", records=True)
    assert figure.figures[catching].value == 1


def test_each_kind_stands_in_the_section_that_it_belongs_to():
    kinds = ("risk_point", "integrity_statement", "directive", "topic", "complaint")
    assert [section_of(kind) for kind in kinds] == [
        "ecology",
        "ecology",
        "activities",
        "activities",
        "casework",
    ]
