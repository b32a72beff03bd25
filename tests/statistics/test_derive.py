"""Facts from matters: one short life for each rule of counting, and the rows it must give."""

from datetime import date

import pytest

from mingjian.complaints.acts import split
from mingjian.leads.acts import open_lead
from mingjian.ledger.models import Matter
from mingjian.ledger.record import open_matter
from mingjian.org.models import Appointment, Department, Officer, Unit
from mingjian.parties.persons import NewPerson, add_person
from mingjian.statistics.catchup import catch_up
from mingjian.statistics.models import FACT_MODELS
from tests.lives import (
    concluded,
    disposed,
    filed_case,
    inquired,
    parts,
    sanctioned,
    settle,
    settled,
    study,
    taken_over,
    to_meeting,
)
from tests.people import DEPARTMENTS, OFFICERS, SINCE, City, city
from tests.stories import agree, at, case, complaint, do, filed_lead, lead, paper

pytestmark = pytest.mark.django_db(transaction=True)
DAY, LATER = date(2023, 3, 1), date(2023, 6, 1)


@pytest.fixture
def people():
    return city()


@pytest.fixture
def person():
    return str(add_person(NewPerson("王建明")).pk)


def rows(table: str, *names: str) -> list:
    """The facts of a table after catching up, as the columns named (one: its values), in the order of their values."""
    catch_up()
    found = FACT_MODELS[table].objects.values_list(*names, flat=len(names) == 1)
    return sorted(
        found, key=lambda row: tuple(str(item) for item in (row if isinstance(row, tuple) else (row,)))
    )


def test_report_is_one_receipt_of_the_unit_that_received_it(people):
    matter = complaint(people, rank_class="township", behaviour="mass", is_signed=False)

    catch_up()

    assert FACT_MODELS["petitions"].objects.values().get() == {
        "id": str(matter.pk), "matter": str(matter.pk), "unit": str(people.unit.pk), "received_on": DAY, "channel": "network",
        "origin": "self", "content_class": "accusation", "is_repeat": 0, "is_signed": 0, "outcome": None, "concluded_on": None,
        "joined_to": None, "rank_class": "township", "behaviour": "mass", "is_own_cadre": None, "agreement": None,
        "department": "信访室",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("outcome", "fact"),
    [("true", "substantiated"), ("mistaken_report", "unsubstantiated"), ("no_longer_needed", "other")],
)
def test_result_is_the_code_of_facts_and_dated_by_the_last_approval(people, outcome, fact):
    concluded(people, DAY, LATER, outcome, handed_up=date(2023, 5, 20))

    assert rows("petitions", "outcome", "concluded_on") == [(fact, LATER)]


def test_conclusion_that_waits_is_no_result(people):
    matter = taken_over(people, DAY, content_class="appeal")
    do(people, matter, "handle_directly", "承办李", DAY)
    do(
        people,
        matter,
        "conclude",
        "承办李",
        LATER,
        outcome="true",
        conclusion="属实",
        needs_clarification=False,
    )

    assert rows("petitions", "outcome", "concluded_on") == [(None, None)]


def test_accusation_without_substance_is_a_class_of_its_own_once_refused(people):
    matter = complaint(people)
    do(people, matter, "not_accept", "信访孙", DAY, not_accepted_ground="no_substance", reason="只有罪名")
    assert rows("petitions", "content_class") == ["accusation"]

    settle(people, matter, DAY)
    assert rows("petitions", "content_class") == ["no_substance"]

    do(people, matter, "reopen", "信访孙", LATER, reason="补充了具体事实")
    do(people, matter, "accept", "信访孙", LATER)
    assert rows("petitions", "content_class") == ["accusation"]


def test_joined_report_stays_a_receipt_and_follows_the_leading_one(people):
    later = complaint(people, date(2023, 3, 2))
    leading = concluded(people, DAY, LATER, "mostly_true")
    settled(people, later, "join", "信访孙", date(2023, 3, 3), joined_to=str(leading.pk), reason="同一问题")
    expected = {("mostly_substantiated", LATER, None), ("mostly_substantiated", LATER, str(leading.pk))}

    assert set(rows("petitions", "outcome", "concluded_on", "joined_to")) == expected


