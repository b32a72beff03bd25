"""The list that a matter stands for: coverage of a plan, problems of a subject and of a round, progress of a campaign."""

from datetime import date

import pytest

from mingjian.inspection.queries import problems_of
from mingjian.law.refusal import Refused
from mingjian.ledger.joining import tied
from mingjian.ledger.record import open_matter
from mingjian.parties.persons import NewOrganisation, add_organisation
from tests.inspection.test_acts import county as county
from tests.inspection.test_acts import entered, opened, round_with_subject, submitted
from tests.inspection.test_acts import people as people
from tests.stories import agree, assigned_lead, at, do, paper
from tests.web.sitting import Sitting, main

pytestmark = pytest.mark.django_db(transaction=True)


def test_plan_leads_to_its_map_and_the_map_to_the_bodies(people):
    plan = opened(people, "inspection_plan", date(2022, 1, 10), title="规划", term_from="2021-09-30",
                  term_to="2026-09-30", plan="要点")  # fmt: skip
    here, address = Sitting(people, "巡察员许"), f"/m/{plan.pk}/list/"
    assert f'href="{address}"' in here.get(f"/m/{plan.pk}/").content.decode()
    assert "规划中还没有列入巡察对象。" in main(here.get(address))

    for name in ("市财政局", "市水务局", "市教育局"):
        unit = add_organisation(NewOrganisation(name, "government")).pk
        do(
            people,
            plan,
            "list_subject",
            "巡察员许",
            date(2022, 1, 11),
            subject=str(unit),
            subject_level="department",
        )
    page = here.get(address)

    assert "市财政局" in main(page) and f"/units/{unit}/" in page.content.decode()
    assert "应巡察 3个" in main(page) and "待巡察" in main(page) and "0.0%" in main(page)
    Sitting(people, "审理蒋").get(address, 404)


def test_a_round_lists_the_problems_of_its_subjects_with_what_became_of_them(people, county):
    round_, matter = round_with_subject(people, county)
    first = _problem(people, matter)
    do(people, matter, "correct_at_once", "承办李", date(2023, 3, 2), problem_category="near_people", problem_affects="unit",
       problem="窗口排队", correction="增设窗口")  # fmt: skip
    _fed_back(people, matter)
    do(people, matter, "open_finding", "承办李", date(2023, 5, 29), problem_entry=str(first), title="补贴发放不及时",
       finding_category="near_people", finding_facts="三批补贴迟发", is_head_concerned="false")  # fmt: skip
    finding = tied(matter, "opens")[0]
    here = Sitting(people, "巡察员许", on=date(2023, 6, 1))

    for one in (round_, matter):
        assert f'href="/m/{one.pk}/list/"' in here.get(f"/m/{one.pk}/").content.decode()
        said = main(here.get(f"/m/{one.pk}/list/"))
        assert "登记问题 2个 其中立行立改 1个 整改事项 1个 已验收 0个 移交线索 0件" in said
        assert f"补贴迟发 否 {finding.number} 已登记" in said and "窗口排队 是 已立行立改" in said
    assert finding.acts.get(seq=1).details["finding_category"] == "near_people"
    assert f"{matter.number} 问题清单" in main(here.get(f"/m/{matter.pk}/list/print/"))
    sheet = here.post(
        f"/m/{matter.pk}/list/export/", 200, form="csv", purpose="report", recipient="市委", remark=""
    )
    assert "近" not in sheet.headers["Content-Disposition"]
    assert sheet.content.decode("utf-8-sig").splitlines()[1].startswith("1,群众身边不正之风和腐败,")
    Sitting(people, "审理蒋", on=date(2023, 6, 1)).get(f"/m/{matter.pk}/list/", 404)


def test_a_lead_that_came_of_a_finding_stands_with_the_problem(people, county):
    _, matter = round_with_subject(people, county)
    entry = _problem(people, matter)
    _fed_back(people, matter)
    do(people, matter, "open_finding", "承办李", date(2023, 5, 29), problem_entry=str(entry), title="补贴发放不及时",
       finding_category="near_people", finding_facts="三批补贴迟发", is_head_concerned="false")  # fmt: skip
    finding = tied(matter, "opens")[0]
    do(
        people,
        finding,
        "dispose",
        "巡察员许",
        date(2023, 5, 30),
        finding_disposal="lead",
        requirement="移送。",
    )
    agree(people, finding, date(2023, 5, 31), "巡察办主任施")
    do(people, finding, "hand_over_lead", "巡察员许", date(2023, 5, 31), lead_title="反映某局截留补贴问题", lead_summary="截留。",
       lead_origin="found_in_supervision")  # fmt: skip

    [problem] = problems_of([matter])
    assert (problem.findings, problem.leads) == ([finding], tied(finding, "transfer"))
    assert "已移交1件" in main(Sitting(people, "巡察员许", on=date(2023, 6, 1)).get(f"/m/{matter.pk}/list/"))


