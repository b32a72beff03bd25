"""Prints what is measured, with its baseline and target."""

import os
from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time

from django.core.management import call_command
from django.db import connection

from benchmarks import many, one_by_one
from benchmarks.population import ACTS
from mingjian.ledger import instant
from mingjian.ledger.sealer import seal_new
from mingjian.ledger.search import index_new
from mingjian.ledger.verify import verify
from tests.people import City, city

LEADS = 2500
TURNS = 3


def main() -> None:
    """All of it, one line each; a few minutes."""
    call_command("migrate", verbosity=0)
    people = city()
    vendor = connection.vendor
    print(f"{vendor}, {os.cpu_count()} cores\n")
    _say("statements of an act", str(one_by_one.statements(people)), "≤ 15")
    ours, bare = many.rates(people, LEADS, TURNS)
    _say(
        "record_acts",
        f"{ours:,.0f}/s",
        "bare writing of the same rows",
        f"{bare:,.0f}/s",
        f"{ours / bare:.0%}",
        "≥ 50 %",
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # what the turns took back would be swept away while the checks are timed
    _checking()
    # last, since acts written bare would be found by every check
    for clients in (1, 4, 8) if vendor == "postgresql" else (1,):
        _one_by_one(people, clients, vendor)


def _one_by_one(people: City, clients: int, vendor: str) -> None:
    turns = [
        (one_by_one.rate(people, clients, bare=True), one_by_one.rate(people, clients, bare=False))
        for _ in range(TURNS)
    ]
    bare, ours = map(median, zip(*turns, strict=True))
    target = "≥ 40 %" if vendor == "postgresql" else "≥ 300/s"
    what = f"record_act, {clients} client{'s' * (clients > 1)}"
    _say(
        what, f"{ours:,.0f}/s", "bare lock + insert + update", f"{bare:,.0f}/s", f"{ours / bare:.0%}", target
    )


def _checking() -> None:
    for what, work, target, times in (
        ("sealing", lambda: seal_new(instant.now()), "", 1),
        ("chain + replay", lambda: verify(open_words=False), "≥ 30,000/s a core", 7),
        ("the same in two processes", lambda: verify(open_words=False, processes=2), "", 1),
        ("the same, with the keys", lambda: verify(open_words=True), "", 1),
        ("blind index", lambda: index_new(everything=True), "", 1),
    ):
        walls, cores = zip(*(_timed(work) for _ in range(times)), strict=True)
        by_core = (
            f"{LEADS * ACTS / median(cores):,.0f} by the program's own processor time" if times > 1 else ""
        )
        _say(what, f"{LEADS * ACTS / median(walls):,.0f} acts/s", by_core, target)


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the wall, and of the processor."""
    begun, used = perf_counter(), process_time()
    work()
    return perf_counter() - begun, process_time() - used


def _say(*parts: str) -> None:
    print("  ".join(part for part in parts if part), flush=True)
