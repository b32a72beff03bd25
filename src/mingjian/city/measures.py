"""The lives of measures: requested, approved, carried out by two officers, ended, checked by case management."""

from collections.abc import Callable, Generator, Sequence

from mingjian.city.life import Life
from mingjian.city.world import Flow, Pace, Wait

Steps = Generator[Wait, None, None]
REQUESTS = {
    "obtain": "为核对有关事实，拟调取有关账目、登记和会议记录。", "witness_inquiry": "为查清经过，拟询问经手的知情人员。",
    "investigation_talk": "为查清事实，拟与本人谈话，核对时间、经过和有关情况。", "interrogation": "为查清犯罪事实，拟讯问被调查人。",
    "search": "可能隐匿证据，拟搜查有关住处和办公场所。", "freeze": "为防止转移资金，拟冻结有关账户。",
}  # fmt: skip
COURSES = {
    "query": "持查询通知书到有关单位查询，结果由经办单位盖章确认。", "obtain": "按清单调取，复制后由保管单位盖章确认。",
    "witness_inquiry": "按批准的范围询问，制作笔录，由被询问人核对签字。", "search": "按批准的范围搜查，制作笔录和清单，由见证人签字。",
}  # fmt: skip
SEIZED = "手机一部，账册三本，现金二万元。"


def measure(life: Life, team: Sequence[int], *, until: Callable[[], bool] = lambda: False) -> Flow:
    """A measure from its request to its end; `until` says whether the investigation that needs it is over."""
    random, code = life.world.random, str(life.fact("measure"))
    yield Pace(0, 2).draw(random)
    if code == "query":
        important = random.random() < 0.4
        yield from life.propose(
            "request_query",
            life.handler,
            is_important_query=important,
            request="核对本人及近亲属名下账户和不动产信息。",
        )
    elif code in ("seize", "seal"):
        yield from life.propose(
            "request_seizure", life.handler, request="对与案件有关的财物依法采取措施，防止转移。"
        )
    elif code == "detention":
        yield from _detention(life, team, until)
    else:
        yield from life.propose(
            "request", life.handler, request=REQUESTS.get(code, "因办案需要，拟采取措施，期限一个月。")
        )
    if life.step != "approved":
        return
    yield Pace(0, 5).draw(random)
    if random.random() < 0.04:
        life.do("drop", life.handler, reason="本人已主动提供有关材料，不再采取。")
        return
    yield from _carried_out(life, team, code, until)


def _carried_out(life: Life, team: Sequence[int], code: str, until: Callable[[], bool]) -> Steps:
    if code == "freeze":
        life.do(
            "freeze",
            life.handler,
            officers=list(team),
            property="本人名下两个账户，余额合计18.6万元。",
            executed_by="某商业银行",
        )
        yield from _held(life, team, until)
    elif code in ("seize", "seal"):
        life.do("seize", life.handler, officers=list(team), property=SEIZED, witness="所在单位工作人员",
                recording="随案光盘第一号")  # fmt: skip
        yield Pace(0, 1).draw(life.world.random)
        life.do(
            "keep_property",
            life.holder("property_keeper"),
            property=SEIZED,
            place="涉案财物专用库房",
        )
        yield from _held(life, team, until)
    else:
        yield from _executed(life, team, code)


def _executed(life: Life, team: Sequence[int], code: str) -> Steps:
    world = life.world
    recorded = code in ("interrogation", "search")
    more = {"recording": "随案光盘第二号"} if recorded else {}
    if code == "search":
        more["witness"] = "被搜查人所在社区工作人员"
    for _ in range(1 + int(world.random.random() * 1.6)):
        course = COURSES.get(code, "按批准的范围进行，制作笔录，由本人核对签字。")
        life.do(
            "execute_recorded" if recorded else "execute",
            life.handler,
            officers=list(team),
            course=course,
            **more,
        )
        yield Pace(1, 6).draw(world.random)
    if world.random.random() < 0.15:
        life.do(
            "check_measure",
            life.holder("case_manager", *team),
            measure_check="in_order",
            remark="手续齐全，范围和时限符合批准内容。",
        )
        yield Pace(1, 5).draw(world.random)
    life.do("conclude", life.handler, course="执行完毕，材料已归卷。")


def _held(life: Life, team: Sequence[int], until: Callable[[], bool]) -> Steps:
    """Frozen or seized until the investigation is over: released, lifted or handed on with the case."""
    world = life.world
    waited = 0
    while not until():
        yield 20
        waited += 1
        if waited % 5 == 0 and life.fact("measure") == "freeze":
            yield from life.propose(
                "extend", life.handler, returnable=False, clock="C-26", reason="案件尚未办结，仍须冻结。"
            )
        elif waited % 2 == 0:
            life.do(
                "check_measure",
                life.holder("case_manager", *team),
                measure_check="in_order",
                remark="按月核查，合规。",
            )
    if world.random.random() < 0.5:
        life.do("move_with_case", life.handler, property="清单所列财物。", executed_by="随案移送接收单位")
        return
    yield from life.propose("lift", life.handler, reason="案件已办结，财物已依法处理，解除措施。")


def _detention(life: Life, team: Sequence[int], until: Callable[[], bool]) -> Steps:
    """Decided together by the leaders, approved one level up, begun at an instant, ended with the decision."""
    world = life.world
    leaders = [
        officer
        for key, officer in life.office.officers.items()
        if key in ("secretary", "leader", "leader2", "leader3")
    ]
    there = [*leaders, life.head()][:4]
    yield from life.propose("request_detention", life.handler, returnable=False, collective_decision=life.meeting(*there),
                            request="涉嫌严重职务犯罪，可能串供、隐匿证据，符合留置条件。")  # fmt: skip
    yield 1
    life.do(
        "detain",
        life.handler,
        at=world.now,
        officers=list(team),
        place="留置场所",
        reason="涉嫌严重职务犯罪，可能串供、隐匿证据。",
    )
    yield 0
    life.do("notify_family", life.handler, at=world.now, is_unit_told=True, is_family_told=True)
    months = 0
    while not until() and life.step == "detained":
        yield 19
        months += 1
        if months == 2:
            yield from life.propose(
                "extend",
                life.handler,
                returnable=False,
                pace=Pace(0, 1),
                clock="C-21",
                reason="案情复杂，尚需核实多笔款项。",
            )
        elif months == 5:
            break
    yield from life.propose(
        "lift_custody",
        life.handler,
        returnable=False,
        pace=Pace(0, 0),
        reason="主要事实已经查清，不需要继续留置。",
    )
    life.do("tell_end", life.handler, is_unit_told=True, is_family_told=True)
