"""Commands about the lawbook: check it, show what holds on a day, compare two days."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from django.conf import settings

from mingjian.conf.commands import app, fail
from mingjian.law.checks import check
from mingjian.law.lawbook import Lawbook, load
from mingjian.ledger.book import book
from mingjian.statistics.checks import check as check_indicators
from mingjian.statistics.checks import check_codes
from mingjian.statistics.checks_facts import check_facts

lawbook = typer.Typer(no_args_is_help=True, help="规程法规。")
app.add_typer(lawbook, name="lawbook")


@lawbook.command("check")
def check_all() -> None:
    """检查全部规程文件，列出每处错误的文件、行和改法。"""
    overlay = settings.MINGJIAN_LAWBOOK_OVERLAY
    found = load(overlay=Path(overlay) if overlay else None)
    problems = [str(problem) for problem in check(found)]
    problems += [*check_indicators(found.entries("indicators")), *check_codes(found), *check_facts(found)]
    if problems:
        raise fail("\n".join(problems))
    counts = "，".join(f"{name} {len(entries)}" for name, entries in found.sections.items())
    typer.echo(f"没有错误。{counts}。")


@lawbook.command()
def show(
    section: Annotated[str | None, typer.Argument(help="类别，如clocks、procedures")] = None,
    name: Annotated[str | None, typer.Argument(help="条目编号")] = None,
    on: Annotated[str | None, typer.Option(help="日期，如2024-01-01")] = None,
) -> None:
    """列出类别、条目，或一个条目在某日的内容与依据。"""
    law = book()
    if section is None:
        for key, entries in law.sections.items():
            typer.echo(f"{key}\t{len(entries)}")
        return
    if section not in law.sections:
        raise fail(f"没有类别“{section}”，可用：{'、'.join(law.sections)}。")
    if name is None:
        for key, placed in law.sections[section].items():
            typer.echo(f"{key}\t{getattr(placed.entry, 'label', '')}")
        return
    if name not in law.sections[section]:
        raise fail(f"“{section}”中没有“{name}”，用mingjian lawbook show {section}查看全部。")
    typer.echo(_said(law, section, name, date.fromisoformat(on) if on else None))


@lawbook.command()
def diff(earlier: str, later: str) -> None:
    """比较两天：哪些时限、审批、程序不同。"""
    law = book()
    days = (date.fromisoformat(earlier), date.fromisoformat(later))
    different = 0
    for section in ("clocks", "approvals"):
        for name, entry in law.entries(section).items():
            before, after = (entry.on(day) for day in days)
            if before != after:
                different += 1
                typer.echo(f"{section} {name} {entry.label}：{_in_force(before)} → {_in_force(after)}")
    for kind in law.kinds():
        before, after = (law.procedure(kind, day) for day in days)
        if (before and before.in_force) != (after and after.in_force):
            different += 1
            typer.echo(
                f"procedures {kind}：{before.in_force if before else '无'} → {after.in_force if after else '无'}"
            )
    typer.echo(f"共{different}处不同。")


def _in_force(version: Any) -> str:
    return f"自{version.in_force}" if version else "无"


def _said(law: Lawbook, section: str, name: str, on: date | None) -> str:
    placed = law.sections[section][name]
    entry = placed.entry.on(on) if on and hasattr(placed.entry, "on") else placed.entry
    source = f"{placed.source.file} 第{placed.source.line(placed.where)}行"
    if entry is None:
        return f"{name}在{on}没有施行中的规定（{source}）。"
    cite = getattr(entry, "cite", None)
    ground = f"\n依据：{law.cite_words(cite)}（核对：{cite.checked}）" if cite else ""
    label = getattr(placed.entry, "label", name)
    return f"{label}（{source}）{ground}\n{entry.model_dump_json(indent=2, by_alias=True, exclude_none=True)}"