def test_joined_report_changes_with_its_leading_one(people):
    leading, later = complaint(people, DAY), complaint(people, date(2023, 3, 2))
    settled(people, later, "join", "信访孙", date(2023, 3, 3), joined_to=str(leading.pk), reason="同一问题")
    assert rows("petitions", "outcome") == [None, None]

    do(people, leading, "accept", "信访孙", date(2023, 3, 4))
    do(people, leading, "hand_over", "信访孙", date(2023, 3, 4), department=people.department("二室"))
    do(people, leading, "take_over", "承办李", date(2023, 3, 4), handler=people.id("承办李"))
    do(
        people,
        leading,
        "open_lead",
        "承办李",
        date(2023, 3, 4),
        title="反映问题",
        summary="冒领",
        lead_origin="petition",
    )
    settled(
        people,
        leading,
        "conclude",
        "承办李",
        LATER,
        outcome="true",
        conclusion="属实",
        needs_clarification=False,
    )

    assert rows("petitions", "outcome") == ["substantiated", "substantiated"]


def test_split_report_is_one_receipt_with_the_gravest_result_and_last_day_of_its_parts(people):
    matter = complaint(people, content_class="appeal")
    do(people, matter, "accept", "信访孙", DAY)
    with at(DAY):
        first, second = split(
            matter,
            by=people.id("信访孙"),
            on=DAY,
            reason="两件事",
            parts=[{"title": "其一"}, {"title": "其二"}],
        )
    for part, day, outcome in (
        (first, date(2023, 5, 8), "partly_true"),
        (second, date(2023, 6, 5), "untrue"),
    ):
        do(people, part, "hand_over", "信访孙", DAY, department=people.department("二室"))
        do(people, part, "take_over", "承办李", DAY, handler=people.id("承办李"))
        do(people, part, "handle_directly", "承办李", DAY)
        settled(
            people,
            part,
            "conclude",
            "承办李",
            day,
            outcome=outcome,
            conclusion="已核查",
            needs_clarification=False,
        )
    assert rows("petitions", "id", "outcome") == [(str(matter.pk), None)]

    do(people, matter, "conclude_split", "信访孙", date(2023, 7, 3), conclusion="汇总")
    settle(people, matter, date(2023, 7, 3))

    assert rows("petitions", "id", "outcome", "concluded_on") == [
        (str(matter.pk), "partly_substantiated", date(2023, 6, 5))
    ]


def county(people) -> Unit:
    unit = Unit.objects.create(
        name="东河县纪委监委", short="县纪委监委", code="东纪", level="county", parent=people.top, path=""
    )
    unit.path = f"{people.top.path}{unit.pk}/"
    unit.save()
    return unit


def test_report_handed_on_stays_one_receipt_of_whoever_received_it_first(people):
    below = county(people)
    matter = complaint(people)
    do(people, matter, "forward_down", "信访孙", date(2023, 3, 2), to_unit=below.pk)
    assert parts(matter, "transfer")[0].kind == "complaint"

    assert rows("petitions", "id", "unit") == [(str(matter.pk), str(people.unit.pk))]


def test_what_must_go_up_is_no_receipt_here(people):
    with at(DAY):
        open_matter("complaint", "register_upward", by=people.id("信访孙"), on=DAY, unit=people.unit.pk,
                    department=people.department("信访室"), details={"channel": "letter", "superior_ground": "higher_level"})  # fmt: skip

    assert rows("petitions", "id") == []


def test_report_opened_in_error_is_out_of_every_figure(people):
    matter = complaint(people)
    assert len(rows("petitions", "id")) == 1

    settled(people, matter, "end_as_error", "信访孙", DAY, reason="重复录入")

    assert rows("petitions", "id") == []


