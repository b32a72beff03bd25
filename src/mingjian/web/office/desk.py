"""The desk of administrators and auditors: requests and accounts that wait, the ledger's state; never a matter."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mingjian.channels.models import SetAside
from mingjian.ledger.models import Checkpoint, Journal
from mingjian.org.models import Officer, PowerRequest
from mingjian.web.office import journal
from mingjian.web.office.pages import Settings, draw, head, holds
from mingjian.web.shared.moments import minute
from mingjian.web.shared.parts import Fact, Link, Tag


def desk(request: Any) -> HttpResponse:
    """What waits, as links to where it is done."""
    audits = holds(request.viewer, "audit_admin")
    page = Settings(
        head=head(request, _("我的工作")), title=_("我的工作"), words=(_("系统管理员、安全管理员和审计管理员不接触事项，也不见其数量。"),),
        facts=(*(_lately(request.viewer.on) if audits else _waiting(request)), *_ledger()),
        links=(*((Link(_("月度审查"), reverse("review")), Link(_("查阅日志"), reverse("journal"))) if audits else (Link(_("首次使用"), reverse("checklist")),)), Link(_("存证核验"), reverse("verification"))),
    )  # fmt: skip
    return draw(request, page)


def _waiting(request: Any) -> tuple[Fact, ...]:
    asked = PowerRequest.objects.filter(decided_by=None).count()
    without = Officer.objects.filter(is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX).count()
    mine = holds(request.viewer, "security_admin") and asked
    aside = SetAside.objects.count() if holds(request.viewer, "system_admin") else 0
    lying = Fact(
        _("没有取入的举报信封"), _count(aside), href=reverse("envelopes"), tag=Tag(_("请核对"), "warn")
    )
    return (
        *([lying] if aside else []),
        Fact(
            _("待决定的权限申请"),
            _count(asked),
            href=reverse("powers"),
            tag=Tag(_("待您决定"), "warn") if mine else None,
        ),
        Fact(
            _("待设密码的账号"),
            ngettext("%(n)s个", "%(n)s个", without) % {"n": without},
            href=reverse("officers"),
        ),
    )


def _lately(on: date) -> tuple[Fact, ...]:
    """What an auditor looks into first: a week of the journal."""
    since = on - timedelta(days=6)
    asked = (
        (_("近7天被拒绝的操作"), journal.Asked(outcome="refused", since=since)),
        (_("近7天失败的操作"), journal.Asked(outcome="failed", since=since)),
        (_("近7天的导出"), journal.Asked(event="export", since=since)),
        (_("近7天的权限申请和决定"), journal.Asked(event="power", since=since)),
    )
    return tuple(
        Fact(label, _entries(journal.found(one).count()), href=reverse("journal") + one.query())
        for label, one in asked
    )


def _entries(number: int) -> str:
    return ngettext("%(n)s条", "%(n)s条", number) % {"n": number}


def _ledger() -> tuple[Fact, ...]:
    point = Checkpoint.objects.order_by("-size").first()
    last = Journal.objects.filter(event="verification", matter=None).order_by("-pk").first()
    sealed = minute(point.signed_at) if point else _("尚未存证")
    said = minute(last.at) if last else _("尚未核验")
    tag = (
        None if last is None else Tag(_("完好"), "ok") if last.outcome == "done" else Tag(_("有异常"), "late")
    )
    return (
        Fact(_("最近存证"), sealed, href=reverse("verification")),
        Fact(_("最近核验"), said, tag=tag, href=reverse("verification")),
    )


def _count(number: int) -> str:
    return ngettext("%(n)s项", "%(n)s项", number) % {"n": number}
