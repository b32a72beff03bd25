"""The pages of a thousand and of a million matters: register (through `access` alone, too), desk, matter, approvals; for an
officer who sees all of it and for one who sees fifty.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time, timedelta
from itertools import product
from statistics import median, quantiles
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
    """Measure small, then large; print both and what must hold. `pages_only` leaves out what `access` does alone."""
    settings.ALLOWED_HOSTS += ["testserver"]
    call_command("migrate", verbosity=0)
    found: dict[int, dict[tuple[str, str], Times]] = {}
    for size in SIZES:
        call_command("flush", interactive=False, verbosity=0)
        begun = perf_counter()
        fill(size)
        print(f"{size:,} matters written in {perf_counter() - begun:.0f} s", flush=True)
        lived = live(size)
        found[size] = measured(size, lived, pages_only=pages_only)
    table(found, pages_only=pages_only)


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


def measured(size: int, lived: UUID, *, pages_only: bool) -> dict[tuple[str, str], Times]:
    """All cases for both officers. Each is run twice before it counts, then all in turn, so that noise is shared."""
    names.forget()
    cases = {
        (what, who): work
        for who, account in OFFICERS.items()
        for what, work in _cases(Officer.objects.get(username=account), size, lived)
        if not (pages_only and what.startswith("access"))
    }
    queries = {}
    for case, work in cases.items():
        work()
        with CaptureQueriesContext(connection) as captured:
            work()
        queries[case] = len(captured)
    took: dict[tuple[str, str], list[float]] = {case: [] for case in cases}
    for _run, (case, work) in product(range(RUNS), cases.items()):
        if len(took[case]) > 1 and sum(took[case]) > PATIENCE:
            continue
        begun = perf_counter()
        work()
        took[case].append((perf_counter() - begun) * 1000)
    return {case: Times(median(own), quantiles(own, n=20)[-1], queries[case]) for case, own in took.items()}


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
    before = Matter.objects.order_by("due_on", "id").values_list("due_on", "id")[rows - 1]
    return Key(*before)


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
