"""Sealing and verification for readers: the state of the ledger, one matter checked, everything checked."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from mingjian.law.values import BEIJING
from mingjian.ledger import access, instant
from mingjian.ledger.models import Act, Checkpoint, Journal, Leaf, Matter
from mingjian.ledger.reconciling import Problem
from mingjian.ledger.sealing import keys
from mingjian.ledger.verify import Report, note_verification, verify, verify_one
from mingjian.org.granting import ADMINISTRATORS
from mingjian.seal import checkpoint
from mingjian.web.desk.officer import for_officers, reached
from mingjian.web.shared.parts import Cell, Column, Empty, Fact, Head, Link, Notice, Row, Table, Tag

SHOWN = 20
AT_MOST = 100_000  # acts that a page may check while somebody waits; beyond that the command does
LONGEST_NOTE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """desk/verification.html: the ledger's state, or the result of a check (`problems`)."""

    head: Head
    title: str
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]
    one: str = ""
    """Address that takes the number of a matter to check."""
    everything: str = ""
    """Address that checks all, for those who may."""
    too_many: str = ""
    number: str = ""
    number_error: str = ""
    back: Link | None = None


@require_GET
@for_officers
def verification(request: Any) -> HttpResponse:
    """What is sealed, until when, and what the last check of everything said."""
    return render(request, "desk/verification.html", {"page": _state(request)})


@require_POST
@for_officers
def verify_number(request: Any) -> HttpResponse:
    """Find a matter by its number; one out of reach is as one that does not exist."""
    number = request.POST.get("number", "").strip()
    found = Matter.objects.filter(number=number).values_list("pk", flat=True).first()
    if found is not None and (_audits(request) or access.find(request.viewer, found) is not None):
        return HttpResponseRedirect(reverse("verify_matter", args=[found]))
    page = _state(request, number=number, error=_("没有这个编号的事项，或您无权查看。请核对编号。"))
    return render(request, "desk/verification.html", {"page": page}, status=422)


@require_GET
@for_officers
def verify_matter(request: Any, matter: UUID) -> HttpResponse:
    """One matter checked now, for whoever may see it and for the auditor: chain, leaves, replay."""
    found, content = _checked(request, matter)
    report = verify_one(matter)
    note_verification(report, officer=request.user.pk, matter=matter)
    sealed = Leaf.objects.filter(act__matter=matter).aggregate(last=Max("number"))["last"]
    facts = (
        Fact(_("事项"), found.number, href="" if _audits(request) else reverse("matter", args=[matter])),
        Fact(_("办理行为"), ngettext("%(n)s条", "%(n)s条", found.seq) % {"n": found.seq}),
        Fact(_("卷末散列"), _grouped(bytes(found.head)), whole=bytes(found.head).hex()),
        Fact(_("已存证至"), _("第%(n)s号") % {"n": sealed} if sealed else _("尚未存证")),
        *_outcome(report),
    )
    page = Verification(
        head=_head(_("核验%(number)s") % {"number": found.number}, report), title=_("核验%(number)s") % {"number": found.number},
        facts=facts, tables=_problems(report.problems, content=content), back=_back(request, found),
    )  # fmt: skip
    return render(request, "desk/verification.html", {"page": page})


def _checked(request: Any, matter: UUID) -> tuple[Matter, bool]:
    """The matter and whether its content may be shown: an auditor has the number and the result, never the matter."""
    if _audits(request):
        return get_object_or_404(Matter, pk=matter), False
    found, reach = reached(request, matter)
    return found, reach.content


def _back(request: Any, found: Matter) -> Link:
    if _audits(request):
        return Link(_("返回存证核验"), reverse("verification"))
    return Link(_("返回%(number)s") % {"number": found.number}, reverse("matter", args=[found.pk]))


@require_POST
@for_officers
def verify_all(request: Any) -> HttpResponse:
    """Everything checked, against a witness's note too if one is given; for auditor and administrators."""
    if not _may_check_all(request) or _is_too_much():
        raise Http404
    witnessed = request.FILES.get("note")
    text = witnessed.read(LONGEST_NOTE).decode("utf-8", "replace") if witnessed else None
    report = verify(open_words=False, checkpoint=text)
    note_verification(report, officer=request.user.pk)
    facts = (
        Fact(_("事项"), _counted(report.counts["matters"])), Fact(_("办理行为"), _counted(report.counts["acts"])),
        Fact(_("树"), _counted(report.counts["leaves"])), Fact(_("存证点"), _counted(report.counts["checkpoints"])),
        *_outcome(report),
    )  # fmt: skip
    page = Verification(head=_head(_("全库核验"), report), title=_("全库核验"), facts=facts, tables=_problems(report.problems),
                        back=Link(_("返回存证核验"), reverse("verification")))  # fmt: skip
    return render(request, "desk/verification.html", {"page": page})


