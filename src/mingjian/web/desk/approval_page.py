"""How a proposal is drawn: for the officer who decides, and as the approval sheet on paper."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.law.asking import CONFIRM, RECORD
from mingjian.ledger import access, journal
from mingjian.ledger.rows import Values
from mingjian.ledger.sealing import title
from mingjian.web.desk import clocks, forms, lineage, proposals, uploads
from mingjian.web.desk.asking import AGREE, REFUSE, Asking, following, load
from mingjian.web.desk.frames import language, mark, secrecy_words, told
from mingjian.web.desk.law_words import joined
from mingjian.web.desk.lines import leading
from mingjian.web.desk.names import name
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.desk.pages import Approval
from mingjian.web.shared import phrases
from mingjian.web.shared.fields import Field
from mingjian.web.shared.parts import Fact, Head, Link, Opinion, Step, Track


def draw(asking: Asking, status: int = 200) -> HttpResponse:
    """The page on which the opinion is given."""
    queue = [(item.matter, item.seq) for item in access.waiting(asking.request.viewer)]
    page = view_model(asking, queue)
    return render(asking.request, "desk/approval.html", {"page": page}, status=status)


@for_officers
def sheet(request: DeskRequest, matter: UUID, seq: int) -> HttpResponse:
    """呈批表, to be printed: everybody who was or will be asked has a row. Noted as a print."""
    asking = load(request, matter, seq)
    page = view_model(asking, [])
    waiting = tuple(
        Opinion("", proposals.power(asking.position.book, asked))
        for asked in asking.told.chain[len(page.opinions) :]
    )
    if asking.asked is None:
        waiting = ()
    here = reverse("approval", args=[asking.matter.id, asking.seq])
    page = replace(
        page, back=Link(_("返回呈批"), here), opinions=(*page.opinions, *waiting), facts=_sheet_facts(asking)
    )
    journal.note(
        "print",
        officer=request.viewer.officer,
        outcome="done",
        matter=asking.matter.id,
        details={"view": "approval_sheet"},
    )
    return render(request, "desk/approval_sheet.html", {"page": page})


def view_model(asking: Asking, queue: list[tuple[UUID, int]]) -> Approval:
    """Everything the page and the sheet show."""
    entry, book, asked = asking.entry, asking.position.book, asking.asked
    reason, facts = asking.reason()
    urgent = leading(asking.position.clocks, asking.matter.due_on, book)
    excluded = asking.excluded() if asked else _outcome(asking)
    others = [pair for pair in queue if pair != (asking.matter.id, asking.seq)]
    fields = () if excluded else _fields(asking)
    return Approval(
        head=_head(asking),
        title=entry.label,
        number=asking.matter.number,
        matter=Link(_("打开事项"), reverse("matter", args=[asking.matter.id])),
        subject=title(asking.matter),
        request=asking.request_words(),
        reason=reason,
        facts=(*facts, *_left_with_him(asking)),
        authority=_authority(asking),
        action=reverse("approval", args=[asking.matter.id, asking.seq]),
        seen=asking.seen,
        token=asking.token,
        lamp=clocks.lamp_of(urgent, book, asking.request.viewer.on) if urgent else None,
        cite=entry.cite,
        chain=_chain(asking, excluded=excluded),
        opinions=_opinions(asking),
        papers=entry.papers,
        answers_for=_answers_for(asking),
        still_needs=_still_needs(asking),
        opinion=_opinion_field(asking) if not excluded else None,
        fields=fields,
        agree={RECORD: _("登记同意的决定"), CONFIRM: _("核对无误，确认")}.get(asking.part, ""),
        excluded=excluded,
        overtaken=asking.overtaken() if not excluded else "",
        recuse=asking.recusal() if not excluded else "",
        remaining=len(others),
        following=Link(_("看下一件"), following(asking, queue)) if others else None,
        sheet=reverse("approval_sheet", args=[asking.matter.id, asking.seq]),
        commission=name("unit", asking.matter.unit_id),
        secrecy=_secrecy(asking),
        failures=tuple(failure for item in (_opinion_field(asking), *fields) for failure in item.failures),
    )


def _left_with_him(asking: Asking) -> tuple[Fact, ...]:
    """Matters tied to this one that whoever is excused handles too: the decision takes this one from him, not those."""
    recused = asking.told.act["details"].get("recused")
    if asking.position.bound.acts[asking.told.act["code"]].effect != "recuse" or recused is None:
        return ()
    found = lineage.beside(asking.request.viewer, asking.matter.id, int(recused))
    if not found:
        return ()
    return (Fact(_("他还承办的关联事项（须另行改派）"), phrases.listed(found), wide=True),)


def _head(asking: Asking) -> Head:
    number = asking.matter.number
    return Head(
        title=_("呈批 %(number)s") % {"number": number},
        crumbs=(Link(_("待我审批"), reverse("approvals")), Link(number, "")),
        notices=told(asking.request),
        secrecy=_secrecy(asking),
        mark=mark(asking.request),
        failed=bool(asking.errors),
    )


def _secrecy(asking: Asking) -> str:
    return secrecy_words(asking.position.book, asking.matter.secrecy)


def _outcome(asking: Asking) -> str:
    """How a proposal ended on which there is nothing more to say."""
    if not asking.told.opinions:
        return _("本次呈报已被更正或撤销，不再审批。")
    last = asking.told.last
    rule = asking.position.bound.acts[last["code"]]
    if rule.effect in ("return", "withdraw"):
        words = {"act": _ended(asking, last), "who": name("officer", last["officer_id"]), "day": last["on"]}
        return _("本次呈报已由%(who)s于%(day)s%(act)s。") % words
    return _("本次呈报已于%(day)s批准生效。") % {"day": last["on"]}


def _ended(asking: Asking, row: Values) -> str:
    """What was done with a proposal that was not agreed to; whoever refuses it says so in his opinion."""
    if asking.file.words.get(row["seq"], {}).get("opinion", "").startswith(REFUSE):
        return _("不同意，退回")
    return asking.position.bound.acts[row["code"]].say(language())


def _still(asking: Asking) -> list[str]:
    """Who is asked after the one asked now; entering and confirming one decision count as one."""
    here = (asking.asked or "").partition(":")[0]
    rest = asking.told.chain[len(asking.told.opinions) + 1 :]
    names = dict.fromkeys(asked.partition(":")[0] for asked in rest)
    return [str(asking.position.book.power(one).say(language())) for one in names if one != here]


def _authority(asking: Asking) -> str:
    if asking.asked is None:
        return joined(
            dict.fromkeys(
                proposals.power(asking.position.book, asked.partition(":")[0]) for asked in asking.told.chain
            )
        )
    rest = _still(asking)
    words = {"power": proposals.power(asking.position.book, asking.asked), "rest": " → ".join(rest)}
    return (_("%(power)s（还须报%(rest)s）") if rest else _("%(power)s（至此为止）")) % words


def _answers_for(asking: Asking) -> str:
    if asking.part == RECORD:
        return _("由会议或有权机关作出的决定，您在此登记，须附决定或者批件；经另一人核对确认后才算数。")
    if asking.part == CONFIRM:
        return _("请核对所附的决定或者批件与登记一致。登记人不得自己确认。")
    return _("您对请求是否适当、程序是否齐备负责。")


def _still_needs(asking: Asking) -> str:
    if _still(asking):
        return ""  # the ground of the request and the chain say who is asked next
    return _("登记后由另一人确认。") if asking.part == RECORD else _("您同意后即生效，不须再报。")


def _chain(asking: Asking, *, excluded: str) -> Track:
    """The proposer, then every power asked: who has agreed, whose word is awaited, who comes."""
    book, given = asking.position.book, asking.told.opinions
    steps = [
        Step(_("呈报"), "done", asking.told.act["on"], by=name("officer", asking.told.act["officer_id"]))
    ]
    returns = []
    for number, asked in enumerate(asking.told.chain):
        label = proposals.power(book, asked)
        if number < len(given):
            row = given[number]
            rule = asking.position.bound.acts[row["code"]]
            if rule.effect != "approve":
                who = name("officer", row["officer_id"])
                returns.append(Step(f"{label} {who} {_ended(asking, row)}", "done", row["on"]))
                break
            steps.append(Step(label, "done", row["on"], by=name("officer", row["officer_id"])))
        elif asking.asked is None:
            break
        elif number == len(given):
            steps.append(Step(label if excluded else _("%(power)s（您）") % {"power": label}, "current"))
        else:
            steps.append(Step(label))
    return Track(tuple(steps), tuple(returns))


def _opinions(asking: Asking) -> tuple[Opinion, ...]:
    """What was said so far, with the power under which it was said."""
    found = []
    for number, row in enumerate(asking.told.opinions):
        words = asking.file.words.get(row["seq"], {})
        said = words.get("opinion") or words.get("reason") or asking.file.label(row["seq"])
        effect = asking.position.bound.acts[row["code"]].effect
        power = (
            proposals.power(asking.position.book, asking.told.chain[number])
            if effect != "withdraw"
            else _("呈报人")
        )
        who = f"{power} {name('officer', row['officer_id'])}"
        found.append(Opinion(said, who, row["on"], asking.entry_of(row["seq"]).papers))
    return tuple(found)


def _opinion_field(asking: Asking) -> Field:
    value = asking.given.get("opinion", AGREE)
    return Field(name="opinion", label=_("意见"), kind="words", value=value, required=False, ready=forms.OPINIONS,
                 needed=phrases.aside(_("退回补正、不同意的须写明理由")), error=asking.errors.get("opinion", ""))  # fmt: skip


def _fields(asking: Asking) -> tuple[Field, ...]:
    """A decision from outside has its own day, and its paper; whoever confirms finds the day that was entered."""
    if not asking.part:
        return ()
    entered = asking.told.last["on"] if asking.part == CONFIRM else asking.request.viewer.on
    fields = [
        Field(name="on", label=_("决定日期"), kind="date", value=asking.given.get("on") or entered.isoformat(),
              hint=_("会议或者有权机关作出决定的日期，如%(day)s") % {"day": asking.request.viewer.on}, error=asking.errors.get("on", "")),
        Field(name="late_reason", label=_("补录理由"), required=False, value=asking.given.get("late_reason", ""), width="long",
              hint=_("办理日期早于今天一日以上的，须写明"), error=asking.errors.get("late_reason", "")),
    ]  # fmt: skip
    if asking.part == RECORD:
        staged = tuple(forms.upload(item) for item in uploads.kept(asking.request, asking.token))
        fields.append(Field(name="documents", label=_("决定或者批件"), kind="document", required=not staged, uploads=staged,
                            hint=_("扫描件或者原件，PDF、图片均可"), error=asking.errors.get("documents", "")))  # fmt: skip
    return tuple(fields)


def _sheet_facts(asking: Asking) -> tuple[Fact, ...]:
    """Who submits when, what the proposal says, which papers come with it; empty rows are left out."""
    act, papers = asking.told.act, joined(link.label for link in asking.entry.papers)
    post = asking.file.post(act)
    who = name("officer", act["officer_id"])
    return (
        Fact(_("呈报人"), who + phrases.aside(post)),
        Fact(_("呈报日期"), day=act["on"]),
        *asking.reason()[1],
        *([Fact(_("附件"), papers)] if papers else []),
    )