def test_lead_counts_from_the_approval_of_its_disposal(people):
    matter = disposed(
        people, "close", date(2023, 3, 20), lead_origin="judiciary", is_assigned_from_above=True
    )

    catch_up()

    assert FACT_MODELS["leads"].objects.values().get() == {
        "id": str(matter.pk), "matter": str(matter.pk), "unit": str(people.unit.pk), "origin": "judicial",
        "is_assigned_from_above": 1, "registered_on": date(2023, 3, 1), "disposal_way": "close",
        "disposed_on": date(2023, 3, 20), "is_own_cadre": None, "department": "二室",
        "is_surrender": 0, "grade": None, "recheck": None,
    }  # fmt: skip


def test_held_lead_taken_up_again_was_disposed_of_once(people):
    matter = disposed(people, "hold", date(2023, 3, 20))
    settled(
        people,
        matter,
        "review_hold",
        "承办李",
        LATER,
        hold_review="talk_inquiry",
        study=study(people, LATER),
        disposal_opinion="可查",
    )

    assert rows("leads", "disposal_way", "disposed_on") == [("hold", date(2023, 3, 20))]


def test_parts_of_a_split_lead_count_and_it_does_not(people):
    matter = lead(people)
    do(people, matter, "split", "案管王", DAY, reason="两人分别处置")
    settle(people, matter, DAY)
    for title in ("其一", "其二"):
        do(people, matter, "open_part", "案管王", date(2023, 3, 2), title=title)

    assert rows("leads", "id") == sorted(str(part.pk) for part in parts(matter, "split"))


def test_joined_lead_counts_with_the_leading_one(people):
    leading, later = lead(people), lead(people)
    settled(people, later, "join", "案管王", DAY, joined_to=str(leading.pk), reason="同一问题")

    assert rows("leads", "id") == [str(leading.pk)]


def test_each_talk_or_letter_is_an_inquiry_on_the_day_of_its_approval(people):
    matter = disposed(people, "talk_inquiry", date(2023, 3, 20))
    inquired(people, matter, date(2023, 3, 21), "repeat_talk_inquiry")
    inquired(people, matter, date(2023, 4, 10), "accept_close")

    assert rows("inquiries", "lead", "decided_on") == [
        (str(matter.pk), date(2023, 3, 21)),
        (str(matter.pk), date(2023, 4, 10)),
    ]


def test_closing_after_inquiry_is_one_use_of_the_first_form(people):
    matter = disposed(people, "talk_inquiry", date(2023, 3, 20), is_own_cadre=False)
    inquired(people, matter, date(2023, 3, 21), "accept_close")
    expected = ("1", date(2023, 4, 4), None)
    assert rows("form_uses", "form", "decided_on", "person") == [expected]

    do(people, matter, "send_feedback_letter", "承办李", date(2023, 4, 6), documents=[paper(matter)])

    assert rows("form_uses", "form", "decided_on", "person") == [expected]
    assert rows("form_uses", "measure", "is_own_cadre") == [("closed_after_inquiry", 0)]


def test_first_form_counts_each_person_once(people, person):
    other = str(add_person(NewPerson("赵立")).pk)
    matter = disposed(people, "talk_inquiry", date(2023, 3, 20))
    for named in (person, other):
        do(
            people,
            matter,
            "identify",
            "承办李",
            date(2023, 3, 20),
            person=named,
            person_role="person_complained",
        )
    inquired(people, matter, date(2023, 3, 21), "first_form_measure")
    do(people, matter, "carry_out_first_form", "承办李", date(2023, 4, 6), first_form_measure="admonition",
       documents=[paper(matter)])  # fmt: skip

    assert rows("form_uses", "person", "form", "measure", "decided_on") == sorted(
        (named, "1", "admonition", date(2023, 4, 4)) for named in (person, other)
    )


def test_feedback_after_a_false_accusation_is_no_form(people):
    matter = disposed(people, "talk_inquiry", date(2023, 3, 20))
    inquired(people, matter, date(2023, 3, 21), "false_accusation_check")
    do(people, matter, "refer_false_accusation", "承办李", date(2023, 4, 6), suspicion="材料系伪造")
    do(people, matter, "send_feedback_letter", "承办李", date(2023, 4, 6), documents=[paper(matter)])

    assert rows("form_uses", "id") == []


