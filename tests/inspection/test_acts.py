"""Inspection through the ledger: who must withdraw is not in the team, a lead is handed over, coverage, end of a round."""

from datetime import date

import pytest

from mingjian.inspection.checks import check
from mingjian.inspection.models import Inspection
from mingjian.inspection.queries import coverage, subjects_of
from mingjian.law.refusal import Refused
from mingjian.ledger.joining import tied
from mingjian.ledger.models import Matter
from mingjian.org.models import Appointment, Department, Officer
from mingjian.parties.persons import NewOrganisation, add_organisation
from tests.people import SINCE, city, county_where_zheng_served
from tests.stories import agree, at, do, paper

pytestmark = pytest.mark.django_db(transaction=True)
OFFICE = {"巡察员许": "member", "巡察员何": "member", "巡察办主任施": "head", "常委冯": "leader_in_charge"}


@pytest.fixture
def people():
    found = city()
    office = Department.objects.create(unit=found.unit, name="巡察办", short="巡察办", role="inspection_body")
    found.departments["巡察办"] = office
    for number, (name, post) in enumerate(OFFICE.items()):
        officer = found.officers.get(name) or Officer.objects.create(username=f"inspect{number}", name=name)
        found.officers[name] = officer
        Appointment.objects.create(officer=officer, department=office, post=post, since=SINCE)
    return found


@pytest.fixture
def county(people):
    return county_where_zheng_served(people)


def opened(people, kind, on, **details) -> Matter:
    from mingjian.ledger.record import open_matter

    with at(on):
        return open_matter(kind, by=people.id("巡察员许"), on=on, unit=people.unit.pk,
                           department=people.department("巡察办"), details=details)  # fmt: skip


def round_with_subject(people, county, on=date(2023, 2, 1)) -> tuple[Matter, Matter]:
    subject = add_organisation(NewOrganisation("青山县委", "party_organ"))
    round_ = opened(people, "inspection_round", on, title="第五轮", inspection_type="regular", round_number=5)
    do(people, round_, "add_subject", "巡察员许", on, title="对青山县委的巡察", subject=str(subject.pk),
       subject_level="county", subject_unit=str(county.pk))  # fmt: skip
    return round_, tied(round_, "opens")[0]


def team(people, *names):
    return {"handler": str(people.id(names[0])), "team": [str(people.id(name)) for name in names]}


def form(people, matter, names, on=date(2023, 2, 6)):
    return do(people, matter, "form_team", "巡察员许", on, **team(people, *names))


def test_whoever_served_there_is_refused_with_rule_and_remedy(people, county):
    _, matter = round_with_subject(people, county)

    with pytest.raises(Refused) as refusal:
        form(people, matter, ["承办李", "承办郑", "调查陈"])

    assert (
        str(refusal.value)
        == "承办郑曾在被巡察单位的纪检监察机关任职，须回避，不得列入“巡察组成员”，请另选他人。"
    )
    matter.refresh_from_db()
    assert matter.seq == 1


def test_whoever_declared_a_relation_is_refused(people, county):
    _, matter = round_with_subject(people, county)
    do(people, matter, "recuse", "巡察员许", date(2023, 2, 2), recused=str(people.id("调查陈")),
       recusal_ground="near_relative", reason="其兄在该县任职")  # fmt: skip
    agree(people, matter, date(2023, 2, 3), "巡察办主任施")

    with pytest.raises(Refused) as refusal:
        form(people, matter, ["承办李", "调查褚", "调查陈"])

    assert str(refusal.value) == "调查陈须回避本件，不得担任“巡察组成员”，请另选一人。"


def entered(people, matter):
    form(people, matter, ["承办李", "调查褚", "调查陈"])
    agree(people, matter, date(2023, 2, 7), "常委冯")
    for name in ("巡察员何", "巡察办主任施"):
        do(people, matter, "approve", name, date(2023, 2, 8), documents=[paper(matter)])
    do(people, matter, "enter", "承办李", date(2023, 2, 20), announcement="公告", documents=[paper(matter)])


