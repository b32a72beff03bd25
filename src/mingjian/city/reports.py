"""The lives of reports: received, screened, kept, refused, sent on, or handed over, concluded and answered."""

from collections.abc import Generator
from dataclasses import dataclass

from mingjian.city import incidents
from mingjian.city.leads_flow import lead
from mingjian.city.life import Life
from mingjian.city.others import clarification
from mingjian.city.people import Office
from mingjian.city.words import Allegation
from mingjian.city.world import Flow, Pace, Story, Until, Wait, World
from mingjian.ledger.models import Matter
from mingjian.parties.acts import Identity, register_complainant

CHANNELS = ("letter", "letter", "letter", "letter", "network", "network", "network", "visit", "phone", "phone", "other")
OUTCOMES = ("true", "mostly_true", "mostly_true", "partly_true", "partly_true", "untrue", "untrue", "cannot_verify")
GRAVE = ("true", "mostly_true", "partly_true")
QUARTER = 57  # working days between two reports to the petition department


@dataclass
class Receipt:
    """A report as it lies on the clerk's table."""

    office: Office
    channel: str
    content_class: str
    is_signed: bool
    is_repeat: bool
    title: str
    content: str
    allegation: Allegation | None = None
    is_own_cadre: bool = False

    def details(self) -> dict[str, object]:
        said = {"title": self.title, "content": self.content, "channel": self.channel, "content_class": self.content_class,
                "is_signed": self.is_signed, "is_repeat": self.is_repeat, "is_own_cadre": self.is_own_cadre}  # fmt: skip
        if self.allegation is None:
            return said
        subject = self.allegation.subject
        return {**said, "mentions": [subject.mention], "rank_class": subject.rank_class, "behaviour": self.allegation.behaviour}


class Desk:
    """What the petition departments remember: reports that later ones may repeat."""

    def __init__(self) -> None:
        self.earlier: dict[int, list[tuple[Life, Receipt]]] = {}

    def draw(self, world: World, office: Office) -> Receipt:
        """The next report of an office."""
        random, words = world.random, world.words
        draw, channel = random.random(), words.pick(CHANNELS)
        signed = random.random() < (0.75 if channel in ("visit", "phone") else 0.38)
        if draw < 0.60:
            known = self.earlier.get(office.unit, [])
            if len(known) > 5 and random.random() < 0.30:
                return _again(words.pick(known[-60:])[1], channel)
            own = office.level == "own" and world.happens("own cadre", 0.02)
            subject = words.subject(office.county, host=office.name if own else None)
            found = words.allegation(subject, channel=channel)
            return Receipt(office, channel, "accusation", signed, False, found.title, found.content, found, own)
        kind = "out_of_scope" if draw < 0.85 else "suggestion" if draw < 0.94 else "appeal"
        lists = {"suggestion": "suggestions", "appeal": "appeals"}
        title, content = words.other(lists.get(kind, kind), office.county)
        return Receipt(office, channel, kind, signed, False, title, content)

    def keep(self, life: Life, receipt: Receipt) -> None:
        self.earlier.setdefault(life.office.unit, []).append((life, receipt))

    def leading(self, receipt: Receipt, but: Life) -> Life | None:
        """The earlier report about the same, if it was not joined itself."""
        found = self.earlier.get(receipt.office.unit, [])
        same = (life for life, kept in found if kept.allegation is receipt.allegation and life is not but)
        return next((life for life in same if life.step != "joined" and not life.fact("joined_to")), None)


def _again(receipt: Receipt, channel: str) -> Receipt:
    title = receipt.title if receipt.title.startswith("再次") else f"再次{receipt.title}"[:30]
    return Receipt(receipt.office, channel, "accusation", receipt.is_signed, True, title, receipt.content, receipt.allegation)


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
    state = world.many.open("complaint", by=clerk, on=world.today, unit=office.unit, department=petition,
                            details={**receipt.details(), **more})  # fmt: skip
    life = Life(world, office, state)
    if receipt.is_signed:
        _keep_reporter(life, clerk)
    if receipt.allegation is not None and not receipt.is_repeat:
        desk.keep(life, receipt)
    yield from _confirmed(life, clerk, office)
    yield from screened(life, desk, offices, receipt)


def _keep_reporter(life: Life, clerk: int) -> None:
    matter = Matter(pk=life.state.id)
    identity = Identity(life.world.words.reporter())
    register_complainant(matter, identity=identity, is_named=True, notice_way="phone", by=clerk, on=life.on)


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
    life.do("acknowledge_parcel", clerk)


