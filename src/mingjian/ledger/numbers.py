"""Document numbers without gaps: from a counter that is locked when the next one is taken."""

from dataclasses import dataclass, field

from django.db import connection

from mingjian.law.lawbook import Bound, Lawbook
from mingjian.ledger.models import Counter
from mingjian.ledger.rows import Statement, Update, table
from mingjian.org.models import Unit

_COUNTER = table(Counter)
_KEY = ("unit_id", "kind", "year")


@dataclass
class Counters:
    """The counters that this work has locked, and the last numbers it gave."""

    last: dict[tuple[int, str, int], int] = field(default_factory=dict)
    stored: dict[tuple[int, str, int], int] = field(default_factory=dict)
    codes: dict[int, str] = field(default_factory=dict)

    def next(self, book: Lawbook, unit: int, kind: str, bound: Bound, year: int) -> str:
        """X纪线〔2023〕128号: the next number of this unit, kind and year of registration."""
        key = (unit, kind, year)
        if key not in self.last:
            self.last[key] = self._locked(key)
        self.last[key] += 1
        if unit not in self.codes:
            self.codes[unit] = Unit.objects.values_list("code", flat=True).get(pk=unit)
        return f"{self.codes[unit]}{bound.procedure.sign or ''}〔{year}〕{self.last[key]}号"

    def _locked(self, key: tuple[int, str, int]) -> int:
        """Make the counter if it is new, lock it, and read it: one statement."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO ledger_counter (unit_id, kind, year, last) VALUES (%s, %s, %s, 0) "
                "ON CONFLICT (unit_id, kind, year) DO UPDATE SET last = ledger_counter.last RETURNING last",
                key,
            )
            self.stored[key] = cursor.fetchone()[0]
        return self.stored[key]

    def statements(self) -> list[Statement]:
        changed = [dict(zip((*_KEY, "last"), (*key, last), strict=True))
                   for key, last in self.last.items() if self.stored[key] != last]  # fmt: skip
        self.stored = dict(self.last)
        return [Update(_COUNTER, _KEY, changed)] if changed else []
