"""Commands that take registers in from spreadsheets and give them out."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from mingjian.channels.appointing import carry_out, plan
from mingjian.channels.faults import Fault, SheetRefused, letter
from mingjian.channels.importing import record
from mingjian.channels.posts import POSTS, read_posts
from mingjian.channels.preview import Desk, Preview, look
from mingjian.channels.register import Said, columns, lines, matters_of, write_register
from mingjian.channels.reports import assumed
from mingjian.channels.sample import write_sample
from mingjian.channels.synonyms import Heading, headings
from mingjian.channels.table import Register
from mingjian.conf.commands import app, fail
from mingjian.ledger import instant
from mingjian.ledger.book import book
from mingjian.ledger.models import Matter
from mingjian.ledger.search import index_new
from mingjian.org.authority import posts_of
from mingjian.org.models import Department, Officer, Unit

imports = typer.Typer(no_args_is_help=True, help="导入。")
exports = typer.Typer(no_args_is_help=True, help="导出。")
app.add_typer(imports, name="import")
app.add_typer(exports, name="export")

UnitOption = Annotated[str | None, typer.Option("--unit", help="单位的编号或者名称")]
PETITION = "petition_dept"


@imports.command("complaints")
def import_complaints(
    file: Annotated[Path, typer.Argument(help="信访举报台账：.xlsx、.xls或.csv")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看会怎样，不写入")] = False,
    unit: UnitOption = None,
    by: Annotated[
        str | None, typer.Option("--by", help="登记人的账号，默认为该单位信访举报部门主要负责人")
    ] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", help="导入哪一张表，文件中有几张台账时写明")] = None,
) -> None:
    """导入信访举报台账。先列出识别结果和错误；有一处错误就什么也不写入；再次导入同一文件，已有的行自动跳过。"""
    desk = _desk(unit, by)
    try:
        with _progress("读取") as bar:
            bar.add_task("", total=None)
            preview = look(file, desk, on=instant.today(), sheet=sheet)
    except SheetRefused as refused:
        raise fail(f"{refused}\n没有导入任何内容。") from None
    _show(preview)
    if preview.faults:
        rows = f"有{_bad(preview)}行存在错误，" if _bad(preview) else ""
        raise fail(f"{_list(preview.faults)}\n{rows}没有导入任何内容；请改正后重新导入。")
    if dry_run:
        typer.echo("以上是预览，没有写入。")
        return
    with _progress("登记") as bar:
        task = bar.add_task("", total=len(preview.new) + len(preview.late))
        done = record(preview, progress=lambda: bar.advance(task))
    with _progress("编入检索") as bar:
        bar.add_task("", total=None)
        index_new()
    typer.echo(f"新登记{done.registered}件，补记结果{done.concluded_late}件，跳过已有{preview.known}件。")


@imports.command("posts")
def import_posts(
    file: Annotated[Path, typer.Argument(help="任职情况表：.xlsx、.xls或.csv")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看会怎样，不写入")] = False,
    by: Annotated[str | None, typer.Option("--by", help="登记人的账号，记入日志；不写的不记登记人")] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", help="导入哪一张表，文件中有几张表时写明")] = None,
) -> None:
    """导入被监督单位的任职情况。先列出识别结果和错误；有一处错误就什么也不写入；再次导入同一文件，已有的行自动跳过。"""
    officer = _account(by).pk if by else None
    try:
        posts = read_posts(file, book(), instant.today(), sheet)
        found = plan(posts)
    except SheetRefused as refused:
        raise fail(f"{refused}\n没有导入任何内容。") from None
    typer.echo(f"{posts.register.file}“{posts.register.sheet}”表。")
    _show_headings(posts.register, POSTS.fields)
    _say_passed_over(posts.register, "任职")
    bad = len({fault.row for fault in found.faults if fault.row})
    typer.echo(
        f"新任职{len(found.new)}条（其中新登记人员{found.persons}人），补记免职{len(found.ended)}条，已有{found.known}条，有错误{bad}行。"
    )
    if found.differing:
        typer.echo(_list(found.differing))
    if found.faults:
        raise fail(f"{_list(found.faults)}\n有{bad}行存在错误，没有导入任何内容；请改正后重新导入。")
    if dry_run:
        typer.echo("以上是预览，没有写入。")
        return
    with _progress("登记") as bar:
        task = bar.add_task("", total=len(found.new) + len(found.ended))
        carry_out(found, by=officer, progress=lambda: bar.advance(task))
    typer.echo(f"新登记任职{len(found.new)}条，补记免职{len(found.ended)}条，跳过已有{found.known}条。")


@imports.command("sample")
def import_sample(
    file: Annotated[Path, typer.Argument(help="写到哪个文件（.xlsx）")],
    faults: Annotated[bool, typer.Option("--faults/--no-faults", help="是否带十处有意的错误")] = True,
    year: Annotated[int, typer.Option(help="哪一年的台账")] = 2023,
) -> None:
    """写一份虚构的台账（300件），用来试导入。"""
    write_sample(file, year=year, faults=faults)
    typer.echo(f"已写入{file}：虚构的信访举报300件{'，其中10件有错误' if faults else ''}。")


@exports.command("register")
def export_register(
    kind: Annotated[str, typer.Argument(help="事项种类，如complaint、lead、case")],
    file: Annotated[Path, typer.Argument(help="写到哪个文件（.xlsx）")],
    unit: UnitOption = None,
) -> None:
    """导出一种事项的台账。只有编号、环节、日期、单位、承办人和代码，没有标题、姓名和内容。"""
    law = book()
    if kind not in law.kinds():
        names = "、".join(f"{name}（{law.versions(name)[-1].label}）" for name in law.kinds())
        raise fail(f"没有事项种类“{kind}”，可用：{names}。")
    if file.suffix.lower() != ".xlsx" or not file.absolute().parent.is_dir():
        raise fail(f"不能写到{file}：请写已有目录中的.xlsx文件。")
    place = _unit(unit) if unit else None
    path, label = (place.path, place.name) if place else ("", "全部单位")
    head = columns(law, kind)
    total = Matter.objects.filter(kind=kind, unit__path__startswith=path).count()
    with _progress("导出") as bar:
        found = bar.track(lines(head, kind, matters_of(kind, path)), total=total, description="")
        said = Said(f"{label}，{law.versions(kind)[-1].label}", instant.now())
        count = write_register(file, head, found, said)
    typer.echo(f"已写入{file}：{count}件。")


def _desk(unit: str | None, by: str | None) -> Desk:
    """The petition department into whose register the import goes, and who is answerable for it."""
    departments = Department.objects.select_related("unit").filter(role=PETITION, until=None)
    if unit:
        departments = departments.filter(unit=_unit(unit))
    found = list(departments[:20])
    if not found:
        raise fail("没有信访举报部门，不能登记信访举报；请先建立单位和部门，或者用--unit另选单位。")
    if len(found) > 1:
        raise fail(
            f"有几个信访举报部门：{'、'.join(item.unit.name for item in found)}；请用--unit写明导入哪个单位。"
        )
    officer = _account(by) if by else _head(found[0])
    return Desk(found[0].unit_id, found[0].pk, officer.pk)


def _unit(said: str) -> Unit:
    units = Unit.objects.filter(pk=int(said)) if said.isdecimal() else Unit.objects.filter(name=said)
    unit = units.first() or Unit.objects.filter(short=said).first()
    if unit is None:
        raise fail(f"没有单位“{said}”，请核对编号或者全称。")
    return unit


def _account(username: str) -> Officer:
    officer = Officer.objects.filter(username=username, is_active=True).first()
    if officer is None:
        raise fail(f"没有启用的账号“{username}”，请核对。")
    return officer


def _head(department: Department) -> Officer:
    today = instant.today()
    heads = [
        officer
        for officer in Officer.objects.filter(is_active=True, appointments__department=department).distinct()
        if any(
            post.department == department.pk and post.post == "head" and post.held(today)
            for post in posts_of(officer.pk)
        )
    ]
    if len(heads) != 1:
        raise fail(
            f"{department.unit.name}{department.name}现有{len(heads)}名主要负责人；请用--by写明登记人的账号。"
        )
    return heads[0]


def _progress(what: str) -> Progress:
    """A bar for those who watch; nothing in files and pipes."""
    screen = Console(stderr=True)
    return Progress(TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=screen, transient=True,
                    disable=not screen.is_terminal)  # fmt: skip


def _show(preview: Preview) -> None:
    """What would happen, and how the file was understood."""
    register = preview.register
    officer, unit = Officer.objects.get(pk=preview.desk.officer), Unit.objects.get(pk=preview.desk.unit)
    typer.echo(
        f"{register.file}“{register.sheet}”表，登记到{unit.name}，登记人{officer.name}（{officer.username}）。"
    )
    _show_headings(register, headings())
    for said in assumed(register):
        typer.echo(said + "。")
    _say_passed_over(register, "信访举报")
    typer.echo(
        f"新的{len(preview.new)}件，已有现补结果{len(preview.late)}件，已有{preview.known}件，有错误{_bad(preview)}行。"
    )
    for label, name in (("渠道", "channel"), ("内容类别", "content_class"), ("核查结论", "outcome")):
        if preview.new:
            typer.echo(f"{label}：{_said(preview.counts(name))}。")
    if preview.differing:
        typer.echo(_list(preview.differing))


def _say_passed_over(register: Register, what: str) -> None:
    if register.passed_over:
        rows = "、".join(map(str, register.passed_over[:20]))
        typer.echo(
            f"第{rows}行{'等' if len(register.passed_over) > 20 else ''}不是{what}（合计、说明等），已略过。"
        )


def _show_headings(register: Register, known: Mapping[str, Heading]) -> None:
    table = Table("列", "表头", "识别为")
    for column in register.columns:
        item = known.get(column.field or "")
        table.add_row(
            letter(column.place), column.heading.replace("\n", ""), item.label if item else "不认识，不导入"
        )
    Console(markup=False, highlight=False, emoji=False).print(table)


def _bad(preview: Preview) -> int:
    return len({fault.row for fault in preview.faults if fault.row})


def _said(counts: Mapping[str, int]) -> str:
    return "，".join(f"{label}{count}" for label, count in counts.items())


def _list(faults: tuple[Fault, ...]) -> str:
    return "\n".join(map(str, faults))
