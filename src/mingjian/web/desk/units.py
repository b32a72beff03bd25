"""Units under supervision: found or registered by full name, each with what was done with regard to it; and coverage."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mingjian.inspection.queries import coverage as covered_by
from mingjian.ledger import journal
from mingjian.parties.models import Organisation
from mingjian.parties.persons import NewOrganisation, add_organisation, organisation_name, organisation_named
from mingjian.web.desk import dossier, filling
from mingjian.web.desk.filling import Filled
from mingjian.web.desk.frames import kind_label, language
from mingjian.web.desk.lookup import File, Lookup
from mingjian.web.desk.officer import DeskRequest, for_officers, reached
from mingjian.web.shared.fields import Choice, Field
from mingjian.web.shared.parts import Cell, Column, Empty, Fact, Head, Link, Row, Table


@for_officers
def units(request: DeskRequest) -> HttpResponse:
    """Find a unit by its full name; one that is not on record can be registered."""
    filled = filling.received(request.POST, {"name", "kind"})
    if request.method != "POST":
        return _form(request, filled)
    if not filled.one("name"):
        filled.errors["name"] = _("请填写单位全称。")
        return _form(request, filled, 422)
    found = organisation_named(filled.one("name"))
    if found is None and "register" in request.POST:
        found = _registered(request, filled)
    elif found is None:
        filled.errors["name"] = _("没有登记过这一单位；核对全称后可以登记。")
    if found is None:
        return _form(request, filled, 422)
    return HttpResponseRedirect(reverse("organisation", args=[found.pk]))


def _registered(request: DeskRequest, filled: Filled) -> Organisation | None:
    if filled.one("kind") not in request.viewer.book.taxonomy("unit_kind").codes:
        filled.errors["kind"] = _("请选择单位类别。")
        return None
    made = add_organisation(NewOrganisation(filled.one("name"), filled.one("kind")))
    details = {"organisation": made.pk.hex, "change": "new"}
    journal.note("organisation", officer=request.viewer.officer, outcome="done", details=details)
    return made


def _form(request: DeskRequest, filled: Filled, status: int = 200) -> HttpResponse:
    codes = request.viewer.book.taxonomy("unit_kind").codes.items()
    now, errors = filled.one("kind"), filled.errors
    fields = (
        Field(name="name", label=_("单位全称"), value=filled.one("name"), width="long", error=errors.get("name", "")),
        Field(name="kind", label=_("单位类别（登记时填写）"), kind="code", required=False, width="short", error=errors.get("kind", ""),
              choices=tuple(Choice(code, item.say(language()), code == now) for code, item in codes)),
    )  # fmt: skip
    page = Lookup(
        head=Head(title=_("单位"), crumbs=(Link(_("单位"), reverse("units")),), failed=bool(errors)), title=_("单位"),
        lead=_("被监督、被巡察、被问责的单位。单位名称须写全称，登记后各类事项都可以选用。"), action=reverse("units"), fields=fields,
    )  # fmt: skip
    return render(request, "desk/units.html", {"page": page}, status=status)


@for_officers
def organisation(request: DeskRequest, organisation: UUID) -> HttpResponse:
    """What was done with regard to a unit, as far as the officer may read it: counts of this year, then the matters."""
    found = Organisation.objects.filter(pk=organisation).first()
    if found is None:
        raise Http404
    viewer = request.viewer
    entries = dossier.of_organisation(viewer, found.pk)
    journal.note_reads(
        [item.id for item in dossier.matters_of(entries)], officer=viewer.officer, view="organisation"
    )
    kinds = viewer.book.taxonomy("unit_kind").codes
    page = File(
        head=Head(title=_("单位"), crumbs=(Link(_("单位"), reverse("units")), Link(organisation_name(found), ""))),
        title=organisation_name(found),
        facts=(Fact(_("类别"), kinds[found.kind].say(language()) if found.kind in kinds else found.kind),),
        tables=(_this_year(request, entries), dossier.listed(viewer, entries, _("与本单位有关的事项（您有权查阅的）"))),
        notes=(_("只列事实和缺项，不打分，不排名次。"),),
    )  # fmt: skip
    return render(request, "desk/dossier.html", {"page": page})


def _this_year(request: DeskRequest, entries: Any) -> Table:
    """How many matters of each kind were opened this year, how many are open, how many are late."""
    year = request.viewer.on.year
    opened = Counter(item.line.matter.kind for item in entries if item.on.year == year)
    still = Counter(item.line.matter.kind for item in entries if item.line.matter.closed_on is None)
    late = Counter(item.line.matter.kind for item in entries if item.line.lamp.kind == "overdue")
    rows = tuple(
        Row(cells=(Cell(words=kind_label(request.viewer, kind), href=reverse("register", args=[kind])), Cell(words=str(opened[kind])),
                   Cell(words=str(still[kind])), Cell(words=str(late[kind]))), late=late[kind] > 0)
        for kind in sorted(opened.keys() | still.keys())
    )  # fmt: skip
    columns = (Column(label=_("种类"), kind="head"), Column(label=_("今年登记"), kind="num", unit=_("件")),
               Column(label=_("在办"), kind="num", unit=_("件")), Column(label=_("超期"), kind="num", unit=_("件")))  # fmt: skip
    return Table(
        caption=_("今年"),
        columns=columns,
        rows=rows,
        compact=True,
        empty=Empty(words=_("今年还没有与本单位有关的事项。")),
    )


@for_officers
def coverage(request: DeskRequest, matter: UUID) -> HttpResponse:
    """The map of full coverage of an inspection plan: what is due in the term, what has been inspected, what remains."""
    plan, _reach = reached(request, matter, content=True)
    if plan.kind != "inspection_plan":
        raise Http404
    found = covered_by(plan)
    known = {
        row.pk: organisation_name(row)
        for row in Organisation.objects.filter(pk__in=[item.subject for item in found])
    }
    levels = request.viewer.book.taxonomy("subject_level").codes
    grades = request.viewer.book.taxonomy("inspection_grade").codes
    rows = tuple(
        Row(cells=(
            Cell(words=known.get(item.subject, ""), href=reverse("organisation", args=[item.subject])),
            Cell(words=levels[item.level].say(language())), Cell(day=item.on),
            Cell(words=item.inspection.matter.number if item.inspection else _("待巡察")),
            Cell(words=grades[item.inspection.grade].say(language()) if item.inspection and item.inspection.grade else ""),
        ))
        for item in found
    )  # fmt: skip
    columns = (Column(label=_("党组织"), kind="head"), Column(label=_("层级")), Column(label=_("进驻日期"), kind="day"),
               Column(label=_("巡察")), Column(label=_("整改评估等次"), essential=False))  # fmt: skip
    journal.note(
        "read", officer=request.viewer.officer, outcome="done", matter=plan.id, details={"view": "coverage"}
    )
    done = sum(item.on is not None for item in found)
    share = f"{100 * done / len(found):.1f}%" if found else "—"
    page = File(
        head=Head(title=_("全覆盖图"), crumbs=(Link(plan.number, reverse("matter", args=[plan.id])), Link(_("全覆盖图"), ""))),
        title=_("全覆盖图"),
        facts=(Fact(_("应巡察"), ngettext("%(n)s个", "%(n)s个", len(found)) % {"n": len(found)}),
               Fact(_("已巡察"), ngettext("%(n)s个", "%(n)s个", done) % {"n": done}), Fact(_("覆盖率"), share)),
        tables=(Table(caption=_("一届任期内应巡察的党组织"), columns=columns, rows=rows,
                      empty=Empty(words=_("规划中还没有列入巡察对象。"))),),
    )  # fmt: skip
    return render(request, "desk/dossier.html", {"page": page})
