"""The own team's year: staff and budget, studies, training, secondments, admission, contacts; hand-overs and meetings."""

from collections.abc import Iterator
from datetime import date, timedelta

from mingjian.city import inspecting
from mingjian.city.beside import Beside
from mingjian.city.life import Life
from mingjian.city.people import Office
from mingjian.city.working import in_working_days
from mingjian.city.world import Flow, Pace

HAND_OVERS, CONTACTS = 30, 4
TRAINEES = ("investigator2", "investigator3")
MEETINGS = (3, 6, 9, 11)
STUDIES = (("study_session", 24, 60), ("first_topic", 12, 9), ("lecture", 6, 70), ("visit", 3, 40), ("screening_round", 2, 74),
           ("training", 6, 45))  # fmt: skip
ITEMS = (
    ("lead", "采购中的围标问题", "走访中收到的反映材料和采购资料。"), ("finding", "项目资金管理问题清单", "检查中发现的问题清单。"),
    ("information", "联系单位情况通报", "近期监督情况。"), ("report", "专项检查报告", "专项检查报告全文。"),
    ("assistance", "协助查询有关情况", "请协助查询有关人员履职情况。"),
)  # fmt: skip


def year(world: Beside, offices: list[Office], year: int, size: float) -> Iterator[tuple[date, Flow]]:
    """What begins in the year and on which day, in no order."""
    own = next(office for office in offices if office.level == "own")
    days = [day for day in world.days if day.year == year]

    def times(number: int, last: int = 12) -> Iterator[date]:
        within = [day for day in days if day.month <= last]
        for _ in range(max(1, round(number * size))):
            yield within[int(world.random.random() * len(within))]

    def apart(number: int, last: int) -> Iterator[date]:
        """So many days up to the end of a month, in order and never two on one."""
        within = [day for day in days if day.month <= last]
        several = min(max(1, round(number * size)), len(within))
        for place in range(several):
            yield within[int((place + world.random.random()) * len(within) / several)]

    if not days:
        return
    yield days[3], inspecting.plan(world, own, offices, year)
    yield from ((days[5], staff_return(world, office, year - 1)) for office in offices)
    for kind, number, attendance in STUDIES:
        for turn, day in enumerate(apart(number, 11), start=1):
            yield day, activity(world, own, kind, turn, attendance)
    yield from ((day, follow_study(world, own, offices, turn)) for turn, day in enumerate(times(6, 9)))
    yield from ((day, admission(world, own)) for day in times(4, 8))
    yield from ((day, contact(world, own)) for day in times(CONTACTS))
    yield from ((day, hand_over(world, own, offices)) for day in times(HAND_OVERS, 11))
    for month in MEETINGS:
        day = next((day for day in days if (day.month, day.day) >= (month, 6)), None)
        if day is not None:
            yield day, joint_meeting(world, own, month)


def _opened(world: Beside, office: Office, kind: str, by: int, role: str, **details: object) -> Life:
    state = world.many.open(
        kind, by=by, on=world.today, unit=office.unit, department=office.department(role), details=details
    )
    return Life(world, office, state)


def _keeper(office: Office) -> tuple[int, str]:
    """Who keeps the return of an office, and in which function."""
    if office.level == "group":
        return office.officers["member"], "stationed_group"
    return (
        (office.officers["organiser"], "org_dept_internal")
        if office.level == "own"
        else (office.officers["manager"], "case_mgmt_dept")
    )


def staff_return(world: Beside, office: Office, year: int) -> Flow:
    """Staff and budget of last year, in January."""
    by, role = _keeper(office)
    life = _opened(world, office, "staff_return", by, role, title=f"{year}年度人员经费情况", return_year=year)
    yield Pace(2, 6).draw(world.random)
    staff = {"own": 86, "county": 34, "group": 6}[office.level] + int(world.random.random() * 6)
    budget = staff * 21000
    saved = staff * (300 + staff * 370 % 900)  # no office saves or watches over as much as another
    yield from life.propose("submit", by, posts_approved=staff + 3, staff_count=staff, seconded_count=staff // 12,
                            supervised_count=staff * (44 + staff * 7 % 16), budget=str(budget), budget_spent=str(budget - saved),
                            models_run=3 if office.level == "own" else 0)  # fmt: skip


