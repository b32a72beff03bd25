"""The responsibility system: meetings and key points, lists and letters, acts in person, accountability, tolerance."""

from dataclasses import replace
from datetime import date, timedelta

from mingjian.city.beside import Beside
from mingjian.city.identities import leader_or_new, person_of
from mingjian.city.people import Office
from mingjian.city.supervising import task_done
from mingjian.city.words import Subject, vocabulary
from mingjian.city.working import opened, texts, unit_of, worker
from mingjian.city.world import Flow, Pace
from mingjian.parties.persons import organisation_named

TRIGGERS = {
    "governance": "对基层治理中的突出问题研究部署不够，群众反映的三件事项久拖未决。",
    "style": "对本单位违反中央八项规定精神的问题失管失察，一年内连续发生两起。",
    "rectification": "对反馈问题整改推进迟缓，两项已销号的问题出现反弹。",
}
DECIDED = {
    "org_notice": "责令书面检查并予通报，限三个月完成整改。", "org_handling": "予以停职检查，调整职务，限期整改。",
    "admonition": "予以诫勉，限一个月报告整改情况。",
}  # fmt: skip
IN_PERSON = {
    "deploys": (
        "市纪委书记部署群众身边不正之风整治",
        "整治要见人见事，每月通报。",
        "已制定方案，按月通报进展。",
    ),
    "asks": ("市纪委书记过问惠农补贴问题整改", "逐户核对，限期补发。", "已逐户核对，差额补发到位。"),
    "coordinates": (
        "市纪委书记协调跨县问题线索核查",
        "两县协同核查，统一口径。",
        "已建立联络人，核查协同推进。",
    ),
    "urges": ("市纪委书记督办医药领域案件", "加快取证，依法依规办理。", "主要事实已经查清，移送审理。"),
}


def meeting(world: Beside, office: Office, kind: str) -> Flow:
    """The yearly meeting with key points and tasks, or a study of the situation."""
    year = world.today.year
    half = "上半年" if world.today.month < 7 else "下半年"
    title = (
        f"{year}年党风廉政建设和反腐败工作会议"
        if kind == "integrity_meeting"
        else f"{half}研究全面从严治党形势"
    )
    limit = (world.today + timedelta(days=10)).isoformat()
    life = opened(world, office, "yearly_meeting", "plan", at=office.department("general_office"), title=title, yearly_meeting_kind=kind,
                  plan_year=year, limit_on=limit)  # fmt: skip
    by = worker(life)
    yield 6
    more = {"heard_count": 6} if kind == "situation_study" else {}
    life.do(
        "hold",
        by,
        attended_count=320 if kind == "integrity_meeting" else 11,
        minutes="学习部署，明确责任。",
        **more,
    )
    if life.step == "held":
        yield 3
        yield from life.propose(
            "issue_key_points",
            by,
            key_points="一、政治监督（七项）；二、作风建设（六项）；三、执纪执法（七项）。",
            points_count=20,
            returnable=False,
        )
        yield 1
        for title in texts("tasks"):
            _, unit = unit_of(world, office)
            given = {"task_organisation": unit} if unit else {}
            life.do(
                "assign_task", by, task_title=title, task_limit_on=date(year, 11, 30).isoformat(), **given
            )
            world.begin(task_done(life.opened("work_task")[-1]))
    for turn in range(3):
        paced = Pace(50, 60).draw(world.random)
        yield max(paced, world.working_days_to(date(year, 11, 6))) if turn == 2 else paced
        # What is planned for next year is broken down before this one is closed, once, by the meeting of the year.
        if world.today.month >= 11 and kind == "integrity_meeting":
            for title, unit in texts("next_tasks"):
                given = {"task_organisation": str(found.pk)} if (found := organisation_named(unit)) else {}
                life.do("assign_task", by, task_title=title, task_limit_on=date(year + 1, 11, 30).isoformat(), **given)  # fmt: skip
        life.do("track", by, tracking="任务总体按期。", is_year_over=world.today.month >= 11)
        if life.step == "summing_up":
            yield 2
            life.do("conclude", life.head(), conclusion="本年任务基本完成，下年任务已经分解。")
            return


def responsibility_list(world: Beside, office: Office, holder: str) -> Flow:
    labels = {
        "committee": "党委主体责任清单",
        "secretary": "书记第一责任人清单",
        "member": "班子成员责任清单",
        "commission": "监督责任清单",
    }
    life = opened(world, office, "responsibility_list", "draft", title=labels[holder], holder_kind=holder)
    by = worker(life)
    yield 2
    for version, act in ((1, "propose"), (2, "revise")):
        yield from life.propose(
            act,
            by,
            items="逐项明确标准、频次和佐证。",
            items_count=10 + version * 2,
            list_version=version,
            announced_title=f"{world.today.year}年度{labels[holder]}",
        )
        yield Pace(90, 120).draw(world.random)


