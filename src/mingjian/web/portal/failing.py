"""What went wrong, and what to do now; never what was typed."""

import logging
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mingjian.web.shared import maintenance

_log = logging.getLogger(__name__)


def trouble(
    request: HttpRequest, status: int, sentence: str, advice: str = "", number: str = ""
) -> HttpResponse:
    context = {
        "title": sentence.rstrip("。"),
        "sentence": sentence,
        "advice": advice,
        "number": number,
        "failed": True,
    }
    return render(request, "portal/trouble.html", context, status=status)


def _closed(request: HttpRequest, sentence: str) -> HttpResponse:
    return trouble(
        request, 503, sentence, _("您也可以拨打%(hotline)s。") % {"hotline": settings.MINGJIAN_HOTLINE}
    )


closed = maintenance.middleware(_closed)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return trouble(request, 404, _("没有这个页面。"), _("请从首页进入。"))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return trouble(request, 400, _("请求不完整。"), _("请返回上一页再试。"))


def too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The session is over: what was typed is gone with it."""
    return over(request)


def over(request: HttpRequest) -> HttpResponse:
    said = _(
        "为了保护您，内容只保留到最后一次点击后30分钟，现已清除。请从首页重新开始；可以先在别处写好，再用“一页填完”粘贴。"
    )
    return trouble(request, 400, _("本次填写已经结束。"), said)


def too_large(request: HttpRequest) -> HttpResponse:
    return trouble(
        request,
        413,
        _("文件太大，没有收下。"),
        _("一次上传的文件合计不超过50兆。请返回上一页，减少或分开上传。"),
    )


def busy(request: HttpRequest, seconds: int) -> HttpResponse:
    """Overload: when to come back, and the other way."""
    said = _("现在访问的人多，请2分钟后再试。您也可以拨打12388。")
    response = trouble(request, 429, said)
    response["Retry-After"] = str(seconds)
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of the program: its number stands in the log beside the name of the page, without anything of the request."""
    number = f"{secrets.token_hex(2)}-{secrets.token_hex(2)}".upper()
    _log.error("request %s failed: %s", number, request.resolver_match and request.resolver_match.view_name)
    said = _("您填写的内容还在，请返回上一页再试；也可以拨打举报电话。")
    return trouble(request, 500, _("系统出错，没有提交。"), said, number)
