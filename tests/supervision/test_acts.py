"""Opinions on integrity: sent to departments apart, omitting nothing, put in question by what arrives later; figures frozen."""

from datetime import date

import pytest

from mingjian.law.refusal import Refused
from mingjian.ledger.access import reach
from mingjian.ledger.joining import tied
from mingjian.ledger.models import Link, Matter
from mingjian.ledger.viewer import Viewer
from mingjian.parties.persons import NewPerson, add_person
from mingjian.supervision import acts
from mingjian.supervision.models import EcologyReport, IntegrityOpinion
from tests.people import city
from tests.stories import agree, assigned_lead, at, do, opened, paper

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2023, 5, 4)


@pytest.fixture
def people():
    return city()


@pytest.fixture
def persons(people):
    return [add_person(NewPerson(name, "某局", "副局长")) for name in ("方某", "袁某")]


def request(people, persons):
    return opened(
        people, "opinion_request", "register", "案管王", "案管室", DAY, title="提拔任用征求意见", requested_by="市委组织部", received_on="2023-05-04",
        opinion_purpose="promotion", limit_on="2023-05-11", persons=[str(person.pk) for person in persons],
    )  # fmt: skip


def checks_of(matter):
    return tied(matter, "answer")


def merged(people, persons):
    """A request that every department has answered."""
    matter = request(people, persons)
    do(
        people,
        matter,
        "send_out",
        "案管王",
        DAY,
        check_roles=["petition_dept", "supervision_dept", "trial_dept"],
    )
    for check, who in zip(checks_of(matter), ("信访孙", "承办李", "审理蒋"), strict=True):
        do(people, check, "answer", who, DAY, leads_count=0, answer_text="未收到。")
    do(people, matter, "merge", "案管王", DAY, merged_text="均未收到。")
    return matter


def given(people, matter, opinion, on=DAY, **details):
    do(people, opinion, "propose", "案管王", on, **details)
    agree(people, opinion, on, "案管主任吴", "常委冯", "书记赵")


def identified(people, lead, person, on):
    do(people, lead, "identify", "承办李", on, person=str(person.pk), person_role="person_complained")


def refusal(act, *args, **more) -> dict[str, str]:
    with pytest.raises(Refused) as caught:
        act(*args, **more)
    return {reason.code: reason.say() for reason in caught.value.reasons}


def test_each_department_answers_apart_and_sees_nothing_of_the_others(people, persons):
    matter = request(people, persons)
    do(
        people,
        matter,
        "send_out",
        "案管王",
        DAY,
        check_roles=["petition_dept", "supervision_dept", "trial_dept"],
    )
    first, second, third = checks_of(matter)
    do(people, first, "answer", "信访孙", DAY, leads_count=1, answer_text="收到一件。")

    assert [check.department.name for check in (second, third)] == ["二室", "审理室"]
    heads = {
        name: Viewer.of(people.officers[name], DAY)
        for name in ("信访主任周", "主任张", "审理主任韩", "案管主任吴")
    }
    seen = {
        name: [reach(viewer, check).content for check in checks_of(matter)] for name, viewer in heads.items()
    }
    assert seen == {
        "信访主任周": [False, False, False],  # gone to case management with the answer
        "主任张": [False, True, False],
        "审理主任韩": [False, False, True],
        "案管主任吴": [True, False, False],
    }


def test_answers_are_merged_only_when_all_have_come(people, persons):
    matter = request(people, persons)
    do(people, matter, "send_out", "案管王", DAY, check_roles=["petition_dept", "supervision_dept"])
    wanting = checks_of(matter)

    numbers = "、".join(check.number for check in wanting)
    assert refusal(do, people, matter, "merge", "案管王", DAY, merged_text="汇总。") == {
        "answers_open": f"{numbers}尚未答复，不能汇总。"
    }


def test_merging_opens_one_opinion_for_each_person(people, persons):
    matter = merged(people, persons)

    rows = IntegrityOpinion.objects.order_by("matter__number")
    assert [row.person_id for row in rows] == [person.pk for person in persons]
    assert Link.objects.filter(origin=matter, kind="opens").count() == 2


