"""Bulletin and yearly report of a city to the Word file: the whole way of the command, process start apart."""

from datetime import date
from time import perf_counter

from django.core.management import call_command

from mingjian.city import build
from mingjian.ledger.instant import standing_at
from mingjian.ledger.models import Matter
from mingjian.report.issuing import issue
from mingjian.statistics.asking import ask

YEAR = 2023


def main() -> None:
    """A line for each paper, first and then warm; a minute or two, most of it building the city."""
    call_command("migrate", verbosity=0)
    build.build(year=YEAR)
    with standing_at(build.closing_time(date(YEAR, 12, 31))):
        ask((), period=str(YEAR))  # brings the facts up to date, as the worker does by day
        print(f"\na city of {Matter.objects.count():,} matters")
        for edition in ("S4", "annual"):
            first, then = (_written(edition) for _ in range(2))
            print(f"{edition} to .docx  {first:.2f} s first  {then:.2f} s then  < 2 s", flush=True)


def _written(edition: str) -> float:
    begun = perf_counter()
    issue(edition, period=str(YEAR)).written("docx", draft=True)
    return perf_counter() - begun
