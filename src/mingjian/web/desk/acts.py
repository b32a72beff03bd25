"""Doing an act: the form from the lawbook, the page that says what will be written, and the writing."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.law.judge import may
from mingjian.law.lawbook import Bound
from mingjian.law.position import Done, Position
from mingjian.law.procedure import Act as Rule
from mingjian.law.refusal import Refusal, Refused
from mingjian.ledger import access, journal, kinds
from mingjian.ledger.access import Reach
from mingjian.ledger.documents import Staged
from mingjian.ledger.history import acts_of, done_of
from mingjian.ledger.models import Matter
from mingjian.ledger.record import MovedOn, hindered, record_act, rehearse_act
from mingjian.ledger.rows import Values
from mingjian.web.account import stepping
from mingjian.web.desk import (
    again,
    cautions,
    clocks,
    drafting,
    entries,
    filling,
    forms,
    matters,
    pages,
    reporter,
    stopping,
    uploads,
)
from mingjian.web.desk.choosing import choosable
from mingjian.web.desk.filling import Choosable, Filled
from mingjian.web.desk.frames import language, tell
from mingjian.web.desk.officer import DeskRequest, for_officers, reached
from mingjian.web.desk.possible import after, approval_words, chain_words, stops, veiled
from mingjian.web.desk.saying import Speaker
from mingjian.web.shared import phrases
from mingjian.web.shared.parts import Fact, Head, Link, Notice

ELSEWHERE = ("approve", "return", "identify")  # acts with pages of their own
REPORTER_ACTS = ("record_identity",)  # acts that take down who reports


@dataclass
class Doing:
    """An act about to be done on a matter: everything that form, confirmation and writing need."""

    request: DeskRequest
    matter: Matter
    name: str
    rule: Rule
    bound: Bound
    position: Position
    acts: Sequence[Done]
    rows: Sequence[Values]
    filled: Filled
    known: Choosable
    token: str
    seen: int
    how_far: Reach

    @property
    def on(self) -> date:
        return self.request.viewer.on

    @property
    def staged(self) -> list[Staged]:
        return uploads.kept(self.request, self.token)

    @property
    def draft(self) -> drafting.Form:
        return drafting.Form(self.request.viewer.officer, self.matter.kind, self.name, self.matter.id)

    @property
    def here(self) -> str:
        return reverse("act", args=[self.matter.id, self.name])


@for_officers
def act(request: DeskRequest, matter: UUID, name: str) -> HttpResponse:
    """GET draws the form; POST checks it, confirms it, writes it. Without power the page is absent.

    The power is enough: case management, which sees of a case its line only, takes note of detention all the same.
    """
    found, how_far = reached(request, matter)
    doing = _doing(request, found, name, how_far)
    against = hindered(found, doing.position, name, by=request.viewer.officer, on=doing.on)
    refusal = may(doing.position, name, matters.actor(request.viewer, found), doing.on) or veiled(
        request.viewer, found.unit_id, against
    )
    if refusal is not None:
        if not how_far.content:
            raise Http404
        return drafting.too_late() if drafting.saves_itself(request) else _refused(doing, refusal)
    if request.method != "POST":
        return _fresh(doing)
    return _posted(doing)


def _fresh(doing: Doing) -> HttpResponse:
    """The form as it was left, if something was typed before; after a return with what was given before."""
    kept = drafting.recall(doing.draft, doing.request)
    before = None
    if kept is not None:
        doing.filled.given, doing.token = kept.given, kept.token
    elif doing.how_far.content:
        before = again.sent_back(doing.bound, doing.rule, doing.acts)
    notices: tuple[Notice, ...] = ()
    if before is not None:
        row = next(row for row in doing.rows if row["seq"] == before.seq)
        doing.filled.given = again.given(doing.bound, doing.rule, before, entries.opened(doing.matter, row))
        words = _("已填入第%(n)s条呈报时的内容，请按退回的意见修改；附件须重新选择。") % {"n": before.seq}
        notices = (Notice(words, "info", _entry_link(doing, before.seq)),)
    doing.filled.given |= {key: [value] for key, value in doing.request.GET.items() if key == "entry"}
    return _form(doing, draft_at=drafting.said(kept.at) if kept else "", notices=notices)


def _entry_link(doing: Doing, seq: int) -> Link:
    return Link(_("看第%(n)s条") % {"n": seq}, f"{reverse('matter', args=[doing.matter.id])}#a{seq}")


def _doing(request: DeskRequest, found: Matter, name: str, how_far: Reach) -> Doing:
    rows = acts_of(found.id)
    position = matters.position_of(request.viewer, found, rows)
    rule = position.bound.acts.get(name)
    if rule is None or rule.opening or rule.effect in ELSEWHERE:
        raise Http404
    done = [done_of(row) for row in rows]
    people = found.id if how_far.content else None
    known = choosable(
        position.bound, rule, found.unit_id, request.viewer.on, position, people, done, request.viewer
    )
    extra = set(reporter.NAMES) if name in REPORTER_ACTS else set()
    filled = filling.received(request.POST, filling.control_names(position.bound, rule) | extra)
    token = request.POST.get("token") or secrets.token_hex(16)
    seen = int(request.POST["seen"]) if request.POST.get("seen", "").isdecimal() else position.seq
    return Doing(
        request, found, name, rule, position.bound, position, done, rows, filled, known, token, seen, how_far
    )


def _posted(doing: Doing) -> HttpResponse:
    request = doing.request
    if (key := request.POST.get("drop", "")).startswith("documents:"):
        uploads.drop(request, doing.token, key.removeprefix("documents:"))
        return _form(doing)
    pressed = filling.press(doing.filled, request.POST, choices_of(doing.bound, doing.rule, doing.known))
    refused = uploads.take_in(request, doing.token, doing.matter)
    if refused:
        doing.filled.errors["documents"] = refused
    if (answer := drafting.posted(doing.draft, request, doing.filled, doing.token, doing.here)) is not None:
        return answer
    if request.POST.get("back"):
        return _form(doing)
    if pressed or refused or doing.filled.errors:
        return _form(doing, status=422 if doing.filled.errors else 200)
    is_current = doing.seen == doing.position.seq  # else the writing says what happened meanwhile
    if (not request.POST.get("confirmed") or is_current) and (page := _confirm(doing)) is not None:
        return page
    is_severe = doing.rule.is_severe(_order(doing)["details"])
    asked = stepping.ask(request, doing.rule.say(language())) if is_severe else None
    return asked or _write(doing)


def choices_of(bound: Bound, rule: Rule, known: Choosable) -> dict[str, Any]:
    """The lists from which officers and persons are added, by the name of the control."""
    found = {}
    for asked in rule.fields:
        kind = bound.fields[asked.name].type
        found[asked.name] = known.of(kind)
        if kind == "meeting":
            found[f"{asked.name}_present"] = known.officers
    return found


def _order(doing: Doing) -> dict[str, Any]:
    """The arguments of the ledger; what cannot be read is noted as an error of its field."""
    on = filling.day(doing.filled, doing.on)
    if doing.name in REPORTER_ACTS:
        reporter.require(doing.filled)
    return {
        "by": doing.request.viewer.officer,
        "on": on,
        "details": filling.details(doing.bound, doing.rule, doing.filled, doing.known),
        "at": filling.instant(doing.filled, on),
        "late_reason": doing.filled.one("late_reason") or None,
        "documents": doing.staged,
    }


def _confirm(doing: Doing) -> HttpResponse | None:
    """What will be written, in the words of the file, and what changes; None: all that is confirmed, warnings ticked."""
    order = _order(doing)
    reason = stopping.reason_of(doing.rule, doing.bound, order["details"])
    try:
        state = rehearse_act(doing.matter, doing.name, **stopping.with_reason(order, reason))
    except Refused as refusal:
        note_errors(doing.filled, refusal.reasons)
    if doing.filled.errors:
        return _form(doing, status=422)
    said, given = (
        cautions.cautions(doing.position, state.position, doing.on),
        doing.request.POST.getlist(cautions.NOTED),
    )
    is_confirmed = bool(doing.request.POST.get("confirmed"))
    if is_confirmed and cautions.is_noted(said, given) and (reason is None or doing.filled.one(reason)):
        return None
    shown = stopping.without_reason(order, reason)
    label = stopping.what(doing.rule, doing.bound, order["details"], doing.position.book) if reason else ""
    page = pages.Confirm(
        head=_head(doing, _("核对"), failed=is_confirmed, notices=_meanwhile(doing)),
        title=label or doing.rule.say(language()),
        number=doing.matter.number,
        action=doing.here,
        token=doing.token,
        seen=doing.position.seq,  # what came meanwhile is said on this page
        written=written(
            doing.bound,
            doing.rule,
            shown,
            Speaker(doing.request.viewer, doing.bound, [shown["details"]]),
            doing.staged,
        ),
        changes=_changes(doing, state.position),
        severe=reason is not None,
        button=_("确认%(act)s") % {"act": label} if reason else "",
        fields=(
            *((stopping.field(doing.bound, reason, doing.filled, failed=is_confirmed),) if reason else ()),
            *((cautions.field(said, given, failed=is_confirmed),) if said else ()),
        ),
        hidden=(*doing.filled.hidden(without=reason), ("confirmed", "1")),
    )
    return render(doing.request, "desk/confirm.html", {"page": page}, status=422 if is_confirmed else 200)


def _meanwhile(doing: Doing) -> tuple[Notice, ...]:
    """That the matter has moved on since the form was drawn: what is checked here is checked against where it stands now."""
    if doing.seen == doing.position.seq:
        return ()
    labels = [
        doing.bound.acts[done.act].say(language())
        for done in doing.acts
        if done.seq > doing.seen and done.act in doing.bound.acts
    ]
    words = _("您填写期间，本件新增了办理记录：%(acts)s。请看过以后再提交。") % {
        "acts": phrases.listed(labels)
    }
    return (Notice(words, "warn", _entry_link(doing, doing.seen + 1)),)


def written(
    bound: Bound, rule: Rule, order: dict[str, Any], speaker: Speaker, staged: Sequence[Staged]
) -> tuple[Fact, ...]:
    """The act as the file will show it."""
    facts = [Fact(_("办理日期"), order["on"].isoformat())]
    for asked in rule.fields:
        value = order["details"].get(asked.name)
        if value in (None, "", []):
            continue
        declared = bound.fields[asked.name]
        said = _people(value) if declared.type == "mentions" else speaker.say(asked.name, value)
        facts.append(Fact(declared.say(language()), said, wide=len(said) > 40))
    if order["late_reason"]:
        facts.append(Fact(_("补录理由"), order["late_reason"]))
    return (*facts, *(Fact(_("附件"), item.name) for item in staged))


def _people(value: list[dict[str, str]]) -> str:
    return phrases.clauses(phrases.parted(one.values()) for one in value)


def _changes(doing: Doing, later: Position) -> tuple[Fact, ...]:
    """Step, clocks and who is next, before and after."""
    steps = doing.bound.steps
    facts = []
    if later.step != doing.position.step and doing.position.step and later.step:
        before, now = (
            steps[doing.position.step].say(language()),
            later.bound.steps[later.step].say(language()),
        )
        facts.append(Fact(_("环节"), f"{before} → {now}"))
    waiting = [proposal for seq, proposal in later.proposals.items() if seq not in doing.position.proposals]
    if waiting:
        facts.append(Fact(_("待审批"), " → ".join(chain_words(later.book, waiting[0].chain))))
    known = {(clock.rule, clock.started_by): clock.state for clock in doing.position.clocks}
    for clock in later.clocks:
        label = later.book.find("clocks", clock.rule).say(language())
        before = known.get((clock.rule, clock.started_by))
        if before is None and clock.due is not None:
            facts.append(
                Fact(_("起算"), _("%(clock)s，%(day)s到期") % {"clock": label, "day": clock.due_day})
            )
        elif before is not None and before != "stopped" and clock.state == "stopped":
            facts.append(Fact(_("停止"), label))
    return tuple(facts)


def _write(doing: Doing) -> HttpResponse:
    order = _order(doing)
    if doing.filled.errors:
        return _form(doing, status=422)
    special = kinds.kind(doing.matter.kind).acts.get(doing.name)
    more = {"identity": reporter.identity(doing.filled)} if doing.name in REPORTER_ACTS else {}
    try:
        if special is not None:
            special(doing.matter, expect=doing.seen, token=doing.token, **order, **more)
        else:
            record_act(doing.matter, doing.name, expect=doing.seen, token=doing.token, **order)
    except Refused as refusal:
        journal.note(
            "act_refused",
            officer=order["by"],
            outcome="refused",
            matter=doing.matter.id,
            details={"act": doing.name},
        )
        note_errors(doing.filled, refusal.reasons)
        return _form(doing, status=422)
    except MovedOn:
        return _moved_on(doing, order)
    uploads.forget(doing.request, doing.token)
    drafting.forget(doing.draft)
    said = _("已提交：%(act)s。") % {"act": doing.rule.say(language())}
    return finished(doing.request, doing.matter, said)


def finished(request: DeskRequest, matter: Matter, said: str) -> HttpResponse:
    """Back to the matter with the new entry marked, and a sentence that says what was written.

    Whoever has handed it to others by that act cannot open it any more; he reads the sentence on his desk.
    """
    if access.find(request.viewer, matter.id) is None:
        tell(request, _("%(said)s%(number)s已交他人办理。") % {"said": said, "number": matter.number})
        return HttpResponseRedirect(reverse("desk"))
    matter.refresh_from_db(fields=["seq", "waiting"])
    request.session["fresh"] = {str(matter.id): matter.seq}
    request.session["done"] = said
    return HttpResponseRedirect(f"{reverse('matter', args=[matter.id])}#a{matter.seq}")


def note_errors(filled: Filled, reasons: Sequence[Refusal]) -> None:
    """Each reason beside the field that it concerns; what concerns none stands at the day of the act."""
    for reason in reasons:
        name = {"officers": "officers", "documents": "documents"}.get(
            reason.field or "", reason.field or "on"
        )
        filled.errors.setdefault(name, reason.say(language()))


def _form(
    doing: Doing, status: int = 200, draft_at: str = "", notices: tuple[Notice, ...] = ()
) -> HttpResponse:
    staged = tuple(forms.upload(item) for item in doing.staged)
    later = stopping.later(doing.rule, doing.bound, doing.filled)
    fields = forms.fields(
        doing.position.book,
        doing.bound,
        doing.rule,
        doing.filled,
        doing.known,
        on=doing.on,
        uploads=staged,
        without=later,
    )
    if doing.name in REPORTER_ACTS:
        fields = (*fields, *reporter.fields(doing.filled))
    page = pages.ActForm(
        head=_head(doing, doing.rule.say(language()), failed=bool(doing.filled.errors), notices=notices),
        back=Link(
            _("返回%(number)s") % {"number": doing.matter.number}, reverse("matter", args=[doing.matter.id])
        ),
        title=doing.rule.say(language()),
        action=doing.here,
        draft_at=draft_at,
        fields=fields,
        seen=doing.seen,
        token=doing.token,
        cite=clocks.cite(doing.position.book, doing.rule.cite),
        after=after(doing.position, doing.rule),
        approval=approval_words(doing.position, doing.rule),
        stops=stops(doing.position, doing.rule),
        later=stopping.label(doing.bound, later),
        hidden=doing.filled.hidden(only=later) if later else (),
    )
    return render(doing.request, "desk/act_form.html", {"page": page}, status=status)


def _head(doing: Doing, what: str, *, failed: bool = False, notices: tuple[Notice, ...] = ()) -> Head:
    number = doing.matter.number
    crumbs = (Link(number, reverse("matter", args=[doing.matter.id])), Link(doing.rule.say(language()), ""))
    return Head(title=f"{what} {number}", crumbs=crumbs, failed=failed, notices=notices)


def _refused(doing: Doing, refusal: Refusal) -> HttpResponse:
    """The act cannot be done at all now: one sentence, and back to the matter."""
    head = Head(title=refusal.say(language()).rstrip("。"), failed=True)
    links = (
        Link(
            _("返回%(number)s") % {"number": doing.matter.number}, reverse("matter", args=[doing.matter.id])
        ),
    )
    page = pages.Trouble(head=head, code=409, sentence=refusal.say(language()), links=links)
    return render(doing.request, "shared/error.html", {"page": page}, status=409)


def _moved_on(doing: Doing, order: dict[str, Any]) -> HttpResponse:
    """The matter moved on meanwhile: what happened beside what was typed, which is a draft now; nothing written."""
    drafting.keep(doing.draft, doing.request, doing.filled.given, doing.token)
    rows = acts_of(doing.matter.id)
    file = entries.File(doing.matter, doing.request.viewer, rows, content=doing.how_far.content)
    position = matters.position_of(doing.request.viewer, doing.matter, rows)
    happened = [entry for entry in entries.entries(file, position) if entry.number > doing.seen]
    speaker = Speaker(doing.request.viewer, doing.bound, [order["details"]])
    again = Link(_("按最新情况重新填写"), doing.here)
    page = pages.Trouble(
        head=Head(title=_("本件已有新的办理记录"), failed=True),
        code=409,
        sentence=_("本件在您填写期间已有新的办理记录，您的内容尚未提交，请核对后再办。"),
        links=(
            again,
            Link(
                _("返回%(number)s") % {"number": doing.matter.number},
                reverse("matter", args=[doing.matter.id]),
            ),
        ),
        mine=written(doing.bound, doing.rule, order, speaker, doing.staged),
        meanwhile=tuple(happened),
    )
    return render(doing.request, "shared/error.html", {"page": page}, status=409)
