"""The way to a report: what is accepted here, one question a page or everything on one page; answers wait in the session."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingjian.channels.envelopes import PERSONS, new_salt
from mingjian.vault.query_code import new_code
from mingjian.web.portal import asking, failing, papers

ASKED = (asking.WHOM, asking.WHAT, asking.PAPERS, asking.WHO)
AGREEMENT = 60  # characters of the number that an integrity agreement's QR code brings


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """What is accepted here and what is not; the QR code of an agreement leads here with its number."""
    agreement = request.GET.get("agreement", "")[:AGREEMENT]
    if agreement:
        request.session["agreement"] = agreement
        return HttpResponseRedirect(reverse("start"))
    context = {"title": _("反映问题"), "agreement": request.session.get("agreement", ""), "step": 1}
    return render(request, "portal/start.html", context)


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """A new report, or the one that was begun."""
    if "draft" not in request.session:
        request.session["draft"] = {"id": str(uuid.uuid4()), "code": new_code(), "salt": new_salt()}
        request.session["answers"], request.session["papers"] = {}, []
        request.session.pop("receipt", None)
    return HttpResponseRedirect(reverse("whole") if request.POST.get("whole") else reverse("step", args=[2]))


def begun(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only while a report is being filled in: else it says that the session is over."""

    @wraps(view)
    def guarded(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        if "draft" in request.session:
            return view(request, *given, **named)
        if "receipt" in request.session:
            return HttpResponseRedirect(reverse("receipt"))
        return failing.over(request)

    return guarded


@require_http_methods(["GET", "POST"])
@begun
def step(request: HttpRequest, step: int) -> HttpResponse:
    """One question. What was answered is kept whichever button is pressed."""
    if step not in ASKED:
        return failing.not_found(request)
    if request.method == "POST":
        answers = request.session["answers"]
        asking.take(step, request.POST, answers)
        refused = _pressed(request, step)
        if request.POST.get("back"):
            return HttpResponseRedirect(
                reverse("step", args=[step - 1]) if step > asking.WHOM else reverse("start")
            )
        if request.POST.get("stay") or request.POST.get("drop") or refused:
            return _page(request, [step], refused)
        errors = asking.missing(step, answers, request.session["papers"])
        if errors:
            return _page(request, [step], errors)
        is_last = step == asking.WHO or request.POST.get("check")
        return HttpResponseRedirect(reverse("check") if is_last else reverse("step", args=[step + 1]))
    return _page(request, [step], {})


@require_http_methods(["GET", "POST"])
@begun
def whole(request: HttpRequest) -> HttpResponse:
    """Everything on one page, for those who have written it elsewhere."""
    if request.method != "POST":
        return _page(request, ASKED, {})
    answers = request.session["answers"]
    for one in ASKED:
        asking.take(one, request.POST, answers)
    refused = _pressed(request, asking.PAPERS)
    if request.POST.get("stay") or request.POST.get("drop") or refused:
        return _page(request, ASKED, refused)
    errors: asking.Errors = {}
    for one in ASKED:
        errors |= asking.missing(one, answers, request.session["papers"])
    return _page(request, ASKED, errors) if errors else HttpResponseRedirect(reverse("check"))


def _pressed(request: HttpRequest, step: int) -> asking.Errors:
    """What other buttons of the form do: one more person, files taken in or dropped."""
    session = request.session
    if request.POST.get("stay") == "person":
        shown = sum(f"name_{place}" in request.POST for place in range(1, PERSONS + 1))
        session["answers"]["rows"] = str(min(PERSONS, shown + 1))
    session["papers"] = papers.drop(request, session["papers"], request.POST.get("drop", ""))
    if step != asking.PAPERS:
        return {}
    refused = papers.take_in(request, session["papers"])
    return {"papers": refused} if refused else {}


def _page(request: HttpRequest, steps: Any, errors: asking.Errors) -> HttpResponse:
    answers, titles = request.session["answers"], asking.titles()
    is_whole = len(steps) > 1
    people = asking.fields_of_persons(answers, errors)
    fields = {"what": asking.fields_of_what(answers, errors), "signed": asking.signed(answers, errors),
              "who": asking.fields_of_who(answers, errors)}  # fmt: skip
    context = {
        "title": _("一页填完") if is_whole else titles[steps[0]],
        "step": None if is_whole else steps[0],
        "action": reverse("whole") if is_whole else reverse("step", args=[steps[0]]),
        "asked": {
            name: value in steps for name, value in (("whom", 2), ("what", 3), ("papers", 4), ("who", 5))
        },
        "titles": titles,
        "people": people,
        "can_add": len(people) < PERSONS,
        "answers": answers,
        "fields": fields,
        "kept": [{**item, "shown": papers.size_of(item["size"])} for item in request.session["papers"]],
        "accepted": papers.accepted(),
        "errors": errors,
        "failures": _failures(errors, fields, people),
        "failed": bool(errors),
    }
    return render(request, "portal/step.html", context, status=422 if errors else 200)


def _failures(errors: asking.Errors, fields: Any, people: Any) -> list[tuple[str, str]]:
    """Errors in the order of the page, each with the id of its control."""
    order = [f.name for row in people for f in row] + [f.name for f in fields["what"]] + ["papers", "signed"]
    order += [f.name for f in fields["who"]]
    return [(f"id_{name}", errors[name]) for name in order if name in errors]
