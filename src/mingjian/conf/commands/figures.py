"""Commands about figures: bulletins, the yearly report, one number with its records, facts in and out."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from mingjian.conf.commands import app, fail
from mingjian.conf.commands.exchange import exports, imports
from mingjian.report.editions import find_edition

FORMATS = ("text", "docx", "pdf", "xlsx", "json")
reports = typer.Typer(no_args_is_help=True, help="工作报告。")
app.add_typer(reports, name="report")

Period = Annotated[str, typer.Option("--period", help="期间：2023Q1、2023H1、2023Q3、2023、2023-03")]
Scope = Annotated[str | None, typer.Option("--scope", help="单位的编号或者名称，含其下各单位；默认顶层单位")]
Out = Annotated[Path | None, typer.Option("--out", help="写入哪个文件")]
House = Annotated[str | None, typer.Option("--house", help="写法：规程houses中的编号，默认按单位、级别")]
Draft = Annotated[bool, typer.Option("--draft", help="核对有问题时仍作草稿输出")]
Form = Annotated[str | None, typer.Option("--format", help="text、docx、pdf、xlsx或者json，默认按文件名")]
Imported = Annotated[bool, typer.Option("--imported", help="用导入的统计台账，不用本平台的事项")]


@app.command()
def bulletin(
    period: Period,
    edition: Annotated[
        str,
        typer.Option(
            "--edition",
            help="版式：S0至S4（监督检查、审查调查情况通报）、eight_point（八项规定月报，须写月份）、eight_point_old（2019年11月以前九类）、own_cadre（纪检监察干部）、petitions（信访分析）、supervision（监督报表）",
        ),
    ] = "S4",
    scope: Scope = None,
    house: House = None,
    form: Form = None,
    out: Out = None,
    draft: Draft = False,
    imported: Imported = False,
    records: Annotated[bool, typer.Option("--records", help="JSON中列出每个数的记录编号")] = False,
) -> None:
    """生成通报。先核对：各数之间不相符、记录缺项的，列出来并以1退出；加--draft作草稿输出。"""
    from mingjian.report.issuing import issue

    chosen = _format(form, out)
    found = issue(find_edition(edition, "bulletin").id, period=period, scope=scope, imported=imported, house=house,
                  records=records or chosen == "xlsx", on=None if draft else _today())  # fmt: skip
    _give_out(found, chosen, out, draft=draft, records=records)


@reports.command()
def annual(
    year: Annotated[int, typer.Option("--year", help="年度，如2023")],
    out: Out = None,
    scope: Scope = None,
    form: Form = None,
    edition: Annotated[str, typer.Option("--edition", help="版式")] = "annual",
    number: Annotated[str, typer.Option("--number", help="发文字号，如临纪〔2024〕3号；不写则空出")] = "",
    signer: Annotated[str, typer.Option("--signer", help="签发人；不写则空出")] = "",
    addressee: Annotated[str, typer.Option("--addressee", help="主送机关，默认上级纪委监委")] = "",
    house: House = None,
    draft: Draft = False,
    imported: Imported = False,
) -> None:
    """生成年度工作报告。尚未统计的内容略去；核对有问题的，列出来并以1退出；加--draft作草稿输出。"""
    from mingjian.report.issuing import Heading, issue

    chosen = _format(form, out)
    found = issue(find_edition(edition, "annual").id, period=str(year), scope=scope, imported=imported, house=house,
                  records=chosen == "xlsx")  # fmt: skip
    _give_out(found, chosen, out, draft=draft, heading=Heading(number, signer, addressee))


@app.command()
def figure(
    name: Annotated[str, typer.Argument(metavar="ID", help="指标编号，如cases_filed、form_uses.by_form:1")],
    period: Period,
    scope: Scope = None,
    records: Annotated[bool, typer.Option("--records", help="列出这个数的每条记录")] = False,
    form: Annotated[str, typer.Option("--format", help="text或者json")] = "text",
    imported: Imported = False,
) -> None:
    """一个数（或者一个分项的各数），以及它数的是哪些记录。"""
    from mingjian.statistics.asking import ask

    _known_format(form, ("text", "json"))
    answer = ask([name], period=period, scope=scope, imported=imported)
    _say_if_imported(answer)
    behind = {key: answer.records(key) for key in answer.figures} if records else {}
    said = [_said(found, behind.get(key)) for key, found in answer.figures.items()]
    if form == "json":
        typer.echo(
            json.dumps(said[0] if list(answer.figures) == [name] else said, ensure_ascii=False, indent=2)
        )
        return
    typer.echo(f"{answer.scope.name}　{answer.period.words()}")
    for item, found in zip(said, answer.figures, strict=True):
        share = f"（{item['share_printed']}）" if "share_printed" in item else ""
        typer.echo(
            f"{item['label']}　{item['printed']}{item['unit'] if item['value'] is not None else ''}{share}"
        )
        for record in behind.get(found, ()):
            typer.echo(f"    {record.number or record.id}")


@imports.command("facts")
def import_facts(
    folder: Annotated[
        Path, typer.Argument(help="存放CSV文件的文件夹，一张表一个文件；或者导出的Parquet文件夹")
    ],
) -> None:
    """导入统计台账，与本平台的事项分开保存。有一处错误就什么也不保留；再次导入，取代上次的。"""
    from mingjian.statistics.asking import imported_folder
    from mingjian.statistics.cells import FactsRefused
    from mingjian.statistics.csvfacts import other_files, size_of, take_in
    from mingjian.statistics.kept import replacing

    try:
        with _bytes("导入") as bar, replacing(imported_folder()) as con:
            task = bar.add_task("", total=size_of(folder))
            counts = take_in(folder, con, lambda _, done: bar.advance(task, done))
    except FactsRefused as refused:
        raise fail(str(refused)) from None
    for file in other_files(folder):
        typer.echo(f"没有读{file}：不是统计台账的文件名。", err=True)
    typer.echo(f"已导入：{_counted(counts)}。")


@exports.command("facts")
def export_facts(
    folder: Annotated[
        Path, typer.Argument(help="写入哪个文件夹（Parquet，一张表一个文件夹，一月一个文件），原有内容被取代")
    ],
    imported: Imported = False,
) -> None:
    """导出本平台的统计台账（Parquet），供上级汇总。只有代码、日期和编号。"""
    from mingjian.statistics.asking import imported_folder, own_facts
    from mingjian.statistics.facts import TABLES
    from mingjian.statistics.kept import kept
    from mingjian.statistics.parquet import export

    strange = [path for path in folder.iterdir() if path.stem not in TABLES] if folder.is_dir() else []
    if strange:
        raise fail(f"“{folder}”中还有别的文件，导出会取代整个文件夹；请换一个空文件夹。")
    try:
        facts = kept(imported_folder()) if imported else own_facts()
    except FileNotFoundError as error:
        raise fail(f"{error}。") from None
    with _bytes("导出") as bar:
        task = bar.add_task("", total=len(TABLES))
        counts = export(facts, folder.absolute(), lambda: bar.advance(task))
    typer.echo(f"已导出：{_counted(counts)}。")


def _counted(counts: dict[str, int]) -> str:
    from mingjian.statistics.facts import TABLES

    return "，".join(f"{TABLES[name].label}{count}" for name, count in counts.items() if count) or "没有一行"


def _bytes(what: str) -> Progress:
    """A bar of how much is done, for those who watch; nothing in files and pipes."""
    screen = Console(stderr=True)
    return Progress(TextColumn(what), BarColumn(), TaskProgressColumn(), TimeRemainingColumn(), console=screen, transient=True,
                    disable=not screen.is_terminal)  # fmt: skip


def _format(form: str | None, out: Path | None) -> str:
    """What was asked for, else what the name of the file says."""
    chosen = form or (out.suffix.removeprefix(".") if out else "text")
    return _known_format("text" if chosen == "txt" else chosen)


def _known_format(form: str, known: tuple[str, ...] = FORMATS) -> str:
    if form not in known:
        raise fail(f"不能输出“{form}”；可用：{'、'.join(known)}。")
    return form


def _give_out(
    found: Any, form: str, out: Path | None, *, draft: bool, records: bool = False, heading: Any = ()
) -> None:
    """What stands in the way on standard error; the text only if nothing does, or as a draft."""
    _say_if_imported(found.answer)
    for warning in found.warnings:
        typer.echo(f"提示：{warning}", err=True)
    for obstacle in found.obstacles:
        typer.echo(f"不符：{obstacle}", err=True)
    if found.obstacles and not draft:
        raise fail(f"核对有{len(found.obstacles)}处不符，没有输出；请补正后再生成，或者加--draft先看草稿。")
    content = _written(found, form, draft=draft, records=records, heading=heading)
    if out is not None:
        _write(out, content)
        typer.echo(f"已写入{out}。")
    elif form in ("text", "json"):
        typer.echo(content.decode(), nl=False)
    elif sys.stdout.isatty():
        raise fail(f"{form}不能显示在屏幕上；请用--out写明文件名。")
    else:
        sys.stdout.buffer.write(content)


def _written(found: Any, form: str, *, draft: bool, records: bool, heading: Any) -> bytes:
    from mingjian.report.issuing import Heading
    from mingjian.report.pdf import NoOfficeProgram

    try:
        content: bytes = found.written(form, draft=draft, on=None if draft else _today(), records=records,
                                       heading=Heading(*heading))  # fmt: skip
    except NoOfficeProgram as error:
        raise fail(str(error)) from None
    return content


def _say_if_imported(answer: Any) -> None:
    if answer.is_imported:
        typer.echo("提示：数据取自导入的统计台账，不是本平台的事项。", err=True)


def _today() -> date:
    from mingjian.ledger import instant

    return instant.today()


def _write(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        raise fail(f"写不了“{out}”（{error.strerror}）；请换一个文件夹。") from None


def _said(figure: Any, behind: list[Any] | None) -> dict[str, Any]:
    """A figure as JSON has it; `records`: the ids behind it."""
    from mingjian.law.style import Style
    from mingjian.report.numbers import number, share
    from mingjian.report.text import as_number

    printed = "—" if figure.value is None else number(figure.value, Style(), figure.id, figure.unit)
    said = {
        "id": figure.id,
        "label": figure.label,
        "value": as_number(figure.value),
        "printed": printed,
        "unit": figure.unit,
    }
    if figure.share is not None:
        said |= {"share": as_number(figure.share), "share_printed": share(figure.share, trailing_zero=False)}
    return said if behind is None else {**said, "records": [record.id for record in behind]}
