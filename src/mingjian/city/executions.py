"""What follows a decision: its execution, and the review that the person asks for."""

from collections.abc import Generator
from typing import Any

from mingjian.city.life import Life
from mingjian.city.words import Subject
from mingjian.city.world import Flow, Pace, Wait

Steps = Generator[Wait, None, None]
CONCLUSIONS = {
    "uphold": "经复查，原处理决定事实清楚、证据确凿、处理恰当，予以维持。",
    "change": "经复查，部分情节应当从轻考虑，对原处理决定予以变更。",
}
CHANGED = "免去有关职务，重新确定级别和工资。"
OUT = "停发工资，办理人事、社会保险和党组织关系的有关手续。"
HEAVY_PARTY = ("party_post_removal", "probation", "expulsion")
HEAVY_GOV = ("admin_demotion", "admin_removal", "admin_dismissal")


def execution(life: Life) -> Flow:
    """Announced and delivered within a month, carried out, reported within six."""
    random = life.world.random
    party, gov = life.fact("party_sanction"), life.fact("gov_sanction")
    officer = life.handler or life.head()
    yield Pace(3, 17).draw(random, slow=0.08)
    if party:
        life.do("announce", officer, recipient="所在单位全体党员", is_filed=True)
        yield Pace(0, 3).draw(random)
    if gov:
        life.do("deliver", officer, recipient="本人及所在单位", is_filed=True, is_told_of_review=True)
        yield Pace(0, 3).draw(random)
    if life.step == "delivering":
        life.do("notify_measure", officer, recipient="所在单位党组织")
    heavy = party in HEAVY_PARTY or gov in HEAVY_GOV
    is_out = party == "expulsion" or gov == "admin_dismissal"
    if heavy:
        yield from _changed(life, officer, OUT if is_out else CHANGED)
    if gov:
        yield 24
        while life.is_too_early("close_review_window"):
            yield 1
        life.do("close_review_window", officer)
    yield Pace(25, 70).draw(random, slow=0.06)
    if life.has_ended:
        return
    life.do(
        "report",
        officer,
        execution_report="处分决定已宣布、送达，"
        + (
            "职务、工资等待遇已按规定变更，材料已归入本人档案。"
            if heavy
            else "材料已归入本人档案，影响期按规定计算。"
        ),
        is_filed=True,
    )
    yield Pace(30, 100).draw(random)
    if not life.has_ended:
        life.do(
            "visit",
            officer,
            course=f"与本人谈心谈话，思想稳定，{'生活有着落' if is_out else '工作态度积极'}。",
        )


def _changed(life: Life, officer: int, change: str) -> Steps:
    random = life.world.random
    if random.random() < 0.15:
        clock = "C-41" if life.state.position.running("C-41") else "C-43"
        if life.state.position.running(clock):
            yield from life.propose(
                "extend", officer, returnable=False, clock=clock, period="1 m", reason="待核定级别和工资。"
            )
    yield Pace(0, 9).draw(random)
    life.do("change_post_and_pay", officer, change=change)


def appeal(life: Life, subject: Subject, sanction: Life | None) -> Flow:
    """A review by officers who neither investigated nor tried; a change is carried out where the sanction is executed."""
    world, random = life.world, life.world.random
    reviewers = [life.office.officers["review"], life.office.officers["review2"]]
    life.do("add_grounds", reviewers[0], mentions=[subject.mention],
            grounds="认为处理偏重，请求重新审查有关情节。")  # fmt: skip
    yield Pace(1, 5).draw(random)
    if life.step == "requested":
        yield from life.propose("accept", reviewers[0], returnable=False, handler=reviewers[0])
        yield 1
    life.do("form_team", reviewers[0], team=reviewers) if life.handler == reviewers[0] else _taken(
        life, reviewers
    )
    yield Pace(2, 6).draw(random)
    life.do("hear_appellant", reviewers[0], officers=reviewers, course="听取申诉人意见，核对其提供的材料。")
    yield Pace(2, 6).draw(random)
    outcome = "uphold" if random.random() < 0.75 or sanction is None else "change"
    lighter: dict[str, Any] = {}
    if outcome == "change" and sanction is not None:
        lighter = (
            {"party_sanction": "party_warning"}
            if life.fact("appeal_kind") == "party_review"
            else {"gov_sanction": "admin_warning"}
        )
    yield from life.propose("decide", reviewers[0], returnable=False, study=life.meeting(life.head(), *reviewers), appeal_outcome=outcome,
                            conclusion=CONCLUSIONS[outcome], **lighter)  # fmt: skip
    yield Pace(1, 6).draw(random)
    life.do("tell", reviewers[0], recipient="申诉人，抄送原单位和下级机关")
    if sanction is not None and lighter and not sanction.has_ended:
        yield from sanction.propose("change_sanction", sanction.handler, returnable=False, effect_until=_until(world.today),
                                    reason="复查决定变更处分。", **lighter)  # fmt: skip
    if life.step == "told":
        yield 24
        while life.is_too_early("close_window"):
            yield 1
        life.do("close_window", reviewers[0])


def _taken(life: Life, reviewers: list[int]) -> None:
    """A review that needs no acceptance is given to its handler first."""
    life.do("reassign", life.head(), handler=reviewers[0], reason="由未参加原案审查调查、审理的人员承办。")
    life.do("form_team", reviewers[0], team=reviewers)


def _until(today: object) -> str:
    return f"{today.year + 1}{today.isoformat()[4:]}"  # type: ignore[attr-defined]
