"""With the query code: how far it is, questions and answers, something to add. The code is in no address and no file."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingjian.channels.envelopes import Letter
from mingjian.vault.query_code import grouped
from mingjian.web.portal import asking, clock, failing, finding, papers, spool
from mingjian.web.portal.sending import as_decided, decision, identity_of
from mingjian.web.shared.fields import Field


@require_http_methods(["GET", "POST"])
def query(request: HttpRequest) -> HttpResponse:
    """One field for the code; wrong, expired and removed codes get one answer (RPT-09)."""
    failed = False
    if request.method == "POST":
        opened = spool.look(request.POST.get("code", "")[:100])
        if opened is not None:
            request.session["code"] = opened.code
            request.session["addition"], request.session["added"] = str(uuid4()), []
            return HttpResponseRedirect(reverse("box"))
        failed = True
    said = _("没有找到。请核对查询码。")
    field = Field(
        name="code", label=_("查询码"), width="full", error=said if failed else "",
        hint=_("回执上的27个字符。空格、大小写不要紧，O和0、I和1不必分清。"),
    )  # fmt: skip
    context = {"title": _("查进展、补充材料"), "field": field, "failures": field.failures, "failed": failed}
    return render(request, "portal/query.html", context, status=422 if failed else 200)


@require_http_methods(["GET", "POST"])
def box(request: HttpRequest) -> HttpResponse:
    """What the commission says, and a form to add to the report."""
    opened = spool.look(request.session.get("code", "")) if "code" in request.session else None
    if opened is None:
        return failing.over(request)
    if request.method == "POST":
        return _posted(request, opened)
    return _page(request, opened, {}, {})


def _posted(request: HttpRequest, opened: spool.Opened) -> HttpResponse:
    session = request.session
    answers = {
        name: request.POST.get(name, "").replace("\r\n", "\n").strip()
        for name in ("text", "name", "phone", "reach", "decision")
    }
    session["added"] = papers.drop(request, session["added"], request.POST.get("drop", ""))
    refused = papers.take_in(request, session["added"])
    if refused or request.POST.get("stay") or request.POST.get("drop"):
        return _page(request, opened, answers, {"papers": refused} if refused else {})
    errors = _missing(answers, session["added"])
    if errors:
        return _page(request, opened, answers, errors)
    _add(request, opened, answers)
    return HttpResponseRedirect(reverse("box") + "#done")


def _missing(answers: dict[str, str], kept: list[papers.Kept]) -> dict[str, str]:
    errors = {}
    if not (answers["text"] or kept or answers["name"]):
        errors["text"] = _("请写要补充的内容，或者选择文件。")
    if len(answers["text"]) > asking.LONGEST:
        errors["text"] = _("最多20000字，请缩短。")
    if bool(answers["name"]) != bool(answers["phone"]):
        errors["phone" if answers["name"] else "name"] = _("补充实名请写齐姓名和电话。")
    if finding.found(answers["text"]) and answers["decision"] not in (
        finding.KEEP,
        finding.MOVE,
        finding.DROP,
    ):
        errors["decision"] = _("请选择怎样处理。")
    return errors


def _add(request: HttpRequest, opened: spool.Opened, answers: dict[str, str]) -> None:
    session = request.session
    is_signed = bool(answers["name"])
    said = {**answers, "signed": "named" if is_signed else ""}
    identity = identity_of(said, finding.found(answers["text"]))
    enclosed, contents = papers.contents(request, session["added"])
    letter = Letter(
        id=UUID(session["addition"]), kind="addition", box=opened.name, number=opened.box.number, received_on=clock.today(),
        text=as_decided(answers["text"], answers), is_signed=is_signed, papers=enclosed,
        identity=uuid4() if identity else None,
    )  # fmt: skip
    spool.add(opened, letter, contents, identity)
    for item in session["added"]:
        session.drop_paper(item["key"])
    session["addition"], session["added"], session["said"] = str(uuid4()), [], True


def _page(
    request: HttpRequest, opened: spool.Opened, answers: dict[str, str], errors: dict[str, str]
) -> HttpResponse:
    answer, is_english = opened.answer, request.session.get("language") == "en"
    received = sum(saying.sort == "own" for saying in answer.sayings) if answer else 0
    hits = finding.found(answers.get("text", ""))
    context: dict[str, Any] = {
        "title": _("进展和往来"),
        "box": opened.box,
        "code": grouped(opened.code)[:4],
        "answer": answer,
        "told": (answer.told_en if is_english else answer.told) if answer else "",
        "is_new": request.method == "GET" and spool.note_seen(opened),
        "done": request.session.pop("said", False),
        "waiting": max(0, opened.box.sent - received),
        "fields": _fields(answers, errors),
        "decision": decision(hits, answers, errors.get("decision", "")) if hits else None,
        "kept": [{**item, "shown": papers.size_of(item["size"])} for item in request.session["added"]],
        "accepted": papers.accepted(),
        "errors": errors,
        "failures": [(f"id_{name}", said) for name, said in errors.items()],
        "failed": bool(errors),
    }
    return render(request, "portal/box.html", context, status=422 if errors else 200)


def _fields(answers: dict[str, str], errors: dict[str, str]) -> dict[str, Field]:
    def field(name: str, label: str, **more: Any) -> Field:
        return Field(
            name=name,
            label=label,
            value=answers.get(name, ""),
            error=errors.get(name, ""),
            required=False,
            **more,
        )

    return {
        "text": field(
            "text",
            _("补充的内容"),
            kind="words",
            limit=asking.LONGEST,
            hint=_("回答问题、补充情况，或者写明对结果的异议和理由"),
        ),
        "name": field("name", _("姓名"), width="medium"),
        "phone": field("phone", _("电话"), width="medium"),
        "reach": field("reach", _("方便联系的时间和方式"), width="full"),
    }
