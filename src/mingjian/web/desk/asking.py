"""A proposal as one officer looks at it: the matter, where it stands, who was asked, and whether he may give his word."""

import secrets
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.law.judge import Actor, may, overtaken
from mingjian.law.position import Position
from mingjian.law.refusal import Refusal
from mingjian.ledger.history import acts_of
from mingjian.ledger.models import Matter
from mingjian.web.desk import matters, proposals
from mingjian.web.desk.entries import File, entries
from mingjian.web.desk.frames import language
from mingjian.web.desk.officer import DeskRequest, reached
from mingjian.web.desk.proposals import Told
from mingjian.web.shared.parts import Entry, Fact

AGREE = "同意。"
REFUSE = "不同意。"


@dataclass
class Asking:
    """A proposal as one officer looks at it. `part` is `record` or `confirm` for a decision taken outside."""

    request: DeskRequest
    matter: Matter
    seq: int
    position: Position
    file: File
    entries: list[Entry]
    told: Told
    token: str
    seen: int
    given: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def asked(self) -> str | None:
        proposal = self.position.proposals.get(self.seq)
        return proposal.asked if proposal else None

    @property
    def part(self) -> str:
        return (self.asked or "").partition(":")[2]

    @property
    def entry(self) -> Entry:
        return self.entry_of(self.seq)

    def entry_of(self, seq: int) -> Entry:
        return next(entry for entry in self.entries if entry.number == seq)

    def reason(self) -> tuple[str, tuple[Fact, ...]]:
        """The running text with which the proposal is argued, and everything else that it says."""
        entry, words = self.entry, self.file.words.get(self.seq, {})
        if entry.text:
            return entry.text + entry.more, entry.facts
        fields = self.position.bound.fields
        argued = next((name for name in words if name in fields and fields[name].type == "text"), None)
        if argued is None:
            return "", entry.facts
        label = fields[argued].say(language())
        return words[argued], tuple(fact for fact in entry.facts if fact.label != label)

    def request_words(self) -> str:
        return proposals.request(
            self.request.viewer, self.position.bound, self.told.act["code"], self.told.act["details"]
        )

    @cached_property
    def actor(self) -> Actor:
        return matters.actor(self.request.viewer, self.matter)

    def recusal(self) -> str:
        """Where this officer may declare that he withdraws."""
        allowed = may(self.position, "recuse", self.actor, self.request.viewer.on) is None
        return reverse("act", args=[self.matter.id, "recuse"]) if allowed else ""

    @cached_property
    def _refusal(self) -> Refusal | None:
        """Why this officer may not agree."""
        return may(self.position, "approve", self.actor, self.request.viewer.on, self.seq)

    @cached_property
    def _returns(self) -> bool:
        """Whether he may return it: also who has agreed under one power and holds the next (S-00b keeps from agreeing twice only)."""
        return may(self.position, "return", self.actor, self.request.viewer.on, self.seq) is None

    def overtaken(self) -> str:
        """Why it can only be returned: he has agreed already, or a correction or annulment is no longer possible."""
        if self.asked is None:
            return ""
        if self._refusal is not None:
            return self._refusal.say(language())
        return "".join(
            reason.say(language()) for reason in overtaken(self.position, self.seq, self.file.done)
        )

    def excluded(self) -> str:
        """Why this officer gives no opinion here, in one sentence; nothing if he may."""
        if self.asked is None or self._refusal is None or self._returns:
            return ""
        if self._refusal.code == "no_proposal":
            return _("本件待%(power)s审批。") % {"power": proposals.power(self.position.book, self.asked)}
        return self._refusal.say(language())


def load(request: DeskRequest, matter: UUID, seq: int) -> Asking:
    """The proposal with its matter; absent for whoever does not reach the content."""
    found, _reach = reached(request, matter, content=True)
    rows = acts_of(found.id)
    act = next((row for row in rows if row["seq"] == seq and row["details"].get("chain")), None)
    if act is None:
        raise Http404
    position = matters.position_of(request.viewer, found, rows)
    file = File(found, request.viewer, rows, content=True)
    told = Told(act, [row for row in rows if row["about"] == seq])
    post = request.POST
    given = {name: post.get(name, "").strip() for name in ("opinion", "on", "late_reason") if name in post}
    seen = int(post["seen"]) if post.get("seen", "").isdecimal() and len(post["seen"]) < 9 else position.seq
    token = post.get("token") or secrets.token_hex(16)
    return Asking(request, found, seq, position, file, entries(file, position), told, token[:64], seen, given)


def following(asking: Asking, queue: list[tuple[UUID, int]]) -> str:
    """The next proposal in the order of deadlines, from the one just decided on; the list if there is none."""
    here = (asking.matter.id, asking.seq)
    place = queue.index(here) if here in queue else -1
    rest = [pair for pair in (*queue[place + 1 :], *queue[: max(place, 0)]) if pair != here]
    return reverse("approval", args=rest[0]) if rest else reverse("approvals")