def activity(world: Beside, office: Office, kind: str, number: int, attendance: int) -> Flow:
    """A study session, a lecture, a visit, a round of screening or a training."""
    label = world.staff.book.taxonomy("team_activity_kind").codes[kind].label
    by, wait = office.officers["organiser"], Pace(2, 4).draw(world.random)
    life = _opened(world, office, "team_activity", by, "org_dept_internal", title=f"第{number}次{label}", team_activity_kind=kind,
                   planned_on=in_working_days(world, wait))  # fmt: skip
    yield wait
    more = (
        {"problems_found": 4 + number}
        if kind == "screening_round"
        else {
            "hours": 8,
            "examined_count": attendance - 4,
            "passed_count": attendance - 6,
            "score_total": 84 * (attendance - 4),
        }
        if kind == "training"
        else {}
    )
    life.do(
        "hold",
        by,
        attendance=attendance,
        materials="学习有关重要论述和党纪法规。",
        speaker="有关负责同志",
        **more,
    )
    yield Pace(3, 8).draw(world.random)
    life.do("conclude", by, measures="联系实际抓好贯彻。")


def follow_study(world: Beside, office: Office, offices: list[Office], turn: int) -> Flow:
    """An officer of a county studies in the city for some months; another each time."""
    pick, by = world.words.pick, office.officers["organiser"]
    counties = [found for found in offices if found.level == "county"]
    county, key = counties[turn % len(counties)], TRAINEES[turn // len(counties) % len(TRAINEES)]
    begins, ends = world.today + timedelta(days=14), world.today + timedelta(days=104)
    form = pick(("follow_class", "exchange_post", "case_training"))
    label = world.staff.book.taxonomy("training_form").codes[form].label
    life = _opened(world, office, "follow_study", by, "org_dept_internal", title=f"{county.county}干部{label}",
                   trainee=county.officers[key], training_form=form,
                   host_unit=str(office.unit), mentor=office.officers["supervisor"], from_on=begins.isoformat(),
                   until_on=ends.isoformat(), tasks="参与线索处置和监督检查。")  # fmt: skip
    yield from life.agree(1, by)
    if life.step != "approved":
        return
    yield max(1, world.working_days_to(begins))
    life.do("begin", by)
    yield world.working_days_to(ends)
    life.do("end_study", by, hours=320)
    yield 4
    life.do(
        "appraise",
        office.officers["organisation"],
        appraisal=pick(("excellent", "good", "good")),
        appraisal_words="学习认真，能独立承担任务。",
    )


def admission(world: Beside, office: Office) -> Flow:
    """A candidate is examined and admitted; now and then one is not."""
    by, subject = office.officers["organiser"], world.words.subject(None)
    life = _opened(
        world,
        office,
        "admission",
        by,
        "org_dept_internal",
        title=f"拟录用人员{subject.name}资格审查",
        candidate=[subject.mention],
    )
    yield Pace(5, 9).draw(world.random)
    is_excluded = world.happens("excluded", 0.1)
    life.do("check", by, is_citizen=True, has_integrity=not is_excluded, has_ability=True, is_healthy=True, has_degree=True,
            exclusion_ground="party_sanction" if is_excluded else "none", has_relative_here=False, evidence="查阅干部人事档案，征求有关方面意见。")  # fmt: skip
    yield 2
    yield from life.propose(
        "decide",
        by,
        returnable=False,
        admission_result="refuse" if is_excluded else "admit",
        opinion_given="按审查结果办理。",
    )
    if life.step == "training_due":
        yield 20
        life.do("complete_training", by, training_hours=60)


def contact(world: Beside, office: Office) -> Flow:
    """An officer met somebody involved and says so."""
    subject, by = (
        world.words.subject(None),
        world.words.pick([office.officers[key] for key in ("investigator3", "supervisor2", "trial2")]),
    )
    party = world.words.pick(("related_person", "supervised_unit", "enterprise"))
    if party == "enterprise" and not subject.unit.endswith(("集团", "公司")):
        party = "supervised_unit"
    life = _opened(world, office, "contact", by, "cadre_supervision_dept", title=f"偶遇{subject.unit}人员"[:30],
                   contact_party=party, happened_on=world.today.isoformat(),
                   is_approved=False, who=[subject.mention], manner="下班途中偶遇，交谈数句。", said="未谈及任何案情。")  # fmt: skip
    yield 1
    officer = office.officers["cadre"]
    life.do("take_over", officer, handler=officer)
    yield Pace(2, 5).draw(world.random)
    yield from life.propose(
        "propose_handling",
        officer,
        returnable=False,
        checked_facts="情况属实，未泄露案情。",
        contact_handling="filed",
    )


def hand_over(world: Beside, office: Office, offices: list[Office]) -> Flow:
    """Something goes from one department of the city to another, or to a county."""
    random, pick = world.random, world.words.pick
    kind, title, items = pick(ITEMS)
    by = office.officers[pick(("supervisor", "supervisor3", "manager", "inspector"))]
    sender = next(
        post.department for post in world.staff.posts[by] if post.held(world.today) and post.post == "member"
    )
    state = world.many.open(
        "transfer", by=by, on=world.today, unit=office.unit, department=sender,
        details={"title": title, "transfer_kind": kind, "is_requested": random.random() < 0.6, "items": items, "team": [by]},
    )  # fmt: skip
    life = Life(world, office, state)
    receiver, department = _receiver(world, office, offices, sender)
    asks = kind != "information"
    more = {"feedback_due_on": (world.today + timedelta(days=60)).isoformat()} if asks else {}
    yield from life.propose("send", by, returnable=False, department=department, to_unit=str(receiver.unit),
                            receipt_due_on=(world.today + timedelta(days=5)).isoformat(), needs_feedback=asks, **more)  # fmt: skip
    yield Pace(1, 3).draw(random)
    head = world.staff.head(department, world.today)
    life.do("receive", head, handler=head)
    if asks:
        yield Pace(20, 45).draw(random)
        life.do(
            "feed_back",
            head,
            transfer_result=pick(("used", "in_rectification", "answered")),
            feedback="已核实并作相应处理。",
        )
        yield 1
        life.do("acknowledge", by)


def _receiver(world: Beside, office: Office, offices: list[Office], sender: int) -> tuple[Office, int]:
    """A supervision office, a group or a county."""
    draw = world.random.random()
    if draw < 0.4:
        group = world.words.pick([found for found in offices if found.level == "group"])
        return group, group.department("stationed_group")
    if draw < 0.7:
        county = world.words.pick([found for found in offices if found.level == "county"])
        return county, county.department("investigation_dept")
    other = [found for found in office.departments["supervision_dept"] if found != sender]
    return office, other[0]


def joint_meeting(world: Beside, office: Office, month: int) -> Flow:
    """The joint meeting of a quarter."""
    by = office.officers["manager"]
    life = _opened(world, office, "joint_meeting", by, "case_mgmt_dept", title=f"第{'一二三四'[(month - 1) // 3]}季度监督工作联席会议",
                   planned_on=in_working_days(world, 8), agenda="通报线索和问题，商议协作事项。")  # fmt: skip
    yield 8
    life.do(
        "hold",
        by,
        attendance=18,
        participants="各监督检查室、派驻机构、巡察办。",
        shared_items=6,
        decisions="议定三项协作事项。",
    )
    yield Pace(25, 40).draw(world.random)
    life.do("conclude", by, progress="议定事项已落实。")
