"""Saying who somebody is: a person named in the matter is tied to a person on record, or to a new one."""

import secrets
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.law.judge import may
from mingjian.law.refusal import Refused
from mingjian.ledger import journal
from mingjian.ledger.history import acts_of
from mingjian.ledger.models import Matter
from mingjian.ledger.record import MovedOn
from mingjian.parties import acts as party_acts
from mingjian.parties import persons
from mingjian.parties.persons import AlreadyKnown, NewPerson
from mingjian.parties.queries import roles_on
from mingjian.web.desk import clocks, filling, forms, matters, pages
from mingjian.web.desk.acts import finished, note_errors
from mingjian.web.desk.entries import File
from mingjian.web.desk.filling import Choosable, Filled
from mingjian.web.desk.frames import language
from mingjian.web.desk.officer import DeskRequest, for_officers, reached
from mingjian.web.shared import phrases
from mingjian.web.shared.fields import Choice, Field
from mingjian.web.shared.parts import Head, Link

WHO = ("name", "unit_name", "post", "id_number")
NEW = "new"
CODES = ("rank_class", "is_member_cadre", "is_own_cadre", "is_village_head", "is_party_member", "is_public_official",
         "is_bribe_giver", "managed_by_same_level")  # fmt: skip


@for_officers
def identify(request: DeskRequest, matter: UUID) -> HttpResponse:
    """Who is meant: first as typed, then chosen among those on record who may be the same, never merged silently."""
    found, _reach = reached(request, matter, content=True)
    rows = acts_of(found.id)
    position = matters.position_of(request.viewer, found, rows)
    refusal = may(position, "identify", matters.actor(request.viewer, found), request.viewer.on)
    filled = filling.received(request.POST, {*WHO, "chosen", "person_role", "on", "late_reason", *CODES})
    if refusal is not None:
        filled.errors["name"] = refusal.say(language())
        return _form(request, found, filled, position, (), 409)
    if request.method != "POST":
        return _form(request, found, _as_named(request, found, rows), position, ())
    if not filled.one("name"):
        filled.errors["name"] = _("请填写姓名。")
        return _form(request, found, filled, position, (), 422)
    known = tuple(persons.candidates(filled.one("name"), filled.one("unit_name"), filled.one("id_number")))
    if known and not filled.one("chosen"):
        filled.errors["chosen"] = _("已有同名或同证件号码的人员，请选择其中一人，或选择新登记。")
        return _form(request, found, filled, position, known, 422)
    return _write(request, found, filled, position, known)


def _as_named(request: DeskRequest, found: Matter, rows: list[Any]) -> Filled:
    """The first person of the papers of whom nobody has said yet who it is, so that no name is typed a second time."""
    journal.note(
        "read", officer=request.viewer.officer, outcome="done", matter=found.id, details={"view": "identify"}
    )
    file = File(found, request.viewer, rows, content=True)
    known = persons.names(role.person for role in roles_on(found.id) if role.person is not None).values()
    one = next((one for _said, one in file.mentioned() if one["name"] and one["name"] not in known), None)
    given = {"name": one["name"], "unit_name": one["unit"], "post": one["post"]} if one else {}
    return Filled({name: [value] for name, value in given.items() if value})


def _write(
    request: DeskRequest, found: Matter, filled: Filled, position: Any, known: tuple[Any, ...]
) -> HttpResponse:
    chosen = filled.one("chosen")
    person: UUID | NewPerson = UUID(chosen) if chosen and chosen != NEW else NewPerson(
        name=filled.one("name"), unit=filled.one("unit_name"), post=filled.one("post"), id_number=filled.one("id_number")
    )  # fmt: skip
    codes = {
        name: {"1": True, "0": False}.get(filled.one(name), filled.one(name))
        for name in CODES
        if filled.one(name)
    }
    try:
        party_acts.identify(
            found, person=person, role=filled.one("person_role"), by=request.viewer.officer,
            on=filling.day(filled, request.viewer.on), codes=codes, late_reason=filled.one("late_reason") or None,
            expect=_number(request.POST.get("seen")), token=request.POST.get("token"),
        )  # fmt: skip
    except Refused as refusal:
        note_errors(filled, refusal.reasons)
    except (AlreadyKnown, MovedOn, ValueError) as error:
        filled.errors["name"] = str(error)
    if filled.errors:
        return _form(request, found, filled, position, known, 422)
    return finished(request, found, _("已确认人员身份。"))


def _form(
    request: DeskRequest,
    found: Matter,
    filled: Filled,
    position: Any,
    known: tuple[Any, ...],
    status: int = 200,
) -> HttpResponse:
    book, bound = request.viewer.book, position.bound
    rule = bound.acts["identify"]
    asked = [item for item in rule.fields if item.name in ("person_role", *CODES)]
    chosen = [field for item in asked
              for field in forms.fields(book, bound, rule.model_copy(update={"fields": (item,)}), filled, Choosable(), on=request.viewer.on)[:1]]  # fmt: skip
    page = pages.ActForm(
        head=Head(title=f"{rule.say(language())} {found.number}", failed=bool(filled.errors),
                  crumbs=(Link(found.number, reverse("matter", args=[found.id])), Link(rule.say(language()), ""))),
        back=Link(_("返回%(number)s") % {"number": found.number}, reverse("matter", args=[found.id])),
        title=rule.say(language()),
        action=reverse("identify", args=[found.id]),
        fields=(*_who(filled), *_candidates(filled, known), *chosen, *_day(filled, request)),
        seen=position.seq,
        token=request.POST.get("token") or secrets.token_hex(16),
        cite=clocks.cite(book, rule.cite),
        drafts=False,
        submit=rule.say(language()),
    )  # fmt: skip
    return render(request, "desk/act_form.html", {"page": page}, status=status)


def _who(filled: Filled) -> tuple[Field, ...]:
    labels = {"name": _("姓名"), "unit_name": _("单位"), "post": _("职务"), "id_number": _("证件号码")}
    return tuple(
        Field(name=name, label=label, required=name == "name", value=filled.one(name), width="medium",
              error=filled.errors.get(name, ""))
        for name, label in labels.items()
    )  # fmt: skip


def _candidates(filled: Filled, known: tuple[Any, ...]) -> tuple[Field, ...]:
    if not known:
        return ()
    now = filled.one("chosen")
    choices = []
    for person in known:
        words = persons.words_of(person)
        said = phrases.parted(words.get(part, "") for part in ("name", "unit", "post"))
        choices.append(Choice(str(person.pk), said, now == str(person.pk)))
    choices.append(Choice(NEW, _("都不是，新登记一人"), now == NEW))
    error = filled.errors.get("chosen", "")
    return (Field(name="chosen", label=_("可能是同一人"), kind="code", choices=tuple(choices), error=error),)


def _day(filled: Filled, request: DeskRequest) -> tuple[Field, ...]:
    on = filled.one("on") or request.viewer.on.isoformat()
    late = Field(name="late_reason", label=_("补录理由"), required=False, value=filled.one("late_reason"),
                 error=filled.errors.get("late_reason", ""), width="long")  # fmt: skip
    return Field(
        name="on", label=_("办理日期"), kind="date", value=on, error=filled.errors.get("on", "")
    ), late


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None