def _confirmed(life: Life, clerk: int, office: Office) -> Generator[Wait, None, None]:
    """What did not come by network is checked against its original: by a second officer, or with the scan."""
    if life.step != "unconfirmed":
        return
    yield Pace(0, 1).draw(life.world.random)
    if life.fact("channel") == "letter" and life.world.random.random() < 0.4:
        life.do("attach_original", clerk)
        return
    staff, petition = life.world.staff, office.department("petition_dept")
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
        yield from _refused(life, clerk, "no_substance" if life.office.level == "own" else "other_organ")
    elif receipt.allegation is not None and life.office.level == "own" and draw < 0.50 and not receipt.is_own_cadre:
        yield from _sent_down(life, clerk, desk, offices, receipt)
    else:
        yield from _taken_up(life, clerk, receipt)


def _repeated(life: Life, clerk: int, leading: Life | None) -> Flow:
    if leading is not None and life.world.random.random() < 0.2:
        yield from life.propose("join", clerk, returnable=False, joined_to=leading.id, reason="同一人同一问题，有补充材料，并入前件办理。")
        return
    more = {"joined_to": leading.id} if leading is not None else {}
    yield from life.propose("keep_repeat", clerk, reason="同一人反映同一问题，没有新情况。", **more)


def _not_ours(life: Life, clerk: int) -> Flow:
    if life.world.random.random() < 0.5:
        ground = "judicial_route" if "判决" in life.world.words.pick(("判决", "争议")) else "other_organ"
        yield from _refused(life, clerk, ground)
        return
    life.do("find_other_commission", clerk, receiving_organ="市信访局", reason="来件事项不属于纪检监察机关职责范围。")
    yield Pace(0, 3).draw(life.world.random)
    life.do("forward_elsewhere", clerk)


def _refused(life: Life, clerk: int, ground: str) -> Flow:
    reasons = {
        "no_substance": "仅列举行为名称，没有具体时间、地点和情节，经联系未作补充。",
        "judicial_route": "所反映事项应当通过诉讼、行政复议等途径解决。",
        "other_organ": "所反映事项属于其他机关职责范围。",
    }
    channel = {"right_channel": "建议向有关主管部门或者人民法院提出。"} if ground != "no_substance" else {}
    yield from life.propose("not_accept", clerk, not_accepted_ground=ground, reason=reasons[ground], **channel)
    if life.step == "telling":
        yield Pace(1, 4).draw(life.world.random)
        life.do("tell_refusal", clerk, notice_way="phone", contact_record="已电话说明不予受理的理由，对方表示理解。")


def _sent_down(life: Life, clerk: int, desk: Desk, offices: dict[int, Office], receipt: Receipt) -> Flow:
    """To the commission of the county: forwarded, or assigned with a report to be given."""
    counties = [office for office in offices.values() if office.level == "county"]
    target = life.world.words.pick(counties)
    if life.world.happens("assigned down", 0.1):
        yield from _assigned_down(life, clerk, target, offices, receipt)
        return
    life.do("forward_down", clerk, to_unit=target.unit, content=receipt.content, remark="请按管辖权限办理。")
    for child in life.opened("complaint"):
        _goes_on_below(child, target, offices, desk, receipt)


def _goes_on_below(child: Life, target: Office, offices: dict[int, Office], desk: Desk, receipt: Receipt) -> Story:
    world = child.world
    below = Life(world, target, child.state)
    kept = Receipt(target, receipt.channel, receipt.content_class, receipt.is_signed, False, receipt.title,
                   receipt.content, receipt.allegation)  # fmt: skip
    return world.begin(screened(below, desk, offices, kept), world.later(1))


def _assigned_down(life: Life, clerk: int, target: Office, offices: dict[int, Office], receipt: Receipt) -> Flow:
    world = life.world
    yield from life.propose("assign_down", clerk, to_unit=target.unit, assignment_ground="public_reaction",
                            requirement="请于3个月内报告办理结果。", content=receipt.content)  # fmt: skip
    child = life.opened("complaint")[0]
    below = Life(world, target, child.state)
    officer = world.staff.workers(target.department("petition_dept"), world.today)[0]
    story = world.begin(_taken_up(below, officer, receipt), world.later(2))
    yield Until(story, 66)
    if not story.is_over:
        yield from life.propose("supervise", clerk, returnable=False, supervision_ground="overdue",
                                supervision_way=["letter"], requirement="请于10日内报告办理情况。")  # fmt: skip
        while not story.is_over:
            yield Until(story, 40)
    yield Pace(1, 4).draw(world.random)
    life.do("receive_result", clerk, conclusion=f"{target.name}报告已办结，附核查报告。")
    yield Pace(2, 6).draw(world.random)
    yield from life.propose("accept_result", clerk, outcome=below.fact("outcome") or "partly_true")


