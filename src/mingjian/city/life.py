"""One matter in the simulated city: its acts with their papers, its proposals with their opinions."""

from collections.abc import Generator
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from mingjian.city.papers import Kind, kind_of
from mingjian.city.people import Office
from mingjian.city.world import Kin, Pace, Wait, World
from mingjian.law.asking import RECORD, opinion_power
from mingjian.law.lapse import too_early
from mingjian.law.position import Proposal
from mingjian.ledger.documents import Prepared, Staged, stage
from mingjian.ledger.sealing import matter_key, title_of
from mingjian.ledger.state import State
from mingjian.org.authority import Place

LATE = 0.02  # share of acts that are recorded days afterwards
RETURNED = 0.035  # share of opinions that send a proposal back
USUAL = Pace(0, 2)  # working days in which somebody who is asked answers
WITHDRAWN = 0.008  # share of proposals that are taken back at once
CASEWORK = ("lead", "case", "measure", "false_report", "clarification", "appeal", "inspection")
REASONS = {
    "casework": ("外出办案，返回后补录。", "驻点办案期间纸质办理，返回后补录。"),
    "approving": ("外出开会期间在纸质件上批示，返回后补录。",),
    "office": ("系统维护期间纸质办理，事后补录。", "外出参加培训，返回后补录。"),
}
FURTHER, OF_ANOTHER = "拟同意，请领导审定。", "同意承办部门意见。"
AGREED = ("同意。", "同意，按程序办理。", FURTHER, OF_ANOTHER, "同意，注意保密。", "事实依据充分，同意。")
OF_CASES = {"同意，注意保密。", "事实依据充分，同意。"}  # said only where somebody's conduct is looked into
FOUND_OUT = {"report_inquiry", "propose_route", "request_filing", "report_trial", "find_false", "find_mistaken", "hand_over",
             "find_unfounded", "conclude", "propose_disposal"}  # fmt: skip
ENTERED = {  # what is written where a body decided, and the paper: by body
    "superior_commission": ("上级纪委监委已经批复同意，详见附件。", "与批复原件核对一致。", "批复"),
    "party_head": ("党委主要负责人已经批准，批件附后。", "与批件原件核对一致。", "批件"),
    "organisation_authority": ("组织部门已经审批，批件附后。", "与批件原件核对一致。", "批件"),
    "consulted_organs": ("已经书面征求意见，没有不同意见，复函附后。", "与复函原件核对一致。", "征求意见复函"),
}  # fmt: skip
MEETINGS = {  # the bodies that decide in a meeting, as its minutes name them
    "standing_committee": "纪委常委会", "party_committee": "党委（党组）", "special_meeting": "专题", "committee_plenary": "党委全体",
    "superior_party_committee": "上一级党委", "primary_party_committee": "支部党员大会和基层党委", "inspection_group": "巡察工作领导小组",
    "secretary_meeting": "书记专题",
}  # fmt: skip
UNWRITTEN = "请与经办人员核对所填内容后再报。"  # where nothing is written that could be put right
SENT_BACK = {  # with what is written when it is put right
    "请补充事实依据后再报。": "有关事实依据已逐项补充。",
    "请说明理由后再报。": "理由是：所报事项有书面记录印证，符合规定的条件和程序。",
    "文字表述不准确，请修改后再报。": "已按退回意见修改表述。",
    "请写明所依据的材料后再报。": "所依据的是本件已经登记的记录和材料。",
}


def _as_of(details: dict[str, Any], today: date, on: date) -> dict[str, Any]:
    """What is recorded today of a day before happened then, and so did the meetings that it names."""
    then = {today.isoformat(): on.isoformat()}
    return {name: {**value, "on": on.isoformat()} if isinstance(value, dict) and "present" in value
            else then.get(value, value) if isinstance(value, str) else value
            for name, value in details.items()}  # fmt: skip


def _entered(body: str) -> tuple[str, str, str]:
    """What is written where a body decided, what on checking it, and the paper."""
    met = f"{MEETINGS.get(body, '')}会议"
    return ENTERED.get(body, (f"{met}决定，详见附件。", f"与{met}纪要核对一致。", f"{met}纪要"))


def _texts(details: dict[str, Any]) -> list[str]:
    """The fields in which sentences are written."""
    return [name for name, value in details.items() if isinstance(value, str) and value.endswith("。")]


