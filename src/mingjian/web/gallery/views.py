"""Shows components and pages with invented data."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from mingjian.web.gallery.samples import PAGES, STATUS
from mingjian.web.gallery.samples.components import component_groups
from mingjian.web.gallery.samples.frame import sample_frame
from mingjian.web.shared.parts import Head, Link


def index(request: HttpRequest) -> HttpResponse:
    """Contents of the gallery."""
    request.frame = sample_frame("")  # type: ignore[attr-defined]
    links = [Link(label, f"/styleguide/{name}/") for name, (label, _template, _sample) in PAGES.items()]
    return render(request, "gallery/index.html", {"page": {"head": Head(title="样式总览")}, "links": links})


def show(request: HttpRequest, name: str) -> HttpResponse:
    """One sample page, with the status that its real view would answer."""
    if name == "components":
        request.frame = sample_frame("")  # type: ignore[attr-defined]
        context = {"page": {"head": Head(title="构件")}, "groups": component_groups()}
        return render(request, "gallery/components.html", context)
    if name not in PAGES:
        raise Http404
    _label, template, sample = PAGES[name]
    request.frame = sample_frame(name)  # type: ignore[attr-defined]
    return render(request, template, {"page": sample()}, status=STATUS.get(name, 200))
