"""The whole ledger checked: chains, tree, checkpoints, replay; with the keys also everything that is sealed."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from uuid import UUID

from django.db import connection, connections, transaction

from mingjian.law.position import Done
from mingjian.ledger.book import book
from mingjian.ledger.journal import note
from mingjian.ledger.leaves import tree_problems
from mingjian.ledger.memory import unswept
from mingjian.ledger.models import Counter as CounterRow
from mingjian.ledger.models import Matter
from mingjian.ledger.opening import sealed_problems
from mingjian.ledger.reconciling import Problem, acts_of, chain_problems, position_problems
from mingjian.ledger.stored import Range, Stored, ranges, stored
from mingjian.ledger.values import POSTGRESQL

RANGE = 500  # matters read and checked together
_NUMBER = re.compile(r"〔(\d{4})〕(\d+)号$")
Numbers = dict[tuple[int, str, int], set[int]]


@dataclass
class Report:
    """What was found wrong, in the order of matters, and how much was looked at."""

    problems: list[Problem] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    numbers: Numbers = field(default_factory=lambda: defaultdict(set), repr=False)

    @property
    def is_sound(self) -> bool:
        return not self.problems

    def add(self, other: "Report") -> None:
        self.problems += other.problems
        self.counts += other.counts
        for key, found in other.numbers.items():
            self.numbers[key] |= found


def verify(
    *,
    open_words: bool,
    on_progress: Callable[[int, int], None] = lambda done, of: None,
    checkpoint: str | None = None,
    processes: int = 1,
) -> Report:
    """Check everything; the report names each thing that is wrong.

    `open_words`: use the keys to open what is sealed; without them chains, tree, checkpoints and replay are checked.
    `on_progress(done, of)` counts matters. `checkpoint`: a signed note kept by a witness, to compare as well.
    `processes`: ranges of matters at once. Nothing is written; `note_verification` enters the result.
    """
    report, of = Report(), Matter.objects.count()
    for part in _parts(list(ranges(RANGE)), open_words, processes):
        report.add(part)
        on_progress(report.counts["matters"], of)
    with _snapshot():
        report.problems += _missing_numbers(report.numbers)
        report.problems += tree_problems(report.counts, checkpoint)
    return report


def verify_one(matter: UUID) -> Report:
    """One matter checked as `verify` checks all: chain, leaves and replay, without any key."""
    with _snapshot():
        return _checked(Range(matter, matter), open_words=False)


def note_verification(report: Report, *, officer: int | None, matter: UUID | None = None) -> None:
    """Enter the result of a verification in the journal (LED-18); `matter` if it was of that one alone."""
    details = {
        "problems": len(report.problems),
        "acts": report.counts["acts"],
        "words": report.counts["words"],
    }
    note(
        "verification",
        officer=officer,
        outcome="done" if report.is_sound else "failed",
        matter=matter,
        details=details,
    )


def _parts(parts: list[Range], open_words: bool, processes: int) -> Iterator[Report]:
    if processes == 1:
        with _snapshot():
            yield from (_checked(part, open_words) for part in parts)
        return
    connections.close_all()  # a connection must not be shared with a forked process
    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
        yield from pool.map(_checked_apart, parts, [open_words] * len(parts))


def _checked_apart(part: Range, open_words: bool) -> Report:
    with _snapshot():
        return _checked(part, open_words)


def _checked(part: Range, open_words: bool) -> Report:
    """One range of matters."""
    report, law = Report(), book()
    with unswept():
        matters = stored(part)
        for matter in matters:
            acts = acts_of(matter)
            report.problems += chain_problems(matter)
            report.problems += position_problems(law, matter, acts)
            report.counts["acts"] += len(matter.acts)
            _keep_number(matter, acts, report.numbers)
        report.counts["matters"] = len(matters)
        if open_words:
            report.problems += sealed_problems(part, matters, report.counts)
    return report


@contextmanager
def _snapshot() -> Iterator[None]:
    """One state of the database while it is read, without keeping writers waiting."""
    if connection.in_atomic_block:
        yield
    elif POSTGRESQL:
        with transaction.atomic():
            _run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        _run("BEGIN")
        try:
            yield
        finally:
            _run("ROLLBACK")


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _keep_number(matter: Stored, acts: Sequence[Done], numbers: Numbers) -> None:
    found = _NUMBER.search(matter.header["number"])
    if found and matter.acts:
        unit = acts[0].details.get("unit") if acts else matter.header["unit_id"]
        numbers[int(unit or 0), matter.header["kind"], int(found[1])].add(int(found[2]))


def _missing_numbers(numbers: Numbers) -> Iterator[Problem]:
    """Numbers are given without gaps: one that is missing was a matter."""
    for row in CounterRow.objects.select_related("unit").order_by("unit", "kind", "year"):
        there = numbers.get((row.unit_id, row.kind, row.year), set())
        of = f"{row.unit}{row.year}年{book().versions(row.kind)[-1].label}"
        last = max(there, default=0)
        for number in sorted(set(range(1, row.last + 1)) - there):
            yield Problem(None, None, f"{of}第{number}号不在台账中：整件缺失或被换号。")
        if last > row.last:
            yield Problem(None, None, f"{of}编号已到第{last}号，计数只到{row.last}：计数被改动。")
