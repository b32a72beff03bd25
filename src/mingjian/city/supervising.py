"""Directives, topics and checks, talks and meetings, opinions, plans for units, data comparisons."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from mingjian.city import rectifying
from mingjian.city.beside import Beside
from mingjian.city.identities import leader_or_new, person_of
from mingjian.city.life import Life
from mingjian.city.people import Office
from mingjian.city.words import Subject, deputies_post
from mingjian.city.working import in_working_days, name_of, opened, pair, texts, theme_at, unit_of, worker
from mingjian.city.world import Flow, Pace
from mingjian.parties.persons import organisation_named

SECTORS = {
    "医药": "medicine", "食堂": "education", "招标": "tendering", "粮食": "grain", "惠农": "rural",
    "教育": "education", "中学": "education", "卫生": "medicine", "医院": "medicine", "财政": "other", "农业": "rural", "住房": "tendering",
    "住建": "tendering", "交通运输": "tendering", "水务": "environment", "自然资源": "environment", "集团": "soe", "公司": "soe",
}  # fmt: skip


FURTHER = {  # what else is found there
    "落实过紧日子要求": ("一场会议超标准用餐", "办公用房面积没有及时核减"), "惠农补贴发放": ("补贴公示期不足", "一户信息没有更新"),
    "工程招标投标": ("一个项目合同签订超期", "变更手续事后补办"), "医药购销": ("供应商考核记录缺失", "一批耗材入库手续不全"),
    "校园食堂管理": ("食材留样记录不全", "陪餐制度没有落实"), "公务用车管理": ("加油卡没有一车一卡", "节假日封存登记缺失"),
    "民生资金管理": ("一笔资金拨付依据不全", "绩效评价流于形式"), "落实“三重一大”制度": ("会议记录没有记明不同意见", "一项任免酝酿记录不全"),
    "安全生产责任落实": ("应急演练没有记录", "值班登记不全"), "粮食库存管理": ("轮换手续不全", "一处仓房通风设施损坏"),
}  # fmt: skip
TALKED = {
    "reminder": "说明群众反映的情况，提醒本人注意分寸、及时改正。", "routine": "了解分管工作和廉洁自律情况，指出两点不足，提出要求。",
    "supervisory": "听取履行“一岗双责”情况，就重点领域风险提出三点要求。", "criticism": "指出工作推进迟缓的问题和原因，严肃批评，限期改正。",
    "summons": "就问题整改迟缓逐项询问原因，明确完成时限。", "appointment": "任前廉政谈话，提醒守住底线、管好家人和身边工作人员。",
    "collective": "通报近期典型问题，重申廉洁纪律要求，班子成员代表表态。",
}  # fmt: skip
LINES = {"安全生产责任落实": "responsibility", "落实“三重一大”制度": "responsibility"}


def directive(world: Beside, office: Office, number: int) -> Flow:
    """A directive: planned, broken down, supervised by checks, reported on each quarter."""
    title, kind, theme, where, facts = texts("directives")[number % len(texts("directives"))]
    life = opened(
        world,
        office,
        "directive",
        title=title,
        directive_kind=kind,
        received_on=world.today.isoformat(),
        summary="切实抓好贯彻落实。",
    )
    by = worker(life)
    yield Pace(2, 5).draw(world.random)
    yield from life.propose("plan", by, supervision_plan="列入监督清单，每季度检查，问题清单化管理。")
    yield 1
    for step in ("学习部署", "自查自纠"):
        _, unit = unit_of(world, office)
        limit = (world.today + timedelta(days=180)).isoformat()
        given = {"task_organisation": unit} if unit else {}
        life.do("assign_task", by, task_title=f"{step}：{theme}"[:30], task_limit_on=limit, **given)
        world.begin(task_done(life.opened("work_task")[-1]))
    life.do("open_topic", by, topic_title=theme)
    world.begin(topic(life.opened("topic")[-1]))
    unit_of(world, office)  # so that what is drawn afterwards stays as it is
    found = organisation_named(where)
    given = {"check_organisation": str(found.pk)} if found else {}
    life.do(
        "open_check",
        by,
        check_title=f"{theme}检查"[:30],
        check_line="political",
        methods=["on_site", "papers"],
        **given,
    )
    world.begin(checked(life.opened("check")[-1], facts, "political_supervision"))
    for turn in range(3):
        yield Pace(45, 62).draw(world.random)
        last = turn == 2 and world.random.random() < 0.4
        life.do(
            "report_progress",
            by,
            directive_progress="done" if last else "moving",
            progress="各项任务完成。" if last else "任务按计划推进。",
        )
    if life.step == "concluding":
        yield from life.propose("conclude", by, conclusion="各项任务完成，转入常态监督。")


def topic(life: Life) -> Flow:
    """The list of a topic, approved by the standing committee and checked in each cycle."""
    world, by = life.world, worker(life)
    yield Pace(2, 6).draw(world.random)
    year = world.today.year
    yield from life.propose("propose", by, points="一、责任落实；二、资金使用；三、作风表现。", points_count=3, check_cycle="quarter",
                            units_text="有关市直单位和县（区）。", starts_on=world.today.isoformat(), ends_on=date(year, 12, 31).isoformat(),
                            list_version=1)  # fmt: skip
    while True:
        yield Pace(50, 62).draw(world.random)
        last = world.today.month >= 12
        life.do(
            "close_cycle", by, cycle_result="ended" if last else "continued", cycle_summary="本周期检查完成。"
        )
        if last:
            return


def next_year(world: Beside, office: Office) -> Flow:
    """The list of the next year, handed up as this one ends: whoever opens the city on its last day finds it waiting."""
    year = world.today.year + 1
    life = opened(world, office, "topic", "draft", title=f"{year}年度政治监督清单")
    yield 1
    yield from life.propose("propose", worker(life), returnable=False, pace=Pace(1, 2), points="一、重大部署落实；二、民生资金使用。", points_count=2,
                            check_cycle="quarter", units_text="有关市直单位和县（区）。", starts_on=date(year, 1, 1).isoformat(),
                            ends_on=date(year, 12, 31).isoformat(), list_version=1)  # fmt: skip


def task_done(life: Life) -> Flow:
    """A task reported with evidence and accepted by somebody else."""
    world, by = life.world, worker(life)
    yield Pace(20, 60).draw(world.random)
    life.do("report_progress", by, task_progress="moving", progress="已完成过半。")
    yield Pace(30, 70).draw(world.random)
    life.do("report_done", by, result_text="任务完成，材料附后。")
    yield Pace(2, 8).draw(world.random)
    life.do("accept", life.holder("leader_in_charge"), evaluation="验收合格。")


def _sector(world: Beside, about: str) -> str:
    """The key sector of a check or of a unit, by what is named first in it."""
    world.words.pick(("other", "rural"))  # so that what is drawn afterwards stays as it is
    return next((code for word, code in SECTORS.items() if word in about), "other")


def check(world: Beside, office: Office) -> Flow:
    """A check of daily supervision."""
    drawn = world.words.pick(texts("checks"))
    name, unit = unit_of(world, office)
    theme, fact, method = theme_at(drawn, name)
    drawn_line = world.words.pick(("daily", "daily", "political", "responsibility"))
    line = LINES.get(theme, "daily" if drawn_line == "responsibility" else drawn_line)
    given = {"organisation": unit} if unit else {}
    methods = list(dict.fromkeys([method, world.words.pick(("papers", "hearing", "talk", "on_site"))]))
    life = opened(world, office, "check", "plan", title=f"{name}{theme}检查"[:30], check_line=line, methods=methods,
                  is_head_focus=world.random.random() < 0.35, key_sector=_sector(world, f"{theme}{name}"),
                  **given)  # fmt: skip
    others = FURTHER.get(theme, ("有关台账登记不全", "一项整改没有闭环"))
    origin = "political_supervision" if line == "political" else "daily_supervision"
    yield from checked(life, (fact, *others), origin, theme=theme)


def checked(life: Life, facts: Sequence[str], origin: str, *, theme: str = "") -> Flow:
    """A check carried out by two, with the findings that it leads to, and fed back."""
    world, random, by = life.world, life.world.random, worker(life)
    yield Pace(4, 12).draw(random)
    failed = 1 + int(random.random() * 3)
    life.do("carry_out", by, officers=pair(life), methods=["on_site", "papers"], evidence_list="会议记录、凭证和现场照片。",
            items_text=f"逐项检查八项，{'、'.join(facts[:failed])}，其余符合要求。", items_count=8, failed_count=failed)  # fmt: skip
    about = life.fact("organisation")
    given = {"finding_organisation": about} if about else {}
    for number, fact in enumerate(facts[:failed]):
        life.do("open_finding", by, finding_title=f"{name_of(life)}{fact}"[:30], finding_origin=origin, found_on=world.today.isoformat(),
                finding_facts=f"{fact}。", **given)  # fmt: skip
        breach = "" if number else rectifying.breach_at(theme)
        world.begin(rectifying.rectified(life.opened("finding")[-1], breach=breach), world.later(1))
    yield Pace(2, 6).draw(random)
    yield from life.propose(
        "report", by, check_report=f"检查八项，发现{'、'.join(facts[:failed])}等问题，已列清单督促整改。"
    )
    yield Pace(1, 5).draw(random)
    life.do("feed_back", by, feedback="请按期整改，举一反三。")


def talk(world: Beside, office: Office) -> Flow:
    """A talk, held by whoever has the rank for it, followed up."""
    kind, reason = world.words.pick(texts("talks"))
    subject = world.words.subject(office.county, host=office.host)
    is_head = subject.is_head
    if office.level in ("group", "township") and (is_head or kind in ("supervisory", "appointment")):
        kind, is_head = "routine", False
    if kind in ("supervisory", "appointment", "collective") and subject.rank_class == "general":
        subject = replace(subject, post=deputies_post(subject.unit), rank_class="township")
    person, given = leader_or_new(world, subject)
    deputy = world.staff.deputy(office.host, world.today) if kind in ("routine", "reminder") else None
    if deputy is not None:  # a stationed group talks with the leading group of the unit where it is
        person, subject = deputy.person, replace(subject, unit=deputy.unit, post=deputy.title)
        is_head, given = False, {"organisation": str(organisation_named(deputy.unit).pk)}  # type: ignore[union-attr]
    yield from _talked(
        world,
        office,
        subject,
        person,
        kind,
        reason,
        is_head=is_head,
        is_same_level=deputy is not None,
        **given,
    )


def _talked(
    world: Beside, office: Office, subject: Subject, person: str, kind: str, reason: str, **given: Any
) -> Flow:
    is_head = given["is_head"]
    title = f"与{subject.unit}{subject.post}谈话" if kind != "collective" else f"{subject.unit}集体廉政谈话"
    life = opened(world, office, "talk", "plan", title=title[:30], talk_kind=kind,
                  person=person, rank_class=subject.rank_class, talk_reason=f"{reason}。", **given)  # fmt: skip
    yield Pace(2, 12).draw(world.random)
    by = worker(life)
    life.do("hold", by, talker=_talker(life, kind, is_head), talk_place="机关谈话室", talk_content=TALKED.get(kind, TALKED["routine"]),
            attitude="表示接受。", statement_wanted=kind in ("reminder", "criticism"))  # fmt: skip
    if given["is_same_level"] and kind in ("reminder", "criticism"):
        yield from life.propose(
            "report_same_level", by, reported_to="superior_commission", upward_report="谈话情况和本人态度。"
        )
    if world.random.random() < 0.85:
        yield Pace(6, 18).draw(world.random)
        life.do(
            "follow_up",
            by,
            follow_up="已改正，持续关注。"
            if kind in ("reminder", "criticism", "summons")
            else "反映良好，纳入日常了解。",
        )


def _talker(life: Life, kind: str, is_head: bool) -> int:
    """The first power that the eligibility of the day names for this talk, and somebody who holds it."""
    world = life.world
    version = world.staff.book.eligible("talk", world.today)
    powers, _ = version.powers_for({"talk_kind": kind, "is_head": is_head})
    return worker(life) if "dept_member" in powers else life.holder(powers[0])


def life_meeting(world: Beside, office: Office) -> Flow:
    name, unit = unit_of(world, office)
    given = {"organisation": unit} if unit else {}
    sort = world.words.pick(("annual", "annual", "special"))
    said = f"{world.today.year - 1}年度" if sort == "annual" else "专题"
    limit = in_working_days(world, 6)  # held on the day for which it is planned
    life = opened(world, office, "life_meeting", "plan", title=f"{name}{said}民主生活会"[:30], life_meeting_kind=sort,
                  limit_on=limit, problems_text="谈话函询一件；巡察反馈的三个问题尚在整改。", **given)  # fmt: skip
    yield 6
    poor, by = world.happens("poor meeting", 0.06), worker(life)
    attending = {
        "officers": pair(life),
        "attended_count": 7,
        "is_explained": True,
        "opinions_count": 2,
    }
    first = {
        "criticism_count": 4,
        "life_meeting_rating": "poor",
        "comment": "批评意见多为工作建议，没有触及具体问题。",
    }
    good = {"criticism_count": 24, "life_meeting_rating": "good", "comment": "见人见事，红脸出汗。"}
    life.do("attend", by, **(first if poor else good), **attending)
    yield Pace(3, 8).draw(world.random)
    if poor:
        life.do("hold_again", by, limit_on=in_working_days(world, 7))
        yield 7
        life.do("attend", by, **{**good, "criticism_count": 21}, **attending)
        yield 6
    life.do("receive_report", by, report_text="会议按程序召开，班子查摆问题七条，已列整改清单。")


def duty_report(world: Beside, office: Office, kind: str) -> Flow:
    subject = world.words.subject(office.county, host=office.host)
    limit = in_working_days(world, 8)
    label = "述责述廉" if kind == "duty_integrity" else "履行“一岗双责”情况"
    head = world.staff.head_of(subject.unit, world.today)
    subject = replace(subject, post=head.title.split("、")[0]) if head else subject
    person, given = leader_or_new(world, subject)
    life = opened(world, office, "duty_report", "plan", title=f"{subject.unit}{subject.post}{label}"[:30], duty_report_kind=kind,
                  report_year=world.today.year, person=person, is_head=True, limit_on=limit, **given)  # fmt: skip
    yield 8
    by = worker(life)
    rating = {"duty_rating": world.words.pick(("good", "fairly_good"))} if kind == "duty_integrity" else {}
    life.do(
        "hear",
        by,
        hearing_meeting=life.meeting(life.holder("principal"), by),
        questions="就重点工作提问。",
        opinions_count=3,
        **rating,
    )
    yield Pace(3, 10).draw(world.random)
    life.do("feed_back", by, feedback="请对照意见整改。")


PURPOSES = {"promotion": "干部任用", "rank": "职级晋升", "honour": "评先评优"}


def opinions(world: Beside, office: Office) -> Flow:
    """A request for opinions on several persons, answered by the departments apart, then one opinion each."""
    subjects = [world.words.subject(office.county) for _ in range(2 + int(world.random.random() * 3))]
    persons = [person_of(world.words, subject) for subject in subjects]
    limit = world.staff.book.calendar
    purpose = world.words.pick(("promotion", "rank", "honour"))
    life = opened(world, office, "opinion_request", at=office.department("case_mgmt_dept"), title=f"{len(persons)}人{PURPOSES[purpose]}征求意见",
                  requested_by="市委组织部" if office.county is None else f"{office.county}委组织部", letter_number=f"组函〔{world.today.year}〕{world.today.timetuple().tm_yday}号",
                  received_on=world.today.isoformat(), opinion_purpose=purpose,
                  limit_on=_working_days(limit, world.today, 5).isoformat(), persons=persons)  # fmt: skip
    by = worker(life)
    roles = [
        role
        for role in ("petition_dept", "supervision_dept", "investigation_dept", "trial_dept")
        if role in office.departments
    ]
    life.do("send_out", by, check_roles=roles)
    yield 1
    for asked in life.opened("opinion_check"):
        asked.do(
            "answer",
            world.staff.members(asked.department, world.today)[-1],
            leads_count=0,
            answer_text="逐人核查，未收到问题线索。",
        )
    yield 0
    life.do("merge", by, merged_text="各部门均已答复。", persons=persons)
    for one in life.opened("integrity_opinion"):
        about = one.do("propose", by, opinion_class="none", leads_count=0, grounds="未收到问题线索，无异议。")
        yield from one.agree(about, by, pace=Pace(0, 1))
    life.do("reply", by, reply_text="经核查，未收到问题线索，对其使用不持异议。")


def _working_days(calendar: object, day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= calendar.is_working(day)  # type: ignore[attr-defined]
    return day


def ecology(world: Beside, office: Office, about: Office, number: int) -> Flow:
    """The first report is fed back, the second waits for its approval, of the third the figures are not frozen yet."""
    first, last = date(world.today.year, 1, 1).isoformat(), date(world.today.year, 10, 31).isoformat()
    life = opened(world, office, "ecology_report", "begin", title=f"{about.county or about.name}政治生态分析报告"[:30], about_unit=str(about.unit),
                  starts_on=first, ends_on=last)  # fmt: skip
    by = worker(life)
    yield 1
    life.do("note", by, remark="收集信访、线索、处分和整改情况。")
    if number == 2:
        return
    yield 3
    life.do("freeze_figures", by, starts_on=first, ends_on=last)
    yield 2
    about_figures = {"features": "信访总量平稳，部分问题未按期整改，重点领域问题仍有发生。", "problems": "压力传导、制度执行、日常监督三方面存在不足。",
                     "problems_count": 3, "suggestions": "压实责任；健全制度；做实日常监督；加强警示教育。"}  # fmt: skip
    proposal = life.do("propose", by, ecology_grade=("fairly_good", "fair")[number % 2], **about_figures)
    if number == 1:
        return
    yield from life.agree(proposal, by)
    yield 2
    life.do("distribute", by, receivers="市委、有关县（市、区）委，抄送巡察机构和组织部门。")
    yield 4
    life.do("feed_back", by, feedback="已向班子反馈，要求三个月内报送整改情况。")


def unit_plan(world: Beside, office: Office, number: int) -> Flow:
    """A unit supervised through a year: visited, its risk points kept; some are forgotten for too long."""
    name, unit = unit_of(world, office)
    if unit is None:
        return
    sitting = world.staff.head_of(name, world.today)
    post = sitting.title.split("、")[0] if sitting else "院长" if name.endswith("医院") else "局长"
    head = Subject(
        world.words.name(), name, post, "county" if office.county is None else "township", True, True
    )
    person, _ = leader_or_new(world, head)
    sector = _sector(world, name)
    life = opened(world, office, "unit_plan", title=f"{name}年度监督计划"[:30], organisation=unit, plan_year=world.today.year,
                  key_sector=sector, head=person,
                  plan_text="全年联系四次，走访、列席会议、调阅材料相结合。", risk_points="资金拨付、物资采购、人事调整。", risk_count=3, key_posts_count=4)  # fmt: skip
    by = worker(life)
    if not number % 3:
        _report_on(world, office, name, unit, life, is_cited=not number % 2)
    for turn in range(4):
        yield Pace(35, 60).draw(world.random) if number % 5 else Pace(70, 95).draw(world.random)
        last = turn == 3 or world.today.month == 12
        life.do(
            "record_contact",
            by,
            contact_kind=world.words.pick(("visit", "meeting", "material")),
            contact_text="了解重点工作和廉政风险。",
            is_year_over=last,
        )
        if last:
            break
    if life.step == "summing_up":
        yield 3
        life.do("close", by, year_summary="计划完成。")


def _report_on(world: Beside, office: Office, name: str, unit: str, plan: Life, *, is_cited: bool) -> None:
    """A report about the unit from the year before, which its plan cites or does not."""
    life = opened(world, office, "shared_report", at=plan.department, title=f"{name}选人用人情况报告"[:30], report_kind="selection_report",
                  report_on=f"{world.today.year - 1}-11-20", subject=unit, summary="干部选拔程序、档案审核中的问题。")  # fmt: skip
    by = worker(plan)
    life.do("distribute", by, team=[by])
    if is_cited:
        life.do("cite", by, other_matter=plan.id, section="第二部分：程序执行。")


def comparison(world: Beside, office: Office) -> Flow:
    title, model = world.words.pick(texts("comparisons"))
    life = opened(world, office, "data_comparison", "plan", title=title)
    by = worker(life)
    yield 2
    yield from life.propose("propose", by, model=model, sources="有关部门书面授权提供。")
    yield 4
    hits = 6 + int(world.random.random() * 20)
    life.do("run", by, records_count=12000, hits_count=hits)
    yield Pace(10, 25).draw(world.random)
    life.do("verify_hits", by, verified_count=hits // 3, verification="逐条核实，附核实表。")
