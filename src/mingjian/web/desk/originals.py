"""Papers of a matter: first a copy without hidden data; the original only for a reason, which the journal keeps (RPT-13)."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingjian.channels.cleaning import CannotClean, cleaned
from mingjian.ledger import journal
from mingjian.ledger.documents import read
from mingjian.ledger.models import Document, Matter
from mingjian.web.desk.officer import DeskRequest, for_officers, reached
from mingjian.web.desk.papers import file_name
from mingjian.web.shared import phrases
from mingjian.web.shared.fields import Choice, Field, failures_of
from mingjian.web.shared.parts import Fact, Head, Link

SHOWN = {"application/pdf", "image/jpeg", "image/png", "text/plain"}  # what a browser shows by itself
ALONE = "default-src 'none'; frame-ancestors 'none'"  # the viewer of PDF does not open in a sandbox
REASONS = ("compare", "evidence", "hand_over", "appraisal", "no_copy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """desk/original.html: why the original is wanted, before it is given."""

    head: Head
    title: str
    action: str
    back: Link
    facts: tuple[Fact, ...]
    why: str
    fields: tuple[Field, ...]

    @property
    def failures(self) -> list[tuple[str, str]]:
        return failures_of(self.fields)


def reasons() -> dict[str, str]:
    return {
        "compare": _("核对原貌"),
        "evidence": _("作为证据提取"),
        "hand_over": _("随案移送"),
        "appraisal": _("鉴定、技术检验"),
        "no_copy": _("查阅件无法打开或者不能生成"),
    }


@for_officers
def copy(request: DeskRequest, matter: UUID, document: UUID) -> HttpResponse | StreamingHttpResponse:
    """The copy without hidden data, made while it is asked for; where none can be made, the page of the original says so."""
    found, row = _found(request, matter, document)
    try:
        data = cleaned(row.media_type, b"".join(read(row, found)))
    except CannotClean:
        data = None
    if data is None:
        return _page(request, found, row, _("这个文件不能生成去除隐藏信息的查阅件，只有原件。"))
    _note(request, found, row)
    return _sent((data,), row, found)


@require_http_methods(["GET", "POST"])
@for_officers
def original(request: DeskRequest, matter: UUID, document: UUID) -> HttpResponse | StreamingHttpResponse:
    """The file as it came, decrypted while it is sent; only with a reason."""
    found, row = _found(request, matter, document)
    if request.method != "POST":
        return _page(request, found, row)
    reason = request.POST.get("reason", "")
    if reason not in REASONS:
        return _page(request, found, row, error=_("请选择查阅原件的理由。"))
    _note(request, found, row, reason=reason)
    return _sent(read(row, found), row, found)


def _found(request: DeskRequest, matter: UUID, document: UUID) -> tuple[Matter, Document]:
    found, _how_far = reached(request, matter, content=True)
    row = Document.objects.select_related("act").filter(pk=document, act__matter=found).first()
    if row is None:
        raise Http404
    return found, row


def _note(request: DeskRequest, found: Matter, row: Document, **more: str) -> None:
    details = {"document": row.id.hex, **more}
    journal.note("download", officer=request.viewer.officer, outcome="done", matter=found.id, details=details)


def _sent(parts: Iterable[bytes], row: Document, found: Matter) -> StreamingHttpResponse:
    """Pictures and PDF open in the browser, in a box without script; everything else is saved under its name."""
    kind = "text/plain; charset=utf-8" if row.media_type == "text/plain" else row.media_type
    response = StreamingHttpResponse(parts, content_type=kind)
    named = content_disposition_header(row.media_type not in SHOWN, file_name(row, found))
    response["Content-Disposition"] = named or "inline"
    response["Content-Security-Policy"] = (
        ALONE if row.media_type == "application/pdf" else f"sandbox; {ALONE}"
    )
    return response


def _page(request: DeskRequest, found: Matter, row: Document, why: str = "", error: str = "") -> HttpResponse:
    back = Link(
        _("返回%(number)s") % {"number": found.number}, reverse("matter", args=[found.id]) + "#documents"
    )
    choices = tuple(
        Choice(code, label, request.POST.get("reason") == code) for code, label in reasons().items()
    )
    page = Original(
        head=Head(
            title=f"{_('查阅原件')} {found.number}",
            failed=bool(error),
            crumbs=(Link(found.number, back.href), Link(_("原件"), "")),
        ),
        title=_("查阅原件"),
        action=reverse("original", args=[found.id, row.id]),
        back=back,
        facts=(Fact(_("名称"), file_name(row, found)), Fact(_("大小"), phrases.file_size(row.size))),
        why=why,
        fields=(Field(name="reason", label=_("理由"), kind="code", choices=choices, error=error),),
    )
    return render(request, "desk/original.html", {"page": page}, status=422 if error else 200)
