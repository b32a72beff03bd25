"""One directive that can be followed to its end: check, finding, letter, hand-over, lead, case, sanction, return check."""

from datetime import timedelta
from random import Random

from mingjian.city import rectifying
from mingjian.city.beside import Beside
from mingjian.city.leads_flow import lead
from mingjian.city.life import Life
from mingjian.city.people import Office
from mingjian.city.words import Allegation, Subject
from mingjian.city.working import opened, pair, worker
from mingjian.city.world import Flow, Until, World
from mingjian.parties.persons import organisation_named

TITLE, THEME, UNIT = "关于管好用好惠农补贴资金的决策部署", "惠农补贴资金管理", "临江市农业农村局"
ADVICE = [
    "supervisory_advice", "关于规范惠农补贴发放的监察建议", "两个年度的补贴名册与发放凭证不符，代领没有委托手续。", "发放环节由一人经办，名册没有公示。",
    ["逐户核对两个年度的发放情况", "补贴一律发放到本人账户", "名册和金额在村公开栏公示", "每年抽查两个乡镇", "对经办人员开展培训"],
]  # fmt: skip
FACT = "两个年度的惠农补贴名册与发放凭证不符，七户补贴由经办人员代领。"


class _Middle(Random):
    """Draws without extremes: nothing is very slow, late, sent back or out of the ordinary."""

    def random(self) -> float:
        return 0.2 + super().random() * 0.6


class Straight(Beside):
    """The world for a story that has to reach its end: what is rare does not happen in it."""

    def __init__(self, world: World, seed: int) -> None:
        super().__init__(world, seed)
        self.random = _Middle(seed)

    def happens(self, what: str, share: float) -> bool:
        return False


def directive(world: Straight, office: Office) -> Flow:
    """The directive: planned, supervised by one check, reported on every quarter, concluded when all has come of it."""
    life = opened(
        world, office, "directive", title=TITLE, directive_kind="central_decision", received_on=world.today.isoformat(),
        summary="资金直达、阳光发放，严查截留挪用、虚报冒领。",
    )  # fmt: skip
    by = worker(life)
    yield 2
    yield from life.propose("plan", by, supervision_plan="列入年度监督清单，核对名册和凭证，问题清单化管理。")
    yield 1
    life.do(
        "open_check",
        by,
        check_title=f"{THEME}检查",
        check_line="political",
        methods=["on_site", "papers"],
        check_organisation=_unit(),
    )
    story = world.begin(_check(life.opened("check")[0]), world.later(4))
    while not story.is_over:
        yield Until(story, 55)
        life.do(
            "report_progress", by, directive_progress="moving", progress="检查、整改和线索核查按计划推进。"
        )
    yield 5
    life.do("report_progress", by, directive_progress="done", progress="问题已整改到位，有关人员已受处分。")
    yield from life.propose("conclude", by, conclusion="监督任务完成，转入日常监督。")


def _check(life: Life) -> Flow:
    """The check, its finding, and everything that comes of the finding."""
    world, by = life.world, worker(life)
    life.do("carry_out", by, officers=pair(life), methods=["on_site", "papers"], evidence_list="补贴名册、发放凭证、入户核对记录。",
            items_text="逐项检查，结果见附件。", items_count=6, failed_count=1)  # fmt: skip
    life.do("open_finding", by, finding_title="惠农补贴名册与凭证不符", finding_origin="political_supervision",
            found_on=world.today.isoformat(), finding_facts=FACT, finding_organisation=_unit())  # fmt: skip
    finding = life.opened("finding")[0]
    stories = [
        world.begin(rectifying.rectified(finding), world.later(1)),
        world.begin(_beside_rectification(finding), world.later(12)),
    ]
    yield 3
    yield from life.propose("report", by, check_report="资金管理总体规范，发现一个问题。")
    yield 2
    life.do("feed_back", by, feedback="请按期整改，举一反三。")
    for story in stories:
        yield Until(story, 200)


def _beside_rectification(life: Life) -> Flow:
    """While the unit puts it right: a letter of advice to it, and a hand-over of what looks like a breach."""
    world, by = life.world, worker(life)
    life.do("open_letter", by, letter_title="关于规范惠农补贴发放的监察建议", letter_kind="supervisory_advice",
            addressee=UNIT)  # fmt: skip
    letter = world.begin(rectifying.answered(life.opened("advice_letter")[0], ADVICE), world.later(1))
    life.do("hand_over_to", life.head(), transfer_kind="lead", is_requested=False, handed_over="代领补贴的有关材料和名册复印件。",
            contacts=[by])  # fmt: skip
    transfer = world.begin(_handed_over(life.opened("transfer")[0], by), world.later(1))
    yield Until(letter, 200)
    yield Until(transfer, 200)


def _handed_over(life: Life, by: int) -> Flow:
    """Sent to case management, registered there as a lead, answered once the lead has come to its end."""
    world, office = life.world, life.office
    due = (world.today + timedelta(days=5)).isoformat()
    yield from life.propose("send", by, returnable=False, department=office.department("case_mgmt_dept"), receipt_due_on=due,
                            needs_feedback=True, feedback_due_on=(world.today + timedelta(days=240)).isoformat(),
                            to_unit=str(office.unit))  # fmt: skip
    yield 2
    manager = life.holder("case_manager")
    life.do("receive", manager, handler=manager)
    subject = Subject(world.words.name(), UNIT, "科长", "township", True, True)
    what = Allegation(f"反映{subject.unit}{subject.post}代领补贴问题"[:30], f"{subject.unit}{subject.post}{subject.name}代领惠农补贴。",
                      "integrity", "违规领取补贴", subject)  # fmt: skip
    life.do("register_lead", manager, title=what.title, summary=what.summary, lead_origin="found_in_supervision",
            mentions=[subject.mention])  # fmt: skip
    yield Until(world.begin(lead(life.opened("lead")[0], what, grave=True), world.later(1)), 200)
    life.do(
        "feed_back", manager, transfer_result="became_lead", feedback="线索已立案，有关人员已受党纪处分。"
    )
    yield 1
    life.do("acknowledge", by)


def _unit() -> str:
    found = organisation_named(UNIT)
    assert found is not None, f"{UNIT} is not on record"
    return str(found.pk)
