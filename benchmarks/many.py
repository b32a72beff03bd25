"""Many acts at once, beside the same rows written bare: COPY and UPDATE on PostgreSQL, executemany on SQLite."""

from statistics import median
from time import perf_counter

from django.db import transaction

from benchmarks.population import ACTS, lives
from mingjian.ledger.memory import unswept
from mingjian.ledger.record import Many
from mingjian.ledger.rows import Statement, write_many
from tests.people import City

SIZE = 2000  # acts between two writings


class _Kept(Many):
    """Keeps what is written, to write it once more, bare."""

    def __init__(self) -> None:
        super().__init__(SIZE)
        self.batches: list[list[Statement]] = []

    def put(self, statements: list[Statement]) -> None:
        self.batches.append(statements)
        write_many(statements)


def rates(city: City, leads: int, turns: int) -> tuple[float, float]:
    """Acts a second through the ledger, and of the same rows bare, in the same batches, each in one transaction.

    By turns, so that whatever else the machine does falls on both; of each the median. Only what is written last stays.
    """
    seconds = [_turn(city, leads, keep=turn == turns - 1) for turn in range(turns)]
    ours, bare = map(median, zip(*seconds, strict=True))
    return leads * ACTS / ours, leads * ACTS / bare


def _turn(city: City, leads: int, *, keep: bool) -> tuple[float, float]:
    many = _Kept()
    with transaction.atomic(), unswept():
        begun = perf_counter()
        lives(many, city, leads)
        many.write()
        ours = perf_counter() - begun
        transaction.set_rollback(True)
    with transaction.atomic(), unswept():
        begun = perf_counter()
        for batch in many.batches:
            write_many(batch)
        bare = perf_counter() - begun
        transaction.set_rollback(not keep)
    return ours, bare
