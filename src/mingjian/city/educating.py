"""Education: the warning meeting and the campaign after it, a year of study, agreements, rules."""

from datetime import date, timedelta

from mingjian.city.beside import Beside
from mingjian.city.desk import Receipt
from mingjian.city.handling import taken_up
from mingjian.city.life import Life
from mingjian.city.people import Office
from mingjian.city.words import vocabulary
from mingjian.city.working import opened, texts, worker
from mingjian.city.world import Flow, Pace
from mingjian.parties.models import Organisation
from mingjian.parties.persons import organisation_name, organisation_named

TITLES = {
    "film": "观看警示教育片",
    "test": "廉政知识测试",
    "court_hearing": "旁听职务犯罪案件庭审",
    "base_visit": "参观警示教育基地",
    "culture": "征集廉洁文化作品",
}


SIGNING = {  # what a project is about, whose business it is, and who carries it out
    "城区道路改造工程": ("tendering", "城市管理、住建", "宏泰建筑公司"), "中心医院设备采购": ("medicine", "医院", "天诚医疗器械公司"), "学校食堂配送服务": ("education", "教育", "众诚物业公司"),
    "污水处理厂扩建": ("environment", "水务、住建", "恒达劳务公司"), "政务服务系统运维": ("other", "财政", "明川软件公司"),
}  # fmt: skip


def activity(world: Beside, office: Office, kind: str, title: str) -> Flow:
    limit = (
        world.today + timedelta(days=4)
    ).isoformat()  # held on the day for which it is planned, or next after it
    title = TITLES.get(kind, title)
    life = opened(world, office, "education_activity", "plan", at=office.department("general_office"), title=title, education_kind=kind,
                  limit_on=limit, agenda="学习、讨论、交流。")  # fmt: skip
    yield 4
    by = worker(life)
    present = 420 if kind == "warning_meeting" else 40 + int(world.random.random() * 60)
    more = {
        "warning_meeting": {"cases_count": 8, "units_count": 60},
        "test": {"passed_count": present - 2},
    }.get(kind, {})
    life.do("hold", by, attended_count=present, record_text="按计划开展，记录附后。", **more)
    yield Pace(5, 14).draw(world.random)
    life.do("follow_up", by, reflections="各单位组织讨论，撰写体会。")


def title(number: int) -> str:
    """What is studied, in turn."""
    return str(texts("study")[number % len(texts("study"))])


def campaign(world: Beside, office: Office) -> Flow:
    """Three months: learn the rules, find problems, set measures."""
    year = world.today.year
    life = opened(world, office, "campaign", "draft", at=office.department("general_office"), title=f"{year}年警示教育专项行动",
                  starts_on=date(year, 6, 1).isoformat(), ends_on=date(year, 8, 31).isoformat(), campaign_plan="分三个阶段，每阶段一个月。")  # fmt: skip
    by = worker(life)
    yield 2
    yield from life.propose("propose", by, reason="落实警示教育大会部署。", returnable=False)
    units = [{"organisation": found} for found in _units()]
    for number, given in enumerate(units):
        yield 4
        life.do(
            "record_study",
            by,
            **given,
            sessions_count=1 + round(number * (0.5 + world.random.random())),  # few by the first days
            attended_count=90 + int(world.random.random() * 160),
            phase_text="集中学习党纪法规。",
        )
    yield max(1, world.working_days_to(date(year, 7, 3)))
    life.do("begin_finding", by, phase_text="学法规阶段完成。")
    problems = []
    for given in units:
        yield 5
        own, named = 4 + int(world.random.random() * 6), 1 + int(world.random.random() * 3)
        life.do(
            "record_problems",
            by,
            self_found_count=own,
            org_found_count=named,
            problems_count=own + named,
            **given,
            phase_text="对照检查，列出清单。",
        )
        problems.append(own + named)
    yield max(1, world.working_days_to(date(year, 8, 1)))
    life.do("begin_setting", by, phase_text="查问题阶段完成。")
    for given, count in zip(units, problems, strict=True):
        yield 4
        life.do(
            "record_measures",
            by,
            **given,
            measures_count=count + int(world.random.random() * 6),
            phase_text="逐条制定措施。",
        )
    yield max(1, world.working_days_to(date(year, 8, 31)))
    yield from life.propose(
        "conclude", by, summary="三个阶段任务完成，查摆的问题均已制定措施，转入常态。", returnable=False
    )


