"""Posts from a spreadsheet: the file is read and understood first, then all of it is put on record or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mingjian.channels.appointing import Plan, carry_out, plan
from mingjian.channels.faults import Fault, SheetRefused, letter, whole
from mingjian.channels.posts import POSTS, Named, Posts, read_posts
from mingjian.channels.table import Column as Read
from mingjian.channels.table import Register
from mingjian.parties import tenures
from mingjian.parties.models import Organisation
from mingjian.web.account.live import is_office
from mingjian.web.desk import sheet_words
from mingjian.web.desk.frames import tell, told
from mingjian.web.desk.keeping import may_keep
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.shared import phrases
from mingjian.web.shared.parts import Cell, Column, Fact, Head, Link, Row, Table

MOST = 1000  # lines of one file that is taken in here
MOST_BYTES = 5 << 20
_KEY = "posts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """desk/posts.html: a file is asked for; or what was understood of it, and the button that puts it on record."""

    head: Head
    title: str
    action: str
    back: Link
    fault: str = ""
    facts: tuple[Fact, ...] = ()
    tables: tuple[Table, ...] = ()
    button: str = ""


@require_http_methods(["GET", "POST"])
@for_officers
def take_in(request: DeskRequest) -> HttpResponse:
    """The file first; then what it means; then, on a word, all of it. What was read waits in the sealed session."""
    if is_office(request.viewer) or not request.viewer.posts:
        raise Http404
    if request.method != "POST":
        request.session.pop(_KEY, None)
        return _page(request)
    if "do" in request.POST:
        return _put_on_record(request)
    try:
        posts = _read(request)
    except SheetRefused as refused:
        return _page(request, faults=refused.faults, status=422)
    found = _plan(request, posts)
    if not found.faults:
        request.session[_KEY] = _kept(posts)
    return _page(request, found, status=422 if found.faults else 200)


def _read(request: DeskRequest) -> Posts:
    given: UploadedFile | None = request.FILES.get("file")
    if given is None:
        raise whole("没有选择文件", "请选择任职情况表")
    if (given.size or 0) > MOST_BYTES:
        raise whole(f"{given.name}超过{MOST_BYTES >> 20}MB", "请删去图片，或者分成几个文件")
    with TemporaryDirectory() as folder:
        path = Path(folder) / Path(str(given.name)).name
        path.write_bytes(given.read())
        posts = read_posts(path, request.viewer.book, request.viewer.on)
    if len(posts.register.lines) > MOST:
        raise whole(f"{given.name}超过{MOST}行", "请分成几个文件，或者请管理员在服务器上导入")
    return posts


def _plan(request: DeskRequest, posts: Posts) -> Plan:
    def keeps(unit: Organisation) -> bool:
        return may_keep(request.viewer, tenures.responsible(unit.pk, request.viewer.on))

    return plan(posts, may_keep=keeps)


def _put_on_record(request: DeskRequest) -> HttpResponse:
    """What was shown, looked at once more: somebody may have put a part of it on record since."""
    kept = request.session.pop(_KEY, None)
    if kept is None:
        return _page(request, faults=whole("这份表已不再保留", "请重新选择文件").faults, status=422)
    found = _plan(request, _given_back(kept))
    try:
        carry_out(found, by=request.viewer.officer)
    except SheetRefused as refused:
        return _page(request, found, refused.faults, 422)
    n = len(found.new)
    said = ngettext("已登记任职%(n)s条，登记免职%(ended)s条。", "已登记任职%(n)s条，登记免职%(ended)s条。", n)
    tell(request, said % {"n": n, "ended": len(found.ended)})
    return HttpResponseRedirect(reverse("units"))


def _page(
    request: DeskRequest, found: Plan | None = None, faults: Sequence[Fault] = (), status: int = 200
) -> HttpResponse:
    title = _("导入任职")
    faults = faults or (found.faults if found else ())
    tables = []
    if faults:
        tables.append(_faults(_("需要改正的"), faults))
    if found is not None and found.differing:
        tables.append(_faults(_("与平台上不同、不改动的"), found.differing))
    if found is not None:
        tables.append(_headings(found.register))
    back = Link(_("单位"), reverse("units"))
    page = Taking(
        head=Head(title=title, crumbs=(back, Link(title, "")), failed=bool(faults), notices=told(request)), title=title,
        action=reverse("posts_import"), back=back, tables=tuple(tables), facts=_facts(found) if found else (),
        fault=_("没有导入任何内容。请在表中改正后重新选择文件。") if faults else "",
        button=_("导入") if found is not None and not faults and (found.new or found.ended) else "",
    )  # fmt: skip
    return render(request, "desk/posts.html", {"page": page}, status=status)


def _facts(found: Plan) -> tuple[Fact, ...]:
    """How many lines of which sort."""
    counts: tuple[tuple[str, int], ...]
    if found.faults:  # nothing is put on record
        counts = (
            (_("读到的行"), len(found.register.lines)),
            (_("有错误的行"), len({one.row for one in found.faults if one.row})),
        )
    else:
        counts = (
            (_("新登记任职"), len(found.new)), (_("其中新登记人员"), found.persons), (_("登记免职"), len(found.ended)),
            (_("已有、跳过"), found.known),
        )  # fmt: skip
    passed = phrases.listed(map(str, found.register.passed_over[:20]))
    said = (Fact(_("略过的行（合计、说明等）"), passed, wide=True),) if passed else ()
    return (
        Fact(_("文件"), f"{found.register.file}{phrases.quoted(found.register.sheet)}"),
        *(Fact(label, str(count)) for label, count in counts),
        *said,
    )


def _faults(caption: str, faults: Sequence[Fault]) -> Table:
    columns = (
        Column(label=_("行"), kind="head"), Column(label=_("列")), Column(label=_("填写的")), Column(label=_("问题")), Column(label=_("怎样改正")),
    )  # fmt: skip
    rows = tuple(
        Row(cells=(
            Cell(words=str(one.row) if one.row else _("整个文件")), Cell(words=f"{one.column}{phrases.quoted(one.heading)}" if one.heading else ""),
            Cell(words=one.value), Cell(words=sheet_words.say(one.what)), Cell(words=sheet_words.say(one.remedy)),
        ))
        for one in faults
    )  # fmt: skip
    return Table(caption=caption, columns=columns, rows=rows)


def _headings(register: Register) -> Table:
    columns = (Column(label=_("列"), kind="head"), Column(label=_("表头")), Column(label=_("识别为")))
    known = POSTS.fields
    rows = tuple(
        Row(cells=(
            Cell(words=letter(one.place)), Cell(words=one.heading.replace("\n", "")),
            Cell(words=known[one.field].label if one.field else _("不认识，不导入")),
        ))
        for one in register.columns
    )  # fmt: skip
    return Table(caption=_("表头的识别"), columns=columns, rows=rows, compact=True)


def _kept(posts: Posts) -> dict[str, Any]:
    """What was read, as the session keeps it."""
    lines = [
        [*line[:-2], line.since.isoformat(), line.until.isoformat() if line.until else None]
        for line in posts.lines
    ]
    register = posts.register
    return {
        "file": register.file,
        "sheet": register.sheet,
        "columns": [list(one) for one in register.columns],
        "lines": lines,
    }


def _given_back(kept: dict[str, Any]) -> Posts:
    columns = tuple(Read(*one) for one in kept["columns"])
    lines = tuple(
        Named(*said, date.fromisoformat(since), date.fromisoformat(until) if until else None)
        for *said, since, until in kept["lines"]
    )
    return Posts(Register(kept["file"], kept["sheet"], columns, (), None, ()), lines, ())
