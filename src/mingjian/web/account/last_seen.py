"""What an officer is told on the first page after signing in: when and where that account was used before (AUTH-10)."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mingjian.ledger.models import Journal
from mingjian.web.shared.moments import minute
from mingjian.web.shared.parts import Link, Notice

_KEY = "last_seen"
MOST = 100


def remember(session: Any, officer: int) -> None:
    """Keep for the first page what happened until now; to be called before this sign-in is written."""
    tries = Journal.objects.filter(officer=officer, event="sign_in").order_by("-at")
    before = tries.filter(outcome="done").first()
    if before is None:
        return
    times = list(tries.filter(outcome="refused", at__gt=before.at).values_list("at", flat=True)[:MOST])
    session[_KEY] = {
        "since": before.at.isoformat(),
        "source": before.details.get("zone", ""),
        "wrong": len(times),
        "wrong_at": times[0].isoformat() if times else "",
    }


def notices(session: Any) -> tuple[Notice, ...]:
    """The notice of the first page after signing in; none on the pages that follow."""
    if _KEY not in session:
        return ()
    seen = session.pop(_KEY)
    words = _("上次登录：%(when)s，来自%(where)s。") % {"when": when(seen["since"]), "where": seen["source"]}
    if seen["wrong"]:
        words += ngettext(
            "其后有%(n)s次失败的尝试（最近%(when)s）。",
            "其后有%(n)s次失败的尝试（最近%(when)s）。",
            seen["wrong"],
        ) % {
            "n": seen["wrong"],
            "when": when(seen["wrong_at"]),
        }
    link = Link(_("不是您本人？请修改密码"), reverse("password"))
    return (Notice(words, "warn" if seen["wrong"] else "info", link),)


def when(moment: str) -> str:
    return minute(datetime.fromisoformat(moment))