def test_an_opinion_that_omits_an_open_lead_is_refused(people, persons):
    lead = assigned_lead(people)
    identified(people, lead, persons[0], date(2023, 3, 6))
    opinion = tied(merged(people, persons), "opens")[0]

    said = refusal(
        do,
        people,
        opinion,
        "propose",
        "案管王",
        DAY,
        opinion_class="none",
        leads_count=0,
        grounds="无。",
    )
    assert said == {
        "lead_omitted": "该人员还有1件未办结的问题线索或者案件，意见不能写“未收到问题线索”；请选暂缓提出意见、建议暂缓使用或者建议不宜使用"
        "（本机关内部规定）。"
    }
    said = refusal(
        do,
        people,
        opinion,
        "propose",
        "案管王",
        DAY,
        opinion_class="in_process",
        leads_count=0,
        grounds="正在处置。",
    )
    assert said == {
        "leads_uncounted": "“收到线索（件）”写0件，该人员现有1件未办结的问题线索或者案件，请核对（本机关内部规定）。"
    }
    given(people, None, opinion, opinion_class="in_process", leads_count=1, grounds="正在处置。")
    assert IntegrityOpinion.objects.get(pk=opinion.pk).replied_on == DAY


def test_the_reply_waits_for_an_opinion_on_everybody(people, persons):
    matter = merged(people, persons)
    first, second = tied(matter, "opens")
    given(people, matter, first, opinion_class="none", leads_count=0, grounds="未收到。")

    said = refusal(do, people, matter, "reply", "案管王", DAY, reply_text="函复。")
    assert said == {"opinions_wanting": f"{second.number}还没有提出意见，不能复函。"}
    given(people, matter, second, opinion_class="none", leads_count=0, grounds="未收到。")
    now = Matter.objects.get(pk=matter.pk)
    do(people, matter, "reply", "案管王", DAY, documents=[paper(now)], reply_text="函复。")
    assert Matter.objects.get(pk=matter.pk).step == "replied"


def test_a_lead_that_arrives_after_the_reply_raises_an_alert_once(people, persons):
    first, second = tied(merged(people, persons), "opens")
    for opinion in (first, second):
        given(people, None, opinion, opinion_class="none", leads_count=0, grounds="未收到。")
    lead = assigned_lead(people)
    identified(people, lead, persons[1], date(2023, 5, 15))

    with at(date(2023, 5, 16)):
        done = [acts.raise_alerts(date(2023, 5, 16)), acts.raise_alerts(date(2023, 5, 16))]

    assert done == [1, 0]
    assert [Matter.objects.get(pk=one.pk).step for one in (first, second)] == ["given", "alerted"]
    assert IntegrityOpinion.objects.get(pk=second.pk).new_matter_id == lead.pk


def test_figures_are_frozen_by_the_platform_whatever_was_typed(people):
    assigned_lead(people)
    report = opened(people, "ecology_report", "begin", "承办李", "二室", on=date(2023, 11, 1), title="全市政治生态分析",
                    starts_on="2023-01-01", ends_on="2023-10-31")  # fmt: skip

    act = do(people, report, "freeze_figures", "承办李", date(2023, 11, 2), starts_on="2023-01-01", ends_on="2023-10-31",
                  snapshot="一切都好")  # fmt: skip

    words = opened_words(report, act)
    assert words["snapshot"].splitlines()[0] == "临江市，2023年1至10月"
    ways = "谈话函询0件、初步核实0件、暂存待查0件、予以了结0件"
    assert f"处置问题线索：0件，其中{ways}（口径自2016年1月1日起）" in words["snapshot"].splitlines()
    assert "一切都好" not in words["snapshot"]
    assert EcologyReport.objects.get(pk=report.pk).frozen_on == date(2023, 11, 2)


def opened_words(matter, act):
    from mingjian.ledger.history import acts_of
    from mingjian.ledger.sealing import matter_key, open_act_words

    row = next(row for row in acts_of(matter.pk) if row["id"] == act)
    found = Matter.objects.get(pk=matter.pk)
    return open_act_words(matter_key(found.key, found.pk), row["id"], found.pk, row["sealed"]).words
