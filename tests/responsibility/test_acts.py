"""Responsibility through the ledger: what a meeting decides becomes tasks, letters are signed, organisations answer in their ways."""

from datetime import date
from uuid import UUID

import pytest

from mingjian.law.refusal import Refused
from mingjian.ledger.joining import tied
from mingjian.ledger.models import Act, Matter
from mingjian.parties.models import Role
from mingjian.parties.persons import NewOrganisation, NewPerson, add_organisation, add_person
from mingjian.responsibility.models import ResponsibilityLetter, WorkTask, YearlyMeeting
from mingjian.statistics.asking import ask
from tests.people import City, city
from tests.stories import agree, do, facts, opened, paper

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2023, 2, 6)


@pytest.fixture
def people() -> City:
    return city()


def situation_studied(people: City) -> Matter:
    matter = opened(people, "yearly_meeting", "plan", "承办李", "二室", DAY, title="研究全面从严治党形势", yearly_meeting_kind="situation_study",
                    plan_year=2023, limit_on="2023-02-10")  # fmt: skip
    do(
        people,
        matter,
        "hold",
        "承办李",
        DAY,
        attended_count=11,
        heard_count=6,
        minutes="听取六人汇报。",
        documents=[paper(matter)],
    )
    return matter


def task_of(people: City, meeting: Matter, limit: str = "2023-03-01") -> Matter:
    do(
        people,
        meeting,
        "assign_task",
        "承办李",
        DAY,
        task_title="修订督查办法",
        task_department=people.department("二室"),
        task_limit_on=limit,
    )
    return tied(meeting, "task")[-1]


def done(people: City, task: Matter, on: date) -> None:
    do(people, task, "report_done", "承办李", on, result_text="已印发。", documents=[paper(task)])
    do(people, task, "accept", "主任张", on, evaluation="验收合格。")


def figures(*names: str) -> list[object]:
    found = ask(list(names), period="2023").figures
    return [found[name].value for name in names]


def test_what_a_meeting_decides_is_a_task_tracked_to_its_end(people):
    meeting = situation_studied(people)
    early, late = task_of(people, meeting), task_of(people, meeting, "2023-02-28")

    done(people, early, date(2023, 3, 1))
    done(people, late, date(2023, 3, 1))

    assert YearlyMeeting.objects.get().held_on == DAY
    assert [row.done_on for row in WorkTask.objects.all()] == [date(2023, 3, 1)] * 2
    assert figures("situations_studied", "members_heard", "tasks_due", "tasks_on_time", "tasks_on_time_rate.by_level:city") == [
        1, 6, 2, 1, 50,
    ]  # fmt: skip


def test_task_is_not_verified_by_whoever_carried_it_out(people):
    task = task_of(people, situation_studied(people))
    do(people, task, "report_done", "主任张", DAY, result_text="已印发。", documents=[paper(task)])
    before = Act.objects.count()

    with pytest.raises(Refused) as by_member:
        do(people, task, "accept", "承办李", DAY, evaluation="合格。")
    with pytest.raises(Refused) as by_own:
        do(people, task, "accept", "主任张", DAY, evaluation="合格。")

    assert str(by_member.value) == "“验收”由承办部门（室）主要负责人／分管领导办理。"
    assert str(by_own.value) == "报告整改、完成情况的人员不得验收，您不得“验收”（职责分离）。"
    assert Act.objects.count() == before


def test_letter_counts_from_its_signature_by_who_signs(people):
    signer = str(add_person(NewPerson("任某", "某局", "副局长")).pk)
    signed, drafted = (
        opened(people, "responsibility_letter", "prepare", "承办李", "二室", DAY, title="目标责任书", letter_signer="group_member", plan_year=2023,
               targets="一、管好分管领域。", targets_count=5)
        for _ in range(2)
    )  # fmt: skip
    do(
        people,
        signed,
        "sign",
        "承办李",
        date(2023, 2, 20),
        person=signer,
        limit_on="2023-12-29",
        documents=[paper(signed)],
    )

    assert ResponsibilityLetter.objects.get(pk=signed.pk).signed_on == date(2023, 2, 20)
    assert ResponsibilityLetter.objects.get(pk=drafted.pk).signed_on is None
    assert list(Role.objects.filter(matter=signed).values_list("role", "person_id")) == [
        ("signer", UUID(signer))
    ]
    assert figures("responsibility_letters", "responsibility_letters.by_signer:group_member", "activity_items.by_kind:responsibility_letter") == [1, 1, 5]  # fmt: skip


