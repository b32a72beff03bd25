"""Commands about officers: accounts, posts, one-time links."""

from datetime import date
from typing import Annotated

import typer
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from rich.console import Console
from rich.table import Table

from mingjian.conf.commands import app, fail
from mingjian.ledger import instant
from mingjian.ledger.book import book
from mingjian.ledger.journal import note
from mingjian.org.models import SYSTEM, Appointment, Department, Officer, Unit

officers = typer.Typer(no_args_is_help=True, help="人员账号与职务。")
app.add_typer(officers, name="officer")

ADMINISTRATION = "系统管理"


def is_initialised() -> bool:
    """Whether both administrators who give powers have taken over their accounts; from then on it takes the two of them."""
    held = Appointment.objects.filter(post__in=("system_admin", "security_admin"), until=None)
    ready = held.exclude(officer__password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return set(ready.values_list("post", flat=True)) == {"system_admin", "security_admin"}


def one_time_link(officer: Officer, host: str) -> str:
    """An address at which the officer chooses a password, once: it ends with the next sign-in or password."""
    who = urlsafe_base64_encode(force_bytes(officer.pk))
    return f"{host}/welcome/{who}/{default_token_generator.make_token(officer)}/"


def make_administrator(username: str, *, name: str, post: str) -> Officer:
    """One of the three administrators of a new installation; each holds that post and no other."""
    unit, _ = Unit.objects.get_or_create(
        code="系统",
        defaults={"name": ADMINISTRATION, "short": ADMINISTRATION, "level": SYSTEM, "path": "0/"},
    )
    department, _ = Department.objects.get_or_create(
        unit=unit, name=ADMINISTRATION, defaults={"short": ADMINISTRATION, "role": "administration"}
    )
    officer = Officer(username=username, name=name)
    officer.set_unusable_password()
    officer.save()
    Appointment.objects.create(officer=officer, department=department, post=post, since=instant.today())
    note("officer", officer=None, outcome="done", details={"other": officer.pk, "change": "made"})
    return officer


@officers.command("add")
def add(
    username: str,
    name: str,
    host: Annotated[str, typer.Option(help="本机地址，用于一次性链接")] = "http://127.0.0.1:8000",
) -> None:
    """新建账号，打印设置密码的一次性链接。职务另用grant任命。"""
    if Officer.objects.filter(username=username).exists():
        raise fail(f"账号“{username}”已经存在，请换一个账号名。")
    with transaction.atomic():
        officer = Officer(username=username, name=name)
        officer.set_unusable_password()
        officer.save()
        note("officer", officer=None, outcome="done", details={"other": officer.pk, "change": "made"})
    typer.echo(f"已建账号{username}（{name}）。设置密码：{one_time_link(officer, host)}")


@officers.command("grant")
def grant(
    username: str,
    unit: str,
    department: str,
    post: str,
    since: Annotated[str | None, typer.Option(help="任职日期，如2026-11-23")] = None,
) -> None:
    """任命职务（初始化完成前由命令行办理，此后在页面上由两人办理）。"""
    if is_initialised():
        raise fail("初始化已完成，请由系统管理员在页面“人员账号”申请、安全管理员决定。")
    officer = Officer.objects.filter(username=username).first()
    if officer is None:
        raise fail(f"没有账号“{username}”，请核对，或先用officer add新建。")
    place = Department.objects.filter(unit__name=unit, name=department).first()
    if place is None:
        raise fail(f"没有“{unit}”的“{department}”，请核对单位和部门全称。")
    posts = book().taxonomy("post")
    on = date.fromisoformat(since) if since else instant.today()
    if not posts.allows(post, on):
        choices = "、".join(f"{code}（{item.label}）" for code, item in posts.on(on).items())
        raise fail(f"没有职务“{post}”，可用：{choices}。")
    with transaction.atomic():
        given = Appointment.objects.create(officer=officer, department=place, post=post, since=on)
        details = {"other": officer.pk, "department": place.pk, "appointment": given.pk, "change": "given"}
        note("appointment", officer=None, outcome="done", details=details)
    typer.echo(f"已任命{officer.name}为{unit}{department}{posts.codes[post].label}（自{on}）。")


@officers.command("list")
def listing() -> None:
    """列出账号和现任职务。"""
    table = Table("账号", "姓名", "现任职务", "启用")
    today, posts = instant.today(), book().taxonomy("post").codes
    for officer in Officer.objects.prefetch_related("appointments__department__unit").order_by("username"):
        held = [
            item
            for item in officer.appointments.all()
            if item.since <= today and (item.until is None or today <= item.until)
        ]
        said = "、".join(
            "".join(
                dict.fromkeys([item.department.unit.short, item.department.short, posts[item.post].label])
            )
            for item in held
        )
        table.add_row(officer.username, officer.name, said or "—", "是" if officer.is_active else "否")
    Console().print(table)
