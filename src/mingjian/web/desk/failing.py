"""Pages for what went wrong: one sentence, what was kept, where to go. Absent and forbidden look the same."""

import logging
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mingjian.ledger import access
from mingjian.web.desk import drafting
from mingjian.web.desk.officer import dress
from mingjian.web.desk.pages import Trouble
from mingjian.web.shared import maintenance
from mingjian.web.shared.frame import Frame
from mingjian.web.shared.parts import Head, Link

_log = logging.getLogger(__name__)
_OF_THE_PAGE = (
    "csrfmiddlewaretoken",
    "seen",
    "token",
    "confirmed",
    "draft",
    "discard",
    "add",
    "drop",
    "back",
)


def trouble(
    request: HttpRequest,
    code: int,
    sentence: str,
    *,
    advice: str = "",
    number: str = "",
    first: Link | None = None,
) -> HttpResponse:
    """An error page in the frame of the site."""
    links = (*([first] if first else []), Link(_("回到工作台"), "/"))
    head = Head(title=sentence.rstrip("。"), failed=True)
    page = Trouble(head=head, code=code, sentence=sentence, advice=advice, request=number, links=links)
    return render(request, "shared/error.html", {"page": page}, status=code)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    _framed(request)
    return trouble(request, 404, _("没有这个页面，或您无权查看。"), number=getattr(request, "number", ""))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    _framed(request)
    return trouble(request, 400, _("请求不完整，请返回上一页再试。"))


def too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The anti-forgery token does not fit: usually a form drawn before the last sign-in. What was typed is a draft now."""
    _framed(request)
    form = _form(request)
    if form is None:
        return trouble(request, 400, _("页面已过期，请返回上一页刷新后再提交。"))
    given = {name: request.POST.getlist(name) for name in request.POST if name not in _OF_THE_PAGE}
    drafting.keep(form, request, given, request.POST.get("token", ""))
    again = Link(_("回到表单，内容已填好"), request.path)
    return trouble(request, 400, _("页面已过期，内容已保留。"), first=again)


def _form(request: Any) -> drafting.Form | None:
    """The form of an act from which the request comes, if one of an officer does."""
    found = request.resolver_match
    if not request.user.is_authenticated or found is None or found.url_name not in ("act", "new_by"):
        return None
    asked = found.kwargs
    if found.url_name == "new_by":
        return drafting.Form(request.user.pk, asked["kind"], asked["name"])
    reached = access.find(request.viewer, asked["matter"])
    return (
        drafting.Form(request.user.pk, reached[0].kind, asked["name"], asked["matter"]) if reached else None
    )


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of the program; the number stands in the log beside the fault, without anything that was typed."""
    number = request.number  # type: ignore[attr-defined]
    _log.error("request %s failed: %s", number, request.resolver_match and request.resolver_match.view_name)
    return trouble(
        request,
        500,
        _("系统出错，未作任何改动。"),
        advice=_("请把编号告诉管理员；也可返回再试。"),
        number=number,
    )


def _closed(request: Any, sentence: str) -> HttpResponse:
    """The frame without anybody in it: who asks is not looked up."""
    request.frame = Frame(phone=settings.MINGJIAN_PHONE, demo=settings.MINGJIAN_DEMO)
    page = Trouble(
        head=Head(title=sentence.rstrip("。")),
        code=503,
        sentence=sentence,
        advice=_("急件请按纸质程序办理。"),
    )
    return render(request, "shared/error.html", {"page": page}, status=503)


closed = maintenance.middleware(_closed)


def _framed(request: Any) -> None:
    """The menu stands on these pages too, for whoever is signed in."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and not hasattr(request, "frame"):
        dress(request)
