"""What the measures of the shortfalls rest on: pairs and days of hand-overs, plans and what was held, how a finding went on."""

from datetime import date

import pytest

from mingjian.law.refusal import Refused
from mingjian.parties.persons import NewPerson, add_person
from tests.people import city
from tests.stories import agree, case, do, facts, finding, opened, paper

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2023, 3, 1)


@pytest.fixture
def people():
    return city()


def disposed(people, **basis):
    matter = finding(
        people,
        DAY,
        finding_category="style",
        finding_scope="personal",
        is_head_concerned=True,
        key_sector="finance",
    )
    do(
        people,
        matter,
        "dispose",
        "承办李",
        DAY,
        finding_disposal="at_once",
        limit_on="2023-04-03",
        requirement="立即改正。",
        **basis,
    )
    agree(people, matter, DAY, "主任张")
    return matter


def test_hand_over_tells_its_pair_its_day_and_that_it_was_declined(people):
    sent = date(2023, 3, 6)
    matter = opened(people, "transfer", "register", "承办李", "二室", DAY, title="情况通报", transfer_kind="information", is_requested=False,
                    items="清单", team=[str(people.id("承办李"))])  # fmt: skip
    do(
        people,
        matter,
        "send",
        "承办李",
        sent,
        department=str(people.department("案管室")),
        receipt_due_on="2023-03-09",
        needs_feedback=False,
    )
    agree(people, matter, sent, "主任张")
    do(people, matter, "decline", "案管王", sent, reason="不属本室职责")

    unit = people.unit.pk
    assert facts("transfers", "drawn_up_on", "sent_on", "pair", "is_declined") == [
        (DAY, sent, f"{unit}/二室|{unit}/案管室", 1)
    ]


def test_pair_is_the_same_whoever_sends(people):
    for who, here, there in (("承办李", "二室", "案管室"), ("案管王", "案管室", "二室")):
        matter = opened(people, "transfer", "register", who, here, DAY, title="情况通报", transfer_kind="information", is_requested=False,
                        items="清单", team=[str(people.id(who))])  # fmt: skip
        do(
            people,
            matter,
            "send",
            who,
            DAY,
            department=str(people.department(there)),
            receipt_due_on="2023-03-09",
            needs_feedback=False,
        )
        agree(people, matter, DAY, "主任张" if here == "二室" else "案管主任吴")

    assert len(set(facts("transfers", "pair"))) == 1


def test_meeting_is_planned_until_it_is_held(people):
    held, planned = (
        opened(people, "joint_meeting", "register", "案管王", "案管室", DAY, title=title, planned_on="2023-03-10", agenda="通报")
        for title in ("一季度会议", "二季度会议")
    )  # fmt: skip
    on = date(2023, 3, 13)
    do(
        people,
        held,
        "hold",
        "案管王",
        on,
        attendance=9,
        participants="各室",
        shared_items=3,
        decisions="两项",
        documents=[paper(held)],
    )

    assert {row[0] for row in facts("activities", "kind")} == {"joint_meeting"}
    assert set(facts("activities", "id", "planned_on", "held_on")) == {
        (f"{held.pk}:2", date(2023, 3, 10), on), (str(planned.pk), date(2023, 3, 10), None),
    }  # fmt: skip


def test_finding_tells_what_it_rests_on_and_how_it_was_verified(people):
    matter, bare = disposed(people, finding_basis="party_rule", basis_clause="某办法第三条"), disposed(people)
    do(
        people,
        matter,
        "self_report",
        "承办李",
        date(2023, 3, 20),
        self_report="已改",
        documents=[paper(matter)],
    )
    do(
        people,
        matter,
        "verify",
        "主任张",
        date(2023, 3, 21),
        is_on_site=False,
        verification="查阅材料",
        documents=[paper(matter)],
    )

    names = ("has_basis", "category", "scope", "sector", "is_head", "is_on_site", "is_relapsed")
    rows = {row[0]: row[1:] for row in facts("findings", "id", *names)}
    assert rows == {
        str(matter.pk): (1, "style", "personal", "finance", 1, 0, 0),
        str(bare.pk): (0, "style", "personal", "finance", 1, None, 0),
    }


