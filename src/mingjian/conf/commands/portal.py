"""Commands between the public site and the register: bring in what has arrived, put back what the reporters may know."""

from typing import Annotated

import typer
from django.conf import settings

from mingjian.channels.answering import answer_new
from mingjian.channels.fetching import fetch, receiving_unit
from mingjian.conf.commands import app, fail
from mingjian.ledger import instant
from mingjian.ledger.search import index_new

portal = typer.Typer(no_args_is_help=True, help="举报网站。")
app.add_typer(portal, name="portal")


@portal.command("fetch")
def fetch_now(
    unit: Annotated[
        str, typer.Option("--unit", help="受理单位的编号或者名称，默认为最上一级有信访举报部门的单位")
    ] = "",
) -> None:
    """现在就取入举报网站收到的信封，写出给举报人的回信（后台程序每小时取一次，以免登记时间透露来访时间）。"""
    own = receiving_unit(unit or settings.MINGJIAN_PORTAL_UNIT)
    if own is None:
        raise fail(f"没有单位“{unit or settings.MINGJIAN_PORTAL_UNIT}”；请核对编号或者名称。")
    done = fetch(settings.MINGJIAN_PORTAL, unit=own, on=instant.today())
    index_new()
    written = answer_new(settings.MINGJIAN_PORTAL, everything=True)
    typer.echo(
        f"登记{done.registered}件，补充{done.added}件，回信{written}件；等待原件的补充{done.waiting}件。"
    )
    if done.aside:
        raise fail("\n".join(done.aside))
