"""Keeping what is on record of a unit: who leads it, and who of the commission is responsible for it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingjian.ledger.viewer import Viewer
from mingjian.org.authority import Place
from mingjian.org.models import Unit
from mingjian.parties import tenures
from mingjian.parties.models import Organisation, Oversight, Person, Tenure
from mingjian.parties.persons import AlreadyKnown, NewPerson, candidates, organisation_name, words_of
from mingjian.parties.tenures import Post
from mingjian.web.account.live import is_office
from mingjian.web.desk import staff
from mingjian.web.desk.frames import language, tell
from mingjian.web.desk.names import name
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.office.pages import Form, Typed, draw
from mingjian.web.shared import phrases
from mingjian.web.shared.fields import Choice, Field
from mingjian.web.shared.parts import Head, Link

NEW = "new"
# Powers in the responsible department by which its officers keep the record of a unit; those by which it is made responsible.
KEEPERS = {"dept_member", "dept_head", "leader_in_charge"}
ENTRUST = {"case_management_head", "leader_in_charge", "dept_head", "principal"}


def may_keep(viewer: Viewer, held: Oversight | None) -> bool:
    """The officers of the responsible department or group, and the leader; as long as nobody is, every officer of a commission."""
    if held is None:
        return bool(viewer.posts) and not is_office(viewer)
    if held.leader_id == viewer.officer or any(post.unit == held.group_id for post in viewer.posts):
        return True
    if held.department is None:
        return any("head" in post.post for post in viewer.posts)
    return bool(viewer.powers_at(Place(held.department.unit_id, held.department_id)) & KEEPERS)


def may_entrust(viewer: Viewer) -> bool:
    """Heads and leaders decide who is responsible for a unit."""
    return any(viewer.powers_at(Place(post.unit, post.department)) & ENTRUST for post in viewer.posts)


def _unit(request: DeskRequest, organisation: UUID, may: Callable[[Oversight | None], bool]) -> Organisation:
    found = Organisation.objects.filter(pk=organisation).first()
    if (
        found is None
        or is_office(request.viewer)
        or not may(tenures.responsible(organisation, request.viewer.on))
    ):
        raise Http404
    return found


def unit_kept(request: DeskRequest, organisation: UUID) -> Organisation:
    """The unit, if the officer keeps its record; else there is none."""
    return _unit(request, organisation, lambda held: may_keep(request.viewer, held))


@require_http_methods(["GET", "POST"])
@for_officers
def tenure_new(request: DeskRequest, organisation: UUID) -> HttpResponse:
    """A post: the name first, then whoever on record may be meant; never merged unseen."""
    unit = unit_kept(request, organisation)
    typed, known = Typed(request.POST), list[Person]()
    if request.method == "POST":
        who = typed.needed("name", _("请填写姓名。"), 50)
        known = candidates(who, organisation_name(unit), typed.one("id_number", 18)) if who else []
        if known and not typed.one("chosen"):
            typed.errors["chosen"] = _("已有同名或同证件号码的人员，请选择其中一人，或选择新登记。")
        if _appointed(request, unit, typed, known):
            return back(request, unit, _("已登记任职。"))
    return drawn(
        request, unit, _("登记任职"), request.path, _post_fields(request, typed, known), _("登记任职"), typed
    )


def _appointed(request: DeskRequest, unit: Organisation, typed: Typed, known: list[Person]) -> bool:
    title, since = typed.needed("title", _("请填写职务。"), 60), typed.day("since")
    until = typed.day("until", needed=False)
    if typed.one("position") not in request.viewer.book.taxonomy("position").codes:
        typed.errors["position"] = _("请选择任职身份。")
    if since is None or typed.errors:
        return False
    chosen = next((person for person in known if str(person.pk) == typed.one("chosen")), None)
    new = NewPerson(typed.one("name", 50), organisation_name(unit), title, typed.one("id_number", 18))
    post = Post(unit.pk, typed.one("position"), title, since, until)
    try:
        tenures.appoint(chosen or new, post, by=request.viewer.officer)
    except AlreadyKnown as error:
        typed.errors["id_number"] = str(error)
    except ValueError as error:
        typed.errors["since"] = str(error)
    return not typed.errors


def _post_fields(request: DeskRequest, typed: Typed, known: list[Person]) -> tuple[Field, ...]:
    now = typed.one("position")
    positions = tuple(
        Choice(code, item.say(language()), code == now, item.hinted(language()))
        for code, item in request.viewer.book.taxonomy("position").codes.items()
    )
    return (
        _line(typed, "name", _("姓名")),
        _line(typed, "id_number", _("证件号码"), required=False, hint=_("填写后可以与已登记的人员对上")),
        *_candidates(typed, known),
        Field(name="position", label=_("任职身份"), kind="code", choices=positions, error=typed.errors.get("position", "")),
        _line(typed, "title", _("职务"), hint=_("如“党组书记、局长”")),
        _line(typed, "since", _("任职日期"), kind="date"),
        _line(typed, "until", _("免职日期"), kind="date", required=False, hint=_("仍在任的不填")),
    )  # fmt: skip


def _candidates(typed: Typed, known: list[Person]) -> tuple[Field, ...]:
    if not known:
        return ()
    now, choices = typed.one("chosen"), []
    for person in known:
        words = words_of(person)
        said = phrases.parted(words[part] for part in ("name", "unit", "post"))
        choices.append(Choice(str(person.pk), said, now == str(person.pk)))
    choices.append(Choice(NEW, _("都不是，新登记一人"), now == NEW))
    error = typed.errors.get("chosen", "")
    return (Field(name="chosen", label=_("可能是同一人"), kind="code", choices=tuple(choices), error=error),)


@require_http_methods(["GET", "POST"])
@for_officers
def tenure(request: DeskRequest, organisation: UUID, tenure: UUID) -> HttpResponse:
    """The end of a post; or that it was put down by mistake."""
    unit = unit_kept(request, organisation)
    found = Tenure.objects.select_related("person").filter(pk=tenure, organisation=unit).first()
    if found is None:
        raise Http404
    typed = Typed(request.POST)
    if request.method == "POST" and typed.one("change") == "struck":
        tenures.strike(found, by=request.viewer.officer)
        return back(request, unit, _("已撤销登记有误的任职。"))
    if request.method == "POST" and _ended(request, found, typed):
        return back(request, unit, _("已登记免职。"))
    held = tenures.opened([found])[0]
    changes = (Choice("ended", _("免去这一职务"), typed.one("change") == "ended"),
               Choice("struck", _("登记有误，撤销这一条"), typed.one("change") == "struck"))  # fmt: skip
    fields = (
        Field(
            name="change", label=_("变更"), kind="code", choices=changes, error=typed.errors.get("change", "")
        ),
        _line(
            typed, "until", _("免职日期"), kind="date", required=False, hint=_("在任的最后一日；免职的填写")
        ),
    )
    words = _("%(name)s，%(title)s，自%(since)s") % {
        "name": held.name,
        "title": held.title,
        "since": found.since,
    }
    return drawn(request, unit, _("变更任职"), request.path, fields, _("变更任职"), typed, (words,))


def _ended(request: DeskRequest, found: Tenure, typed: Typed) -> bool:
    if typed.one("change") != "ended":
        typed.errors["change"] = _("请选择变更。")
        return False
    until = typed.day("until")
    if until is None:
        return False
    try:
        tenures.end(found, until, by=request.viewer.officer)
    except ValueError as error:
        typed.errors["until"] = str(error)
    return not typed.errors


@require_http_methods(["GET", "POST"])
@for_officers
def oversight(request: DeskRequest, organisation: UUID) -> HttpResponse:
    """Who is responsible from a day on; earlier days keep what they had."""
    unit = _unit(request, organisation, lambda held: may_entrust(request.viewer))
    typed, own = Typed(request.POST), request.viewer.posts[0].unit
    known = {
        "department": staff.departments(own),
        "group": [staff.Known(str(pk), words) for pk, words in Unit.objects.filter(level="group", until=None).values_list("pk", "name")],
        "leader": staff.officers(own, request.viewer.on),
    }  # fmt: skip
    if request.method == "POST" and _entrusted(request, unit, typed, known):
        return back(request, unit, _("已调整联系分工。"))
    held = tenures.responsible(organisation, request.viewer.on)
    now = {} if request.method == "POST" or held is None else {
        "department": name("department", held.department_id), "group": name("unit", held.group_id),
        "leader": staff.words_of(str(held.leader_id or ""), known["leader"]),
    }  # fmt: skip
    labels = {"department": _("联系部门"), "group": _("派驻机构"), "leader": _("分管领导")}
    picks = tuple(
        Field(name=key, label=label, kind="officer" if key == "leader" else "unit", required=False, width="long",
              value=typed.one(key) or now.get(key, ""), choices=tuple(item.choice() for item in known[key]), error=typed.errors.get(key, ""))
        for key, label in labels.items()
    )  # fmt: skip
    fields = (
        *picks,
        _line(typed, "since", _("起始日期"), kind="date", hint=_("自这一天起；此前的日期仍显示原来的分工")),
    )
    return drawn(request, unit, _("调整联系分工"), request.path, fields, _("调整联系分工"), typed)


def _entrusted(
    request: DeskRequest, unit: Organisation, typed: Typed, known: dict[str, list[staff.Known]]
) -> bool:
    places: dict[str, int | None] = {}
    for key, offered in known.items():
        words = typed.one(key)
        found = staff.resolve(words, offered) if words else None
        if words and found is None:
            typed.errors[key] = _("没有找到“%(typed)s”，请从列出的选项中选择。") % {"typed": words}
        places[key] = int(found) if found else None
    since = typed.day("since")
    if since is None or typed.errors:
        return False
    try:
        tenures.entrust(unit, places, since=since, by=request.viewer.officer)
    except ValueError as error:
        typed.errors["department"] = str(error)
    return not typed.errors


def _line(
    typed: Typed, field: str, label: str, *, kind: Any = "text", required: bool = True, hint: str = ""
) -> Field:
    return Field(name=field, label=label, kind=kind, value=typed.one(field), required=required, hint=hint, width="medium",
                 error=typed.errors.get(field, ""))  # fmt: skip


def drawn(
    request: DeskRequest, unit: Organisation, title: str, action: str, fields: tuple[Field, ...], submit: str,
    typed: Typed, words: tuple[str, ...] = (),
) -> HttpResponse:  # fmt: skip
    here = Link(organisation_name(unit), reverse("organisation", args=[unit.pk]))
    crumbs = (Link(_("单位"), reverse("units")), here, Link(title, ""))
    page = Form(
        head=Head(title=title, crumbs=crumbs, failed=bool(typed.errors)), title=title, action=action, fields=fields,
        submit=submit, back=here, words=words,
    )  # fmt: skip
    return draw(request, page, 422 if typed.errors else 200)


def back(request: DeskRequest, unit: Organisation, said: str) -> HttpResponseRedirect:
    tell(request, said)
    return HttpResponseRedirect(reverse("organisation", args=[unit.pk]))