def test_finding_that_is_not_upheld_is_counted_apart(people):
    matter = finding(people, DAY, title="疑似问题", finding_origin="other")
    do(people, matter, "dispose", "承办李", DAY, finding_disposal="not_upheld", requirement="不构成问题。")
    agree(people, matter, DAY, "主任张")

    assert facts("findings", "id") == []
    assert facts("activities", "kind", "held_on") == [("finding_rejected", DAY)]


def test_what_was_recovered_in_a_case_is_counted_each_time(people):
    on = date(2023, 5, 8)
    matter = case(people, add_person(NewPerson("周某", "某局", "副局长")).pk, on)
    for amount in ("12000.40", "3000"):
        do(
            people,
            matter,
            "record_recovery",
            "调查陈",
            on,
            recovered_amount=amount,
            recovery="退赔",
            documents=[paper(matter)],
        )

    assert sorted(facts("recoveries", "case", "recovered_on", "amount"), key=str) == [
        (str(matter.pk), on, 12000), (str(matter.pk), on, 3000),
    ]  # fmt: skip


def test_plan_for_a_unit_names_its_head_for_the_talks_of_the_year(people):
    from mingjian.parties.persons import NewOrganisation, add_organisation

    head = add_person(NewPerson("方某", "某局", "局长"))
    unit = add_organisation(NewOrganisation("某局"))
    opened(people, "unit_plan", "register", "承办李", "二室", DAY, title="某局监督计划", organisation=str(unit.pk), plan_year=2023,
           head=str(head.pk), plan_text="每季度走访。")  # fmt: skip

    assert facts("activities", "kind", "held_on", "person", "subject") == [
        ("unit_plan", DAY, str(head.pk), str(unit.pk))
    ]


def test_more_cannot_pass_than_sat_the_examination(people):
    matter = opened(people, "team_activity", "register", "承办李", "二室", DAY, title="业务培训", team_activity_kind="training",
                    planned_on="2023-03-10")  # fmt: skip
    said = {"attendance": 30, "hours": 8, "materials": "法规", "score_total": 1700}

    with pytest.raises(Refused) as refused:
        do(people, matter, "hold", "承办李", DAY, examined_count=20, passed_count=21, **said)
    do(people, matter, "hold", "承办李", DAY, examined_count=20, passed_count=18, **said)

    assert str(refused.value) == "“考试合格人数”21多于“参加考试人数”20，请核对（本机关内部规定）。"
    assert facts("activities", "held_on", "planned_on", "examined", "passed", "points") == [
        (DAY, date(2023, 3, 10), 20, 18, 1700)
    ]


def test_talk_with_the_same_level_is_counted_and_so_is_the_report_about_it(people):
    matter = opened(people, "talk", "plan", "承办李", "二室", DAY, title="与某副市长谈话", talk_kind="reminder",
                    person=str(add_person(NewPerson("丁某")).pk), is_head=False, is_same_level=True, talk_reason="家属经商")  # fmt: skip
    on, reported = date(2023, 3, 2), date(2023, 3, 6)
    do(people, matter, "hold", "主任张", on, talker=people.id("主任张"), talk_place="机关", talk_content="提醒",
       statement_wanted=False, documents=[paper(matter)])  # fmt: skip
    do(
        people,
        matter,
        "report_same_level",
        "承办李",
        date(2023, 3, 3),
        reported_to="superior_commission",
        upward_report="情况",
    )
    agree(people, matter, reported, "主任张", "常委钱")

    assert facts("talks", "kind", "held_on", "is_same_level") == [("reminder", on, 1)]
    assert facts("activities", "kind", "held_on", "phase") == [
        ("same_level_report", reported, "superior_commission")
    ]


