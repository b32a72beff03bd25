"""Commands about units and departments: what a new installation needs before anybody can be appointed."""

from typing import Annotated

import typer
from django.db import transaction
from rich.console import Console
from rich.tree import Tree

from mingjian.conf.commands import app, fail
from mingjian.conf.commands.accounts import ADMINISTRATION
from mingjian.law.taxonomy import Taxonomy
from mingjian.ledger import instant
from mingjian.ledger.book import book
from mingjian.ledger.journal import note
from mingjian.org.founding import USUAL, found_department, found_unit, found_usual
from mingjian.org.models import Unit

units = typer.Typer(no_args_is_help=True, help="单位和部门。")
app.add_typer(units, name="unit")


@units.command("add")
def add(
    name: str,
    level: Annotated[str, typer.Option(help="层级：city市级，own本级机关，county县级，group派驻机构")],
    code: Annotated[str, typer.Option(help="发文代字，如“临纪”：编号以它开头")],
    short: Annotated[str | None, typer.Option(help="简称，默认与名称相同")] = None,
    under: Annotated[str | None, typer.Option(help="上级单位的名称；最上一级不填")] = None,
    usual: Annotated[bool, typer.Option("--usual", help="同时建立通行的部门")] = False,
) -> None:
    """新建单位。先建市，再在它之下建本级机关、各县和派驻机构。"""
    _known("level", level, "层级")
    if Unit.objects.filter(name=name).exists():
        raise fail(f"单位“{name}”已经存在，请核对名称。")
    if taken := Unit.objects.filter(code=code).first():
        raise fail(f"发文代字“{code}”已由{taken.name}使用，请另用一个：编号不能相混。")
    above = _unit(under) if under else None
    with transaction.atomic():
        made = found_unit(name, short=short or name, code=code, level=level, under=above)
        _noted(made, None)
        for one in found_usual(made) if usual else ():
            _noted(made, one.pk)
    said = f"，部门{len(USUAL)}个" if usual else ""
    typer.echo(f"已建单位{name}{said}。部门用unit department增设，人员用officer add、officer grant。")


@units.command("department")
def department(
    unit: str,
    name: str,
    role: Annotated[str, typer.Option(help="职能，如petition_dept；可用的见lawbook show")],
    short: Annotated[str | None, typer.Option(help="简称，默认与名称相同")] = None,
) -> None:
    """为单位增设部门。办理由哪个部门承担，看它的职能。"""
    place, roles = _unit(unit), _known("department_role", role, "部门职能")
    if place.departments.filter(name=name).exists():
        raise fail(f"{unit}已有部门“{name}”，请核对名称。")
    with transaction.atomic():
        _noted(place, found_department(place, name, short=short or name, role=role).pk)
    typer.echo(f"已为{unit}增设{name}（{roles.codes[role].label}）。")


@units.command("list")
def listing() -> None:
    """列出单位和部门。"""
    roles, branches = book().taxonomy("department_role").codes, {None: Tree("单位和部门")}
    for unit in Unit.objects.exclude(name=ADMINISTRATION).prefetch_related("departments").order_by("path"):
        branch = branches[unit.parent_id if unit.parent_id in branches else None]
        branches[unit.pk] = branch.add(f"{unit.name}（{unit.code}）")
        for one in unit.departments.all():
            branches[unit.pk].add(f"{one.name}　{roles[one.role].label if one.role in roles else one.role}")
    Console().print(branches[None] if len(branches) > 1 else "还没有单位，请用unit add新建。")


def _unit(name: str) -> Unit:
    found = Unit.objects.filter(name=name).first()
    if found is None:
        raise fail(f"没有单位“{name}”，请核对全称，或先用unit add新建。")
    return found


def _known(taxonomy: str, code: str, what: str) -> Taxonomy:
    """The code list, if the code may be used today."""
    found, today = book().taxonomy(taxonomy), instant.today()
    if not found.allows(code, today):
        choices = "、".join(f"{name}（{item.label}）" for name, item in found.on(today).items())
        raise fail(f"没有{what}“{code}”，可用：{choices}。")
    return found


def _noted(unit: Unit, made: int | None) -> None:
    note(
        "unit", officer=None, outcome="done", details={"unit": unit.pk, "department": made, "change": "made"}
    )
