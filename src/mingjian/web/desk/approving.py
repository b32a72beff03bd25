"""Giving one's word on a proposal: agree, or return with a reason; after deciding, the next one opens."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.law.refusal import Refused
from mingjian.law.values import Unreadable, read_date
from mingjian.ledger import access, journal
from mingjian.ledger.record import MovedOn, record_act
from mingjian.web.account import stepping
from mingjian.web.desk import uploads
from mingjian.web.desk.approval_page import draw
from mingjian.web.desk.asking import AGREE, REFUSE, Asking, following, load
from mingjian.web.desk.frames import language, tell
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.desk.pages import Trouble
from mingjian.web.shared.parts import Fact, Head, Link

DECISIONS = {"approve": "approve", "return": "return", "refuse": "return"}


@for_officers
def approval(request: DeskRequest, matter: UUID, seq: int) -> HttpResponse:
    """The page of a proposal; its content is read, which the journal notes. POST gives the opinion."""
    asking = load(request, matter, seq)
    if request.method == "POST":
        return _decide(asking)
    journal.note(
        "read",
        officer=request.viewer.officer,
        outcome="done",
        matter=asking.matter.id,
        details={"view": "approval"},
    )
    return draw(asking)


def _decide(asking: Asking) -> HttpResponse:
    request, post = asking.request, asking.request.POST
    if (key := post.get("drop", "")).startswith("documents:"):
        uploads.drop(request, asking.token, key.removeprefix("documents:"))
        return draw(asking)
    refused = uploads.take_in(request, asking.token, asking.matter)
    if refused:
        asking.errors["documents"] = refused
    decision = post.get("decision", "")
    act = DECISIONS.get(decision)
    opinion = _opinion(asking, decision)
    on = _day(asking)
    if act is None or asking.errors:
        return draw(asking, status=422)
    if act == "approve" and (asked := stepping.ask(request, asking.request_words())) is not None:
        return asked
    queue = [(item.matter, item.seq) for item in access.waiting(request.viewer)]
    try:
        record_act(asking.matter, act, by=request.viewer.officer, on=on, details={"opinion": opinion} if opinion else {},
                   about=asking.seq, documents=uploads.kept(request, asking.token), late_reason=asking.given.get("late_reason") or None,
                   expect=asking.seen, token=asking.token)  # fmt: skip
    except Refused as refusal:
        return _refused(asking, act, refusal)
    except MovedOn:
        return _moved_on(asking)
    uploads.forget(request, asking.token)
    words = {
        "act": _("不同意") if decision == "refuse" else asking.position.bound.acts[act].say(language()),
        "request": asking.request_words(),
        "number": asking.matter.number,
    }
    tell(request, _("已提交：%(act)s“%(request)s”，%(number)s。") % words)
    return HttpResponseRedirect(following(asking, queue))


def _opinion(asking: Asking, decision: str) -> str:
    """The words that go into the file; a return needs its reason, and refusing says so itself."""
    typed = asking.given.get("opinion", "")
    if decision == "approve":
        return typed
    if decision in DECISIONS and typed in ("", AGREE, AGREE.rstrip("。")):
        asking.given["opinion"] = ""
        asking.errors["opinion"] = (
            _("退回补正须写明理由。") if decision == "return" else _("不同意须写明理由。")
        )
    return f"{REFUSE}{typed}" if decision == "refuse" else typed


def _day(asking: Asking) -> date:
    """Today; for a decision taken outside, the day on which it was taken."""
    today, typed = asking.request.viewer.on, asking.given.get("on", "")
    if not (asking.part and typed):
        return today
    try:
        return read_date(typed)
    except Unreadable:
        asking.errors["on"] = _("“%(typed)s”不是日期，请写成如%(day)s的日期。") % {
            "typed": typed,
            "day": today,
        }
        return today


def _refused(asking: Asking, act: str, refusal: Refused) -> HttpResponse:
    """The law says no: the same page with the sentences, nothing lost, nothing written."""
    journal.note(
        "act_refused",
        officer=asking.request.viewer.officer,
        outcome="refused",
        matter=asking.matter.id,
        details={"act": act},
    )
    for reason in refusal.reasons:
        asking.errors.setdefault(
            reason.field if reason.field in ("on", "late_reason", "documents") else "opinion",
            reason.say(language()),
        )
    return draw(asking, status=422)


def _moved_on(asking: Asking) -> HttpResponse:
    """What happened meanwhile beside what was typed; nothing was written."""
    here = reverse("approval", args=[asking.matter.id, asking.seq])
    page = Trouble(
        head=Head(title=_("本件已有新的办理记录"), failed=True),
        code=409,
        sentence=_("本件在您填写期间已有新的办理记录，您的内容尚未提交，请核对后再办。"),
        links=(Link(_("按最新情况重新填写"), here), Link(_("返回%(number)s") % {"number": asking.matter.number},
                                                          reverse("matter", args=[asking.matter.id]))),
        mine=tuple(Fact(label, words) for label, words in _typed(asking)),
        meanwhile=tuple(entry for entry in asking.entries if entry.number > asking.seen),
    )  # fmt: skip
    return render(asking.request, "shared/error.html", {"page": page}, status=409)


def _typed(asking: Asking) -> list[tuple[str, str]]:
    words = {"approve": _("同意"), "return": _("退回补正"), "refuse": _("不同意")}
    return [
        (_("您的决定"), words[asking.request.POST["decision"]]),
        (_("意见"), asking.given.get("opinion", "")),
    ]
