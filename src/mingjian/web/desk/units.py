"""Units under supervision: found or registered by full name."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.ledger import journal
from mingjian.parties.models import Organisation
from mingjian.parties.persons import (
    DESCRIBED,
    NewOrganisation,
    add_organisation,
    organisation_name,
    organisation_named,
)
from mingjian.parties.tenures import entrusted
from mingjian.web.account.live import is_office
from mingjian.web.desk import describing, filling
from mingjian.web.desk.filling import Filled
from mingjian.web.desk.frames import code_words, told
from mingjian.web.desk.lookup import Lookup
from mingjian.web.desk.names import name
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.shared.fields import Field
from mingjian.web.shared.parts import Cell, Column, Head, Link, Row, Table


@for_officers
def units(request: DeskRequest) -> HttpResponse:
    """Find a unit by its full name; one that is not on record can be registered."""
    filled = filling.received(request.POST, {"name", *DESCRIBED})
    if request.method != "POST":
        return _form(request, filled)
    if not filled.one("name"):
        filled.errors["name"] = _("请填写单位全称。")
        return _form(request, filled, registers="register" in request.POST)
    found = organisation_named(filled.one("name"))
    if found is None and "register" in request.POST:
        found = _registered(request, filled)
    elif found is None:
        filled.errors["name"] = _("没有登记过这一单位；核对全称后可以登记。")
    if found is None:
        return _form(request, filled, registers=True)
    return HttpResponseRedirect(reverse("organisation", args=[found.pk]))


def _registered(request: DeskRequest, filled: Filled) -> Organisation | None:
    now = {name: filled.one(name) for name in DESCRIBED}
    filled.errors.update(describing.faults(request.viewer, now))
    if filled.errors:
        return None
    made = add_organisation(NewOrganisation(filled.one("name"), **describing.codes(now)))
    details = {"organisation": made.pk.hex, "change": "new"}
    journal.note("organisation", officer=request.viewer.officer, outcome="done", details=details)
    return made


def _form(request: DeskRequest, filled: Filled, *, registers: bool = False) -> HttpResponse:
    """The search; what a unit is, is asked only where one that was not found is registered."""
    errors = filled.errors
    sought = Field(
        name="name", label=_("单位全称"), value=filled.one("name"), width="long", error=errors.get("name", "")
    )
    asked = (
        describing.fields(request.viewer, {name: filled.one(name) for name in DESCRIBED}, errors)
        if registers
        else ()
    )
    title = _("登记单位") if registers else _("单位")
    page = Lookup(
        head=Head(title=title, crumbs=(Link(_("单位"), reverse("units")),), failed=bool(errors), notices=told(request)), title=title,
        lead=_("被监督、被巡察、被问责的单位。先按全称查找，没有的再登记；登记后各类事项都可以选用。"), action=reverse("units"), fields=(sought, *asked),
        submit=title if registers else "",
        found=_own(request), links=_links(request),
    )  # fmt: skip
    return render(request, "desk/units.html", {"page": page}, status=422 if errors else 200)


def _links(request: DeskRequest) -> tuple[Link, ...]:
    """Posts of many units from a spreadsheet, and to one."""
    if is_office(request.viewer) or not request.viewer.posts:
        return ()
    return (Link(_("导入任职"), reverse("posts_import")), Link(_("导出任职"), reverse("posts_export")))


def _own(request: DeskRequest) -> Table | None:
    """The units for which one's own department or group is responsible, or that one is in charge of, by name."""
    viewer = request.viewer
    places = {post.department for post in viewer.posts}, {post.unit for post in viewer.posts}
    held = (
        {}
        if is_office(viewer)
        else {
            organisation_name(row.organisation): row for row in entrusted(*places, viewer.officer, viewer.on)
        }
    )
    rows = tuple(
        Row(cells=(
            Cell(words=said, href=reverse("organisation", args=[row.organisation_id])),
            Cell(words=code_words(viewer.book, "unit_kind", row.organisation.kind)),
            Cell(words=name("department_short", row.department_id)), Cell(words=name("officer", row.leader_id)), Cell(day=row.since)))
        for said, row in sorted(held.items())
    )  # fmt: skip
    columns = (Column(label=_("单位"), kind="head"), Column(label=_("单位类别")), Column(label=_("联系部门")),
               Column(label=_("分管领导"), essential=False), Column(label=_("自"), kind="day"))  # fmt: skip
    return Table(caption=_("本部门联系和本人分管的单位"), columns=columns, rows=rows) if rows else None
