"""Lines chosen by hand in a register: to be printed, exported, reassigned or marked as read; nothing that needs judgement."""

import secrets
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mingjian.ledger import kinds
from mingjian.web.desk import habits
from mingjian.web.desk.frames import tell
from mingjian.web.desk.officer import DeskRequest, for_officers

MOST, KEPT = 100, 5  # lines of one choice (a page of a register), choices that a session remembers
_LEADS_TO = {"print": "register_print", "export": "export", "reassign": "reassign_picked"}


def remember(session: Any, keys: Sequence[str]) -> str:
    """Keep a choice; the random name under which addresses speak of it."""
    name, kept = secrets.token_hex(8), list(session.get("picked", {}).items())
    session["picked"] = {**dict(kept[1 - KEPT :]), name: list(keys)}
    return name


def recall(session: Any, name: str) -> tuple[UUID, ...]:
    """The lines of a choice of this session."""
    return tuple(UUID(key) for key in session.get("picked", {}).get(name, [])) if name else ()


@require_POST
@for_officers
def pick(request: DeskRequest, kind: str) -> HttpResponse:
    """What is to be done with the chosen lines; without any the list comes back as it was, and says so."""
    if kind not in kinds.names():
        raise Http404
    keys = [key for key in request.POST.getlist("chosen")[:MOST] if _is_id(key)]
    back = reverse("register", args=[kind]) + _query(request.POST.get("from", ""))
    what = request.POST.get("do", "")
    if what == "read_all":
        habits.everything_read(request, kind)
    elif not keys:
        tell(request, _("请先在列表中选中要办理的事项。"), "warn")
    elif what == "read":
        habits.read(request, keys)
    elif what in _LEADS_TO:
        name = remember(request.session, keys)
        return HttpResponseRedirect(f"{reverse(_LEADS_TO[what], args=[kind])}?{urlencode({'p': name})}")
    return HttpResponseRedirect(back)


def _query(given: str) -> str:
    """The conditions of the list one comes from: an address of our own, nothing else."""
    return given if given.startswith("?") and "\n" not in given else ""


def _is_id(key: str) -> bool:
    try:
        return str(UUID(key)) == key
    except ValueError:
        return False
