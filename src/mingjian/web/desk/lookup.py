"""Looking a person up: first the purpose, then the name; every search is a journal entry and counts for the hour."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.ledger import instant, journal, mine
from mingjian.ledger.models import Journal, Matter
from mingjian.parties.models import Person, Role, Tenure
from mingjian.parties.persons import candidates, everybody, root, words_of
from mingjian.parties.tenures import LEADING
from mingjian.web.account.live import is_office
from mingjian.web.desk import filling
from mingjian.web.desk.choosing import within_reach
from mingjian.web.desk.filling import Filled
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.shared.fields import Choice, Field, failures_of
from mingjian.web.shared.parts import Cell, Column, Empty, Head, Link, Row, Table

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
    submit: str = ""
    found: Table | None = None
    links: tuple[Link, ...] = ()

    @property
    def failures(self) -> list[tuple[str, str]]:
        return failures_of(self.fields)


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
    _state(request, found, purpose, about)
    return _form(request, filled, _found(found))


def _state(request: DeskRequest, found: list[Person], purpose: str, about: str | None) -> None:
    """Note that these persons were looked up for a purpose; their files open for it in this session."""
    details = {"purpose": purpose, "hits": len(found)}
    journal.note("lookup", officer=request.viewer.officer, outcome="done", matter=UUID(about) if about else None,
                 details=details)  # fmt: skip
    allowed = {str(root(person).pk): [purpose, about or ""] for person in found}
    request.session["looked_up"] = {**request.session.get("looked_up", {}), **allowed}


def _purpose(request: DeskRequest, filled: Filled) -> str | None:
    """The matter for which it is asked, where that is the purpose; every want is noted at its field."""
    purpose, about = filled.one("purpose"), None
    if purpose not in PURPOSES:
        filled.errors["purpose"] = _("请选择查阅事由。")
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
        filled.errors["purpose"] = _("一小时内已查找%(n)s次，请稍后再查。") % {"n": made}
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
    errors = filled.errors
    fields = (
        *_about_fields(filled),
        Field(name="name", label=_("姓名"), value=filled.one("name"), required=False, width="medium", error=errors.get("name", "")),
        Field(name="unit_name", label=_("单位"), value=filled.one("unit_name"), required=False, width="medium"),
        Field(name="id_number", label=_("证件号码"), value=filled.one("id_number"), required=False, width="medium"),
    )  # fmt: skip
    page = Lookup(
        head=Head(title=_("查找人员"), crumbs=(Link(_("查找人员"), reverse("people")),), failed=bool(errors)),
        title=_("查找人员"), lead=_("查找本身会被记录，并计入每小时限额。"), action=reverse("people"), fields=fields, found=found,
    )  # fmt: skip
    return render(request, "desk/lookup.html", {"page": page}, status=status)


def _about_fields(filled: Filled) -> tuple[Field, ...]:
    now, errors = filled.one("purpose"), filled.errors
    purposes = tuple(Choice(code, purpose_words(code), code == now) for code in PURPOSES)
    return (
        Field(name="purpose", label=_("查阅事由"), kind="code", choices=purposes, error=errors.get("purpose", "")),
        Field(name="about", label=_("事项编号或者函号"), value=filled.one("about"), required=False, width="medium",
              error=errors.get("about", "")),
    )  # fmt: skip


@for_officers
def purpose(request: DeskRequest, person: UUID) -> HttpResponse:
    """The purpose for a person met on a unit's page or in a matter; one met nowhere within reach is absent."""
    found = Person.objects.select_related("same_as").filter(pk=person).first()
    if found is None or is_office(request.viewer) or not _met(request, found):
        raise Http404
    filled = filling.received(
        request.POST if request.method == "POST" else _proposed(request), {"purpose", "about"}
    )
    if request.method == "POST":
        filled.given["name"] = ["-"]  # the person is known: only purpose and matter are asked for
        about = _purpose(request, filled)
        if not filled.errors and not _too_many(request, filled):
            _state(request, [found], filled.one("purpose"), about)
            return HttpResponseRedirect(reverse("person", args=[root(found).pk]))
    name = words_of(found)["name"]
    lead = _("查阅%(name)s的廉政档案，请先写明事由。查阅会被记录，并计入每小时限额。") % {"name": name}
    crumbs = (Link(_("查找人员"), reverse("people")), Link(_("查阅事由"), ""))
    page = Lookup(
        head=Head(title=_("查阅事由"), crumbs=crumbs, failed=bool(filled.errors)), title=_("查阅事由"), lead=lead,
        action=reverse("person_purpose", args=[person]), fields=_about_fields(filled), submit=_("打开廉政档案"),
    )  # fmt: skip
    return render(request, "desk/lookup.html", {"page": page}, status=422 if filled.errors else 200)


def _proposed(request: DeskRequest) -> QueryDict:
    """What the way here says of the purpose: the matter from which one comes, by its number."""
    given = request.GET.copy()
    number = Matter.objects.filter(pk=within_reach(request.viewer, given.get("about", ""))).values_list(
        "number", flat=True
    )
    given["about"] = number.first() or ""
    return given


def _met(request: DeskRequest, person: Person) -> bool:
    """Whether the officer meets this person outside a search: in a leading group, or on a matter that he reads."""
    ids = list(everybody([person.pk]))
    if Tenure.objects.filter(person__in=ids, position__in=LEADING).exists():
        return True
    matters = Role.objects.filter(person__in=ids).values_list("matter", flat=True)
    return any(mine.within(request.viewer, matters).values())
