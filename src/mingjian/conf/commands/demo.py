"""The command `mingjian demo`: an invented city and a year of its work, built once, then served."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.core.management import call_command
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from mingjian.city import build
from mingjian.conf.commands import app, fail
from mingjian.conf.commands.accounts import make_administrator
from mingjian.conf.commands.site import ADMINISTRATORS, UNFINISHED, beginning, phrase, prepare_folder, serve
from mingjian.conf.places import demo_clock
from mingjian.law.values import BEIJING
from mingjian.ledger.instant import standing_at
from mingjian.ledger.sealer import seal_new
from mingjian.ledger.search import index_new
from mingjian.ledger.upkeep import end_by_lapse, escalate
from mingjian.org.models import Officer
from mingjian.parties import matching
from mingjian.web.account import reminders

MARK, ACCOUNTS = "demo", "accounts.txt"
# Whom to be in the demo: the account of the city commission, and what he does.
ROLES = {
    "petition": "信访室干部：登记、受理信访举报", "manager": "案管室干部：管理线索、分办",
    "supervisor": "监督检查室承办人", "head": "监督检查室主任：审批", "leader": "分管领导：审批",
    "investigator": "审查调查室承办人", "trial": "审理室干部", "secretary": "主要负责人", "auditor": "审计管理员",
}  # fmt: skip
# Whom they need: what one has written another compares, approves, carries out together with him.
OTHERS = {
    "petition_head": "信访室主任：复核录入、审批", "manager_head": "案管室主任：核对会议决定",
    "supervisor4": "监督检查室干部：一同核查", "investigator2": "审查调查室干部：一同办案", "head3": "审查调查室主任：审批",
    "leader2": "分管审查调查的领导：审批", "trial2": "审理室干部：一同审理", "trial_head": "审理室主任：审批",
    "leader3": "分管审理和案管的领导：审批", "inspector": "巡察办干部", "style_head": "巡察组组长（党风政风监督室主任）", "g1-head": "派驻纪检监察组组长",
    "sysadmin": "系统管理员：单位、账号", "secadmin": "安全管理员：决定授权和代理",
}  # fmt: skip


@app.command()
def demo(
    year: Annotated[int, typer.Option(help="模拟哪一年的工作")] = 2023,
    port: Annotated[int, typer.Option(help="端口")] = 8000,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="只建不启动")] = False,
    seed: Annotated[int, typer.Option(help="随机数种子：相同的种子得到相同的城市")] = build.SEED,
) -> None:
    """建一座虚构的城市和它一年的业务（首次约一分钟），然后启动办公站点和举报网站。"""
    folder = Path(settings.MINGJIAN_DATA)
    if not (folder / MARK).is_file() or (folder / UNFINISHED).is_file():
        make(folder, year=year, seed=seed)
    else:
        call_command("migrate", verbosity=0)  # an older program may have built it
    typer.echo((folder / ACCOUNTS).read_text(encoding="utf-8"))
    if not no_serve:
        serve(port=port, site="both")


def make(folder: Path, *, year: int, seed: int, size: float = 1.0) -> None:
    """Build the city in an empty folder; what an interrupted run has left there is removed first."""
    today = datetime.now(BEIJING).date()
    if year > today.year or year < 2021:
        raise fail(f"不能模拟{year}年，请选2021年至{today.year}年。")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / UNFINISHED).is_file():
        raise fail(f"数据目录{folder}已有内容，不是演示数据；请用--data另指定一个空目录。")
    with (
        beginning(),
        Progress(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()) as progress,
    ):
        passphrase = prepare_folder()
        last = min(date(year, 12, 31), today)
        first = date(year - 1, 10, 9)
        bar = progress.add_task("安排机构和人员", total=(last - first).days)

        def on_day(day: date) -> None:
            progress.update(bar, completed=(day - first).days, description=f"模拟办理 {day}")

        build.build(year=year, seed=seed, size=size, end=last, on_day=on_day)
        progress.update(bar, description="建立检索、封存台账", completed=(last - first).days)
        _finish(folder, last, passphrase)
        progress.update(bar, description=f"{year}年的城市已经建好")


def _finish(folder: Path, last: date, passphrase: str) -> None:
    """What the worker would do in the course of the year; then accounts, and the mark that all is done."""
    stands = build.closing_time(last)
    with standing_at(stands):
        for username, (name, post) in ADMINISTRATORS.items():
            make_administrator(username, name=name, post=post)
        _accounts(folder, passphrase)
        end_by_lapse(last)  # before what is late is reported upwards, as the worker does
        escalate(last)
        reminders.find_new()
        reminders.find_due()
        index_new(everything=True)
        while matching.index_new(2000):
            pass
        seal_new(stands)
    (folder / MARK).write_text(
        f"{(stands + timedelta(minutes=1)).isoformat()} {datetime.now(UTC).isoformat()}\n", encoding="ascii"
    )
    settings.MINGJIAN_DEMO, settings.MINGJIAN_STANDS = True, demo_clock(folder)
    # What is served next is forked from here, and has its settings from before there was a demo.
    settings.MINGJIAN_SECOND_FACTOR = os.environ.get("MINGJIAN_SECOND_FACTOR", "offered")


def _account(one: tuple[str, str]) -> str:
    """A line with the new password of an account."""
    username, role = one
    officer, password = Officer.objects.get(username=username), phrase(2)
    officer.set_password(password)
    officer.save(update_fields=["password"])
    return f"  {username:<14}{password:<20}{officer.name}　{role}"


def _accounts(folder: Path, passphrase: str) -> None:
    """Passwords for one account of each role, in a file that only its owner reads."""
    lines = ["演示账号（口令只在本机有效，内容均为虚构）：", "", *map(_account, ROLES.items())]
    lines += ["", "  一件事要几个人办（手册里还会用到）：", "", *map(_account, OTHERS.items())]
    lines += ["", "  演示只用密码登录；动态口令可在“账号与安全”登记后试用（正式使用时必须登记）。"]
    lines += ["", f"  举报人身份保管人口令：{passphrase}", ""]
    path = folder / ACCOUNTS
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text("\n".join(lines), encoding="utf-8")
    path.chmod(0o400)
