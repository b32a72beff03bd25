"""Commands that make, change and run an installation."""

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from mingjian.channels.fetching import commission
from mingjian.conf.commands import app, fail
from mingjian.law.values import BEIJING
from mingjian.vault.keys import create_keys, has_keys
from mingjian.web.shared import maintenance

ADMINISTRATORS = {
    "sysadmin": ("系统管理员", "system_admin"),
    "secadmin": ("安全管理员", "security_admin"),
    "auditor": ("审计管理员", "audit_admin"),
}
UNFINISHED = "unfinished"  # lies in the data folder as long as a new installation is being made


@app.command()
def init(
    host: Annotated[str, typer.Option(help="本机地址，用于一次性链接")] = "http://127.0.0.1:8000",
) -> None:
    """建立新的数据目录：生成密钥、建表、打印三个管理员的一次性链接。不提问。"""
    from mingjian.conf.commands.accounts import make_administrator, one_time_link

    keys = Path(settings.MINGJIAN_KEYS)
    with beginning():
        passphrase = prepare_folder()
        typer.echo(f"数据目录：{settings.MINGJIAN_DATA}\n密钥目录：{keys}（请另行备份，不与数据放在一起）")
        typer.echo(f"举报人身份保管人口令（只显示这一次，请密封交保管人）：{passphrase}")
        typer.echo(f"请将{keys / 'custodian.private'}移出本机，交保管人保存。")
        for username, (name, post) in ADMINISTRATORS.items():
            officer = make_administrator(username, name=name, post=post)
            typer.echo(f"{name}（账号{username}）设置密码：{one_time_link(officer, host)}")


@contextmanager
def beginning() -> Iterator[None]:
    """A new installation in the making: what an interrupted one left is removed first; keys or tables in use are refused.

    The mark is set only where there was nothing, so that nothing but what was made under it is ever removed.
    """
    mark = Path(settings.MINGJIAN_DATA) / UNFINISHED
    mark.parent.mkdir(parents=True, exist_ok=True)
    if mark.is_file():
        _clear()
    elif has_keys(Path(settings.MINGJIAN_KEYS)) or connection.introspection.table_names():
        raise fail(
            f"数据目录{settings.MINGJIAN_DATA}（或其密钥目录、数据库）已有内容，未作任何改动；"
            "请用--data另指定一个空目录。"
        )
    mark.touch()
    yield
    mark.unlink()


def _clear() -> None:
    """Without what was made in the folder and its database by a run that did not come to its end."""
    folder = Path(settings.MINGJIAN_DATA)
    connections.close_all()
    shutil.rmtree(folder / "files", ignore_errors=True)
    shutil.rmtree(settings.MINGJIAN_KEYS, ignore_errors=True)
    for item in (*folder.glob("mingjian.sqlite3*"), folder / "checkpoint.state", folder / "demo"):
        item.unlink(missing_ok=True)
    if connection.vendor == "postgresql" and connection.introspection.table_names():
        call_command("flush", interactive=False, verbosity=0)


def prepare_folder() -> str:
    """Keys and tables of a new installation; the passphrase of the custodian's key, kept nowhere."""
    keys = Path(settings.MINGJIAN_KEYS)
    passphrase = phrase()
    create_keys(keys, custodian_passphrase=passphrase)
    session = keys / "session.key"
    session.write_text(secrets.token_urlsafe(48), encoding="ascii")
    session.chmod(0o400)
    settings.SECRET_KEY = session.read_text(encoding="ascii")
    call_command("migrate", verbosity=0)
    return passphrase


@app.command()
def migrate() -> None:
    """升级数据库结构。"""
    call_command("migrate", verbosity=1)


