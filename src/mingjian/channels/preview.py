"""What an import would do: which lines are new, known or faulty; judged by the same law, nothing written."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from mingjian.channels.faults import Fault, SheetRefused, letter
from mingjian.channels.reports import Report, read_reports
from mingjian.channels.synonyms import Words, headings
from mingjian.channels.table import Register, read_register
from mingjian.complaints.models import Complaint
from mingjian.law.judge import Actor, Wish, judge
from mingjian.law.lawbook import Lawbook
from mingjian.law.position import Position, project
from mingjian.law.refusal import Refusal, Refused
from mingjian.ledger.book import book
from mingjian.ledger.models import Act
from mingjian.ledger.sealing import keys
from mingjian.org.authority import Place, Post, posts_of, powers
from mingjian.vault.profile import CURRENT

KIND, OPEN, CONCLUDE, NOTE = "complaint", "register", "conclude_recorded", "note"
_AT_ONCE = 500  # tokens looked up by one statement


@dataclass(frozen=True)
class Desk:
    """Into whose register an import goes: unit, its petition department, the officer who is answerable for it."""

    unit: int
    department: int
    officer: int


class Entry(NamedTuple):
    """A report and the token by which it is known the next time."""

    report: Report
    token: str


class Late(NamedTuple):
    """A report that is registered already and has got its result since."""

    report: Report
    matter: UUID


@dataclass(frozen=True)
class Preview:
    """What an import of a register would do. `differing`: lines whose result is another one in the platform."""

    register: Register
    desk: Desk
    on: date
    new: tuple[Entry, ...]
    late: tuple[Late, ...]
    known: int
    differing: tuple[Fault, ...]
    faults: tuple[Fault, ...]

    def counts(self, name: str) -> dict[str, int]:
        """How many of the new lines have each code of a field of the record, by label; lines without one under 尚无."""
        labels = Words(book()).labels[name]
        values = (
            entry.report.outcome if name == "outcome" else entry.report.details.get(name)
            for entry in self.new
        )
        found = Counter(labels[value] if value else "尚无" for value in values)
        return {label: found[label] for label in [*labels.values(), "尚无"] if label in found}


def look(path: Path, desk: Desk, *, on: date, sheet: str | None = None) -> Preview:
    """Read a register and say what importing it on a day would do. Raises SheetRefused for a file that is no register."""
    register = read_register(path, sheet)
    reports, faults = read_reports(register, Words(book()), on)
    reports.sort(key=lambda report: (report.on, report.row))
    entries = list(_entries(desk.unit, reports))
    stored = _stored([entry.token for entry in entries])
    new = [entry for entry in entries if entry.token not in stored]
    faults += _refusals(register, [entry.report for entry in new], desk, on)
    bad = {fault.row for fault in faults}
    late, differing = [], []
    for report, complaint in (
        (entry.report, stored[entry.token]) for entry in entries if entry.token in stored
    ):
        if report.outcome is None or (report.outcome, report.concluded_on) == (
            complaint.outcome,
            complaint.concluded_on,
        ):
            continue
        if _may_conclude(complaint):
            late.append(Late(report, complaint.matter_id))
        else:
            differing.append(_differs(register, report, complaint))
    known = len(entries) - len(new) - len(late)
    faults.sort(key=lambda fault: (fault.row, len(fault.column), fault.column))
    good = tuple(entry for entry in new if entry.report.row not in bad)
    return Preview(register, desk, on, good, tuple(late), known, tuple(differing), tuple(faults))


def _entries(unit: int, reports: Sequence[Report]) -> Iterator[Entry]:
    """Each report with its token: a keyed digest of unit, cells, and how often the same cells came before in the file."""
    seen: Counter[str] = Counter()
    for report in reports:
        seen[report.key] += 1
        said = f"{unit}\x1e{report.key}\x1e{seen[report.key]}"
        yield Entry(report, "xlsx:" + CURRENT.mac(keys().derive("rows"), said.encode())[:20].hex())


def _stored(tokens: Sequence[str]) -> dict[str, Complaint]:
    """Reports that were registered with these tokens."""
    found = {}
    for start in range(0, len(tokens), _AT_ONCE):
        acts = Act.objects.filter(token__in=tokens[start : start + _AT_ONCE])
        by_matter = dict(acts.values_list("matter", "token"))
        for complaint in Complaint.objects.select_related("matter").filter(pk__in=by_matter):
            found[by_matter[complaint.pk]] = complaint
    return found


def _may_conclude(complaint: Complaint) -> bool:
    matter = complaint.matter
    return matter.step in book().bound(KIND, matter.procedure).acts[CONCLUDE].from_


def _differs(register: Register, report: Report, complaint: Complaint) -> Fault:
    column = register.column("result") or register.column("handling")
    place = (letter(column.place), column.heading) if column else ("", "")
    said = Words(book()).labels["outcome"][report.outcome or ""]
    number = complaint.matter.number
    return Fault(
        report.row,
        *place,
        said,
        f"与平台上{number}的办理情况不同，平台上的没有改动",
        "确需更改的请在该件上办理",
    )


def _refusals(register: Register, reports: Sequence[Report], desk: Desk, on: date) -> list[Fault]:
    """What the law has against registering these reports, as if it were done now."""
    posts = posts_of(desk.officer)
    without = sorted(
        {day for report in reports for day in _days(report) if not _holds_power(book(), desk, posts, day)}
    )
    if without:
        what = f"登记人在{without[0]}{f'等{len(without)}天' if len(without) > 1 else ''}没有信访举报部门的职务，不能登记当日的信访举报"
        return [
            Fault(
                0,
                "",
                "",
                "",
                what,
                "请用--by另选当时任职的人员，或者先用mingjian officer grant写明其任职日期",
            )
        ]
    found = []
    for report in reports:
        try:
            _rehearse(book(), report, desk, posts, on)
        except Refused as refused:
            found += [_fault(register, report, reason) for reason in refused.reasons]
    return found


def _days(report: Report) -> list[date]:
    return [report.on, report.concluded_on] if report.concluded_on else [report.on]


def _holds_power(law: Lawbook, desk: Desk, posts: Sequence[Post], day: date) -> bool:
    bound = law.procedure(KIND, day)
    if bound is None:
        return True  # the missing procedure is said for each line
    held = powers(law, desk.officer, posts, Place(desk.unit, desk.department), day)
    return all(held & set(bound.acts[act].by) for act in (OPEN, CONCLUDE))


def _rehearse(law: Lawbook, report: Report, desk: Desk, posts: Sequence[Post], on: date) -> None:
    """Judge the acts of one line without recording them. Raises Refused."""
    bound = law.procedure(KIND, report.on)
    if bound is None:
        raise Refused([Refusal("no_procedure", {"kind": "信访举报", "on": report.on.isoformat()}, "on")])
    position = Position(bound, law)
    position.facts = {"unit": str(desk.unit), "department": str(desk.department)}
    for act, day, details in acts_of(report):
        held = powers(law, desk.officer, posts, Place(desk.unit, desk.department), day)
        wish = Wish(act, day, Actor(str(desk.officer), held), details)
        project(position, judge(position, wish, on).done)


def acts_of(report: Report) -> Iterator[tuple[str, date, Mapping[str, Any]]]:
    """The acts that a line stands for, each with its day; no lead, case or sanction is invented."""
    yield OPEN, report.on, report.details
    if report.outcome and report.concluded_on:
        yield CONCLUDE, report.concluded_on, {"outcome": report.outcome, "conclusion": report.conclusion}


def _fault(register: Register, report: Report, reason: Refusal) -> Fault:
    name = {"on": "received_on", "mentions": "accused"}.get(reason.field or "", reason.field or "")
    column = register.column(name)
    if column is None:
        place = ("", headings()[name].label if name in headings() else "")
    else:
        place = (letter(column.place), column.heading)
    return Fault(report.row, *place, "", str(reason).rstrip("。"), "请改正该行，或者将该行移出本表")


def refuse_faulty(preview: Preview) -> None:
    """Raises SheetRefused if any line is faulty."""
    if preview.faults:
        raise SheetRefused(preview.faults)
