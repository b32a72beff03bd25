"""Many acts at once, beside the same rows written bare: COPY and UPDATE on PostgreSQL, executemany on SQLite."""

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


def rates(city: City, leads: int) -> tuple[float, float]:
    """Acts a second through the ledger, and of the same rows bare, in the same batches, each in one transaction."""
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
    return leads * ACTS / ours, leads * ACTS / bare