@app.command(name="maintenance")
def maintain(
    until: Annotated[str, typer.Option(help="预计恢复的时间，如11:30或2026-11-28T11:30")] = "",
    end: Annotated[bool, typer.Option("--end", help="维护结束，恢复使用")] = False,
) -> None:
    """系统维护：两个站点只答预计恢复的时间，后台程序停下；--end恢复。不带选项的，说明现在是否在维护。"""
    folder = Path(settings.MINGJIAN_DATA)
    if until and end:
        raise fail("--until和--end只能用一个。")
    if not folder.is_dir():
        raise fail(f"没有数据目录{folder}。")
    now = datetime.now(BEIJING)
    if until:
        maintenance.begin(folder, _moment(until, now))
    elif end:
        maintenance.end(folder)
    expected = maintenance.expected(folder)
    typer.echo(maintenance.sentence(expected, now) if expected else "没有在维护。")


def _moment(written: str, now: datetime) -> datetime:
    """An hour of today, or an instant; Beijing time."""
    try:
        moment = datetime.fromisoformat(f"{now:%Y-%m-%d}T{written}" if len(written) <= 5 else written)
    except ValueError:
        raise fail(f"时间“{written}”不对，请写成11:30或2026-11-28T11:30的形式。") from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)
    if moment <= now:
        raise fail(f"时间{written}已经过了，请写以后的时间。")
    return moment


def is_behind() -> bool:
    """Whether the tables are those of an older program."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="端口；举报网站与办公站点一起启动时用下一个端口")] = 8000,
    host: Annotated[str, typer.Option(help="监听地址")] = "127.0.0.1",
    workers: Annotated[int, typer.Option(help="进程数（PostgreSQL时可多于1）")] = 1,
    site: Annotated[
        str, typer.Option(help="desk办公站点，portal举报网站（只需公钥，默认端口8001），both两个一起")
    ] = "desk",
) -> None:
    """启动办公站点、举报网站，或者两个一起（各是一个进程）。"""
    from granian import Granian
    from granian.constants import Interfaces

    if site not in ("desk", "both"):
        raise fail(f"没有站点“{site}”；可用：desk、portal、both。")
    is_made = (Path(settings.MINGJIAN_KEYS) / "session.key").is_file()
    if not is_made or (Path(settings.MINGJIAN_DATA) / UNFINISHED).is_file():
        raise fail("还没有初始化：请先运行mingjian init（或mingjian demo查看演示）。")
    if is_behind():
        raise fail("数据库是旧版程序建立的，未作任何改动：请先备份，再运行mingjian migrate升级。")
    typer.echo(f"请用浏览器打开http://{host}:{port}/  （Ctrl+C停止）")
    if site == "both":
        os.environ.setdefault("MINGJIAN_REPORT_URL", f"http://{host}:{port + 1}/")
        # The processes of the site are forked from this one, with its settings.
        settings.MINGJIAN_REPORT_URL = os.environ["MINGJIAN_REPORT_URL"]
    server = Granian("mingjian.conf.wsgi:application", address=host, port=port, interface=Interfaces.WSGI,
                     workers=workers, blocking_threads=4, log_access=False)  # fmt: skip
    with ExitStack() as beside:
        if connection.vendor == "sqlite":
            beside.enter_context(_beside("worker"))
        if site == "both":
            os.environ.setdefault("MINGJIAN_COMMISSION", commission())
            beside.enter_context(
                _beside("serve", "--site", "portal", "--host", host, "--port", str(port + 1))
            )
        server.serve()


@contextmanager
def _beside(*arguments: str) -> Iterator[None]:
    """Another process of our own program, which lives as long as the site is served."""
    command = [sys.executable, "-c", "from mingjian.conf.commands import main; main()", *arguments]
    environment = {**os.environ, "MINGJIAN_DATA": str(settings.MINGJIAN_DATA)}
    process = subprocess.Popen(command, env=environment)  # noqa: S603 - our own program
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def phrase(groups: int = 4) -> str:
    """Syllables that can be read out and typed, four to a group: 20 random bits each group."""
    consonants, vowels = "bdfghjklmnprstwz", "aeiou"
    syllables = (secrets.choice(consonants) + secrets.choice(vowels) for _ in range(4 * groups))
    return "-".join("".join(next(syllables) for _ in range(4)) for _ in range(groups))