def test_organisation_answers_only_in_the_ways_of_organisations(people):
    details = {"title": "某局党组履责不力", "accountability_target": "organisation", "accountability_trigger": "governance", "trigger_facts": "连续发案。"}  # fmt: skip
    with pytest.raises(Refused) as nobody:
        opened(people, "accountability", "register", "承办李", "二室", DAY, **details)
    unit = str(add_organisation(NewOrganisation("某局党组")).pk)
    matter = opened(
        people,
        "accountability",
        "register",
        "承办李",
        "二室",
        DAY,
        organisation=unit,
        handler=people.id("承办李"),
        **details,
    )
    do(
        people,
        matter,
        "propose_start",
        "承办李",
        DAY,
        team=[people.id("承办李"), people.id("承办郑")],
        reason="应当启动。",
    )
    agree(people, matter, DAY, "主任张", "常委钱", "书记赵")
    do(people, matter, "report_inquiry", "承办李", DAY, responsibility_grade="main", inquiry_result="to_account", inquiry_report="应予问责。",
       heard="党组表示接受。", documents=[paper(matter)])  # fmt: skip

    with pytest.raises(Refused) as refused:
        do(
            people,
            matter,
            "decide",
            "承办李",
            DAY,
            accountability_ways=["admonition"],
            is_adjustment=False,
            decision_text="诫勉。",
        )

    assert str(nobody.value) == "“问责对象”为党组织的，请填写“党组织”。"
    assert str(refused.value) == "“诫勉（领导干部）”不是对党组织的问责方式，请另选（《问责条例》）。"
    assert figures("organisations_accountable") == [0]


def test_act_of_the_head_in_person_counts_on_its_day(people):
    opened(people, "personal_act", "register", "承办李", "二室", DAY, title="听取重要案件汇报", personal_act_kind="urges",
           happened_on="2023-02-03", words="要求一查到底。")  # fmt: skip

    assert figures("activities.by_kind:personal_act") == [1]


def test_each_edition_of_a_list_is_announced_and_counted_by_its_own_name(people):
    matter = opened(
        people,
        "responsibility_list",
        "draft",
        "承办李",
        "二室",
        DAY,
        title="党委主体责任清单",
        holder_kind="committee",
    )
    for edition, act in ((1, "propose"), (2, "revise")):
        do(people, matter, act, "承办李", DAY, items="逐项", items_count=str(10 + edition), list_version=str(edition),
           announced_title="党委主体责任清单")  # fmt: skip
        agree(people, matter, DAY, "主任张", "常委钱", "书记赵")

    assert sorted(facts("activities", "title", "items")) == [
        ("党委主体责任清单（第1版）", 11),
        ("党委主体责任清单（第2版）", 12),
    ]


def test_task_says_what_it_ended_as(people):
    def task():
        return opened(people, "work_task", "register", "承办李", "二室", DAY, title="督查重大项目", limit_on="2023-11-30")  # fmt: skip

    finished, dropped = task(), task()
    for matter in (finished, dropped):
        do(people, matter, "report_progress", "承办李", DAY, task_progress="moving", progress="过半。")
    do(people, finished, "report_done", "承办李", DAY, result_text="已落实。", documents=[paper(finished)])
    do(people, finished, "accept", "主任张", DAY, evaluation="验收通过。")
    do(people, dropped, "cancel", "承办李", DAY, reason="项目取消。")
    agree(people, dropped, DAY, "主任张", "常委钱")

    assert [WorkTask.objects.get(pk=one.pk).task_progress for one in (finished, dropped)] == [
        "done",
        "cancelled",
    ]


def test_what_a_task_ended_as_is_no_choice(people):
    matter = opened(
        people, "work_task", "register", "承办李", "二室", DAY, title="督查", limit_on="2023-11-30"
    )

    with pytest.raises(Refused):
        do(people, matter, "report_progress", "承办李", DAY, task_progress="done", progress="都好了。")