class Life:
    """A matter that lives in a world; `kin.on` is the day of the last act of it and of all that is akin to it."""

    def __init__(self, world: World, office: Office, state: State, *, county: str | None = None) -> None:
        self.world, self.office, self.state = world, office, state
        self.barred: set[int] = set()  # who has withdrawn from it
        self.sent_back = ""  # the last word with which something was
        self.took_part: set[int] = set()  # who was named in an act as having done it together with others
        position = state.position
        self.kin = world.kin.setdefault(state.id, Kin(position.moved_on or position.opened_on or world.today))

    @property
    def step(self) -> str | None:
        return self.state.position.step

    @property
    def has_ended(self) -> bool:
        return self.state.position.has_ended

    @property
    def id(self) -> str:
        return str(self.state.id)

    def fact(self, name: str) -> Any:
        return self.state.position.facts.get(name)

    @property
    def department(self) -> int:
        return self.state.place("department") or 0

    @property
    def handler(self) -> int:
        return self.state.place("handler") or 0

    @property
    def place(self) -> Place:
        team = frozenset(map(int, self.fact("team") or ()))
        return Place(self.office.unit, self.department, self.state.place("handler"), team)

    def head(self) -> int:
        """Who answers for the department that has the matter."""
        return self.world.staff.head(self.department, self.world.today)

    def colleagues(self) -> list[int]:
        """Who may help the handler: others of the department, then those of departments like it; the head, who approves, last."""
        staff, today = self.world.staff, self.world.today
        alike = next((found for found in self.office.departments.values() if self.department in found), [])
        there = staff.members(self.department, today)
        if self.fact("is_own_cadre"):
            there = there[:-1]  # the last one keeps the register of such leads
        else:
            there += [officer for other in alike for officer in staff.workers(other, today)]
        there = [officer for officer in there if officer != self.head()] + [self.head()]
        return [officer for officer in dict.fromkeys(there) if officer not in {self.handler, *self.barred}]

    def together(self) -> list[int]:
        """The handler and a second officer."""
        return [self.handler, self.colleagues()[0]]

    def team(self) -> list[int]:
        """The handler and one or two more who are not the head."""
        others = [officer for officer in self.colleagues() if officer != self.head()] or self.colleagues()
        return [self.handler, *others[:2]]

    def study(self) -> dict[str, Any]:
        """The department studies the matter together: its head, the handler and two more where there are any."""
        return self.meeting(self.head(), self.handler, *self.colleagues()[:2])

    def holder(self, power: str, *but: int, unless: str | None = None) -> int:
        return self.world.staff.holder(
            power, self.place, self.world.today, but={*but, *self.barred}, unless=unless
        )

    def meeting(self, *present: int) -> dict[str, Any]:
        """A meeting of today; whoever is named first is in the chair."""
        there = list(dict.fromkeys(present))
        return {"on": self.world.today.isoformat(), "chair": there[0], "present": there}

    def do(
        self,
        act: str,
        by: int,
        *,
        at: datetime | None = None,
        about: int | None = None,
        says: str = "",
        **details: Any,
    ) -> int:
        """Do an act, with papers where it needs them (`says`: what stands in one); the number of the entry. Raises Refused."""
        many, rule = self.world.many, self.state.bound.acts[act]
        on, reason = (self.world.today, None) if at or rule.at_end_of else self._day(by, act)
        details = _as_of(details, self.world.today, on)
        papers = (
            [self._paper(act, about, details, on, says)]
            if rule.attach or (rule.effect == "approve" and self._is_entered(about))
            else []
        )
        self.took_part |= {int(who) for name in ("officers", "team") for who in details.get(name) or ()}
        many.act(
            self.state,
            act,
            by=by,
            on=on,
            details=details,
            at=at,
            about=about,
            late_reason=reason,
            documents=papers,
        )
        self.kin.on = max(self.kin.on, on)
        return self.state.position.seq

    def propose(
        self, act: str, by: int, *, returnable: bool = True, pace: Pace = USUAL, **details: Any
    ) -> Generator[Wait, None, bool]:
        """Propose an act and wait for the opinions; one that is sent back is put right and proposed again."""
        share = RETURNED if returnable else 0.0
        while True:  # as often as it is taken back or sent back
            about = self.do(act, by, **details)
            if share and self.world.happens("withdrawn", WITHDRAWN):
                yield 0
                self.do("withdraw", by, about=about, reason="材料有遗漏，补充后再报。")
                yield 1
                continue
            agreed = yield from self.agree(
                about, by, share=share, pace=pace, is_written=bool(_texts(details))
            )
            if agreed:
                return True
            share, details = 0.0, self._put_right(details)
            yield Pace(1, 3).draw(self.world.random)

    def agree(
        self, about: int, by: int, *, share: float = 0.0, pace: Pace = USUAL, is_written: bool = True
    ) -> Generator[Wait, None, bool]:
        """Everybody who is asked gives an opinion; False if one sent the proposal back."""
        while proposal := self.state.position.proposals.get(about):
            yield pace.draw(self.world.random)
            asked, _, outside = (proposal.asked or "").partition(":")
            book = self.world.staff.book
            power = opinion_power(book, proposal) or ""
            given = zip(proposal.chain, proposal.agreed, strict=False)
            others = [
                int(officer or 0)
                for name, officer in given
                if ":" not in name or name.partition(":")[0] == asked
            ]
            confirmed_by = book.power(asked).confirmed_by if outside == RECORD else None
            apart = () if outside else tuple(self.took_part)  # to enter what a body decided is no opinion
            officer = self._who_agrees(power, {by, *others}, apart, unless=confirmed_by)
            if not outside and self.world.random.random() < share:
                self.sent_back = self.world.words.pick(tuple(SENT_BACK))
                self.do("return", officer, about=about, opinion=self.sent_back if is_written else UNWRITTEN)
                return False
            is_last = len(proposal.agreed) + 1 == len(proposal.chain)
            rest = proposal.chain[len(proposal.agreed) + 1 :]
            said = self._agreed(
                proposal, is_last=is_last or ":" in rest[0], of_another=not power.endswith("head")
            )
            self.do("approve", officer, about=about, opinion=said)
        return True

    def _who_agrees(self, power: str, but: set[int], apart: tuple[int, ...], *, unless: str | None) -> int:
        """Nobody agrees to what he has looked into, as long as another has the power."""
        try:
            return self.holder(power, *but, *apart, unless=unless)
        except LookupError:
            return self.holder(power, *but, unless=unless)

    def _agreed(self, proposal: Proposal, *, is_last: bool, of_another: bool) -> str:
        """What is written under a proposal; nobody asks for a leader's word after whom no leader is asked."""
        body, _, outside = (proposal.asked or "").partition(":")
        if outside:
            return _entered(body)[0 if outside == RECORD else 1]
        opinion = str(self.world.words.pick(AGREED))
        is_misplaced = (is_last and opinion == FURTHER) or (not of_another and opinion == OF_ANOTHER)
        if opinion in OF_CASES and self.state.kind.name not in CASEWORK:
            is_misplaced = True
        if opinion == AGREED[-1] and proposal.done.act not in FOUND_OUT:
            is_misplaced = True
        return "同意。" if is_misplaced else opinion

    def _put_right(self, details: dict[str, Any]) -> dict[str, Any]:
        """What was sent back says when it comes again what was put right: in its longest text."""
        texts = _texts(details)
        if not texts:
            return details
        longest = max(texts, key=lambda name: len(details[name]))
        return {**details, longest: details[longest] + SENT_BACK[self.sent_back]}

    def is_too_early(self, act: str) -> bool:
        """Whether a limit still runs at whose end the act takes place."""
        position = self.state.position
        return too_early(position, self.state.bound.acts[act], self.world.today) is not None

    def opened(self, kind: str) -> "list[Life]":
        """The matters of a kind that this one has opened, in order."""
        found = self.world.many.opened_by(self.state)
        self.world.kin |= {state.id: self.kin for state in found}
        return [Life(self.world, self.office, state) for state in found if state.kind.name == kind]

    def _day(self, by: int, act: str) -> tuple[date, str | None]:
        """When the act happened: today, or some days ago (when its officer held the same posts) and only recorded now."""
        today, random = self.world.today, self.world.random
        if random.random() >= LATE * 2:
            return today, None
        ago = 1 if random.random() < 0.4 else 2 + int(random.random() * 5)
        on = max(self.kin.on, today - timedelta(days=ago))  # nothing precedes what it follows from
        if not self.world.staff.same_posts(by, on, today):
            return today, None
        kind = self.state.kind.name
        about = "approving" if act in ("approve", "return") else "casework" if kind in CASEWORK else "office"
        return on, self.world.words.pick(REASONS[about]) if (today - on).days > 1 else None

    def _is_entered(self, about: int | None) -> bool:
        proposal = self.state.position.proposals.get(about or 0)
        return proposal is not None and (proposal.asked or "").endswith(f":{RECORD}")

    def _paper(self, act: str, about: int | None, details: dict[str, Any], on: date, says: str) -> Staged:
        """The paper that comes with an act; with what a body decided, what it decided."""
        rule, header = self.state.bound.acts[act], self.state.header
        kind = kind_of(self.state.kind.name, act, rule.label)
        if rule.effect == "approve":
            proposal = self.state.position.proposals[about or 0]
            proposed = self.state.bound.acts[proposal.done.act].label
            body = (proposal.asked or "").partition(":")[0]
            name = _entered(body)[2]
            if body in ENTERED:  # from elsewhere, and signed there
                text = f"所报“{proposed}”事项收悉，同意所报意见，请按程序办理。"
                kind = Kind("incoming", name, "incoming", text)
            else:
                kind = kind._replace(name=name, text=f"研究“{proposed}”事项，同意所报意见，按程序办理。")
        if self.state.kind.name == "campaign":  # several units hand in the same
            unit = self.world.papers.organisations.get(str(details.get("organisation")), "")
            kind = kind._replace(name=f"{unit}{kind.name}")
        head = {
            "number": header["number"],
            "title": title_of(self._key, self.state.id, header["title"]),
            "office": self.office.name,
        }
        fields = self.state.bound.fields
        asked = {name: fields[name] for name, _ in rule.fields if name in fields}
        made = self.world.papers.written(kind, asked, {**details, "says": says}, head, on)
        holder = Prepared(self.state.id, header["key"])
        return stage(
            holder, f"{kind.name}.docx", BytesIO(made), kind=kind.code, size=len(made), durable=False
        )

    @property
    def _key(self) -> bytes:
        return matter_key(self.state.header["key"], self.state.id)
