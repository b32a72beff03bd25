"""A register leaves the platform: on a page first (what, for what, to whom), then as a spreadsheet, or on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mingjian.channels.register import Column as Heading
from mingjian.channels.register import columns
from mingjian.ledger import access, journal, kinds
from mingjian.web.account import stepping
from mingjian.web.desk import export_file, leaving, listing, registers
from mingjian.web.desk.export_file import Order
from mingjian.web.desk.frames import kind_label, language, mark
from mingjian.web.desk.listing import Asked
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.desk.pages import Export
from mingjian.web.shared.fields import Choice, Field
from mingjian.web.shared.parts import Fact, Head, Link, Table

MOST = access.COUNT_LIMIT  # lines of one export; more are asked to be narrowed down
PRINTED = 1000  # lines of one print
LONGEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """desk/register_print.html: a register on paper."""

    head: Head
    title: str
    back: Link
    facts: tuple[Fact, ...]
    table: Table


@for_officers
def export(request: DeskRequest, kind: str) -> HttpResponse:
    """GET says what will be exported; POST gives the file and notes it, or puts it before a second person."""
    asked = _read(request, kind)
    total = export_file.counted(request.viewer, asked)
    headings = columns(request.viewer.book, kind, {})
    errors: dict[str, str] = {}
    if request.method == "POST" and total <= MOST:
        errors = _errors(request, headings) or stepping.errors(request)
        if not errors:
            return _leave(request, _order(request, asked, headings), total)
    page = _page(request, asked, headings, total, errors)
    return render(
        request, "desk/export.html", {"page": page}, status=422 if request.method == "POST" else 200
    )


def _leave(request: DeskRequest, order: Order, total: int) -> HttpResponse:
    if not leaving.needs_word(total):
        return leaving.send(request, order)
    with transaction.atomic():
        leaving.keep(request, order, total)
    return leaving.put_before_another(request)


def _order(request: DeskRequest, asked: Asked, headings: Sequence[Heading]) -> Order:
    post = request.POST
    return Order(
        asked=asked, columns=tuple(_chosen(request, headings)), form=post.get("form") or "xlsx", purpose=post["purpose"],
        remark=post.get("remark", "").strip()[:LONGEST], recipient=post["recipient"].strip()[:LONGEST],
    )  # fmt: skip


@for_officers
def register_print(request: DeskRequest, kind: str) -> HttpResponse:
    """The list of a register without its controls, as it is printed; noted as a print."""
    asked = _read(request, kind)
    shown = [
        line for line, _number in zip(listing.everything(request.viewer, asked), range(PRINTED), strict=False)
    ]
    journal.note(
        "print", officer=request.viewer.officer, outcome="done", details={"view": f"register:{kind}"}
    )
    registers.note(request, shown, view=f"print:{kind}")
    title = _("%(kind)s台账") % {"kind": kind_label(request.viewer, kind)}
    count = registers.count_words(len(shown))
    if len(shown) == PRINTED:
        count = ngettext("只打印前%(n)s件", "只打印前%(n)s件", PRINTED) % {"n": PRINTED}
    page = Printed(
        head=Head(title=title, mark=mark(request)),
        title=title,
        back=_back(asked),
        facts=(
            Fact(_("范围"), registers.condition_words(request.viewer, asked)),
            Fact(_("数量"), count),
            Fact(_("打印人"), export_file.who(request)),
        ),
        table=registers.table(request.viewer, asked, shown, printed=True),
    )
    return render(request, "desk/register_print.html", {"page": page})


def _read(request: DeskRequest, kind: str) -> Asked:
    if kind not in kinds.names():
        raise Http404
    return listing.read(request, kind)


def _errors(request: DeskRequest, headings: Sequence[Heading]) -> dict[str, str]:
    found = said_errors(request)
    return found if _chosen(request, headings) else {"columns": _("请至少选一列。"), **found}


def said_errors(request: DeskRequest) -> dict[str, str]:
    """What is wanting of format, purpose and recipient, by field."""
    post, found = request.POST, {}
    if post.get("purpose") not in export_file.purposes():
        found["purpose"] = _("请选择用途。")
    elif post["purpose"] == "other" and not post.get("remark", "").strip():
        found["remark"] = _("用途选“其他”的，请写明。")
    if post.get("form", "xlsx") not in export_file.FORMS:
        found["form"] = _("请选择格式。")
    if not post.get("recipient", "").strip():
        found["recipient"] = _("请填写接收单位或者人员。")
    return found


def _chosen(request: DeskRequest, headings: Sequence[Heading]) -> list[int]:
    given = set(request.POST.getlist("columns"))
    return [number for number in range(len(headings)) if str(number) in given]


def _back(asked: Asked) -> Link:
    query = asked.query()
    return Link(_("返回台账"), reverse("register", args=[asked.kind]) + (query if query != "?" else ""))


def _page(
    request: DeskRequest, asked: Asked, headings: Sequence[Heading], total: int, errors: dict[str, str]
) -> Export:
    title = _("导出%(kind)s台账") % {"kind": kind_label(request.viewer, asked.kind)}
    query = asked.query()
    hindrance = _("超过1万件，请返回台账缩小范围后再导出。") if total > MOST else ""
    return Export(
        head=Head(title=title, failed=bool(errors)),
        title=title,
        back=_back(asked),
        action=reverse("export", args=[asked.kind]) + (query if query != "?" else ""),
        facts=(
            Fact(_("范围"), registers.condition_words(request.viewer, asked)),
            Fact(_("数量"), registers.count_words(total)),
        ),
        fields=_fields(request, headings, errors),
        hindrance=hindrance,
        needs_word=leaving.needs_word(total),
        proof=stepping.fields(request, errors),
    )


def _fields(request: DeskRequest, headings: Sequence[Heading], errors: dict[str, str]) -> tuple[Field, ...]:
    given = set(_chosen(request, headings)) if request.method == "POST" else set(range(len(headings)))
    boxes = tuple(
        Choice(str(number), column.say(language()), number in given) for number, column in enumerate(headings)
    )
    columns = Field(name="columns", label=_("列"), kind="codes", choices=boxes, error=errors.get("columns", ""),
                    hint=_("标题只写出您可以查看内容的事项"))  # fmt: skip
    return (columns, *said_fields(request, errors))


def said_fields(request: DeskRequest, errors: dict[str, str]) -> tuple[Field, ...]:
    """As what, for what and to whom: asked of whoever takes anything out."""
    post: Any = request.POST
    reasons = tuple(
        Choice(code, label, post.get("purpose") == code) for code, label in export_file.purposes().items()
    )
    form = post.get("form", "xlsx")
    forms = (
        Choice("xlsx", _("电子表格（.xlsx）"), form == "xlsx"),
        Choice("csv", _("逗号分隔文本（.csv）"), form == "csv"),
    )
    return (
        Field(name="form", label=_("格式"), kind="code", choices=forms, error=errors.get("form", "")),
        Field(name="purpose", label=_("用途"), kind="code", choices=reasons, error=errors.get("purpose", "")),
        Field(name="remark", label=_("说明"), required=False, needed=_("（用途选“其他”时必填）"), width="long", value=post.get("remark", ""), error=errors.get("remark", "")),
        Field(name="recipient", label=_("接收单位或者人员"), width="long", value=post.get("recipient", ""),
              error=errors.get("recipient", "")),
    )  # fmt: skip
