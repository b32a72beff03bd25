"""Hand-overs between departments and units, uses of reports, and what a person's file is made of, through the ledger."""

from collections import Counter
from datetime import date

import pytest

from mingjian.law.refusal import Refused
from mingjian.ledger.joining import tied
from mingjian.ledger.models import Ancestry, Matter
from mingjian.ledger.record import open_matter
from mingjian.org.models import Appointment, Department, Officer
from mingjian.parties.models import Person
from mingjian.parties.persons import NewOrganisation, NewPerson, add_organisation, add_person
from mingjian.parties.tenures import Post, appoint
from mingjian.sharing.checks import check
from mingjian.statistics.catchup import catch_up
from mingjian.statistics.models import FACT_MODELS
from tests.people import SINCE, city, county
from tests.stories import agree, assigned_lead, at, do, facts

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    """The city with a county whose commission has a case management of its own."""
    found = city()
    unit = county(found)
    for name, role, officer, post in (
        ("县案管室", "case_mgmt_dept", "县案管何", "member"), ("县一室", "supervision_dept", "县主任施", "head"),
    ):  # fmt: skip
        room = found.departments[name] = Department.objects.create(
            unit=unit, name=name, short=name, role=role
        )
        found.officers[officer] = Officer.objects.create(username=officer, name=officer)
        Appointment.objects.create(officer=found.officers[officer], department=room, post=post, since=SINCE)
    return found


def transfer(people, on=date(2023, 3, 1), **more) -> Matter:
    details = {"title": "某局采购问题", "transfer_kind": "lead", "is_requested": False, "items": "清单",
               "team": [str(people.id("承办李"))], **more}  # fmt: skip
    with at(on):
        return open_matter("transfer", by=people.id("承办李"), on=on, unit=people.unit.pk,
                           department=people.department("二室"), details=details)  # fmt: skip


def send(people, matter, to, on=date(2023, 3, 2), **more):
    details = {"department": str(people.department(to)), "receipt_due_on": "2023-03-07", "needs_feedback": True,
               "feedback_due_on": "2023-06-02", **more}  # fmt: skip
    return do(people, matter, "send", "承办李", on, **details)


def received(people) -> Matter:
    matter = transfer(people)
    send(people, matter, "县一室")
    agree(people, matter, date(2023, 3, 2), "主任张")
    do(people, matter, "receive", "县主任施", date(2023, 3, 3), handler=str(people.id("县主任施")))
    return matter


def test_hand_over_to_a_county_becomes_a_lead_there_and_is_answered(people):
    matter = received(people)
    do(
        people,
        matter,
        "register_lead",
        "县主任施",
        date(2023, 3, 6),
        title="采购问题",
        summary="围标",
        lead_origin="other_commission",
    )
    do(
        people,
        matter,
        "feed_back",
        "县主任施",
        date(2023, 5, 8),
        transfer_result="became_lead",
        feedback="已登记",
    )
    do(people, matter, "acknowledge", "承办李", date(2023, 5, 9))

    lead = tied(matter, "transfer")[0]
    county = people.departments["县案管室"]
    assert (lead.kind, lead.unit_id, lead.department_id) == ("lead", county.unit_id, county.pk)
    assert check(people.unit.pk) == []
    catch_up()
    row = FACT_MODELS["transfers"].objects.values().get()
    assert {name: row[name] for name in ("department", "to_unit", "to_department", "kind", "is_requested", "lead")} == {
        "department": "二室", "to_unit": str(county.unit_id), "to_department": "县一室", "kind": "lead", "is_requested": False,
        "lead": str(lead.pk)}  # fmt: skip
    assert [str(row[name]) for name in ("sent_on", "receipt_due_on", "received_on", "feedback_due_on", "fed_back_on")] == [
        "2023-03-02", "2023-03-07", "2023-03-03", "2023-06-02", "2023-05-08"]  # fmt: skip


