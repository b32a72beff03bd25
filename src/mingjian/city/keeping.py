"""What is kept of cadres and of the own staff: interference, risk points, reports and statements, integrity files, departures, reviews."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from mingjian.city import rectifying
from mingjian.city.beside import Beside
from mingjian.city.identities import leader_or_new
from mingjian.city.life import Life
from mingjian.city.people import LEAVING, Office
from mingjian.city.words import Subject, vocabulary
from mingjian.city.working import another, department, opened, pair, unit_of, worker
from mingjian.city.world import Flow, Pace
from mingjian.ledger.models import Matter
from mingjian.org.models import Officer
from mingjian.parties.models import Person
from mingjian.parties.persons import names, organisation_named
from mingjian.report import numbers
from mingjian.team.acts import handlers_of

INTERFERENCES, RISKS, CHECKS, STATEMENTS, FILES, REVIEWS = 6, 24, 16, 30, 20, 6
SITUATIONS = (
    ("project", "打招呼影响招标", "请关照某公司参加投标。"), ("cadres", "插手干部调整", "推荐特定人员任职。"),
    ("enforcement", "干预行政处罚", "要求对某企业从轻处理。"), ("procurement", "过问采购评审", "询问评审专家名单。"),
)  # fmt: skip
RISK_POINTS = (
    ("项目资金拨付审核", "财务科", "high", "由一人审核并拨付。", "双人审核，大额集体研究。"),
    ("物资采购询价", "办公室", "medium", "询价单位固定。", "随机抽取，结果公示。"),
    ("行政许可受理", "审批科", "medium", "受理时限弹性较大。", "一次告知，限时办结。"),
    ("执法裁量", "执法大队", "high", "裁量标准不统一。", "裁量基准公开，案件集体审核。"),
    ("公务用车调度", "后勤科", "low", "用车登记不全。", "派车单逐次登记。"),
)
STATED = (
    ("pledge", "廉洁承诺书", "严格遵守廉洁自律各项规定。"), ("pledge", "廉洁承诺书", "严格遵守廉洁自律各项规定。"),
    ("wedding", "子女婚嫁事宜报告", "不请管理和服务对象，不收礼金。"), ("abroad", "因私出国备案", "探亲，十日。"),
    ("gifts", "上交礼金", "当场未能退还，主动上交。"), ("funeral", "丧事办理报告", "从简办理。"),
)  # fmt: skip


def year(world: Beside, offices: list[Office], year: int, size: float) -> Iterator[tuple[date, Flow]]:
    """What begins in the year and on which day, in no order."""
    own = next(office for office in offices if office.level == "own")
    others = [office for office in offices if office.level in ("county", "group")]
    days = [day for day in world.days if day.year == year]

    def times(number: int, last: int = 11) -> Iterator[tuple[date, Office]]:
        within = [day for day in days if day.month <= last]
        for _ in range(max(1, round(number * size))):
            day = within[int(world.random.random() * len(within))]
            yield day, own if world.random.random() < 0.5 else world.words.pick(others)

    if not days:
        return
    yield from ((day, interference(world, office)) for day, office in times(INTERFERENCES))
    yield from ((day, risk_point(world, office)) for day, office in times(RISKS, 3))
    yield from ((day, personal_report(world, office)) for day, office in times(CHECKS))
    yield from ((day, statement(world, office)) for day, office in times(STATEMENTS))
    yield from ((day, integrity_file(world, office)) for day, office in times(FILES, 2))
    yield from ((day, special_supervisor(world, own)) for day, _ in times(3, 4))
    yield from ((day, departure(world, own)) for day, _ in times(3, 9))
    late = [day for day in days if day.month >= 7]
    yield from (
        (late[-1 - 9 * turn], case_review(world, own)) for turn in range(min(REVIEWS, len(late) // 9))
    )


def interference(world: Beside, office: Office) -> Flow:
    """Somebody puts in a word and it is registered; now and then there is nothing to it."""
    matter, title, said = world.words.pick(SITUATIONS)
    subject = _leading(world, office, world.words.subject(office.county, host=office.host))
    is_confirmed = not world.happens("not confirmed", 0.2)
    person, given = leader_or_new(world, subject)
    life = opened(world, office, "interference", title=f"{subject.unit}{subject.post}{title}"[:30], interference_matter=matter, happened_on=world.today.isoformat(),
                  who=[subject.mention], is_head=subject.is_head, manner="电话联系经办人。", said=said, **given)  # fmt: skip
    yield Pace(3, 8).draw(world.random)
    by = worker(life)
    more = {"person": person, "own_statement": "说明当时只是了解情况。"} if is_confirmed else {}
    yield from life.propose(
        "propose_handling", by, is_confirmed=is_confirmed, checked_facts="核对通话和经办人说明。",
        interference_handling="reminded" if is_confirmed else "filed", **more,
    )  # fmt: skip
    if life.step == "to_remind":
        life.do(
            "plan_talk",
            by,
            talk_title=f"提醒{subject.unit}{subject.post}"[:30],
            is_head=subject.is_head,
            talk_reason=f"{title}。",
        )


def _leading(world: Beside, office: Office, subject: Subject) -> Subject:
    """A leading cadre, of the unit that was drawn or of another of the place: who interferes has something to say there."""
    units = [subject.unit, *(f"{office.county or ''}{one['name']}" for one in vocabulary()["county_units" if office.county else "city_units"])]  # fmt: skip
    sitting = next(found for unit in units if (found := world.staff.deputy(unit, world.today)))
    name = next(iter(names(Person.objects.filter(pk=sitting.person)).values()))
    return replace(
        subject, name=name, unit=sitting.unit, post=sitting.title.split("、")[-1],
        rank_class="township" if office.county else "county", is_official=True, is_member=True,
    )  # fmt: skip


def risk_point(world: Beside, office: Office) -> Flow:
    """A risk in a post, reviewed as often as its level asks."""
    name, unit = unit_of(world, office)
    if unit is None:
        return
    title, post, level, how, measures = world.words.pick(RISK_POINTS)
    if not name.endswith("局") and title in ("行政许可受理", "执法裁量"):
        title, post, level, how, measures = RISK_POINTS[1]  # what such a unit has as well
    life = opened(world, office, "risk_point", title=f"{name}{title}廉政风险点"[:30], organisation=unit, post_name=post, risk_level=level,
                  risk_text=how, risk_measures=measures)  # fmt: skip
    for _ in range({"high": 3, "medium": 1, "low": 0}[level]):
        yield {"high": 55, "medium": 110}[level]
        by, is_kept = worker(life), not world.happens("uncontrolled", 0.15)
        life.do("review", by, risk_review="kept" if is_kept else "uncontrolled", risk_level=level, risk_measures=measures,
                review_text="查阅记录，抽查业务。" if is_kept else "抽查三笔，措施没有落实。")  # fmt: skip
        if not is_kept:
            yield 2
            life.do("open_finding", by, finding_title=f"{name}{title}防控措施没有落实"[:30], found_on=world.today.isoformat(),
                    finding_facts="抽查三笔业务，均未按防控措施办理。")  # fmt: skip
            world.begin(rectifying.rectified(life.opened("finding")[-1]), world.later(1))


def personal_report(world: Beside, office: Office) -> Flow:
    """What the organisation department found about a report; mostly it agrees."""
    subject = world.words.subject(office.county, host=office.host)
    person, given = leader_or_new(world, subject)
    result = "omitted_minor" if world.happens("omitted", 0.2) else "consistent"
    more = {"result_text": "未填报一项投资型保险。"} if result != "consistent" else {}
    kind = world.words.pick(("sample", "sample", "promotion"))
    life = opened(world, office, "personal_report", title=f"{subject.unit}{subject.post}个人事项报告查核"[:30], person=person,
                  rank_class=subject.rank_class, report_year=world.today.year - 1, report_check_kind=kind,
                  received_on=world.today.isoformat(), report_result=result, **_employed(world, office, subject, given), **more)  # fmt: skip
    if life.has_ended:
        return
    by = worker(life)
    yield Pace(2, 5).draw(world.random)
    life.do("record_statement", by, own_statement="对填报要求理解有误，已经补报。")
    yield Pace(1, 3).draw(world.random)
    yield from life.propose(
        "propose_handling", by, report_handling="criticism", handling_text="漏报情节较轻，说明合理。"
    )


def statement(world: Beside, office: Office) -> Flow:
    """A pledge, a wedding, a gift handed in."""
    kind, label, text = world.words.pick(STATED)
    subject = world.words.subject(office.county, host=office.host)
    person, given = leader_or_new(world, subject)
    more = {"amount": "2000"} if kind == "gifts" else {}
    life = _stated(
        world,
        office,
        person,
        kind,
        f"{subject.unit}{subject.post}{label}"[:30],
        text,
        **_employed(world, office, subject, given),
        **more,
    )
    yield Pace(1, 6).draw(world.random)
    if world.happens("supplement", 0.1):
        life.do("review", worker(life), statement_review="supplement", review_text="请补充时间和有关人员。")
        yield Pace(1, 4).draw(world.random)
        when = numbers.day(date.fromisoformat(str(life.fact("happened_on"))))
        life.do("supplement", worker(life), statement_text=f"{text}时间为{when}，有关人员为本人及家属。")
    life.do("review", worker(life), statement_review="filed", review_text="所报内容齐全，符合规定。")


def _employed(world: Beside, office: Office, subject: Subject, given: dict[str, str]) -> dict[str, Any]:
    """The unit of somebody, also of one who does not lead it; the department stays the one that would be drawn."""
    found = organisation_named(subject.unit)
    if given or found is None:
        return given
    return {"organisation": str(found.pk), "at": department(world, office)}


def _stated(
    world: Beside, office: Office, person: str, kind: str, title: str, text: str, **given: Any
) -> Life:
    ahead = 30 if kind in ("wedding", "abroad") else 0  # told before it happens
    return opened(world, office, "integrity_statement", title=title, statement_kind=kind, person=person,
                  happened_on=(world.today + timedelta(days=ahead)).isoformat(), statement_text=text, **given)  # fmt: skip


def integrity_file(world: Beside, office: Office) -> Flow:
    """A file is opened for a leading cadre and gone through; what lacks is asked for, and then it is there."""
    subject = world.words.subject(office.county, host=office.host)
    head = world.staff.head_of(subject.unit, world.today)
    if head is not None and world.random.random() < 0.8:
        subject = replace(
            subject,
            post=head.title.split("、")[0],
            rank_class="county" if office.county is None else "township",
        )
    person, given = leader_or_new(world, subject)
    label = f"{subject.unit}{subject.post}"[:24]
    life = opened(
        world,
        office,
        "integrity_file",
        title=f"{label}廉政档案",
        person=person,
        rank_class=subject.rank_class,
        **given,
    )
    yield Pace(3, 10).draw(world.random)
    life.do("review", worker(life), file_review="complete", file_text="逐项核对。")
    missing = list(life.fact("missing_parts") or ())
    if "personal_report" in missing and world.random.random() < 0.8:
        opened(world, office, "personal_report", title=f"{label}个人事项报告查核"[:30], person=person, report_result="consistent",
               report_year=world.today.year - 1, report_check_kind="sample", received_on=world.today.isoformat(),
               **_employed(world, office, subject, given))  # fmt: skip
    if "integrity_statement" in missing:
        yield 2
        pledge = _stated(
            world,
            office,
            person,
            "pledge",
            f"{label}廉洁承诺书"[:30],
            "严格遵守廉洁自律各项规定。",
            **_employed(world, office, subject, given),
        )
        yield 1
        pledge.do("review", worker(pledge), statement_review="filed", review_text="所报内容齐全，符合规定。")
    yield Pace(15, 25).draw(world.random)
    life.do("review", worker(life), file_review="complete", file_text="补齐后核对。")


def special_supervisor(world: Beside, office: Office) -> Flow:
    """A supervisor from outside: appointed, takes part in a check, voices an opinion, is answered."""
    subject = world.words.subject(None)
    life = opened(world, office, "special_supervisor", at=office.department("org_dept_internal"), title=f"聘请{subject.name}为特约监察员",
                  candidate=[{"name": subject.name}], occupation=world.words.pick(("律师", "高校教师", "企业管理人员")))  # fmt: skip
    by = worker(life)
    yield Pace(3, 8).draw(world.random)
    until = date(world.today.year + 3, 12, 31).isoformat()
    yield from life.propose(
        "propose",
        by,
        returnable=False,
        from_on=world.today.isoformat(),
        until_on=until,
        reason_given="熟悉基层情况。",
    )
    yield 30
    life.do("record_activity", by, supervisor_activity="check", activity_text="参加办事窗口作风检查。")
    yield 1
    life.do("record_opinion", by, opinion_text="建议公开办理时限，方便群众监督。")
    yield Pace(8, 18).draw(world.random)
    life.do("answer_opinion", by, is_adopted=True, answer_text="已经公开办理时限。")


def _name(officer: int) -> str:
    return Officer.objects.values_list("name", flat=True).get(pk=officer)


def departure(world: Beside, office: Office) -> Flow:
    """An officer leaves; one later asks about an occupation and is told that it falls under the bar."""
    there = [office.officers[key] for key in LEAVING if world.staff.serves(office.officers[key], world.today)]
    if not there:
        return
    leaver = world.words.pick(there)
    reason, is_occupied = world.words.pick(("transfer", "resignation")), world.happens("occupation", 0.4)
    world.staff.leave(leaver, world.today)
    life = opened(world, office, "departure", at=office.department("cadre_supervision_dept"), title=f"{_name(leaver)}离任管理", leaver=leaver,
                  departure_reason="resignation" if is_occupied else reason, is_secret_post=True,
                  until_on=(world.today + timedelta(days=730)).isoformat())  # fmt: skip
    by = worker(life)
    yield Pace(2, 6).draw(world.random)
    life.do("clear", by, handed_in="涉密笔记本、工作证件、移动存储介质。")
    if not is_occupied:
        return
    yield 30
    life.do(
        "report_employment",
        by,
        employer="某律师事务所",
        occupation="刑事业务顾问。",
        employment_on=(world.today + timedelta(days=30)).isoformat(),
    )
    yield Pace(3, 8).draw(world.random)
    yield from life.propose("propose_examination", by, returnable=False, has_conflict=True, examined="拟从业务与监察工作相关联。",
                            employment_result="dissuaded")  # fmt: skip


def case_review(world: Beside, office: Office) -> Flow:
    """A case of the commission that has ended is reviewed by others, fed back and put right."""
    where = office.department("cadre_supervision_dept")
    cases = (
        Matter.objects.filter(kind="case", unit=office.unit).exclude(closed_on=None).exclude(department=where)
    )
    about = [
        case
        for case in cases.order_by("number")
        if not handlers_of(case.pk) & set(world.staff.members(where, world.today))
    ]
    if not about:
        return
    picked = world.words.pick(about)
    picked = next((case for case in (picked, *about) if case.pk not in world.reviewed), picked)
    world.reviewed.add(picked.pk)
    life = opened(world, office, "case_review", "plan", at=where, title=f"{picked.number}质量评查", about_matter=str(picked.pk),
                  review_focus="事实证据、程序手续、文书卷宗。")  # fmt: skip
    yield Pace(4, 9).draw(world.random)
    by = worker(life)
    is_flawed = world.happens("flawed", 0.5)
    life.do("review", by, officers=pair(life), review_text="两份文书缺少签字。" if is_flawed else "程序完备。",
            problems_count=2 if is_flawed else 0, case_quality="flawed" if is_flawed else "qualified")  # fmt: skip
    yield 3
    life.do("feed_back", by, feedback="请补正。" if is_flawed else "没有发现问题。")
    if is_flawed:
        yield Pace(8, 15).draw(world.random)
        life.do("accept_correction", another(life, by), correction="已经补正。")
