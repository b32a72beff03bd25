"""The last look, the sending, the receipt: whoever reports decides what becomes of traces of himself in the text (RPT-12)."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingjian.channels.envelopes import Letter, Named
from mingjian.vault.query_code import box_of, grouped
from mingjian.web.portal import asking, clock, failing, finding, papers, spool
from mingjian.web.portal.reporting import ASKED, begun
from mingjian.web.shared.fields import Choice, Field
from mingjian.web.shared.parts import Fact

TEXTS = ("text", "source", "amount")
MARKS = {finding.MOVE: "〔已移到身份信息〕", finding.DROP: "〔举报人已删去〕"}


@require_http_methods(["GET", "POST"])
@begun
def check(request: HttpRequest) -> HttpResponse:
    """All answers once more, with the way to change each; POST sends them."""
    answers, kept = request.session["answers"], request.session["papers"]
    for step in ASKED:
        if asking.missing(step, answers, kept):
            return HttpResponseRedirect(reverse("step", args=[step]))
    found = finding.found("\n".join(answers.get(name, "") for name in TEXTS))
    error = ""
    if request.method == "POST":
        answers["decision"] = request.POST.get("decision", "")
        if not found or answers["decision"] in (finding.KEEP, finding.MOVE, finding.DROP):
            return _send(request, found)
        error = _("请选择怎样处理。")
    context = {
        "title": asking.titles()[asking.CHECK],
        "step": asking.CHECK,
        "sections": _sections(answers, kept),
        "decision": decision(found, answers, error) if found else None,
        "failures": [("id_decision", error)] if error else [],
        "failed": bool(error),
    }
    return render(request, "portal/check.html", context, status=422 if error else 200)


def _send(request: HttpRequest, found: dict[str, list[str]]) -> HttpResponse:
    """Seal it and keep the receipt; pressed twice it is one report (INT-01)."""
    draft = request.session["draft"]
    identity = identity_of(request.session["answers"], found)
    enclosed, contents = papers.contents(request, request.session["papers"])
    letter = letter_of(draft, request.session["answers"], request.session.get("agreement", "")).model_copy(
        update={"papers": enclosed, "identity": uuid4() if identity else None}
    )
    box, _sent = spool.submit(draft["code"], letter, contents, identity)
    request.session["receipt"] = {"code": draft["code"], "salt": draft["salt"], "number": box.number, "on": box.on,
                                  "commitment": box.commitment}  # fmt: skip
    for item in request.session["papers"]:
        request.session.drop_paper(item["key"])
    for name in ("draft", "answers", "papers", "agreement"):
        request.session.pop(name, None)
    return HttpResponseRedirect(reverse("receipt"))


def letter_of(draft: dict[str, str], answers: asking.Answers, agreement: str) -> Letter:
    """The letter as its writer decided: traces of himself kept, or marked where they stood."""
    said = {name: as_decided(answers.get(name, ""), answers) for name in TEXTS}
    is_signed = answers["signed"] == "named"
    return Letter(
        id=UUID(draft["id"]), kind="report", box=box_of(draft["code"]), number="0000-0", received_on=clock.today(), mailbox="00",
        content_class=answers["content_class"], persons=tuple(Named(**person) for person in asking.persons(answers)),
        agreement=agreement, is_signed=is_signed, protection=answers.get("protection", "") if is_signed else "",
        salt=draft["salt"], **said,
    )  # fmt: skip


def as_decided(text: str, answers: asking.Answers) -> str:
    """A text with its writer's decision carried out."""
    mark = MARKS.get(answers.get("decision", ""))
    return finding.without(text, mark) if mark else text


def identity_of(answers: asking.Answers, found: dict[str, list[str]]) -> dict[str, str]:
    """What is sealed for the custodian: of a signed report name and contact, and whatever was moved out of the text."""
    is_signed = answers.get("signed") == "named"
    said = {name: answers.get(name, "") for name in ("name", "phone")} if is_signed else {}
    other = [answers.get("reach", "")] if is_signed else []
    if answers.get("decision") == finding.MOVE:
        other += finding.values(found)
    said["other"] = "；".join(text for text in other if text)
    return {name: text for name, text in said.items() if text}


def _sections(answers: asking.Answers, kept: list[papers.Kept]) -> list[dict[str, Any]]:
    """The answers by step, in words."""
    titles = asking.titles()
    persons = ["，".join(part for part in person.values() if part) for person in asking.persons(answers)]
    is_signed = answers["signed"] == "named"
    names = {code: label for code, (label, _hint) in asking.content_classes().items()}
    who = [Fact(_("署名"), _("实名") if is_signed else _("匿名：不提交姓名、电话"))]
    if is_signed:
        who += [Fact(_("姓名"), answers["name"]), Fact(_("电话"), answers["phone"]), Fact(_("方便联系的时间和方式"), answers.get("reach", "")),
                Fact(_("需要保护的原因"), asking.protections()[answers.get("protection", "")])]  # fmt: skip
    facts = {
        asking.WHOM: [Fact(_("反映对象"), "；".join(persons) or _("不知道是谁、哪个单位"))],
        asking.WHAT: [Fact(_("属于哪一类"), names[answers["content_class"]]), Fact(_("经过"), answers["text"]),
                      Fact(_("涉及金额"), answers.get("amount", "")), Fact(_("怎么知道的"), answers.get("source", ""))],
        asking.PAPERS: [Fact(_("文件"), "、".join(item["name"] for item in kept) or _("没有材料"))],
        asking.WHO: who,
    }  # fmt: skip
    return [
        {"step": step, "title": titles[step], "facts": [fact for fact in facts[step] if fact.value]}
        for step in ASKED
    ]


def decision(found: dict[str, list[str]], answers: asking.Answers, error: str) -> Field:
    names = {"phone": _("电话号码"), "id_number": _("身份证号码"), "email": _("电子邮箱")}
    said = "；".join(f"{names[sort]}{'、'.join(values)}" for sort, values in found.items())
    labels = {finding.KEEP: _("留在正文"), finding.MOVE: _("移到身份信息"), finding.DROP: _("删去")}
    hints = {finding.KEEP: _("承办人员会看到"), finding.MOVE: _("只封给身份保管人"), finding.DROP: ""}
    chosen = answers.get("decision")
    return Field(
        name="decision", label=_("正文里有%(found)s，怎样处理？") % {"found": said}, kind="code", error=error,
        hint=_("这可能让人认出您；如果是被反映人的，可以留在正文。"),
        choices=tuple(Choice(code, label, code == chosen, hints[code]) for code, label in labels.items()),
    )  # fmt: skip


@require_GET
def receipt(request: HttpRequest) -> HttpResponse:
    """The query code, as long as this session lasts and never again."""
    kept = request.session.get("receipt")
    if kept is None:
        return failing.over(request)
    return render(request, "portal/receipt.html", _receipt(kept))


@require_POST
def receipt_file(request: HttpRequest) -> HttpResponse:
    """The receipt as a page to keep, with the salt by which the commitment can be checked."""
    kept = request.session.get("receipt")
    if kept is None:
        return failing.over(request)
    text = render_to_string("portal/receipt_file.html", _receipt(kept), request)
    response = HttpResponse(text, content_type="text/html; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{kept["number"]}.html"'
    return response


def _receipt(kept: dict[str, str]) -> dict[str, Any]:
    spaced = " ".join(kept["commitment"][place : place + 4] for place in range(0, 64, 4))
    return {"title": _("已收到"), "receipt": kept, "code": grouped(kept["code"]), "on": date.fromisoformat(kept["on"]),
            "commitment": spaced}  # fmt: skip
