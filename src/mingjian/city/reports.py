"""The lives of reports: received, screened, kept, refused, sent on, or handed over, concluded and answered."""

from collections.abc import Generator

from mingjian.city.desk import Desk, Receipt
from mingjian.city.handling import refused, taken_up
from mingjian.city.life import Life
from mingjian.city.people import Office
from mingjian.city.world import Flow, Pace, Story, Until, Wait, World
from mingjian.ledger.documents import prepare
from mingjian.parties.acts import Identity, register_complainant


def report(world: World, desk: Desk, offices: dict[int, Office], office: Office) -> Flow:
    """One report, from the post bag to the archive."""
    petition, draw = office.department("petition_dept"), world.random.random()
    clerk = world.words.pick(world.staff.workers(petition, world.today))
    if office.level == "own" and world.happens("upward", 0.02):
        yield from _upward(world, office, clerk)
        return
    receipt = desk.draw(world, office)
    origin = "superior" if draw < 0.07 else "self"
    more = {"origin": origin, "is_assigned_from_above": origin == "superior" and draw < 0.03}
    more["is_from_petition_bureau"] = origin == "self" and draw > 0.95
    prepared = prepare()
    if receipt.is_signed:
        identity = Identity(world.words.reporter())
        register_complainant(
            prepared.id, identity=identity, is_named=True, notice_way="phone", by=clerk, on=world.today
        )
    state = world.many.open("complaint", by=clerk, on=world.today, unit=office.unit, department=petition,
                            details={**receipt.details(), **more}, prepared=prepared)  # fmt: skip
    life = Life(world, office, state)
    if receipt.allegation is not None and not receipt.is_repeat:
        desk.keep(life, receipt)
    yield from _confirmed(life, clerk, receipt)
    yield from screened(life, desk, offices, receipt)


def _upward(world: World, office: Office, clerk: int) -> Flow:
    details = {"channel": world.words.pick(("letter", "visit")), "superior_ground": "higher_level"}
    if world.random.random() < 0.3:
        details["superior_ground"] = "own_principal"
    petition = office.department("petition_dept")
    state = world.many.open("complaint", "register_upward", by=clerk, on=world.today, unit=office.unit,
                            department=petition, details=details)  # fmt: skip
    life = Life(world, office, state)
    yield Pace(0, 1).draw(world.random)
    if details["superior_ground"] == "higher_level":
        life.do("present_to_principal", clerk)
    yield Pace(1, 3).draw(world.random, slow=0.1)
    life.do("dispatch_parcel", clerk, parcel_number=1 + int(world.random.random() * 900))
    yield Pace(3, 8).draw(world.random)
    life.do("acknowledge_parcel", clerk, remark="上级信访举报部门已签收。")


def _confirmed(life: Life, clerk: int, receipt: Receipt) -> Generator[Wait, None, None]:
    """What did not come by network is checked against its original: by a second officer, or with the scan."""
    if life.step != "unconfirmed":
        return
    yield Pace(0, 1).draw(life.world.random)
    if life.fact("channel") == "letter" and life.world.random.random() < 0.4:
        life.do("attach_original", clerk, says=receipt.content)
        return
    staff, petition = life.world.staff, receipt.office.department("petition_dept")
    other = [officer for officer in staff.members(petition, life.world.today) if officer != clerk][-1]
    life.do("confirm_entry", other, original_checked=True)


def screened(life: Life, desk: Desk, offices: dict[int, Office], receipt: Receipt) -> Flow:
    """A registered report is accepted, refused, kept, joined or sent to where it belongs."""
    world, draw = life.world, life.world.random.random()
    clerk = world.words.pick(world.staff.workers(life.office.department("petition_dept"), world.today))
    yield Pace(0, 3).draw(world.random)
    leading = desk.leading(receipt, life) if receipt.is_repeat else None
    if receipt.is_repeat:
        yield from _repeated(life, clerk, leading)
    elif receipt.content_class == "out_of_scope":
        yield from _not_ours(life, clerk)
    elif receipt.allegation is not None and draw < 0.10 and not receipt.is_own_cadre:
        yield from refused(life, clerk, "no_substance" if life.office.level == "own" else "other_organ")
    elif life.office.level == "own" and (target := _below(offices, receipt)):
        yield from _sent_down(life, clerk, desk, offices, (receipt, target))
    else:
        yield from taken_up(life, clerk, receipt)


