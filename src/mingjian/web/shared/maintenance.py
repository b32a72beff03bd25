"""Maintenance: while the file `maintenance` lies in the data folder, a site says when it is expected back, and nothing else.

The database is not asked, so that it can be changed meanwhile.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mingjian.law.values import BEIJING

_LATER = 300  # seconds after which to ask again, where the time has passed
Answer = Callable[[HttpRequest, str], HttpResponse]
Response = Callable[[HttpRequest], HttpResponse]


def place(folder: Path) -> Path:
    return folder / "maintenance"


def begin(folder: Path, until: datetime) -> None:
    place(folder).write_text(until.astimezone(BEIJING).isoformat(), encoding="ascii")


def end(folder: Path) -> None:
    place(folder).unlink(missing_ok=True)


def expected(folder: Path) -> datetime | None:
    """When the end of the maintenance is expected; None if there is none."""
    try:
        return datetime.fromisoformat(place(folder).read_text(encoding="ascii"))
    except FileNotFoundError:
        return None


def sentence(until: datetime, now: datetime) -> str:
    if until <= now:
        return _("系统维护中，恢复时间延后，请稍后再试。")
    same = until.astimezone(BEIJING).date() == now.astimezone(BEIJING).date()
    return _("系统维护中，预计%(when)s恢复。") % {
        "when": f"{until.astimezone(BEIJING):{'%H:%M' if same else '%Y-%m-%d %H:%M'}}"
    }


def middleware(answer: Answer) -> Callable[[Response], Response]:
    """A middleware that gives this answer instead of every page; `answer` takes the request and the sentence."""

    def standing_before(get_response: Response) -> Response:
        def respond(request: HttpRequest) -> HttpResponse:
            until = expected(Path(settings.MINGJIAN_DATA))
            if until is None:
                return get_response(request)
            now = datetime.now(BEIJING)
            response = answer(request, sentence(until, now))
            response["Retry-After"] = str(int((until - now).total_seconds()) + 1 if until > now else _LATER)
            response._has_been_logged = True  # type: ignore[attr-defined]  # meant, and no fault
            return response

        return respond

    return standing_before
