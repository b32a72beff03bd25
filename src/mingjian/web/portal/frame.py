"""What stands round every page of the public site; language and size of type as chosen in this session."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

SIZES = ("", "large", "larger")


def chosen_language(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: Chinese unless English was chosen here; what the browser prefers is not asked."""

    def respond(request: HttpRequest) -> HttpResponse:
        wanted = request.session.get("language")
        with translation.override(wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
            return get_response(request)

    return respond


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    session = getattr(request, "session", None)
    size = session.get("size", "") if session is not None else ""
    return {
        "portal": {
            "commission": settings.MINGJIAN_COMMISSION,
            "hotline": settings.MINGJIAN_HOTLINE,
            "letters": settings.MINGJIAN_LETTERS,
            "demo": settings.MINGJIAN_DEMO,
            "size": size if size in SIZES else "",
            "is_english": translation.get_language() == "en",
            "has_session": session is not None,
        }
    }
