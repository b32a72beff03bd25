"""A table that is no register leaves the platform: what, for what, to whom is said first; then the file, and it is noted."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mingjian.channels.register import Column, Value
from mingjian.ledger import journal
from mingjian.web.account import stepping
from mingjian.web.desk import export_file, exporting, leaving
from mingjian.web.desk.exporting import LONGEST
from mingjian.web.desk.leaving import Told
from mingjian.web.desk.officer import DeskRequest
from mingjian.web.desk.pages import Export
from mingjian.web.shared.parts import Cell, Fact, Head, Link, Table


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What leaves: `widths` are the headings with their widths; `matter`: of which matter it tells, for the journal.

    `counted`: numbers, no records, so that nobody else need agree however many they are.
    """

    kind: str
    title: str
    scope: str
    file: str
    back: Link
    widths: Sequence[tuple[str, int]]
    lines: Callable[[], Iterable[Sequence[Value]]]
    count: int
    each: str = "条"
    matter: UUID | None = None
    hindrance: str = ""
    counted: bool = False

    @property
    def needs_word(self) -> bool:
        return not self.counted and leaving.needs_word(self.count)

    @property
    def many(self) -> str:
        if self.counted:
            return ngettext("共%(n)s个数", "共%(n)s个数", self.count) % {"n": self.count}
        return leaving.count_words(self.count)


def take(request: DeskRequest, sheet: Sheet) -> HttpResponse:
    """GET says what will leave; POST gives the file and notes it, or puts it before a second person."""
    agreed = leaving.agreed(request)
    errors: dict[str, str] = {}
    if request.method == "POST" and not sheet.hindrance:
        errors = ({} if agreed else exporting.said_errors(request)) or stepping.errors(request)
        if not errors:
            told, who = agreed or (_told(request), "")
            return _leave(request, sheet, told, who)
    fields = () if agreed else exporting.said_fields(request, errors)
    page = Export(
        head=Head(title=sheet.title, failed=bool(errors)), title=sheet.title, back=sheet.back, action=request.get_full_path(),
        facts=(Fact(_("范围"), sheet.scope), Fact(_("数量"), sheet.many)), fields=fields, hindrance=sheet.hindrance,
        needs_word=sheet.needs_word and not agreed, is_agreed=bool(agreed),
        proof=stepping.fields(request, errors),
    )  # fmt: skip
    return render(request, "desk/export.html", {"page": page}, status=422 if errors else 200)


def _told(request: DeskRequest) -> Told:
    post = request.POST
    return Told(
        post.get("form") or "xlsx", post["purpose"], post.get("remark", "").strip()[:LONGEST], post["recipient"].strip()[:LONGEST],
    )  # fmt: skip


def _leave(request: DeskRequest, sheet: Sheet, told: Told, agreed: str) -> HttpResponse:
    if agreed or not sheet.needs_word:
        return _file(request, sheet, told, agreed)
    leaving.keep_sheet(request, told, kind=sheet.kind, title=sheet.title, scope=sheet.scope, rows=sheet.count)
    return leaving.put_before_another(request)


def _file(request: DeskRequest, sheet: Sheet, told: Told, agreed: str) -> HttpResponse:
    media, write = export_file.FORMS[told.form]
    purpose = export_file.purpose_words(told.purpose, told.remark)
    said = export_file.said(request, sheet.scope, purpose, told.recipient, agreed, each=sheet.each)
    heads = [Column(label, width, lambda *_: None, label) for label, width in sheet.widths]
    details = {"kind": sheet.kind, "rows": sheet.count, "purpose": told.purpose, "form": told.form}
    with (
        journal.attempt("export", officer=request.viewer.officer, matter=sheet.matter, details=details),
        TemporaryDirectory() as folder,
    ):
        path = Path(folder) / "sheet"
        write(path, heads, sheet.lines(), said)
        response = HttpResponse(path.read_bytes(), content_type=media)
    name = f"{sheet.file}-{request.viewer.on.isoformat()}.{told.form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def lines_of(table: Table) -> Iterator[list[Value]]:
    """The rows of a table of a page, as they are shown."""
    for row in table.rows:
        yield [value(cell) for cell in row.cells]


def value(cell: Cell) -> Value:
    words = _("；").join(filter(None, (cell.words, cell.sub, cell.tag.word if cell.tag else "")))
    return cell.day if cell.day and not words else words
