"""Commands that close a reporting period, show what was frozen and what came later, and restate it."""

from typing import Annotated

import typer

from mingjian.conf.commands import app, fail

period = typer.Typer(no_args_is_help=True, help="统计期间：结账、查看、重述。")
app.add_typer(period, name="period")

Code = Annotated[str, typer.Argument(metavar="期间", help="如2023Q1、2023H1、2023、2023-03")]
Scope = Annotated[str | None, typer.Option("--scope", help="单位的编号或者名称，默认为最上级单位")]
By = Annotated[str, typer.Option("--by", help="办理人的账号")]


@period.command()
def close(code: Code, by: By, scope: Scope = None) -> None:
    """结账：固定本期间的全部数字、口径和记录。记录缺少统计所需内容的，逐条列出，不能结账。"""
    from mingjian.ledger import instant
    from mingjian.statistics import closing
    from mingjian.statistics.asking import ask

    answer = ask((), period=code, scope=scope)
    try:
        row = closing.close(answer, by=_officer(by), on=instant.today())
    except closing.PeriodError as error:
        raise fail(str(error)) from None
    typer.echo(f"{answer.scope.name}{answer.period.words()}已结账，固定{row.figures.count()}个数字。")


@period.command()
def show(code: Code, scope: Scope = None) -> None:
    """查看结账情况，和结账以后补录、更正引起的变动。"""
    from mingjian.statistics import closing
    from mingjian.statistics.asking import ask

    answer = ask((), period=code, scope=scope)
    row = closing.closed(answer.period, answer.scope)
    place = f"{answer.scope.name}{answer.period.words()}"
    if row is None:
        typer.echo(f"{place}还没有结账。")
        return
    why = (
        f"，重述事由：{closing.REASONS[row.reason]}，批准人：{row.approved_by.name}"
        if row.approved_by
        else ""
    )
    typer.echo(f"{place}第{row.version}版，{row.closed_on}由{row.officer.name}结账{why}。")
    found = closing.adjustments(answer, row)
    for adjustment in found:
        numbers = [record.number or record.id for record in _records(answer, adjustment)]
        typer.echo(f"变动：{adjustment}：{'、'.join(numbers[:10])}{'等' if len(numbers) > 10 else ''}")
    if not found:
        typer.echo("结账以后没有变动。")


@period.command()
def restate(
    code: Code,
    by: By,
    approved_by: Annotated[
        str, typer.Option("--approved-by", help="批准人的账号，案件监督管理部门主要负责人")
    ],
    reason: Annotated[str, typer.Option("--reason", help="事由：late、corrected、moved、definition、other")],
    scope: Scope = None,
) -> None:
    """重述：经批准，以现在的数字另立一版；原来的一版保留，已印发的文件不变。"""
    from mingjian.ledger import instant
    from mingjian.statistics import closing
    from mingjian.statistics.asking import ask

    answer = ask((), period=code, scope=scope)
    asked = {
        "by": _officer(by),
        "approved_by": _officer(approved_by),
        "reason": reason,
        "on": instant.today(),
    }
    try:
        row = closing.restate(answer, **asked)
    except closing.PeriodError as error:
        raise fail(str(error)) from None
    typer.echo(f"{answer.scope.name}{answer.period.words()}已重述为第{row.version}版。")


def _records(answer, adjustment) -> list:  # type: ignore[no-untyped-def, type-arg]
    rule = answer.indicators[adjustment.figure.id.partition(".")[0]].on(answer.period.end)
    ids = [*adjustment.came, *adjustment.went]
    return answer.named(rule.table, ids) if hasattr(rule, "table") else []


def _officer(username: str) -> int:
    from mingjian.org.models import Officer

    officer = Officer.objects.filter(username=username, is_active=True).first()
    if officer is None:
        raise fail(f"没有启用的账号“{username}”，请核对。")
    return officer.pk