def responsibility_letter(world: Beside, office: Office, signer: str, number: int) -> Flow:
    year = world.today.year
    subject = _signer(world, signer, number)
    person, _ = leader_or_new(world, subject)
    label = "班子成员" if signer == "group_member" else subject.post
    of = subject.unit.removesuffix("纪委监委") if signer == "county_secretary" else subject.unit
    life = opened(world, office, "responsibility_letter", "prepare", at=office.department("general_office"), title=f"{of}{label}责任书"[:30],
                  letter_signer=signer, plan_year=year, person=person, targets="共八项，从履行监督责任、办案质量、队伍建设三方面提出年度目标。", targets_count=8)  # fmt: skip
    yield Pace(2, 8).draw(world.random)
    by = worker(life)
    life.do("sign", by, person=person, limit_on=date(year, 12, 20).isoformat())
    yield 200
    life.do(
        "assess",
        by,
        target_assessment=world.words.pick(("met", "mostly_met")),
        assessment="对照目标逐项核对。",
    )


def _signer(world: Beside, signer: str, number: int) -> Subject:
    """Who signs: the secretary of a county, the head of a group, or somebody of the leading group of a unit."""
    subject, lists = world.words.subject(None), vocabulary()
    if signer == "county_secretary":
        county = lists["counties"][number % len(lists["counties"])]["name"]
        return replace(subject, unit=f"{county}纪委监委", post="纪委书记", rank_class="county")
    if signer == "group_head":
        short = lists["groups"][number % len(lists["groups"])]["short"]
        return replace(subject, unit=short, post="组长", rank_class="county")
    unit = lists["city_units"][number * 3 % len(lists["city_units"])]["name"]  # each signs once
    subject, sitting = replace(subject, unit=unit), world.staff.deputy(unit, world.today)
    return replace(subject, post=sitting.title.split("、")[-1], rank_class="county") if sitting else subject


def personal_act(world: Beside, office: Office, kind: str) -> Flow:
    life = opened(world, office, "personal_act", title=IN_PERSON[kind][0], personal_act_kind=kind,
                  happened_on=world.today.isoformat(), words=IN_PERSON[kind][1])  # fmt: skip
    yield Pace(15, 40).draw(world.random)
    life.do("record_result", worker(life), result_text=IN_PERSON[kind][2])


def accountability(world: Beside, office: Office, target: str) -> Flow:
    """An organisation or a leader held to account, from the start of the inquiry to the file."""
    name, unit = unit_of(world, office)
    subject = world.words.subject(office.county)
    sitting = world.staff.deputy(name, world.today)
    if sitting is not None:  # who is held to account leads something
        subject = replace(subject, unit=sitting.unit, post=sitting.title.split("、")[-1],
                          rank_class="township" if office.county else "county")  # fmt: skip
    who = (
        {"organisation": unit}
        if target == "organisation"
        else {
            "person": sitting.person if sitting else person_of(world.words, subject),
            "rank_class": subject.rank_class,
        }
    )
    if target == "organisation" and unit is None:
        return
    label = name if target == "organisation" else f"{subject.unit}{subject.post}"
    life = opened(world, office, "accountability", title=f"{label}履行责任不力"[:30], accountability_target=target, is_directly_led=False,
                  accountability_trigger=(trigger := world.words.pick(tuple(TRIGGERS))), trigger_facts=TRIGGERS[trigger], **who)  # fmt: skip
    by = worker(life)
    yield 3
    yield from life.propose(
        "propose_start",
        by,
        team=life.team(),
        reason="有失职失责情形，需要查清责任，拟启动问责调查。",
        returnable=False,
    )
    yield Pace(15, 35).draw(world.random)
    life.do(
        "report_inquiry",
        by,
        responsibility_grade="main",
        inquiry_result="to_account",
        inquiry_report=f"经调查，{TRIGGERS[trigger]}{label}负主要责任，应予问责。",
        heard="听取了陈述和申辩，对客观困难的说明予以采纳，对责任的认定没有异议。",
    )
    yield 3
    adjusted = target == "leader" and world.random.random() < 0.5
    ways = (
        ["org_notice", "org_inspection"]
        if target == "organisation"
        else ["org_handling"]
        if adjusted
        else ["admonition"]
    )
    yield from life.propose(
        "decide",
        by,
        accountability_ways=ways,
        is_adjustment=adjusted,
        decision_text=DECIDED[ways[0]],
        returnable=False,
    )
    yield Pace(3, 10).draw(world.random)
    if adjusted:
        life.do("finish_adjustment", by, execution="已办理职务调整手续。")
    life.do(
        "execute",
        by,
        is_announced=True,
        is_org_informed=True,
        is_published=False,
        execution="已宣布并通报组织部门。",
    )
    yield 4
    life.do("conclude", by, reason="执行完毕。")


def tolerance(world: Beside, office: Office, conclusion: str) -> Flow:
    subject = world.words.subject(office.county)
    life = opened(world, office, "tolerance", title=f"{subject.unit}先行先试失误"[:30], tolerance_start="application",
                  person=person_of(world.words, subject), error_facts="在没有先例的情况下先行先试出现失误。")  # fmt: skip
    by = worker(life)
    yield 6
    grounds = {} if conclusion == "refused" else {"tolerance_grounds": ["inexperience", "unintended"]}
    yield from life.propose("propose", by, test_text="对照三个区分开来逐项分析。", heard="本人作了说明。", tolerance_conclusion=conclusion,
                            correction="完善办法，挽回损失。", **grounds)  # fmt: skip
    yield 3
    life.do("tell", by, correction="已告知并纠正。")
