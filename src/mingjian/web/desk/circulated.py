"""待阅: papers that were sent to an officer to be read; taken note of by an act of his, many at once if he likes."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from mingjian.law.refusal import Refused
from mingjian.ledger.access import Hit
from mingjian.ledger.kinds import names
from mingjian.ledger.models import Act, Matter, Participation
from mingjian.ledger.record import record_act
from mingjian.ledger.viewer import Viewer
from mingjian.web.desk.frames import kind_label, language, tell
from mingjian.web.desk.lines import lines
from mingjian.web.desk.names import name
from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.shared.parts import Cell, Column, Empty, Link, Row, Table

TAKE_NOTE = "take_note"  # the act by which whoever a paper was sent to says that he has read it


def steps(viewer: Viewer, kind: str) -> frozenset[str]:
    """The steps of a kind, in whatever version, in which it is circulated: those in which somebody may take note."""
    versions = viewer.book.versions(kind)
    return frozenset(
        step for version in versions if TAKE_NOTE in version.acts for step in version.acts[TAKE_NOTE].from_
    )


def to_read(viewer: Viewer) -> list[Matter]:
    """What was sent to the officer and he has not taken note of, the oldest first. One statement."""
    circulated = {kind: found for kind in names() if (found := steps(viewer, kind))}
    done = Act.objects.filter(
        matter=OuterRef("matter"), officer=viewer.officer, code=TAKE_NOTE, seq__gt=OuterRef("since_by")
    )
    rows = Participation.objects.filter(
        ~Exists(done), officer=viewer.officer, role="team", until=None, matter__kind__in=circulated
    )
    found = {
        row.matter_id: row.matter for row in rows.select_related("matter").order_by("since", "matter__number")
    }
    return [matter for matter in found.values() if matter.step in circulated[matter.kind]]


def table(viewer: Viewer, found: Sequence[Matter]) -> Table:
    """The papers as lines that can be chosen."""
    known = {matter.id: matter for matter in found}
    listed = lines(viewer, [Hit(one, True) for one in known], matters=known)
    rows = tuple(
        Row(key=str(line.matter.id), cells=(
            line.number_cell(), Cell(words=kind_label(viewer, line.matter.kind)), Cell(tag=line.step(viewer)),
            Cell(words=name("department_short", line.matter.department_id)), Cell(day=line.matter.opened_on)))
        for line in listed
    )  # fmt: skip
    columns = (
        Column(label=_("编号和标题"), kind="head"), Column(label=_("种类")), Column(label=_("环节")),
        Column(label=_("来自"), essential=False), Column(label=_("登记日期"), kind="day"),
    )  # fmt: skip
    empty = Empty(words=_("没有待您阅知的材料。"), usual=_("分送给您的成果报告等列在这里，阅知后记入卷宗。"),
                  links=(Link(_("回到工作台"), reverse("desk")),))  # fmt: skip
    caption = _("待我阅知，先分送的在前")
    return Table(caption=caption, columns=columns, rows=rows, selectable=True, empty=empty)


@require_POST
@for_officers
def take_note(request: DeskRequest) -> HttpResponse:
    """Each chosen paper is taken note of by an act of its own, or none is."""
    chosen = set(request.POST.getlist("chosen"))
    found = [matter for matter in to_read(request.viewer) if str(matter.id) in chosen]
    try:
        with transaction.atomic():
            for matter in found:
                record_act(matter, TAKE_NOTE, by=request.viewer.officer, on=request.viewer.on, details={})
        said = ngettext("已阅知%(n)s件。", "已阅知%(n)s件。", len(found)) % {"n": len(found)}
    except Refused as refusal:
        said = "".join(reason.say(language()) for reason in refusal.reasons)
    tell(request, said if found else _("请先选择要阅知的材料。"))
    return HttpResponseRedirect(f"{reverse('approvals')}?tab=circulated")