def reported(people, matter):
    entered(people, matter)
    submitted(people, matter)


def submitted(people, matter):
    do(people, matter, "leave", "承办李", date(2023, 4, 10))
    do(
        people,
        matter,
        "submit_report",
        "承办李",
        date(2023, 4, 20),
        inspection_report="要点",
        documents=[paper(matter)],
    )
    for on in (date(2023, 5, 8), date(2023, 5, 18)):
        for name in ("巡察员何", "巡察办主任施"):
            do(people, matter, "approve", name, on, documents=[paper(matter)])


def test_lead_handed_over_goes_to_case_management_with_its_origin(people, county):
    _, matter = round_with_subject(people, county)
    reported(people, matter)

    do(
        people,
        matter,
        "hand_over_lead",
        "承办李",
        date(2023, 5, 26),
        title="反映某镇长问题",
        summary="违规发包",
    )
    agree(people, matter, date(2023, 5, 29), "巡察办主任施", "常委冯")

    lead = tied(matter, "transfer")[0]
    assert (lead.kind, lead.department_id, lead.opened_on) == (
        "lead",
        people.department("案管室"),
        date(2023, 5, 29),
    )
    assert lead.acts.get(seq=1).details["lead_origin"] == "inspection"


def test_round_ends_after_its_subjects_only(people, county):
    round_, matter = round_with_subject(people, county)
    do(people, round_, "launch", "巡察员许", date(2023, 2, 6), plan="方案", documents=[paper(round_)])
    agree(people, round_, date(2023, 2, 7), "常委冯")
    for name in ("巡察员何", "巡察办主任施"):
        do(people, round_, "approve", name, date(2023, 2, 8), documents=[paper(round_)])
    do(
        people,
        round_,
        "report_results",
        "巡察员许",
        date(2023, 5, 8),
        overall_report="综合",
        documents=[paper(round_)],
    )
    for on in (date(2023, 5, 9), date(2023, 5, 18)):
        for name in ("巡察员何", "巡察办主任施"):
            do(people, round_, "approve", name, on, documents=[paper(round_)])

    with pytest.raises(Refused) as refusal:
        do(people, round_, "conclude", "巡察员许", date(2023, 6, 1))

    assert str(refusal.value) == f"{matter.number}尚未归档，本轮不能办结。"
    assert [row.matter for row in subjects_of(round_)] == [matter]


def test_coverage_lists_what_is_due_and_what_has_entered(people, county):
    plan = opened(people, "inspection_plan", date(2022, 1, 10), title="规划", term_from="2021-09-30",
                  term_to="2026-09-30", plan="要点")  # fmt: skip
    _, matter = round_with_subject(people, county)
    subject = Inspection.objects.get(pk=matter.pk).subject_id
    other = add_organisation(NewOrganisation("市某局", "government")).pk
    for one, level in ((subject, "county"), (other, "department")):
        do(people, plan, "list_subject", "巡察员许", date(2022, 1, 11), subject=str(one), subject_level=level)
    assert [(item.subject, item.level, item.on) for item in coverage(plan)] == [
        (subject, "county", None), (other, "department", None)]  # fmt: skip

    entered(people, matter)

    assert [(item.subject, item.on) for item in coverage(plan)] == [
        (subject, date(2023, 2, 20)),
        (other, None),
    ]


def test_team_member_who_served_there_later_is_reported(people, county):
    _, matter = round_with_subject(people, county)
    entered(people, matter)
    assert check(people.unit.pk) == []

    room = Department.objects.get(unit=county)
    Appointment.objects.create(
        officer=people.officers["调查褚"], department=room, post="member", since=date(2016, 1, 1)
    )

    assert check(people.unit.pk) == [f"{matter.number}：调查褚曾在被巡察地方任职，请调整巡察组"]
