"""The pages of a thousand and of a million matters: register (through `access` alone, too), desk, matter, approvals; for an
officer who sees all of it and for one who sees fifty.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import datetime, time, timedelta
from itertools import product
from statistics import median, quantiles
from subprocess import PIPE, Popen
from time import perf_counter
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.million import TODAY, fill, right
from mingjian.law.lawbook import packaged
from mingjian.law.running import references
from mingjian.law.values import BEIJING
from mingjian.ledger import access, search
from mingjian.ledger.access import Key, Late, Wanted
from mingjian.ledger.instant import standing_at
from mingjian.ledger.models import Matter, Participation
from mingjian.ledger.record import open_matter, record_act
from mingjian.ledger.rows import Insert, write_many
from mingjian.ledger.rows import table as table_of
from mingjian.ledger.viewer import Viewer
from mingjian.org.models import Appointment, Officer
from mingjian.web.desk import names, paging

SIZES, ROWS, DEEP, RUNS = (1000, 1_000_000), 50, 5000, 40
NOON = time(12)
WORDS = {"common word": "公司", "rare word": "围标"}
FILTERS: dict[str, dict[str, Any]] = {
    "by step": {"step": ("assigned",)},
    "by column": {"record": {"rank_class": ("general",)}},
    "by a code nothing has": {"record": {"rank_class": ("bureau",)}},
    "by a step nothing is at": {"step": ("letter_due",)},
    "ended": {"is_open": False, "sort": "opened", "descending": True},
    "by number": {"number": "〔2023〕7"},
    "late": {"late": Late(datetime.combine(TODAY, NOON, BEIJING), references(packaged()))},
}
OFFICERS = {"all": "desk0", "fifty": "desk1"}
PATIENCE = 10_000  # milliseconds after which a slow case is not run again


class Times(NamedTuple):
    """Milliseconds: in the middle, and what the slowest twentieth takes at least; and statements."""

    p50: float
    p95: float
    queries: int


def main(*, pages_only: bool = False) -> None:
    """Measure small and large in turn; print both and what must hold. `pages_only` leaves out what `access` does alone."""
    with ExitStack() as stack:
        # The largest is written first: a session of the small one would end by idleness while it waits.
        sizes = {
            size: stack.enter_context(Apart(size, pages_only=pages_only))
            for size in sorted(SIZES, reverse=True)
        }
        table(measured(sizes), pages_only=pages_only)


class Apart:
    """The cases of one size, in a process and a database of their own: so the sizes take turns, and noise falls on all of them."""

    def __init__(self, size: int, *, pages_only: bool) -> None:
        command = [sys.executable, "-m", "benchmarks", "pages" if pages_only else "register", str(size)]
        env = os.environ | (
            {"MINGJIAN_DATABASE": _database(size)} if connection.vendor == "postgresql" else {}
        )
        self._process = Popen(command, stdin=PIPE, stdout=PIPE, text=True, env=env)
        self.queries = {(what, who): count for what, who, count in json.loads(self._answer())}

    def __enter__(self) -> "Apart":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def took(self, case: tuple[str, str]) -> float:
        """Milliseconds of one run."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(case) + "\n")
        self._process.stdin.flush()
        return float(self._answer())

    def _answer(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the process of one size has ended"
        return line


def _database(size: int) -> str:
    name = f"matters_{size}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    return f"{os.environ['MINGJIAN_DATABASE'].rpartition('/')[0]}/{name}"


def serve(size: int, *, pages_only: bool) -> None:
    """In a process of its own: fill the database, say the statements of each case, then run what is asked for, line by line."""
    settings.ALLOWED_HOSTS += ["testserver"]
    call_command("migrate", verbosity=0)
    begun = perf_counter()
    fill(size)
    lived = live(size)
    print(f"{size:,} matters written in {perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)
    names.forget()
    cases = {
        (what, who): work
        for who, account in OFFICERS.items()
        for what, work in _cases(Officer.objects.get(username=account), size, lived)
        if not (pages_only and what.startswith("access"))
    }
    print(json.dumps([(*case, _statements(work)) for case, work in cases.items()]), flush=True)
    for line in sys.stdin:
        work = cases[tuple(json.loads(line))]
        begun = perf_counter()
        work()
        print((perf_counter() - begun) * 1000, flush=True)


def _statements(work: Callable[[], object]) -> int:
    work()
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def live(size: int) -> UUID:
    """One lead with acts among the bare ones, which both officers may read: registered, with thirty notes."""
    everything, few = (Officer.objects.get(username=account) for account in OFFICERS.values())
    post = Appointment.objects.select_related("department").filter(officer=everything).order_by("pk")[0]
    on = TODAY - timedelta(days=40)
    with standing_at(datetime.combine(on, NOON, BEIJING)):
        details = {"title": "反映某局违规发放津贴问题", "lead_origin": "petition", "rank_class": "township"}
        matter = open_matter("lead", by=everything.pk, on=on, unit=post.department.unit_id, department=post.department_id, details=details)  # fmt: skip
        for number in range(30):
            record_act(
                matter,
                "note",
                by=everything.pk,
                on=on,
                details={"remark": f"第{number + 1}次收到材料，已入卷。"},
            )
        write_many([Insert(table_of(Participation), [right({"id": matter.pk, "opened_on": on}, few)])])
    return matter.pk


def measured(sizes: Mapping[int, Apart]) -> dict[int, dict[tuple[str, str], Times]]:
    """All cases at all sizes, in turn."""
    took: dict[tuple[int, tuple[str, str]], list[float]] = {
        (size, case): [] for case in sizes[SIZES[0]].queries for size in sizes
    }
    for _run, ((size, case), own) in product(range(RUNS), took.items()):
        if len(own) < 2 or sum(own) <= PATIENCE:
            own.append(sizes[size].took(case))
    return {
        size: {case: Times(median(took[size, case]), quantiles(took[size, case], n=20)[-1], count)
               for case, count in apart.queries.items()}
        for size, apart in sizes.items()
    }  # fmt: skip


def _cases(officer: Officer, size: int, lived: UUID) -> Iterator[tuple[str, Callable[[], object]]]:
    deep = _key(min((DEEP - 1) * ROWS, size // 4))
    for what, more in FILTERS.items():
        yield (
            f"access: {what}",
            lambda more=more: access.page(_viewer(officer), Wanted("lead", **more), size=ROWS),
        )
        yield (
            f"access: count {what}",
            lambda more=more: access.count(_viewer(officer), Wanted("lead", **more)),
        )
    for what, words in WORDS.items():
        match = search.matching(words)
        yield (
            f"access: {what}",
            lambda match=match: access.page(_viewer(officer), Wanted("lead", match=match), size=ROWS),
        )
        yield (
            f"access: count {what}",
            lambda match=match: access.count(_viewer(officer), Wanted("lead", match=match)),
        )
    yield "access: first", lambda: access.page(_viewer(officer), Wanted("lead"), size=ROWS)
    yield (
        f"access: page {DEEP:,}",
        lambda: access.page(_viewer(officer), Wanted("lead"), size=ROWS, after=deep),
    )
    yield "access: count", lambda: access.count(_viewer(officer), Wanted("lead"))
    yield from _pages(officer, deep, lived)


def _pages(officer: Officer, deep: Key, lived: UUID) -> Iterator[tuple[str, Callable[[], object]]]:
    client = Client()
    client.force_login(officer)

    def get(query: Mapping[str, Any], **more: str) -> Callable[[], object]:
        def got() -> None:
            response = client.get(reverse("register", args=["lead"]), {**query, **more})
            assert response.status_code == 200, response.status_code

        return got

    def visit(path: str) -> Callable[[], object]:
        def visited() -> None:
            response = client.get(path)
            assert response.status_code == 200, (path, response.status_code)

        return visited

    yield "page: desk", visit("/")
    yield "page: desk, what stands below", visit("/beside/")
    yield "page: matter of 31 acts", visit(reverse("matter", args=[lived]))
    yield "page: approvals", visit("/approvals/")
    yield "page: first", get({})
    yield f"page: page {DEEP:,}", get({"after": paging.written(*deep)})
    yield "page: by step", get({"step": "assigned"})
    yield "page: by column", get({"rank_class": "general"})
    yield "page: by a code nothing has", get({"rank_class": "bureau"})
    yield "page: by a step nothing is at", get({"step": "letter_due"})
    yield "page: late", get({"due": "late"})
    yield "page: ended", get({"state": "ended", "sort": "opened", "down": "1"})
    for what, words in WORDS.items():
        sent = client.post(reverse("search", args=["lead"]), {"q": words})
        yield f"page: {what}", (lambda address: lambda: client.get(address))(sent["Location"])


def _viewer(officer: Officer) -> Viewer:
    return Viewer.of(officer, TODAY)


def _key(rows: int) -> Key:
    """The key of the row before which so many rows of the register lie."""
    columns = ("due_on", "opened_on", "id")
    *days, number = Matter.objects.order_by(*columns).values_list(*columns)[rows - 1]
    return Key(tuple(days), number)


def table(found: dict[int, dict[tuple[str, str], Times]], *, pages_only: bool) -> None:
    """One line a case: times at every size, the large beside the small, statements; then what must hold."""
    small, large = min(found), max(found)
    print(
        f"\n{connection.vendor:42}{'sees':7}"
        + "".join(f"{f'{size:,}: p50 / p95 ms':>26}" for size in found)
        + f"{'ratio':>8}{'queries':>9}"
    )
    for case, times in found[large].items():
        cells = "".join(f"{found[size][case].p50:>16.1f} /{found[size][case].p95:>8.1f}" for size in found)
        print(f"{case[0]:42}{case[1]:7}{cells}{times.p50 / found[small][case].p50:>8.2f}{times.queries:>9}")
    print()
    for who, way in product(OFFICERS, ("page",) if pages_only else ("access", "page")):
        first, deep = (found[large][f"{way}: {which}", who].p50 for which in ("first", f"page {DEEP:,}"))
        print(f"{way}: page {DEEP:,} beside the first, {who}: {deep / first:.2f} (≤ 1.20)")
    other = tuple(f"page: {name}" for name in ("desk", "matter", "approvals"))
    of_register = [
        times.queries
        for (what, _), times in found[large].items()
        if what.startswith("page") and not what.startswith(other)
    ]
    print(f"statements of a page of the register: at most {max(of_register)} (≤ 8)")
    for case, times in found[large].items():
        if case[0].startswith("page: "):
            ratio, limit = times.p50 / found[small][case].p50, 3.0 if "word" in case[0] else 1.5
            print(
                f"{case[0]} ({case[1]}) beside {small:,} matters: {ratio:.2f} (≤ {limit}){'' if ratio <= limit else '  MISSED'}"
            )