def test_hand_over_to_oneself_or_to_another_unit_than_named_is_refused(people):
    matter = transfer(people)

    with pytest.raises(Refused) as refusal:
        send(people, matter, "二室")
    assert str(refusal.value) == "二室就是移出部门，请另选接收部门。"
    with pytest.raises(Refused) as refusal:
        send(people, matter, "县一室", to_unit=str(people.unit.pk))
    assert str(refusal.value) == "“接收单位”与接收部门县一室不是同一单位，请改正或者不填。"
    matter.refresh_from_db()
    assert matter.seq == 1


def test_any_matter_can_be_shared_and_both_ends_show_it(people):
    lead = assigned_lead(people)

    do(people, lead, "hand_over_to", "承办李", date(2023, 3, 6), transfer_kind="information", is_requested=False,
       handed_over="线索情况", contacts=[str(people.id("承办李"))])  # fmt: skip

    shared = tied(lead, "opens")[0]
    assert (shared.kind, shared.step) == ("transfer", "drafted")
    assert Ancestry.objects.filter(ancestor=lead, descendant=shared).exists()


def report(people, on=date(2023, 6, 1)) -> Matter:
    with at(on):
        return open_matter(
            "shared_report", by=people.id("主任张"), on=on, unit=people.unit.pk, department=people.department("二室"),
            details={"title": "巡察综合报告", "report_kind": "inspection_report", "report_on": "2023-05-19", "summary": "要点"},
        )  # fmt: skip


def test_report_is_used_where_a_record_cites_it(people):
    lead, matter = assigned_lead(people), report(people)
    do(people, matter, "distribute", "主任张", date(2023, 6, 5), team=[str(people.id("承办李"))])

    do(people, matter, "cite", "承办李", date(2023, 7, 10), other_matter=str(lead.pk), section="第三部分")

    assert tied(matter, "cites") == [lead]
    assert not Ancestry.objects.filter(ancestor=matter).exists(), "what cites a report did not come from it"
    assert facts("uses", "report", "report_kind", "cited_in", "cited_on") == [
        (str(matter.pk), "inspection_report", None, None),
        (str(matter.pk), "inspection_report", str(lead.pk), date(2023, 7, 10)),
    ]


def keep(people, kind, title, on, **more) -> Matter:
    with at(on):
        return open_matter(kind, by=people.id("承办李"), on=on, unit=people.unit.pk, department=people.department("二室"),
                           details={"title": title, "handler": str(people.id("承办李")), **more})  # fmt: skip


def test_file_of_a_cadre_is_complete_only_when_the_records_say_so(people):
    person = str(add_person(NewPerson("余某", unit="某局")).pk)
    file = keep(people, "integrity_file", "余某廉政档案", date(2023, 1, 10), person=person)
    keep(people, "personal_report", "余某查核", date(2023, 1, 11), person=person, report_year="2022", report_check_kind="sample",
         received_on="2023-01-11", report_result="consistent")  # fmt: skip

    do(people, file, "review", "承办李", date(2023, 1, 12), file_review="complete", file_text="逐项核对")
    file.refresh_from_db()
    missing, step = file.acts.get(seq=2).details["missing_parts"], file.step
    keep(people, "integrity_statement", "余某承诺书", date(2023, 1, 13), person=person, statement_kind="pledge",
         happened_on="2023-01-13", statement_text="遵守规定")  # fmt: skip
    appoint(
        Person.objects.get(pk=person),
        Post(
            add_organisation(NewOrganisation("某局", "party_organ", "city")).pk,
            "head",
            "局长",
            date(2022, 1, 4),
        ),
        by=None,
    )
    do(people, file, "review", "承办李", date(2023, 1, 16), file_review="gaps", file_text="补齐")

    file.refresh_from_db()
    assert (missing, step, file.step) == (["tenure", "integrity_statement"], "gaps", "kept")
    assert Counter(facts("activities", "kind", "items")) == Counter([
        ("integrity_file", None), ("personal_report", None), ("file_update", 2), ("integrity_statement", None), ("file_update", 0),
    ])  # fmt: skip