def test_what_was_put_up_is_counted_by_how_it_ended(people):
    matter = finding(people, DAY)
    asked = {"finding_disposal": "at_once", "limit_on": "2023-04-03", "requirement": "立即改正。"}
    do(people, matter, "dispose", "承办李", DAY, **asked)
    do(people, matter, "return", "主任张", date(2023, 3, 2), opinion="写明依据。")
    do(people, matter, "dispose", "承办李", date(2023, 3, 3), **asked)
    do(people, matter, "withdraw", "承办李", date(2023, 3, 3), reason="再核一次。")
    do(people, matter, "dispose", "承办李", date(2023, 3, 6), **asked)
    agree(people, matter, date(2023, 3, 7), "主任张")
    do(people, matter, "reassign", "主任张", date(2023, 3, 8), handler=people.id("承办郑"), reason="分工")

    rows = facts("proposals", "kind", "act", "proposed_on", "decided_on", "outcome", "department")
    assert rows == [
        ("finding", "dispose", DAY, date(2023, 3, 2), "returned", "二室"),
        ("finding", "dispose", date(2023, 3, 3), date(2023, 3, 3), "withdrawn", "二室"),
        ("finding", "dispose", date(2023, 3, 6), date(2023, 3, 7), "agreed", "二室"),
    ]


def test_proposal_that_waits_has_no_result_yet(people):
    matter = finding(people, DAY)
    do(
        people,
        matter,
        "dispose",
        "承办李",
        DAY,
        finding_disposal="at_once",
        limit_on="2023-04-03",
        requirement="改正。",
    )

    assert facts("proposals", "proposed_on", "decided_on", "outcome") == [(DAY, None, None)]


def test_heads_in_office_are_asked_of_their_posts_on_the_day(people):
    from mingjian.parties import tenures
    from mingjian.parties.persons import NewOrganisation, add_organisation
    from mingjian.statistics.asking import ask

    bureau, other = (add_organisation(NewOrganisation(name)) for name in ("某局", "某委"))
    tenures.entrust(bureau, {"department": people.department("二室")}, since=date(2022, 1, 1), by=None)
    gone = tenures.appoint(
        NewPerson("甲某"),
        tenures.Post(bureau.pk, "head", "局长", date(2021, 1, 1), date(2023, 3, 30)),
        by=None,
    )
    here = tenures.appoint(
        NewPerson("乙某"), tenures.Post(bureau.pk, "head", "局长", date(2023, 3, 31)), by=None
    )
    alone = tenures.appoint(
        NewPerson("丙某"), tenures.Post(other.pk, "head", "主任", date(2021, 1, 1)), by=None
    )
    tenures.appoint(NewPerson("戊某"), tenures.Post(other.pk, "deputy", "副主任", date(2021, 1, 1)), by=None)
    matter = opened(people, "talk", "plan", "承办李", "二室", DAY, title="监督谈话", talk_kind="supervisory", person=str(alone.person_id),
                    is_head=True, talk_reason="年度")  # fmt: skip
    do(people, matter, "hold", "书记赵", DAY, talker=people.id("书记赵"), talk_place="机关", talk_content="履责",
       statement_wanted=False, documents=[paper(matter)])  # fmt: skip

    whole = ask(["heads_in_office", "heads_not_talked"], period="2023Q1")
    before = ask(["heads_in_office"], period="2023-01")
    own = ask(["heads_in_office"], period="2023Q1", scope=str(people.unit.pk))

    assert {name: figure.value for name, figure in whole.figures.items()} == {
        "heads_in_office": 2,
        "heads_not_talked": 1,
    }
    assert {one.post for one in whole.records("heads_in_office")} == {here.pk, alone.pk}
    assert [one.post for one in whole.records("heads_not_talked")] == [here.pk]
    assert {one.post for one in before.records("heads_in_office")} == {gone.pk, alone.pk}
    assert own.figures["heads_in_office"].value == 1

    tenures.end(here, date(2023, 3, 31), by=people.id("书记赵"))
    assert ask(["heads_in_office"], period="2023H1").figures["heads_in_office"].value == 1
    assert ask(["heads_in_office"], period="2023Q1").figures["heads_in_office"].value == 2
    tenures.strike(here, by=people.id("书记赵"))
    assert ask(["heads_in_office"], period="2023Q1").figures["heads_in_office"].value == 1
