"""The language of the page: Chinese first, English when chosen; kept in a cookie, asked for by a small form."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

COOKIE = "language"


def chosen_language(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the browser's own preference does not count, because the platform is Chinese first."""

    def respond(request: HttpRequest) -> HttpResponse:
        wanted = request.COOKIES.get(COOKIE)
        known = wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(known):
            request.LANGUAGE_CODE = known  # type: ignore[attr-defined]
            return get_response(request)

    return respond


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the choice and go back to where it was made."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    if request.POST.get("language") in dict(settings.LANGUAGES):
        response.set_cookie(
            COOKIE, request.POST["language"], httponly=True, samesite="Strict", max_age=365 * 24 * 3600
        )
    return response
