"""Language, size of type, and the way out."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from mingjian.web.portal.frame import SIZES


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    if request.POST.get("language") in dict(settings.LANGUAGES):
        request.session["language"] = request.POST["language"]
    return _back(request)


@require_POST
def size(request: HttpRequest) -> HttpResponse:
    if request.POST.get("size") in SIZES:
        request.session["size"] = request.POST["size"]
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    back = request.POST.get("next", "/")
    known = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(back if known else "/")


@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    """End the session at once and go where nothing speaks of reports."""
    request.session.flush()
    if settings.MINGJIAN_LEAVE:
        return HttpResponseRedirect(settings.MINGJIAN_LEAVE)
    return render(request, "portal/blank.html")