def _repeated(life: Life, clerk: int, leading: Life | None) -> Flow:
    if leading is not None and life.world.random.random() < 0.2:
        yield from life.propose(
            "join",
            clerk,
            returnable=False,
            joined_to=leading.id,
            reason="同一人同一问题，有补充材料，并入前件办理。",
        )
        return
    more = {"joined_to": leading.id} if leading is not None else {}
    yield from life.propose("keep_repeat", clerk, reason="同一人反映同一问题，没有新情况。", **more)


def _not_ours(life: Life, clerk: int) -> Flow:
    if life.world.random.random() < 0.5:
        ground = "judicial_route" if "判决" in life.world.words.pick(("判决", "争议")) else "other_organ"
        yield from refused(life, clerk, ground)
        return
    life.do(
        "find_other_commission",
        clerk,
        receiving_organ="市信访局",
        reason="来件事项不属于纪检监察机关职责范围。",
    )
    yield Pace(0, 3).draw(life.world.random)
    life.do("forward_elsewhere", clerk)


def _below(offices: dict[int, Office], receipt: Receipt) -> Office | None:
    """The commission of the county that manages who is complained of."""
    unit = receipt.allegation.subject.unit if receipt.allegation else ""
    counties = (office for office in offices.values() if office.level == "county")
    return next((office for office in counties if unit.startswith(office.county or office.name)), None)


def _sent_down(
    life: Life, clerk: int, desk: Desk, offices: dict[int, Office], sent: tuple[Receipt, Office]
) -> Flow:
    """To the commission of the county: forwarded, or assigned with a report to be given."""
    receipt, target = sent
    if life.world.happens("assigned down", 0.1):
        yield from _assigned_down(life, clerk, target, offices, receipt)
        return
    life.do("forward_down", clerk, to_unit=target.unit, content=receipt.content, remark="请按管辖权限办理。")
    for child in life.opened("complaint"):
        _goes_on_below(child, target, offices, desk, receipt)


def _goes_on_below(
    child: Life, target: Office, offices: dict[int, Office], desk: Desk, receipt: Receipt
) -> Story:
    world = child.world
    below = Life(world, target, child.state)
    kept = Receipt(target, receipt.channel, receipt.content_class, receipt.is_signed, False, receipt.title,
                   receipt.content, receipt.allegation)  # fmt: skip
    return world.begin(screened(below, desk, offices, kept), world.later(1))


def _assigned_down(
    life: Life, clerk: int, target: Office, offices: dict[int, Office], receipt: Receipt
) -> Flow:
    world = life.world
    yield from life.propose("assign_down", clerk, to_unit=target.unit, assignment_ground="public_reaction",
                            requirement="请于3个月内报告办理结果。", content=receipt.content)  # fmt: skip
    child = life.opened("complaint")[0]
    below = Life(world, target, child.state)
    officer = world.staff.workers(target.department("petition_dept"), world.today)[0]
    story = world.begin(taken_up(below, officer, receipt), world.later(2))
    yield Until(story, 66)
    if not story.is_over:
        yield from life.propose("supervise", clerk, returnable=False, supervision_ground="overdue",
                                supervision_way=["letter"], requirement="请于10日内报告办理情况。")  # fmt: skip
        while not story.is_over:
            yield Until(story, 40)
    yield Pace(1, 4).draw(world.random)
    life.do("receive_result", clerk, conclusion=f"{target.name}报告已办结，核查报告已随文收到。")
    yield Pace(2, 6).draw(world.random)
    yield from life.propose("accept_result", clerk, outcome=below.fact("outcome") or "partly_true")
