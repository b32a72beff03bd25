"""What stands in the list of a matter: its facts and its rows, only with what lies within the officer's reach."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mingjian.education.queries import COUNTED, progress_of
from mingjian.inspection.queries import RECORDED, Problem, problems_of, subjects_of
from mingjian.inspection.queries import coverage as covered_by
from mingjian.ledger import mine
from mingjian.ledger.models import NEVER, Act, Matter
from mingjian.ledger.sealing import matter_key, open_act_words, title
from mingjian.ledger.viewer import Viewer
from mingjian.parties.models import Organisation
from mingjian.parties.persons import organisation_name
from mingjian.vault import CannotOpen
from mingjian.web.desk.frames import code_words, language
from mingjian.web.shared.parts import Cell, Column, Empty, Fact, Row, Table


@dataclass(frozen=True)
class Summary:
    """The list of a matter, and how wide its columns are in a spreadsheet."""

    facts: tuple[Fact, ...]
    table: Table
    widths: Sequence[tuple[str, int]]


def _summary(facts: tuple[Fact, ...], caption: str, columns: tuple[Column, ...], rows: Iterable[Row], empty: str,
             foot: Row | None = None) -> Summary:  # fmt: skip
    table = Table(
        caption=caption, columns=columns, rows=tuple(rows), empty=Empty(words=empty), foot=foot, compact=True
    )
    widths = {"day": 12, "num": 14, "head": 30}
    return Summary(facts, table, [(column.label, widths.get(column.kind, 30)) for column in columns])


def _number(n: int) -> str:
    return ngettext("%(n)s个", "%(n)s个", n) % {"n": n}


def _names(units: Iterable[UUID]) -> dict[UUID, str]:
    return {row.pk: organisation_name(row) for row in Organisation.objects.filter(pk__in=set(units))}


def _unit(known: dict[UUID, str], unit: UUID | None, otherwise: str = "") -> Cell:
    return (
        Cell(words=known.get(unit, ""), href=reverse("organisation", args=[unit]))
        if unit
        else Cell(words=otherwise)
    )


def coverage(viewer: Viewer, plan: Matter) -> Summary:
    """What is due in the term, what has been inspected, what remains."""
    found = covered_by(plan)
    known, book = _names(item.subject for item in found), viewer.book
    rows = (
        Row(cells=(
            _unit(known, item.subject), Cell(words=code_words(book, "subject_level", item.level)), Cell(day=item.on),
            Cell(words=item.inspection.matter.number if item.inspection else _("待巡察")),
            Cell(words=code_words(book, "inspection_grade", item.inspection.grade if item.inspection else None)),
        ))
        for item in found
    )  # fmt: skip
    columns = (Column(label=_("党组织"), kind="head"), Column(label=_("层级")), Column(label=_("进驻日期"), kind="day"),
               Column(label=_("巡察")), Column(label=_("整改评估等次"), essential=False))  # fmt: skip
    done = sum(item.on is not None for item in found)
    share = f"{100 * done / len(found):.1f}%" if found else "—"
    facts = Fact(_("应巡察"), _number(len(found))), Fact(_("已巡察"), _number(done)), Fact(_("覆盖率"), share)
    return _summary(facts, _("一届任期内应巡察的党组织"), columns, rows, _("规划中还没有列入巡察对象。"))


def problems(viewer: Viewer, inspection: Matter) -> Summary:
    return _problems(viewer, [inspection])


def problems_of_round(viewer: Viewer, round_: Matter) -> Summary:
    """The problems of all subjects of the round whose content lies within reach."""
    subjects = [row.matter for row in subjects_of(round_)]
    within = mine.within(viewer, [one.id for one in subjects])
    return _problems(viewer, [one for one in subjects if within.get(one.id)], several=True)


def _problems(viewer: Viewer, inspections: Sequence[Matter], *, several: bool = False) -> Summary:
    found = problems_of(inspections)
    words, outcomes = (
        _opened(inspections),
        [one for problem in found for one in (*problem.findings, *problem.leads)],
    )
    within = mine.within(viewer, [one.id for one in outcomes])
    rows = [
        Row(cells=(Cell(words=str(number)), *((_about(problem),) if several else ()), *_cells(viewer, problem, words, within)))
        for number, problem in enumerate(found, start=1)
    ]  # fmt: skip
    columns = (Column(label=_("序号"), kind="num"), *((Column(label=_("巡察对象")),) if several else ()), Column(label=_("类别")),
               Column(label=_("涉及")), Column(label=_("问题"), kind="head"), Column(label=_("立行立改"), essential=False),
               Column(label=_("整改事项和环节")), Column(label=_("当前期限"), kind="day"), Column(label=_("移交线索")))  # fmt: skip
    return _summary(_counted(found), _("巡察发现的问题和办理情况"), columns, rows, _("还没有登记问题底稿。"))


def _about(problem: Problem) -> Cell:
    return Cell(
        words=problem.inspection.number,
        href=reverse("matter", args=[problem.inspection.id]),
        sub=title(problem.inspection),
    )


def _opened(inspections: Sequence[Matter]) -> dict[tuple[UUID, int], str]:
    """The words of every problem, by subject and number of the act: one statement."""
    known, found = {one.id: one for one in inspections}, {}
    for act in Act.objects.filter(matter__in=known, code__in=RECORDED).exclude(sealed=None):
        matter = known[act.matter_id]
        try:
            said = open_act_words(
                matter_key(matter.key, matter.id), act.id, matter.id, bytes(act.sealed or b"")
            )
            found[matter.id, act.seq] = said.words.get("problem", "")
        except CannotOpen:
            found[matter.id, act.seq] = _("内容已按规定销毁，或无法打开；请核验本件。")
    return found


def _cells(
    viewer: Viewer, problem: Problem, words: dict[tuple[UUID, int], str], within: dict[UUID, bool]
) -> tuple[Cell, ...]:
    book, done = viewer.book, problem.done
    said = done.details if done else {}
    text = words.get((problem.inspection.id, done.seq), "") if done else _("（没有对应底稿）")
    first = min(
        (one.due_on for one in problem.findings if one.closed_on is None and one.due_on != NEVER),
        default=None,
    )
    return (
        Cell(words=code_words(book, "inspection_problem", said.get("problem_category"))),
        Cell(words=code_words(book, "problem_affects", said.get("problem_affects"))),
        Cell(words=text), Cell(words=(_("是") if done.act == "correct_at_once" else _("否")) if done else ""),
        _led_to(viewer, problem.findings, within, _("已立行立改") if done and done.act == "correct_at_once" else _("待登记整改")), Cell(day=first), _led_to(viewer, problem.leads, within, ""),
    )  # fmt: skip


def _led_to(viewer: Viewer, matters: Sequence[Matter], within: dict[UUID, bool], none: str) -> Cell:
    """What came of it, with the step where it stands; a number only where the officer reaches it."""
    if not matters:
        return Cell(words=none)
    seen = [one for one in matters if one.id in within]
    steps = (viewer.book.bound(one.kind, one.procedure).steps[one.step].say(language()) for one in seen)
    said = [f"{one.number} {step}" for one, step in zip(seen, steps, strict=True)]
    if len(seen) < len(matters):
        said.append(
            _("另有%(n)s件已移交") % {"n": len(matters) - len(seen)}
            if seen
            else _("已移交%(n)s件") % {"n": len(matters)}
        )
    return Cell(words=_("；").join(said), href=reverse("matter", args=[seen[0].id]) if seen else "")


def _counted(found: Sequence[Problem]) -> tuple[Fact, ...]:
    findings = [one for problem in found for one in problem.findings]
    on_record = [problem.done for problem in found if problem.done]
    at_once = sum(done.act == "correct_at_once" for done in on_record)
    verified = sum(one.step in ("verified", "closing_proposed", "closed_off", "filed") for one in findings)
    leads = sum(len(problem.leads) for problem in found)
    return (
        Fact(_("登记问题"), _number(len(on_record))), Fact(_("其中立行立改"), _number(at_once)),
        Fact(_("整改事项"), _number(len(findings))), Fact(_("已验收"), _number(verified)),
        Fact(_("移交线索"), ngettext("%(n)s件", "%(n)s件", leads) % {"n": leads}),
    )  # fmt: skip


def progress(viewer: Viewer, campaign: Matter) -> Summary:
    """What each unit has reported in the three phases."""
    found, fields = progress_of(campaign), viewer.book.bound(campaign.kind, campaign.procedure).fields
    known = _names(one.organisation for one in found if one.organisation)
    rows = (
        Row(
            cells=(
                _unit(known, one.organisation, _("未分单位")),
                *(Cell(words=str(one.counts[name])) for name in COUNTED),
            )
        )
        for one in found
    )
    totals = (Cell(words=str(sum(one.counts[name] for one in found))) for name in COUNTED)
    columns = (
        Column(label=_("单位"), kind="head"),
        *(Column(label=fields[name].say(language()), kind="num") for name in COUNTED),
    )
    facts = (Fact(_("报送进展的单位"), _number(sum(one.organisation is not None for one in found))),)
    return _summary(
        facts,
        _("各单位三个阶段的进展"),
        columns,
        rows,
        _("还没有单位报送进展。"),
        Row(cells=(Cell(words=_("合计")), *totals)),
    )