def _units() -> list[str]:
    """The first four units of the city, each of which reports every phase."""
    found = (organisation_named(item["name"]) for item in vocabulary()["city_units"][:4])
    return [str(unit.pk) for unit in found if unit]


def agreement(world: Beside, office: Office) -> Flow:
    project = world.words.pick(texts("projects"))
    world.words.pick(vocabulary()["firms"])  # so that what is drawn afterwards stays as it is
    world.words.pick(
        ("tendering", "medicine", "education")
    )  # so that what is drawn afterwards stays as it is
    sector, words, firm = SIGNING[project]
    signer = _signer(office, words)
    life = opened(world, office, "integrity_agreement", title=f"{_named(signer)}{project}廉洁协议"[:30], counterpart=firm, project=project,
                  organisation=str(signer.pk) if signer else None, key_sector=sector, signed_on=world.today.isoformat(),
                  expires_on=(world.today + timedelta(days=300)).isoformat(), phone="12388", mailbox="临江市101号信箱")  # fmt: skip
    yield 1
    life.do("attach_signed", worker(life))
    if office.level != "group" and world.happens("report through an agreement", 0.15):
        yield Pace(15, 40).draw(world.random)
        yield from _reported(world, office, life, firm)


def _named(signer: Organisation | None) -> str:
    return organisation_name(signer) if signer else ""


def _signer(office: Office, words: str) -> Organisation | None:
    """The unit that signs for the public side: of the place, by what the project is about, else the first there."""
    if office.host:
        return organisation_named(office.host)
    units = [office.county + one["name"] for one in vocabulary()["county_units"]] if office.county else [one["name"] for one in vocabulary()["city_units"]]  # fmt: skip
    return organisation_named(
        next((name for name in units if any(word in name for word in words.split("、"))), units[0])
    )


def _reported(world: Beside, office: Office, through: Life, firm: str) -> Flow:
    """Somebody of the other party reports through the address that the agreement gives."""
    found = world.words.allegation(world.words.subject(office.county))
    receipt = Receipt(
        office,
        "network",
        "accusation",
        False,
        False,
        found.title,
        f"{firm}来件：{found.content}"[:300],
        found,
    )
    petition = office.department("petition_dept")
    clerk = world.words.pick(world.staff.workers(petition, world.today))
    more = {
        "origin": "self",
        "is_assigned_from_above": False,
        "is_from_petition_bureau": False,
        "agreement": through.id,
    }
    state = world.many.open("complaint", by=clerk, on=world.today, unit=office.unit, department=petition,
                            details={**receipt.details(), **more})  # fmt: skip
    yield 1
    yield from taken_up(Life(world.world, office, state), clerk, receipt)


def rule(world: Beside, office: Office, number: int) -> Flow:
    title, category = texts("rules")[number % len(texts("rules"))]
    life = opened(world, office, "rule", "draft", at=office.department("general_office"), title=title, rule_category=category,
                  rule_origin=world.words.pick(("plan", "case", "inspection")), is_revision=number % 2 == 1)  # fmt: skip
    by = worker(life)
    yield Pace(6, 15).draw(world.random)
    yield from life.propose(
        "propose",
        by,
        rule_text=f"第一条　为规范有关工作，{'修订' if number % 2 else '制定'}《{title}》。全文共二十条，随文印发。",
        issued_by="临江市纪委监委",
    )
    yield 3
    year = world.today.year
    life.do(
        "issue",
        by,
        announced_title=title,
        rule_number=f"临纪发〔{year}〕{number + 1}号",
        effective_on=world.today.isoformat(),
        review_on=date(year + 1, 12, 31).isoformat(),
    )