def test_who_led_the_team_is_said_after_the_matter_has_gone_back_to_the_office(people, county):
    _, matter = round_with_subject(people, county)
    _fed_back(people, matter)
    matter.refresh_from_db()

    assert matter.handler is None
    assert "组长 承办李" in main(Sitting(people, "巡察员许", on=date(2023, 6, 1)).get(f"/m/{matter.pk}/"))


def test_a_finding_names_a_problem_on_record_and_no_other_entry(people, county):
    _, matter = round_with_subject(people, county)
    _fed_back(people, matter)

    with pytest.raises(Refused) as refusal:
        do(people, matter, "open_finding", "承办李", date(2023, 5, 29), problem_entry="1", title="补贴发放不及时",
           finding_category="near_people", finding_facts="三批补贴迟发", is_head_concerned="false")  # fmt: skip

    assert str(refusal.value) == "第1条不是“对应的问题底稿”，请另选一条。"


def test_list_takes_as_many_statements_for_three_problems_as_for_one(people, county):
    _, matter = round_with_subject(people, county)
    _problem(people, matter)
    here, address = Sitting(people, "巡察员许", on=date(2023, 6, 1)), f"/m/{matter.pk}/list/"
    once = here.statements(address)

    for _ in range(2):
        do(people, matter, "record_problem", "承办李", date(2023, 3, 3), problem_category="style", problem_affects="unit",
           problem="文山会海", basis="规定", evidence="底稿")  # fmt: skip

    assert here.statements(address) == once


def test_a_campaign_lists_what_each_unit_has_reported(people):
    units = [
        str(add_organisation(NewOrganisation(name, "government")).pk) for name in ("市财政局", "市水务局")
    ]
    on, office = date(2023, 3, 1), people.department("二室")
    with at(on):
        campaign = open_matter("campaign", "draft", by=people.id("承办李"), on=on, unit=people.unit.pk, department=office, details={
            "title": "警示教育", "starts_on": "2023-03-01", "ends_on": "2023-05-31", "campaign_plan": "三个阶段", "handler": str(people.id("承办李"))})  # fmt: skip
    do(people, campaign, "propose", "承办李", on, reason="请审定")
    agree(people, campaign, date(2023, 3, 2), "主任张", "常委钱", "书记赵")
    for unit, sessions in zip((*units, units[0]), (3, 2, 4), strict=True):
        do(people, campaign, "record_study", "承办李", date(2023, 3, 6), organisation=unit, sessions_count=str(sessions),
           attended_count="20", phase_text="学习", documents=[paper(campaign)])  # fmt: skip

    said = main(Sitting(people, "承办李").get(f"/m/{campaign.pk}/list/"))

    assert "市财政局 7 40 0 0 0 0 市水务局 2 20 0 0 0 0 合计 9 60 0 0 0 0" in said


def test_other_matters_have_no_list(people):
    lead = assigned_lead(people)
    here = Sitting(people, "承办李")

    assert "/list/" not in here.get(f"/m/{lead.pk}/").content.decode()
    here.get(f"/m/{lead.pk}/list/", 404)


def _problem(people, matter) -> int:
    entered(people, matter)
    do(people, matter, "record_problem", "承办李", date(2023, 3, 1), problem_category="near_people", problem_affects="unit",
       problem="补贴迟发", basis="规定", evidence="底稿")  # fmt: skip
    matter.refresh_from_db()
    return matter.seq


def _fed_back(people, matter) -> None:
    if matter.step == "registered":
        entered(people, matter)
    submitted(people, matter)
    do(
        people,
        matter,
        "feed_back",
        "承办李",
        date(2023, 5, 26),
        fed_back_to="班子",
        documents=[paper(matter)],
    )