def _taken_up(life: Life, clerk: int, receipt: Receipt) -> Flow:
    """Accepted, handed over to the handling department, told to the reporter, handled and concluded."""
    world, random = life.world, life.world.random
    life.do("accept", clerk)
    yield Pace(0, 2).draw(random)
    yield from incidents.with_a_report(life, clerk)
    if life.fact("is_own_cadre"):
        life.do("hand_to_cadre_supervision", clerk)
        power, act = "cadre_supervision_officer", "take_over_own_cadre"
    else:
        life.do("hand_over", clerk, department=handling_department(life.office, world))
        power, act = "dept_member", "take_over"
    yield Pace(0, 1).draw(random)
    life.do("note_handover", life.holder("case_manager"))
    if life.fact("is_signed"):
        world.begin(_notice(life, clerk), world.later(Pace(2, 9).draw(random)))
    yield Pace(0, 1).draw(random)
    workers = world.staff.workers(life.department, world.today)
    handler = workers[0] if life.fact("is_own_cadre") else world.words.pick(workers)  # the last one keeps the register of leads
    life.do(act, life.holder(power), handler=handler)
    yield Pace(2, 7).draw(random)
    if receipt.allegation is not None and not life.fact("is_own_cadre") and world.happens("sent back", 0.04):
        yield from life.propose("return_to_petition", life.handler, returnable=False, return_consulted="已与信访室沟通，同意退回。",
                                reason="经分析，反映问题没有具体线索，不属本室管辖。")  # fmt: skip
        yield Pace(1, 3).draw(random)
        yield from _refused(life, clerk, "other_organ")
        return
    yield from _handled(life, receipt)


def _notice(life: Life, clerk: int) -> Flow:
    refused = life.step in ("intake_proposed", "telling")
    if not refused and not life.has_ended and life.fact("is_signed") and not life.fact("notified_on"):
        way = life.world.words.pick(("phone", "phone", "letter", "message"))
        life.do("give_notice", clerk, notice_way=way, contact_record="已告知受理情况，对方表示知悉。")
    yield from ()


def handling_department(office: Office, world: World) -> int:
    """Where reports and ordinary leads go."""
    roles = [role for role in ("supervision_dept", "investigation_dept") if role in office.departments]
    return world.words.pick(office.departments[roles[0]])


def _handled(life: Life, receipt: Receipt) -> Flow:
    world, random = life.world, life.world.random
    outcome = world.words.pick(OUTCOMES)
    if receipt.allegation is not None:
        found = receipt.allegation
        origin = "own_staff" if life.fact("is_own_cadre") else "petition"
        life.do("open_lead", life.handler, title=found.title, summary=found.summary, lead_origin=origin,
                mentions=[found.subject.mention], rank_class=found.subject.rank_class, behaviour=found.behaviour)  # fmt: skip
        child = life.opened("lead")[0]
        story = world.begin(lead(child, found), world.later(1))
        while not story.is_over:
            yield Until(story, Pace(QUARTER - 6, QUARTER).draw(random, slow=0.08))
            if not story.is_over:
                life.do("report_quarterly", life.handler, progress="正在按程序核查，将及时反馈结果。")
        outcome = child.fact("outcome") or outcome
    else:
        life.do("handle_directly", life.handler)
        yield Pace(8, 34).draw(random, slow=0.08)
    yield Pace(1, 6).draw(random)
    yield from _concluded(life, receipt, outcome)


def _concluded(life: Life, receipt: Receipt, outcome: str) -> Flow:
    world, random = life.world, life.world.random
    needs = outcome == "untrue" and receipt.allegation is not None and random.random() < 0.15
    words = "经核查，反映问题属实，已按程序处理。" if outcome in GRAVE else "经核查，未发现反映的问题。"
    more = {"study": life.study()} if life.fact("is_assigned_from_above") else {}
    act = "conclude_assigned" if life.fact("is_assigned_from_above") else "conclude"
    yield from life.propose(act, life.handler, outcome=outcome, conclusion=words, needs_clarification=needs, **more)
    if life.step == "feedback_due":
        yield Pace(2, 13).draw(random, slow=0.08)
        life.do("give_feedback", life.handler, notice_way="phone", contact_record="已电话反馈办理结果，举报人没有异议。")
    if needs:
        yield Pace(3, 12).draw(random)
        subject = receipt.allegation.subject if receipt.allegation else None
        life.do("open_clarification", life.handler, title=f"为{subject.unit}干部澄清正名"[:30] if subject else "澄清正名")
        for child in life.opened("clarification"):
            world.begin(clarification(child, subject), world.later(3))
    if receipt.is_signed and life.fact("is_signed") and world.happens("objection", 0.05):
        yield Pace(5, 12).draw(random)
        yield from _objected(life)


def _objected(life: Life) -> Flow:
    life.do("receive_objection", life.handler, objection="对结论有异议，认为部分事实没有查清。")
    yield Pace(5, 15).draw(life.world.random)
    yield from life.propose("answer_objection", life.handler, returnable=False, is_upheld=False, answer="复核后没有新的事实和理由，维持原结论。")