@require_GET
@for_officers
def checkpoint_note(request: Any, size: int) -> HttpResponse:
    """A signed checkpoint as it went to the witnesses."""
    found = Checkpoint.objects.filter(size=size).first()
    if found is None:
        raise Http404
    response = HttpResponse(found.note, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="checkpoint-{size}.txt"'
    return response


def _state(request: Any, *, number: str = "", error: str = "") -> Verification:
    points = list(Checkpoint.objects.order_by("-size")[:SHOWN])
    leaves = Leaf.objects.aggregate(last=Max("number"))["last"] or 0
    last = Journal.objects.filter(event="verification", matter=None).order_by("-pk").first()
    may = _may_check_all(request)
    too_many = may and _is_too_much()
    broken = last is not None and last.outcome != "done"
    notices = (_alarm(),) if broken else ()
    return Verification(
        head=Head(title=_("存证核验"), crumbs=(Link(_("存证核验"), reverse("verification")),), notices=notices, failed=bool(error)),
        title=_("存证核验"), facts=_summary(points, leaves, last), tables=(_checkpoints(points),),
        one=reverse("verify_number"), everything=reverse("verify_all") if may and not too_many else "",
        too_many=_("条目较多，请在服务器上运行mingjian verify。") if too_many else "", number=number, number_error=error,
    )  # fmt: skip


def _sealed_last(point: Checkpoint) -> str:
    """When the last checkpoint was signed, and how long ago in words that fit."""
    minutes = int((instant.now() - point.signed_at).total_seconds() // 60)
    hours, days = minutes // 60, minutes // (24 * 60)
    if days > 1:
        ago = ngettext("%(n)s天前", "%(n)s天前", days) % {"n": days}
    elif hours > 1:
        ago = ngettext("%(n)s小时前", "%(n)s小时前", hours) % {"n": hours}
    else:
        ago = ngettext("%(n)s分钟前", "%(n)s分钟前", minutes) % {"n": minutes}
    return _("第%(size)s号，%(at)s（%(ago)s）") % {"size": point.size, "at": _at(point.signed_at), "ago": ago}


def _summary(points: list[Checkpoint], leaves: int, last: Journal | None) -> tuple[Fact, ...]:
    when = _sealed_last(points[0]) if points else _("尚无存证点")
    checked = (
        Tag(_("完好"), "ok")
        if last is not None and last.outcome == "done"
        else Tag(_("有不符"), "late")
        if last
        else None
    )
    return (
        Fact(_("树"), ngettext("%(n)s条", "%(n)s条", leaves) % {"n": leaves}),
        Fact(_("最近存证"), when),
        Fact(_("最近全库核验"), _at(last.at) if last else _("尚未进行"), tag=checked),
        Fact(_("台账名"), settings.MINGJIAN_ORIGIN),
        Fact(
            _("公钥"), checkpoint.public_line(settings.MINGJIAN_ORIGIN, keys().checkpoint_public), wide=True
        ),
    )


def _checkpoints(points: list[Checkpoint]) -> Table:
    rows = []
    for point in points:
        try:
            found = checkpoint.verify(point.note, keys().checkpoint_public, origin=settings.MINGJIAN_ORIGIN)
            root, state = (
                Cell(words=_grouped(found.root), whole=found.root.hex()),
                Tag(_("签名有效"), "ok") if found.size == point.size else Tag(_("被改动"), "late"),
            )
        except checkpoint.BadCheckpoint:
            root, state = Cell(), Tag(_("签名无效"), "late")
        rows.append(Row(cells=(
            Cell(words=str(point.size), href=reverse("checkpoint_note", args=[point.size])), Cell(words=_at(point.signed_at)),
            root, Cell(tag=state),
        ), late=state.kind == "late"))  # fmt: skip
    heads = (
        Column(label=_("存证点"), kind="head"),
        Column(label=_("时间")),
        Column(label=_("根")),
        Column(label=_("状态")),
    )
    empty = Empty(words=_("还没有存证点。"), usual=_("新的条目由后台进程封存，至迟十分钟签一次名。"))
    return Table(caption=_("存证点"), columns=heads, rows=tuple(rows), empty=empty)


def _problems(problems: list[Problem], *, content: bool = True) -> tuple[Table, ...]:
    """What is wrong, line by line; values only for those who may read the matter."""
    if not problems:
        return ()
    rows = tuple(
        Row(cells=(Cell(words=item.number or _("全库")), Cell(words=str(item.seq) if item.seq is not None else ""),
                   Cell(words=item.why if content else _("与办理记录不符"))), late=True)
        for item in problems
    )  # fmt: skip
    heads = (
        Column(label=_("事项"), kind="head"),
        Column(label=_("第几条"), kind="num"),
        Column(label=_("不符之处")),
    )
    return (Table(caption=_("不符之处"), columns=heads, rows=rows),)


def _outcome(report: Report) -> tuple[Fact, ...]:
    said = Tag(_("一致"), "ok") if report.is_sound else Tag(_("有不符"), "late")
    return (Fact(_("结果"), _at(instant.now()), tag=said),)


def _head(title: str, report: Report) -> Head:
    notices = () if report.is_sound else (_alarm(),)
    return Head(
        title=title, crumbs=(Link(_("存证核验"), reverse("verification")), Link(title, "")), notices=notices
    )


def _alarm() -> Notice:
    words = _("台账核验有不符，请勿继续办理有关事项，立即联系审计管理员，电话%(phone)s。") % {
        "phone": settings.MINGJIAN_PHONE
    }
    return Notice(words, "error", arrived=True)


def _may_check_all(request: Any) -> bool:
    return any(post.post in ADMINISTRATORS for post in request.viewer.posts)


def _audits(request: Any) -> bool:
    return any(post.post == "audit_admin" for post in request.viewer.posts)


def _is_too_much() -> bool:
    return Act.objects.all()[: AT_MOST + 1].count() > AT_MOST


def _counted(number: int) -> str:
    return f"{number:,}" if number >= 10_000 else str(number)


def _grouped(hashed: bytes) -> str:
    """The first eight signs of a hash, in groups of four."""
    signs = hashed.hex()
    return f"{signs[:4]} {signs[4:8]}"


def _at(moment: Any) -> str:
    return f"{moment.astimezone(BEIJING):%Y-%m-%d %H:%M}"
