"""The auditor's journal: who read, exported, searched or changed what, and when; ids and codes, never content (AUD-12)."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingjian.channels.register import harmless
from mingjian.law.values import BEIJING, Unreadable, read_date
from mingjian.ledger import journal
from mingjian.ledger.book import book
from mingjian.ledger.export import journal_extract
from mingjian.ledger.models import Checkpoint, Journal
from mingjian.web.account import stepping
from mingjian.web.desk.frames import language, mark
from mingjian.web.desk.names import name, names
from mingjian.web.desk.sections import view_words
from mingjian.web.office.pages import for_posts, head
from mingjian.web.shared import phrases
from mingjian.web.shared.fields import Choice, Field, failures_of
from mingjian.web.shared.parts import Cell, Column, Empty, Head, Pager, Row, Table, Tag

SIZE, MOST = 100, 10_000  # entries of a page, and of an export
_NAMED = {"other": "officer", "absent": "officer", "unit": "unit", "department": "department"}
OUTCOMES = ("done", "refused", "failed")


@dataclass(frozen=True)
class Asked:
    """Codes and days of the address; what is not understood is left out."""

    event: str = ""
    officer: str = ""
    outcome: str = ""
    since: date | None = None
    until: date | None = None
    matter: str = ""
    after: int = 0

    def query(self, **changes: Any) -> str:
        now = {"event": self.event, "officer": self.officer, "outcome": self.outcome, "from": self.since, "to": self.until,
               "matter": self.matter, **changes}  # fmt: skip
        return f"?{urlencode({key: value for key, value in now.items() if value})}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """office/journal.html: filters, the entries of a page, and the buttons that export what is filtered."""

    head: Head
    title: str
    fields: tuple[Field, ...]
    action: str
    query: str
    table: Table
    pager: Pager | None
    proof: tuple[Field, ...]
    """Asked before anything leaves."""

    @property
    def failures(self) -> list[tuple[str, str]]:
        return failures_of(self.proof)


def read(given: Any) -> Asked:
    def number(key: str) -> str:
        value = given.get(key, "")
        return value if value.isdecimal() and len(value) < 16 else ""

    return Asked(
        event=given.get("event", "") if given.get("event") in journal.events() else "",
        officer=number("officer"),
        outcome=given.get("outcome", "") if given.get("outcome") in OUTCOMES else "",
        since=_day(given.get("from")),
        until=_day(given.get("to")),
        matter=_id(given.get("matter", "")),
        after=int(number("after") or 0),
    )


def _id(typed: str) -> str:
    try:
        return UUID(typed).hex if typed else ""
    except ValueError:
        return ""


def _day(typed: str | None) -> date | None:
    try:
        return read_date(typed) if typed else None
    except Unreadable:
        return None


def found(asked: Asked) -> Any:
    """The entries asked for, newest first."""
    rows = Journal.objects.order_by("-id")
    if asked.event:
        rows = rows.filter(event=asked.event)
    if asked.officer:
        rows = rows.filter(officer=int(asked.officer))
    if asked.outcome:
        rows = rows.filter(outcome=asked.outcome)
    if asked.since:
        rows = rows.filter(at__gte=_start(asked.since))
    if asked.until:
        rows = rows.filter(at__lt=_start(asked.until + timedelta(days=1)))
    if asked.matter:
        rows = rows.filter(matter=UUID(asked.matter))
    return rows


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), BEIJING)


@for_posts("audit_admin")
def entries(request: Any) -> HttpResponse:
    """A page of the journal; that it was looked at is an entry itself."""
    return _draw(request, read(request.GET), {})


def _draw(request: Any, asked: Asked, errors: Mapping[str, str]) -> HttpResponse:
    rows = found(asked)
    page = list((rows.filter(pk__lt=asked.after) if asked.after else rows)[: SIZE + 1])
    journal.note("audit", officer=request.viewer.officer, outcome="done", details=_of(asked))
    shown = Entries(
        head=head(request, _("查阅日志"), failed=bool(errors)), title=_("查阅日志"), fields=_fields(asked), action=reverse("journal"),
        query=asked.query(), table=_table(page[:SIZE]), pager=_pager(asked, page), proof=stepping.fields(request, errors),
    )  # fmt: skip
    return render(request, "office/journal.html", {"page": shown}, status=422 if errors else 200)


def _of(asked: Asked) -> dict[str, Any]:
    """What was looked for, in codes."""
    return {"kind": asked.event or "all", "other": int(asked.officer) if asked.officer else None}


def _pager(asked: Asked, page: Sequence[Journal]) -> Pager | None:
    more = asked.query(after=page[SIZE - 1].pk) if len(page) > SIZE else ""
    back = asked.query() if asked.after else ""
    if not (more or back):
        return None
    return Pager(first=page[0].pk if page else 0, last=page[:SIZE][-1].pk if page else 0, before=back, after=more,
                 since=_("编号从大到小"))  # fmt: skip


def _fields(asked: Asked) -> tuple[Field, ...]:
    def choices(pairs: Any, chosen: str) -> tuple[Choice, ...]:
        return (Choice("", _("任意"), not chosen), *(Choice(code, label, code == chosen) for code, label in pairs))  # fmt: skip

    events = (
        (code, event.en if language() == "en" else event.label) for code, event in journal.events().items()
    )
    officers = ((str(number), said) for number, said in names("officer").items())
    return (
        Field(name="event", label=_("事件"), kind="code", width="short", choices=choices(events, asked.event)),
        Field(name="officer", label=_("人员"), kind="code", width="short", choices=choices(officers, asked.officer)),
        Field(name="outcome", label=_("结果"), kind="code", width="short", choices=choices(outcomes().items(), asked.outcome)),
        Field(name="from", label=_("自"), width="short", value=str(asked.since or ""), required=False),
        Field(name="to", label=_("至"), width="short", value=str(asked.until or ""), required=False),
    )  # fmt: skip


def outcomes() -> dict[str, str]:
    return {"done": _("已完成"), "refused": _("被拒绝"), "failed": _("失败")}


def _table(page: Sequence[Journal]) -> Table:
    kinds = {"done": "neutral", "refused": "warn", "failed": "late"}
    rows = tuple(
        Row(cells=(Cell(words=str(row.pk)), Cell(words=_when(row)), Cell(words=_event(row)), Cell(words=name("officer", row.officer_id) or "—"),
                   _matter(row), Cell(words=told(row)),
                   Cell(tag=Tag(outcomes()[row.outcome], kinds[row.outcome]))), key=str(row.pk))
        for row in page
    )  # fmt: skip
    columns = (
        Column(label=_("编号"), kind="head"), Column(label=_("时间"), kind="day"), Column(label=_("事件")), Column(label=_("人员")),
        Column(label=_("事项标识")), Column(label=_("细目"), essential=False), Column(label=_("结果")),
    )  # fmt: skip
    return Table(caption=_("查阅日志，新的在前"), columns=columns, rows=rows, empty=Empty(words=_("没有符合条件的日志。")))  # fmt: skip


def _matter(row: Journal) -> Cell:
    """Of a matter the auditor sees an id, which leads to all that happened around it."""
    if row.matter_id is None:
        return Cell(words="—")
    return Cell(
        words=row.matter_id.hex[:8], href=reverse("journal") + Asked(matter=row.matter_id.hex).query()
    )


def _when(row: Journal) -> str:
    return localtime(row.at).strftime("%Y-%m-%d %H:%M:%S")


def _event(row: Journal) -> str:
    event = journal.events()[row.event]
    return event.en if language() == "en" else event.label


def told(row: Journal) -> str:
    """What an entry says, each code under its label; whose account or unit is meant, by name."""
    known = labels()
    return phrases.clauses(
        phrases.named(known[key], _value(key, value))
        for key, value in row.details.items()
        if value not in (None, "")
    )  # fmt: skip


def _value(key: str, value: Any) -> Any:
    if isinstance(value, list):
        return len(value)
    if key == "view":
        return view_words(book(), str(value)) or value
    if key in _NAMED:
        return name(_NAMED[key], value) or value
    return _codes().get((key, str(value)), value)


def _codes() -> dict[tuple[str, str], str]:
    """The codes that stand in most entries, in words."""
    return {
        ("method", "password"): _("密码"), ("method", "password+totp"): _("密码和动态口令"), ("method", "password+recovery"): _("密码和恢复码"),
        ("kind", "all"): _("全部"), ("change", "made"): _("建立"), ("change", "asked"): _("申请"), ("change", "new"): _("新登记"),
    }  # fmt: skip


def labels() -> dict[str, str]:
    """Of what `ledger/events.yaml` declares."""
    return {
        "session": _("会话"), "request": _("请求"), "zone": _("来自"), "post": _("职务"), "reason": _("理由"), "view": _("页面"),
        "kind": _("种类"), "other": _("所涉账号"), "absent": _("外出人员"), "change": _("变更"), "unit": _("单位"), "department": _("部门"),
        "purpose": _("用途"), "period": _("期间"), "version": _("版本"), "rows": _("行数"), "person": _("人员标识"), "size": _("大小"),
        "organisation": _("单位标识"), "method": _("方式"), "matters": _("事项数"), "hits": _("找到"), "edition": _("文种"), "words": _("比对文字"),
        "why": _("原因"), "setting": _("设置"), "seconds": _("秒数"), "problems": _("问题数"), "paragraph": _("段落"), "leaving": _("导出标识"),
        "key": _("密钥"), "indicator": _("指标"), "form": _("格式"), "field": _("字段"), "ended": _("结束数"), "document": _("文件标识"),
        "complainant": _("举报人标识"), "clocks": _("时限数"), "calendars": _("日历"), "appointment": _("任职标识"), "acts": _("办理行为数"), "act": _("办理行为"),
    }  # fmt: skip


def said(row: Journal) -> str:
    """The codes of an entry in one line; of a list of ids, how many they are."""
    items = ((key, value) for key, value in row.details.items() if value not in (None, ""))
    return phrases.parted(f"{key}={len(value) if isinstance(value, list) else value}" for key, value in items)


@require_http_methods(["POST"])
@for_posts("audit_admin")
def export(request: Any) -> HttpResponse:
    """What is filtered, as a table with the leaf of each entry, or as lines with the proofs that the stand-alone verifier checks."""
    asked = read(request.GET)
    rows = found(asked)
    if rows[MOST : MOST + 1]:
        return HttpResponseRedirect(reverse("journal") + asked.query())
    if errors := stepping.errors(request):
        return _draw(request, asked, errors)
    taken = list(rows.select_related("leaf"))
    form = "proof" if request.POST.get("form") == "proof" else "csv"
    details = {"kind": "journal", "rows": len(taken), "purpose": "check", "form": form}
    journal.note("export", officer=request.viewer.officer, outcome="done", details=details)
    return _proved(request, taken) if form == "proof" else _listed(request, taken)


def _proved(request: Any, taken: Sequence[Journal]) -> HttpResponse:
    """JSON lines as `seal.export` has them; what the last checkpoint does not cover yet is left out."""
    lines = "".join(f"{line}\n" for line in journal_extract([row.pk for row in taken]))
    response = HttpResponse(lines, content_type="application/jsonl; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="journal-{request.viewer.on.isoformat()}.jsonl"'
    return response


def _listed(request: Any, taken: Sequence[Journal]) -> HttpResponse:
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="journal-{request.viewer.on.isoformat()}.csv"'
    out = csv.writer(response)
    out.writerow(["id", "at", "event", "officer", "matter", "outcome", "details", "leaf", "hash"])
    out.writerows([harmless(str(value)) for value in line] for line in _lines(taken))
    out.writerow([_last(request, len(taken))])
    return response


def _lines(rows: Sequence[Journal]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        leaf = getattr(row, "leaf", None)
        yield (row.pk, row.at.isoformat(), row.event, row.officer_id or "", row.matter_id or "", row.outcome, said(row),
               leaf.number if leaf else "", bytes(leaf.hash).hex() if leaf else "")  # fmt: skip


def _last(request: Any, count: int) -> str:
    point = Checkpoint.objects.order_by("-size").first()
    words = {
        "n": count,
        "size": point.size if point else 0,
        "who": request.frame.officer,
        "mark": mark(request).number,
    }
    return _("共%(n)s条；最近存证%(size)s条；导出人%(who)s；标记%(mark)s；内部资料，注意保存") % words
