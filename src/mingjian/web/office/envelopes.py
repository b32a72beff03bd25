"""Envelopes of the reporting site that were not brought in: why, and what to do now; nothing of what is in them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from mingjian.channels.fetching import on_duty, try_again
from mingjian.channels.models import SetAside
from mingjian.ledger import journal
from mingjian.web.desk.officer import for_officers
from mingjian.web.office.pages import Button, Settings, draw, head, holds, say
from mingjian.web.shared.moments import minute
from mingjian.web.shared.parts import Cell, Column, Empty, Row, Table

SHOWN = 50


def for_those_on_duty(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For system administrators and whoever answers for what comes in; to everybody else the page does not exist."""

    @for_officers
    @wraps(view)
    def guarded(request: Any) -> HttpResponse:
        here = request.viewer
        if not holds(here, "system_admin") and here.officer not in on_duty():
            raise Http404
        return view(request)

    return guarded


def reasons() -> dict[str, tuple[str, str]]:
    """Why an envelope was set aside, and what to do."""
    return {
        "large": (_("信封超过100兆"), _("请举报网站的管理员核对是否确为举报信封")),
        "closed": (
            _("打不开：不是封给本机关的，或已损坏"),
            _("核对举报网站所用公钥是否为本机关的，从举报网站重新传送后再取"),
        ),
        "cut": (_("不完整：可能没有传完"), _("从举报网站重新传送后再取")),
        "newer": (_("不合格式：可能由更新的版本写成"), _("升级本平台后再取")),
        "papers": (
            _("所附材料与信中所列不符，或者不是可以接收的文件"),
            _("请举报网站的管理员核对来源，不要在别处打开"),
        ),
        "refused": (_("登记时被拒绝"), _("按信封名称查看运行日志，处理后再取")),
    }


@for_those_on_duty
def envelopes(request: Any) -> HttpResponse:
    """What lies aside, the newest first."""
    said, found = reasons(), list(SetAside.objects.order_by("-at", "name")[:SHOWN])
    rows = tuple(
        Row(cells=tuple(Cell(words=words) for words in (row.name, minute(row.at), *said[row.why])))
        for row in found
    )
    table = Table(
        caption=_("未取入的信封"), rows=rows,
        columns=(Column(label=_("信封"), kind="head"), Column(label=_("时间"), kind="day"), Column(label=_("原因"), kind="text"), Column(label=_("怎么办"), kind="text")),
        empty=Empty(words=_("没有未取入的信封。"), usual=_("打不开、不完整或者登记时被拒绝的举报信封会单独存放，列在这里。")),
    )  # fmt: skip
    again = Button(label=_("再取一次"), action=reverse("envelopes_again"))
    page = Settings(
        head=head(request, _("未取入的信封")), title=_("未取入的信封"), tables=(table,), buttons=(again,) if rows else (),
        words=(_("原件没有丢失，单独存放在与举报网站交换信封的目录中；信封的内容谁都没有看到。"),) if rows else (),
    )  # fmt: skip
    return draw(request, page)


@require_POST
@for_those_on_duty
def envelopes_again(request: Any) -> HttpResponse:
    """Back into the spool; what still cannot be brought in comes back here."""
    count = try_again(settings.MINGJIAN_PORTAL)
    journal.note(
        "envelope_aside", officer=request.viewer.officer, outcome="done", details={"change": "again"}
    )
    say(
        request,
        ngettext("%(n)s个信封已放回，后台程序下次取入。", "%(n)s个信封已放回，后台程序下次取入。", count)
        % {"n": count},
    )
    return HttpResponseRedirect(reverse("envelopes"))