def test_filed_lead_opens_cases_that_name_it(people, person):
    matter = filed_lead(people, [person], date(2023, 4, 3))

    found = rows("cases", "lead", "person", "filed_on", "rank_class", "closed_on")
    assert found == [(str(matter.pk), person, date(2023, 4, 3), "township", None)]
    assert rows("form_uses", "id") == []


def test_request_for_filing_that_waits_is_no_case(people, person):
    matter = case(people, person)
    assert rows("cases", "id") == []

    agree(people, matter, date(2023, 5, 8), "四室主任卫", "常委钱", "书记赵")
    assert rows("cases", "id") == [str(matter.pk)]


def decided(people, person, on=date(2023, 7, 3), **sanctions) -> Matter:
    matter = filed_case(people, person, date(2023, 5, 8), is_member_cadre=True, rank_class="township")
    to_meeting(people, matter, date(2023, 6, 5), on)
    return sanctioned(people, matter, on, **sanctions)


def test_sanction_is_one_decision_with_the_codes_of_its_day(people, person):
    matter = filed_case(people, person, date(2023, 5, 8), is_member_cadre=True, rank_class="county")
    to_meeting(people, matter, date(2023, 6, 5), date(2023, 7, 3))
    sanctioned(
        people,
        matter,
        date(2023, 7, 3),
        party_sanction="party_serious_warning",
        gov_sanction="admin_demerit",
        rank_class="township",
    )

    assert rows("cases", "rank_class", "closed_on") == [("county", date(2023, 7, 3))]
    found = rows(
        "sanctions",
        "case",
        "person",
        "decided_on",
        "party_sanction",
        "gov_sanction",
        "rank_class",
        "is_member_cadre",
    )
    assert found == [(str(matter.pk), person, date(2023, 7, 3), "serious_warning", "demerit", "township", 1)]
    assert rows("form_uses", "form", "decided_on") == [("2", date(2023, 7, 3))]


def test_code_that_was_only_identified_later_is_known_at_the_filing(people, person):
    matter = filed_case(people, person, date(2023, 5, 8), is_member_cadre=None)
    do(
        people,
        matter,
        "identify",
        "调查陈",
        date(2023, 5, 10),
        person=person,
        person_role="person_concerned",
        is_village_head=True,
    )

    assert rows("cases", "is_village_head") == [1]


def test_transfer_makes_the_same_matter_the_fourth_form(people, person):
    matter = decided(people, person, party_sanction="expulsion", after_decision="transfer")
    assert rows("form_uses", "form", "decided_on", "measure") == [("3", date(2023, 7, 3), "expulsion")]

    do(people, matter, "transfer_to_procuratorate", "案管王", date(2023, 7, 10), documents=[paper(matter)])

    assert rows("form_uses", "form", "decided_on", "measure") == [("4", date(2023, 7, 10), "transferred_on")]
    assert rows("cases", "transferred_on") == [date(2023, 7, 10)]
    assert rows("sanctions", "decided_on") == [date(2023, 7, 3)]


@pytest.mark.parametrize(
    ("measure", "fact", "form"), [("post_adjustment", "transfer", "2"), ("downgrade", "demotion", "3")]
)
def test_organisational_measure_alone(people, person, measure, fact, form):
    matter = filed_case(people, person, date(2023, 5, 8), is_member_cadre=True)
    to_meeting(people, matter, date(2023, 6, 5), date(2023, 7, 3))
    settled(
        people,
        matter,
        "handle_by_organisation",
        "审理蒋",
        date(2023, 7, 3),
        organisational_measure=measure,
        reason="情节较轻",
    )

    assert rows("measures", "person", "decided_on", "measure", "is_member_cadre") == [
        (person, date(2023, 7, 3), fact, 1)
    ]
    assert rows("form_uses", "form") == [form]
    assert rows("sanctions", "id") == []


