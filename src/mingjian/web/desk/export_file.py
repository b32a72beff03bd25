"""The file of an export: the lines within reach of whoever takes it out, marked, with a last line that says what it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.utils.translation import gettext as _

from mingjian.channels.register import Said, columns, lines, write_csv, write_register
from mingjian.ledger import instant, journal
from mingjian.ledger.journal import GROUP
from mingjian.ledger.viewer import Viewer
from mingjian.web.desk import listing, registers
from mingjian.web.desk.frames import mark
from mingjian.web.desk.lines import Line
from mingjian.web.desk.listing import Asked
from mingjian.web.desk.officer import DeskRequest
from mingjian.web.shared import phrases

FORMS = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_register),
    "csv": ("text/csv; charset=utf-8", write_csv),
}


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to leave, as what, for what, to whom; `agreed`: by whose word, where one was needed."""

    asked: Asked
    columns: tuple[int, ...]
    form: str
    purpose: str
    remark: str
    recipient: str
    agreed: str = ""


def purposes() -> dict[str, str]:
    return {
        "report": _("上报"),
        "meeting": _("会议材料"),
        "check": _("核对、检查"),
        "handover": _("交接"),
        "other": _("其他"),
    }


def made(request: DeskRequest, order: Order, found: Sequence[Line]) -> HttpResponse:
    """The file; titles only of matters whose content lies within reach. Call it within the journal's `attempt`."""
    viewer, kind = request.viewer, order.asked.kind
    prefetch_related_objects([line.matter for line in found], "unit", "department", "handler")
    titles = {line.matter.id: line.title for line in found if line.content}
    every = columns(viewer.book, kind, titles)
    shown = [every[number] for number in order.columns if number < len(every)]
    media, write = FORMS[order.form]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "register"
        write(path, shown, lines(shown, kind, (line.matter for line in found)), _said(request, order))
        data = path.read_bytes()
    if any(column.heading == "标题" for column in shown):
        note_titles(viewer, [line.matter.id for line in found if line.content])
    response = HttpResponse(data, content_type=media)
    name = f"{kind}-{viewer.on.isoformat()}.{order.form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def note_titles(viewer: Viewer, opened: Sequence[UUID]) -> None:
    """The titles of these matters have left, and so were read."""
    for start in range(0, len(opened), GROUP):
        journal.note_reads(opened[start : start + GROUP], officer=viewer.officer, view="export")


def purpose_words(purpose: str, remark: str) -> str:
    return purposes()[purpose] + phrases.aside(remark)


def _said(request: DeskRequest, order: Order) -> Said:
    filtered = registers.condition_words(request.viewer, order.asked)
    return said(request, filtered, purpose_words(order.purpose, order.remark), order.recipient, order.agreed)


def said(
    request: DeskRequest, filtered: str, purpose: str, recipient: str, agreed: str = "", each: str = "件"
) -> Said:
    """The last line of a sheet: filter, time and count, then purpose, recipient, who agreed and whose copy it is."""
    words = {"purpose": purpose, "recipient": recipient, "who": who(request), "mark": mark(request).number}
    line = (
        _("用途：%(purpose)s；接收：%(recipient)s；导出人：%(who)s；标记%(mark)s；内部资料，注意保存") % words
    )
    if agreed:
        line += _("；批准人：%(who)s") % {"who": agreed}
    return Said(filtered, instant.now(), line, each)


def who(request: DeskRequest) -> str:
    frame = request.frame
    return " ".join(part for part in (frame.commission, frame.department, frame.officer) if part)


def counted(viewer: Viewer, asked: Asked) -> int:
    """How many lines will leave; hits in text are opened to be counted."""
    total = listing.total(viewer, asked, listing.found(viewer, asked))
    return sum(1 for _line in listing.everything(viewer, asked)) if total is None else total
