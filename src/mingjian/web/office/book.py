"""The lawbook of this installation beside the packaged one, and the working calendars with what was applied."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mingjian.ledger.book import book
from mingjian.ledger.models import Journal
from mingjian.web.office.pages import Difference, Settings, draw, for_posts, head
from mingjian.web.office.units import EVERYBODY
from mingjian.web.shared import phrases
from mingjian.web.shared.differing import changes
from mingjian.web.shared.moments import minute
from mingjian.web.shared.parts import Cell, Column, Empty, Fact, Link, Row, Table, Tag

SHOWN = 20


@for_posts(*EVERYBODY)
def overlay(request: Any) -> HttpResponse:
    """Each file of the local lawbook, line by line against the packaged one. It is changed on the server only."""
    folder = Path(settings.MINGJIAN_LAWBOOK_OVERLAY) if settings.MINGJIAN_LAWBOOK_OVERLAY else None
    found = tuple(_differences(folder)) if folder else ()
    if not folder:
        words = [_("本机没有本地规程，全部按随附的规程办理。")]
    else:
        words = [
            ngettext(
                "本地规程有%(n)s个文件，各代替同名的随附文件。",
                "本地规程有%(n)s个文件，各代替同名的随附文件。",
                len(found),
            )
            % {"n": len(found)}
        ]
    words.append(_("本地规程在服务器上更改：改后先用mingjian lawbook check检查，再重新启动各进程。"))
    page = Settings(head=head(request, _("本地规程")), title=_("本地规程"), words=tuple(words), differences=found,
                    links=(Link(_("规程法规"), reverse("lawbook")),))  # fmt: skip
    return draw(request, page)


def _differences(folder: Path) -> Iterator[Difference]:
    packaged = files("mingjian") / "lawbook"
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        other = packaged / name
        old = _lines(other.read_text("utf-8")) if other.is_file() else []
        new = _lines(path.read_text("utf-8"))
        label = name if old else _("%(name)s（新增）") % {"name": name}
        yield Difference(title=label, changes=changes(old, new))


def _lines(text: str) -> list[tuple[str, str]]:
    return [("", line) for line in text.splitlines()]


@for_posts(*EVERYBODY)
def calendars(request: Any) -> HttpResponse:
    """The years whose working days are known, whether the next one is there, and when changes were applied."""
    years = sorted(int(year) for year in book().entries("calendars"))
    this = request.viewer.on.year
    lines = tuple(
        Row(cells=(Cell(words=str(year), href=reverse("lawbook_entry", args=["calendars", str(year)])),
                   Cell(tag=Tag(_("本年"), "info") if year == this else None, words="" if year == this else "—")))
        for year in reversed(years)
    )  # fmt: skip
    known = Table(
        caption=_("工作日历"),
        columns=(Column(label=_("年份"), kind="head"), Column(label=_("说明"))),
        rows=lines,
    )
    missing = [str(year) for year in (this, this + 1) if year not in years]
    state = (
        Fact(_("缺少的年份"), phrases.listed(missing), tag=Tag(_("暂按周末推算"), "warn"))
        if missing
        else Fact(_("缺少的年份"), _("没有缺少"))
    )
    words = (_("调休安排每年由国务院办公厅公布。收到后写入本地规程，运行中的期限自动重算。"),)
    page = Settings(
        head=head(request, _("工作日历")),
        title=_("工作日历"),
        words=words,
        facts=(state,),
        tables=(known, _applied()),
    )
    return draw(request, page)


def _applied() -> Table:
    rows = tuple(
        Row(cells=(Cell(words=minute(one.at)), Cell(words=str(one.details.get("matters", 0))),
                   Cell(words=str(one.details.get("clocks", 0)))))
        for one in Journal.objects.filter(event="calendar").order_by("-at")[:SHOWN]
    )  # fmt: skip
    columns = (
        Column(label=_("时间"), kind="head"),
        Column(label=_("事项"), kind="num"),
        Column(label=_("期限"), kind="num"),
    )
    return Table(
        caption=_("已适用的变更"), columns=columns, rows=rows, empty=Empty(words=_("日历还没有变更过。"))
    )
