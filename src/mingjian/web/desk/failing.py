"""Pages for what went wrong: one sentence, what was kept, where to go. Absent and forbidden look the same."""

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mingjian.web.desk.officer import dress
from mingjian.web.desk.pages import Trouble
from mingjian.web.shared.parts import Head, Link

_log = logging.getLogger(__name__)


def trouble(
    request: HttpRequest, code: int, sentence: str, *, advice: str = "", number: str = ""
) -> HttpResponse:
    """An error page in the frame of the site."""
    links = (Link(_("回到工作台"), "/"),)
    head = Head(title=sentence.rstrip("。"), failed=True)
    page = Trouble(head=head, code=code, sentence=sentence, advice=advice, request=number, links=links)
    return render(request, "shared/error.html", {"page": page}, status=code)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    _framed(request)
    return trouble(request, 404, _("没有这个页面，或您无权查看。"))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    _framed(request)
    return trouble(request, 400, _("请求不完整，请返回上一页再试。"))


def too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The anti-forgery token does not fit: usually a form drawn before the last sign-in."""
    _framed(request)
    return trouble(request, 400, _("页面已过期，请返回上一页刷新后再提交。"))


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


def _framed(request: Any) -> None:
    """The menu stands on these pages too, for whoever is signed in."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and not hasattr(request, "frame"):
        dress(request)
