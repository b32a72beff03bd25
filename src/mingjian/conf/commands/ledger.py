"""Commands about the ledger: verify it, work for it."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from mingjian.conf.commands import app
from mingjian.conf.working import work
from mingjian.ledger.verify import note_verification
from mingjian.ledger.verify import verify as verify_all

SHOWN = 50  # problems that are printed one by one


@app.command()
def verify(
    checkpoint: Annotated[Path | None, typer.Option(help="见证方保存的存证文件，一并核对")] = None,
    closed: Annotated[bool, typer.Option("--closed", help="不打开密封内容，只核验链、树和重放")] = False,
) -> None:
    """核验台账：链、树、存证点、重放；有密钥时连密封的文字和材料一起核验。"""
    note = checkpoint.read_text(encoding="utf-8") if checkpoint else None
    with Progress(
        TextColumn("正在核验"), BarColumn(), MofNCompleteColumn(), TextColumn("件"), TimeElapsedColumn()
    ) as progress:
        task = progress.add_task("verify", total=None)
        report = verify_all(
            open_words=not closed,
            on_progress=lambda done, of: progress.update(task, completed=done, total=of),
            checkpoint=note,
        )
    note_verification(report, officer=None)
    for problem in report.problems[:SHOWN]:
        typer.echo(str(problem), err=True)
    if report.is_sound:
        typer.echo(
            f"一致：{report.counts['matters']}件，{report.counts['acts']}条，存证点{report.counts['checkpoints']}个。"
        )
        return
    typer.echo(f"共发现{len(report.problems)}处不一致；请保留现场，报告审计管理员，不要改动数据。", err=True)
    raise typer.Exit(3)


@app.command()
def worker() -> None:
    """在后台建检索索引、查重标记、存证；每日办理平台自行办理的事项（用SQLite时由serve自动启动）。"""
    work()
