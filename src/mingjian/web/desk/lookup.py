"""Looking a person up: first the purpose, then the name; the search and each opening of a file are journal entries."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.ledger import instant, journal
from mingjian.ledger.models import Journal
from mingjian.parties.models import Person
from mingjian.parties.persons import candidates, root, words_of
from mingjian.web.desk import dossier, filling
from mingjian.web.desk.choosing import within_reach
from mingjian.web.desk.filling import Filled
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.shared.fields import Choice, Field
from mingjian.web.shared.parts import Cell, Column, Empty, Fact, Head, Link, Row, Table

HOURLY = 30  # searches of one officer
PURPOSES = ("matter", "opinion", "update")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """desk/lookup.html: the form, and whoever may be meant."""

    head: Head
    title: str
    lead: str
    action: str
    fields: tuple[Field, ...]
    found: Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """desk/dossier.html: facts of a person or unit, and the matters within reach."""

    head: Head
    title: str
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    actions: tuple[Link, ...] = ()


def purpose_words(purpose: str) -> str:
    return {"matter": _("办理事项"), "opinion": _("廉政意见回复"), "update": _("更新廉政档案")}[purpose]


@for_officers
def people(request: DeskRequest) -> HttpResponse:
    """The form asks for the purpose; what was found stands below it."""
    filled = filling.received(request.POST, {"purpose", "about", "name", "unit_name", "id_number"})
    if request.method != "POST":
        return _form(request, filled, None)
    about = _purpose(request, filled)
    if filled.errors or _too_many(request, filled):
        return _form(request, filled, None, 422)
    found = candidates(filled.one("name"), filled.one("unit_name"), filled.one("id_number"))
    purpose = filled.one("purpose")
    details = {"purpose": purpose, "hits": len(found)}
    journal.note("lookup", officer=request.viewer.officer, outcome="done", matter=UUID(about) if about else None,
                 details=details)  # fmt: skip
    allowed = {str(root(person).pk): [purpose, about or ""] for person in found}
    request.session["looked_up"] = {**request.session.get("looked_up", {}), **allowed}
    return _form(request, filled, _found(found))


def _purpose(request: DeskRequest, filled: Filled) -> str | None:
    """The matter for which it is asked, where that is the purpose; every want is noted at its field."""
    purpose, about = filled.one("purpose"), None
    if purpose not in PURPOSES:
        filled.errors["purpose"] = _("请选择查找事由。")
    elif not filled.one("about") and purpose != "update":
        filled.errors["about"] = _("请填写事项编号或者函号。")
    elif purpose == "matter":
        about = within_reach(request.viewer, filled.one("about"))
        if about is None:
            filled.errors["about"] = _("没有编号为“%(number)s”的事项，或您无权查看，请核对编号。") % {
                "number": filled.one("about")
            }
    if not filled.one("name") and not filled.one("id_number"):
        filled.errors["name"] = _("请填写姓名或者证件号码。")
    return about


def _too_many(request: DeskRequest, filled: Filled) -> bool:
    since = instant.now() - timedelta(hours=1)
    made = Journal.objects.filter(officer=request.viewer.officer, event="lookup", at__gte=since).count()
    if made >= HOURLY:
        filled.errors["name"] = _("一小时内已查找%(n)s次，请稍后再查。") % {"n": made}
    return made >= HOURLY


def _found(found: list[Person]) -> Table:
    rows = []
    for person in found:
        words = words_of(person)
        href = reverse("person", args=[root(person).pk])
        rows.append(
            Row(
                cells=(
                    Cell(words=words["name"], href=href),
                    Cell(words=words["unit"]),
                    Cell(words=words["post"]),
                )
            )
        )
    columns = (Column(label=_("姓名"), kind="head"), Column(label=_("单位")), Column(label=_("职务")))
    empty = Empty(words=_("没有登记过这一人员。"), usual=_("只有办理事项中确认过身份的人员才有档案。"))
    return Table(caption=_("可能是所查人员"), columns=columns, rows=tuple(rows), empty=empty)


def _form(request: DeskRequest, filled: Filled, found: Table | None, status: int = 200) -> HttpResponse:
    now, errors = filled.one("purpose"), filled.errors
    purposes = tuple(Choice(code, purpose_words(code), code == now) for code in PURPOSES)
    fields = (
        Field(name="purpose", label=_("查找事由"), kind="code", choices=purposes, error=errors.get("purpose", "")),
        Field(name="about", label=_("事项编号或者函号"), value=filled.one("about"), required=False, width="medium",
              error=errors.get("about", "")),
        Field(name="name", label=_("姓名"), value=filled.one("name"), required=False, width="medium", error=errors.get("name", "")),
        Field(name="unit_name", label=_("单位"), value=filled.one("unit_name"), required=False, width="medium"),
        Field(name="id_number", label=_("证件号码"), value=filled.one("id_number"), required=False, width="medium"),
    )  # fmt: skip
    page = Lookup(
        head=Head(title=_("查找人员"), crumbs=(Link(_("查找人员"), reverse("people")),), failed=bool(errors)),
        title=_("查找人员"), lead=_("查找本身会被记录，并计入每小时限额。"), action=reverse("people"), fields=fields, found=found,
    )  # fmt: skip
    return render(request, "desk/lookup.html", {"page": page}, status=status)


@for_officers
def person(request: DeskRequest, person: UUID) -> HttpResponse:
    """The file, for the purpose stated at the search; without one it is absent. Opening it is a journal entry."""
    stated = request.session.get("looked_up", {}).get(str(person))
    found = Person.objects.filter(pk=person).first()
    if stated is None or found is None:
        raise Http404
    purpose, about = stated
    details = {"person": found.pk.hex, "purpose": purpose}
    entries = dossier.of_person(request.viewer, found.pk)
    journal.note(
        "file",
        officer=request.viewer.officer,
        outcome="done",
        matter=UUID(about) if about else None,
        details=details,
    )
    journal.note_reads(
        [item.id for item in dossier.matters_of(entries)], officer=request.viewer.officer, view="file"
    )
    words = words_of(found)
    page = File(
        head=Head(title=_("廉政档案"), crumbs=(Link(_("查找人员"), reverse("people")), Link(_("廉政档案"), ""))),
        title=words["name"],
        facts=tuple(Fact(label, words[key]) for key, label in (("unit", _("单位")), ("post", _("职务")), ("birth", _("出生年月")))
                    if words[key]) + (Fact(_("证件号码"), masked(words["id_number"])),) * bool(words["id_number"]),
        tables=(dossier.listed(request.viewer, entries, _("涉及事项（您有权查阅的）")),),
        notes=(_("本次查阅事由：%(purpose)s，已记录。") % {"purpose": purpose_words(purpose)},
               _("按日期排列，只列事实；不属实的报告与其他报告同样列出，并注明核查结论和澄清日期。")),
    )  # fmt: skip
    return render(request, "desk/dossier.html", {"page": page})


def masked(number: str) -> str:
    """3201**********1234."""
    return number[:4] + "*" * max(0, len(number) - 8) + number[-4:] if len(number) > 8 else "*" * len(number)