def test_measure_beside_a_sanction_is_one_use_in_the_heavier_form(people, person):
    matter = filed_case(people, person, date(2023, 5, 8), is_member_cadre=True)
    to_meeting(people, matter, date(2023, 6, 5), date(2023, 7, 3))
    settled(people, matter, "add_organisational_measure", "审理蒋", date(2023, 7, 3), organisational_measure="removal_from_office",
            reason="不宜继续任职")  # fmt: skip
    sanctioned(people, matter, date(2023, 7, 5), party_sanction="probation", probation_term="one_year")

    assert rows("measures", "measure", "decided_on") == [("removal_from_post", date(2023, 7, 3))]
    assert rows("sanctions", "party_sanction") == ["probation_in_party"]
    assert rows("form_uses", "form", "decided_on", "measure") == [("3", date(2023, 7, 5), "probation")]


def test_case_against_a_unit_is_a_case_of_nobody(people):
    matter = filed_case(people, None, date(2023, 5, 8), is_unit_case=True)

    assert rows("cases", "id", "person") == [(str(matter.pk), None)]
    assert rows("form_uses", "id") == []


def test_expulsion_during_probation_is_a_decision_of_its_own_in_the_same_form(people, person):
    case_ = decided(people, person, party_sanction="probation", probation_term="one_year")
    execution = parts(case_, "execution")[0]
    for act, values in (
        ("announce", {"recipient": "局机关党员", "is_filed": True}),
        ("report", {"execution_report": "已执行", "is_filed": True}),
    ):
        do(people, execution, act, "审理蒋", date(2023, 7, 10), documents=[paper(execution)], **values)
    settled(
        people,
        execution,
        "expel",
        "审理蒋",
        date(2024, 2, 5),
        reason="留党察看期间又犯",
        documents=[paper(execution)],
    )

    found = rows("sanctions", "matter", "case", "person", "decided_on", "party_sanction", "is_member_cadre")
    assert found == sorted([
        (str(case_.pk), str(case_.pk), person, date(2023, 7, 3), "probation_in_party", 1),
        (str(execution.pk), str(case_.pk), person, date(2024, 2, 5), "expulsion", 1),
    ])  # fmt: skip
    assert rows("form_uses", "form", "decided_on") == [("3", date(2023, 7, 3))]


def staffed(people, unit: Unit) -> City:
    """The same departments and posts in another unit, the names of officers as here."""
    departments = {
        name: Department.objects.create(unit=unit, name=name, short=name, role=role)
        for name, role in DEPARTMENTS.items()
    }
    officers = {}
    for number, (name, posts) in enumerate(OFFICERS.items()):
        officers[name] = Officer.objects.create(username=f"below{number}", name=f"县{name}")
        for department, post in posts:
            Appointment.objects.create(
                officer=officers[name], department=departments[department], post=post, since=SINCE
            )
    return City(people.top, unit, departments, officers)


def test_result_found_below_is_that_of_the_receipt_above(people):
    unit = county(people)
    below = staffed(people, unit)
    matter = complaint(people, content_class="appeal")
    do(people, matter, "forward_down", "信访孙", date(2023, 3, 2), to_unit=unit.pk)
    handed = parts(matter, "transfer")[0]
    assert (handed.unit_id, rows("petitions", "outcome")) == (unit.pk, [None])

    on = date(2023, 3, 3)
    do(below, handed, "accept", "信访孙", on)
    do(below, handed, "hand_over", "信访孙", on, department=below.department("二室"))
    do(below, handed, "take_over", "承办李", on, handler=below.id("承办李"))
    do(below, handed, "handle_directly", "承办李", on)
    settled(
        below,
        handed,
        "conclude",
        "承办李",
        LATER,
        outcome="partly_true",
        conclusion="部分属实",
        needs_clarification=False,
    )

    found = rows("petitions", "id", "unit", "received_on", "outcome", "concluded_on")
    assert found == [(str(matter.pk), str(people.unit.pk), DAY, "partly_substantiated", LATER)]


def test_lead_handed_to_another_unit_counts_there(people):
    unit = county(people)
    below = staffed(people, unit)
    here = lead(people)
    with at(date(2023, 3, 2)):
        there = open_lead(origin=here, by=below.id("案管王"), on=date(2023, 3, 2), unit=unit.pk,
                          details={"title": "反映某局问题", "lead_origin": "superior_assigned"})  # fmt: skip

    assert rows("leads", "id", "unit") == [(str(there.pk), str(unit.pk))]
