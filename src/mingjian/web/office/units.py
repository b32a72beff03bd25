"""Units and departments: the list, what is added, what is dissolved. Kept by the system administrator."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingjian.ledger.book import book
from mingjian.ledger.journal import note
from mingjian.org.founding import USUAL, found_department, found_unit, found_usual
from mingjian.org.models import SYSTEM, Department, Unit
from mingjian.web.desk.frames import code_words, language
from mingjian.web.office.pages import Form, Settings, Typed, draw, for_posts, head, say
from mingjian.web.shared import phrases
from mingjian.web.shared.fields import Choice, Field
from mingjian.web.shared.parts import Cell, Column, Empty, Link, Row, Table, Tag

EVERYBODY = ("system_admin", "security_admin", "audit_admin")


@for_posts(*EVERYBODY)
def units(request: Any) -> HttpResponse:
    """Every unit with its departments."""
    rows = Unit.objects.exclude(level=SYSTEM).order_by("path").prefetch_related("departments")
    may = any(post.post == "system_admin" for post in request.viewer.posts)
    links = (
        Link(_("新建单位"), reverse("unit_new")),
        Link(_("增设部门"), reverse("department_new")),
        Link(_("撤销单位或者部门"), reverse("unit_end")),
    )
    empty = Empty(
        words=_("还没有单位。"),
        usual=_("先建市，再在它之下建本级机关、各县和派驻机构。"),
        links=links[:1] if may else (),
    )
    table = Table(
        caption=_("单位和部门"), rows=tuple(_row(one) for one in rows), empty=empty,
        columns=(Column(label=_("单位"), kind="head"), Column(label=_("发文代字")), Column(label=_("层级")), Column(label=_("部门"))),
    )  # fmt: skip
    page = Settings(
        head=head(request, _("单位和部门")),
        title=_("单位和部门"),
        tables=(table,),
        links=links if may else (),
    )
    return draw(request, page)


def _row(unit: Unit) -> Row:
    level = code_words(book(), "level", unit.level) or unit.level
    departments = phrases.listed(one.name for one in unit.departments.all() if one.until is None)
    ended = Tag(_("%(day)s撤销") % {"day": unit.until}, "neutral") if unit.until else None
    return Row(
        cells=(
            Cell(words=unit.name, tag=ended),
            Cell(words=unit.code),
            Cell(words=level),
            Cell(words=departments or "—"),
        )
    )


@require_http_methods(["GET", "POST"])
@for_posts("system_admin")
def unit_new(request: Any) -> HttpResponse:
    """A unit below another one, or the first."""
    typed = Typed(request.POST)
    if request.method == "POST" and (made := _made_unit(typed, request.user.pk)) is not None:
        say(request, _("已建%(name)s。") % {"name": made.name})
        return HttpResponseRedirect(reverse("own_units"))
    return _form(request, typed, _("新建单位"), reverse("unit_new"), _unit_fields(typed))


def _made_unit(typed: Typed, by: int) -> Unit | None:
    name = typed.needed("name", _("请填写单位名称。"))
    code = typed.needed("code", _("请填写发文代字。"), 20)
    if typed.one("level") not in _levels():
        typed.errors["level"] = _("请选择层级。")
    above = Unit.objects.filter(name=typed.one("under")).first() if typed.one("under") else None
    if typed.one("under") and above is None:
        typed.errors["under"] = _("没有单位“%(name)s”，请从列表中选择。") % {"name": typed.one("under")}
    if name and Unit.objects.filter(name=name).exists():
        typed.errors["name"] = _("单位“%(name)s”已经存在，请核对名称。") % {"name": name}
    if code and Unit.objects.filter(code=code).exists():
        typed.errors["code"] = _("发文代字“%(code)s”已有单位使用，请另用一个：编号不能相混。") % {
            "code": code
        }
    if typed.errors:
        return None
    with transaction.atomic():
        made = found_unit(
            name, short=typed.one("short", 30) or name[:30], code=code, level=typed.one("level"), under=above
        )
        _note(by, made, None, "made")
        for one in found_usual(made) if typed.one("usual") else ():
            _note(by, made, one.pk, "made")
    return made


def _unit_fields(typed: Typed) -> tuple[Field, ...]:
    levels = tuple(Choice(code, label, typed.one("level") == code) for code, label in _levels().items())
    above = tuple(
        Choice(name, "")
        for name in Unit.objects.exclude(level=SYSTEM).filter(until=None).values_list("name", flat=True)
    )
    return (
        _text(typed, "name", _("名称"), hint=_("全称，如临江市纪律检查委员会")),
        _text(typed, "short", _("简称"), required=False, hint=_("不填则与名称相同")),
        _text(typed, "code", _("发文代字"), hint=_("编号以它开头，如临纪")),
        Field(name="level", label=_("层级"), kind="code", choices=levels, error=typed.errors.get("level", "")),
        Field(name="under", label=_("上级单位"), kind="unit", value=typed.one("under"), choices=above, required=False,
              hint=_("最上一级不填"), error=typed.errors.get("under", ""), width="long"),
        Field(name="usual", label=_("同时建立通行的部门"), kind="flag", value=typed.one("usual"), required=False,
              hint=_("、").join(code_words(book(), "department_role", role) for role in USUAL.values())),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_posts("system_admin")
def department_new(request: Any) -> HttpResponse:
    """A department of a unit; what it handles follows from its function."""
    typed = Typed(request.POST)
    if request.method == "POST" and (made := _made_department(typed, request.user.pk)) is not None:
        say(request, _("已为%(unit)s增设%(name)s。") % {"unit": made.unit.name, "name": made.name})
        return HttpResponseRedirect(reverse("own_units"))
    roles = tuple(Choice(code, label, typed.one("role") == code) for code, label in _roles().items())
    fields = (
        _unit_field(typed),
        _text(typed, "name", _("名称")),
        _text(typed, "short", _("简称"), required=False, hint=_("不填则与名称相同")),
        Field(name="role", label=_("职能"), kind="code", choices=roles, error=typed.errors.get("role", ""),
              hint=_("按职能决定由哪个部门办理")),
    )  # fmt: skip
    return _form(request, typed, _("增设部门"), reverse("department_new"), fields)


def _made_department(typed: Typed, by: int) -> Department | None:
    unit = _unit_of(typed)
    name = typed.needed("name", _("请填写部门名称。"), 60)
    if typed.one("role") not in _roles():
        typed.errors["role"] = _("请选择职能。")
    if unit and unit.departments.filter(name=name).exists():
        typed.errors["name"] = _("%(unit)s已有部门“%(name)s”，请核对名称。") % {
            "unit": unit.name,
            "name": name,
        }
    if typed.errors or unit is None:
        return None
    with transaction.atomic():
        made = found_department(unit, name, short=typed.one("short", 20) or name[:20], role=typed.one("role"))
        _note(by, unit, made.pk, "made")
    return made


@require_http_methods(["GET", "POST"])
@for_posts("system_admin")
def unit_end(request: Any) -> HttpResponse:
    """A unit or one of its departments is dissolved from a day on; its records stay."""
    typed = Typed(request.POST)
    if request.method == "POST" and _ended(request, typed):
        return HttpResponseRedirect(reverse("own_units"))
    fields = (
        _unit_field(typed),
        _text(typed, "department", _("部门"), required=False, hint=_("只撤销一个部门时填写其名称；撤销整个单位不填")),
        Field(name="until", label=_("撤销日期"), kind="date", value=typed.one("until"), error=typed.errors.get("until", "")),
    )  # fmt: skip
    words = (_("撤销后不再能任命人员、分办事项；已有的记录、编号和统计不变。"),)
    return _form(request, typed, _("撤销单位或者部门"), reverse("unit_end"), fields, words, is_red=True)


def _ended(request: Any, typed: Typed) -> bool:
    unit, until, name = _unit_of(typed), typed.day("until"), typed.one("department")
    department = unit.departments.filter(name=name, until=None).first() if unit and name else None
    if unit and name and department is None:
        typed.errors["department"] = _("%(unit)s没有部门“%(name)s”，请核对名称。") % {
            "unit": unit.name,
            "name": name,
        }
    if typed.errors or unit is None:
        return False
    with transaction.atomic():
        (Department if department else Unit).objects.filter(
            pk=department.pk if department else unit.pk
        ).update(until=until)
        _note(request.user.pk, unit, department and department.pk, "ended")
    say(request, _("已记录撤销：%(name)s。") % {"name": department.name if department else unit.name})
    return True


def _unit_of(typed: Typed) -> Unit | None:
    name = typed.needed("unit", _("请选择单位。"))
    found = Unit.objects.exclude(level=SYSTEM).filter(name=name).first()
    if name and found is None:
        typed.errors["unit"] = _("没有单位“%(name)s”，请从列表中选择。") % {"name": name}
    return found


def _unit_field(typed: Typed) -> Field:
    names = (
        Unit.objects.exclude(level=SYSTEM).filter(until=None).order_by("path").values_list("name", flat=True)
    )
    return Field(name="unit", label=_("单位"), kind="unit", value=typed.one("unit"), width="long",
                 choices=tuple(Choice(name, "") for name in names), error=typed.errors.get("unit", ""))  # fmt: skip


def _levels() -> dict[str, str]:
    return {code: item.say(language()) for code, item in book().taxonomy("level").codes.items()}


def _roles() -> dict[str, str]:
    return {code: item.say(language()) for code, item in book().taxonomy("department_role").codes.items()}


def _text(typed: Typed, name: str, label: str, *, hint: str = "", required: bool = True) -> Field:
    return Field(
        name=name,
        label=label,
        value=typed.one(name),
        hint=hint,
        required=required,
        width="long",
        error=typed.errors.get(name, ""),
    )


def _form(
    request: Any,
    typed: Typed,
    title: str,
    action: str,
    fields: tuple[Field, ...],
    words: tuple[str, ...] = (),
    *,
    is_red: bool = False,
) -> HttpResponse:
    page = Form(head=head(request, title, failed=bool(typed.errors)), title=title, action=action, fields=fields, submit=title,
                back=Link(_("单位和部门"), reverse("own_units")), words=words, is_red=is_red)  # fmt: skip
    return draw(request, page, 422 if typed.errors else 200)


def _note(by: int, unit: Unit, department: int | None, change: str) -> None:
    note(
        "unit",
        officer=by,
        outcome="done",
        details={"unit": unit.pk, "department": department, "change": change},
    )
