"""Search in sealed text: a blind index of keyed bigrams, one row for each act with words and one for the title.

Who may see a hit is decided in the same statement by `access`; the page of hits is rechecked on the opened text.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction

from mingjian.ledger import instant
from mingjian.ledger.access import Sql
from mingjian.ledger.history import placeholders
from mingjian.ledger.models import Act, Indexed, IndexMark, Matter
from mingjian.ledger.rows import Values, fetch, table
from mingjian.ledger.sealing import keys, matter_key, open_act_words, title, title_of
from mingjian.ledger.values import POSTGRESQL
from mingjian.vault.blind import normalised, query_tokens, tokens
from mingjian.vault.profile import CannotOpen

BATCH = 1000
COMMON = 1000  # hits from which words are looked for within reach, instead of reach among the hits
OVERLAP = timedelta(days=1)  # a transaction that began before the mark was set may still have been open
_ACT, _MATTER = table(Act), table(Matter)
_WORDS = ("id", "matter_id", "seq", "recorded_at", "sealed")
_HEADER = ("key", "title")
_READABLE = "a.sealed IS NOT NULL AND length(m.key) > 0"
_LONG_AGO = datetime(1949, 10, 1, tzinfo=UTC)


class TooShort(ValueError):
    """The query has no two neighbouring characters, so there is nothing to look up."""


class _Row(NamedTuple):
    """What one row of the index is made of."""

    matter: UUID
    act: UUID | None
    text: str


def matching(text: str) -> Sql:
    """The ids of matters of which the title, or one act, holds every bigram of the text. Raises TooShort."""
    found = query_tokens(text, _key())
    if not found:
        raise TooShort("请至少输入两个相连的字再检索。")
    if POSTGRESQL:
        return Sql("SELECT matter_id FROM ledger_indexed WHERE tokens @@ %s::tsquery", (" & ".join(found),))
    words = " ".join(found)
    if _is_common(words):
        # `m` is the matter that `access` has before it: those of the page are looked at one by one, not all hits.
        each = "SELECT i.matter_id FROM ledger_indexed i CROSS JOIN ledger_tokens ON ledger_tokens.rowid = i.id WHERE i.matter_id = m.id"
        return Sql(f"{each} AND ledger_tokens MATCH %s", (words,))
    every = "SELECT i.matter_id FROM ledger_tokens JOIN ledger_indexed i ON i.id = ledger_tokens.rowid WHERE"
    return Sql(f"{every} ledger_tokens MATCH %s", (words,))


# Kept, as only the way to the hits depends on it. PostgreSQL has statistics of its own.
@lru_cache(maxsize=1024)
def _is_common(words: str) -> bool:
    found = fetch(f"SELECT 1 FROM ledger_tokens WHERE ledger_tokens MATCH %s LIMIT {COMMON}", (words,))
    return len(found) == COMMON


def recheck(matters: Sequence[Matter], text: str) -> list[Matter]:
    """Those of a page of hits that really contain the text: bigrams may stand apart, and tokens may collide."""
    parts = normalised(text).split()
    own = [_MATTER.write("id", matter.id) for matter in matters]
    rows = fetch(
        f"SELECT {_ACT.selected(names=_WORDS)} FROM ledger_act "
        f"WHERE sealed IS NOT NULL AND matter_id IN ({placeholders(own)})",
        own,
    )
    acts: dict[UUID, list[str]] = {matter.id: [title(matter)] for matter in matters}
    by_id = {matter.id: matter for matter in matters}
    for row in rows:
        act = _ACT.read_some(_WORDS, row)
        key = matter_key(by_id[act["matter_id"]].key, act["matter_id"])
        acts[act["matter_id"]].append(
            spoken(open_act_words(key, act["id"], act["matter_id"], act["sealed"]).words)
        )
    return [matter for matter in matters if any(_holds(said, parts) for said in acts[matter.id])]


def _holds(text: str, parts: Iterable[str]) -> bool:
    folded = normalised(text)
    return all(part in folded for part in parts)


def spoken(words: Mapping[str, str]) -> str:
    """The words of an act as one text, field by field; of lists (people mentioned, names of papers) what people read."""
    return "\n".join(part for name, text in words.items() for part in _parts(name, text))


def _parts(name: str, text: str) -> list[str]:
    if name == "documents":
        return [paper for _, paper in json.loads(text)]
    if text.startswith('[{"'):
        return [value for item in json.loads(text) for value in item.values() if isinstance(value, str)]
    return [text]


def index_new(*, everything: bool = False) -> int:
    """Index acts that are not in the index yet; how many rows were written. For the worker, after commit.

    Looks at what was recorded since a day before the last run; `everything`: at all acts (imports, simulated years).
    """
    begun, written = instant.now(), 0
    mark = None if everything else IndexMark.objects.first()
    after = (mark.recorded_at - OVERLAP if mark else _LONG_AGO, UUID(int=0))
    while found := _new(after):
        rows = [row for act in found for row in _rows(act)]
        with transaction.atomic():
            _write(rows)
        written += len(rows)
        after = (found[-1]["recorded_at"], found[-1]["id"])
    IndexMark.objects.update_or_create(id=1, defaults={"recorded_at": begun})
    return written


def remove(matter: Matter) -> None:
    """Take a matter out of the index with the same tokens by which it came in: before its key is destroyed."""
    where = f"WHERE m.id = %s AND {_READABLE}"
    rows = [row for act in _acts(where, [_MATTER.write("id", matter.id)]) for row in _rows(act)]
    ids = {(row.matter_id, row.act_id): row.pk for row in Indexed.objects.filter(matter=matter)}
    with transaction.atomic():
        if not POSTGRESQL:
            gone = [(ids[row.matter, row.act], _tokens(row)) for row in rows if (row.matter, row.act) in ids]
            _run_many(
                "INSERT INTO ledger_tokens(ledger_tokens, rowid, tokens) VALUES ('delete', %s, %s)", gone
            )
        Indexed.objects.filter(matter=matter).delete()


def _new(after: tuple[datetime, UUID]) -> list[Values]:
    """The next acts with words that are not in the index."""
    where = (
        f"LEFT JOIN ledger_indexed i ON i.act_id = a.id WHERE i.id IS NULL AND {_READABLE} "
        f"AND (a.recorded_at, a.id) > (%s, %s) ORDER BY a.recorded_at, a.id LIMIT {BATCH}"
    )
    return _acts(where, [_ACT.write("recorded_at", after[0]), _ACT.write("id", after[1])])


def _acts(where: str, values: list[Any]) -> list[Values]:
    columns = f"{_ACT.selected('a', _WORDS)}, {_MATTER.selected('m', _HEADER)}"
    rows = fetch(
        f"SELECT {columns} FROM ledger_act a JOIN ledger_matter m ON m.id = a.matter_id {where}", values
    )
    width = len(_WORDS)
    return [_ACT.read_some(_WORDS, row[:width]) | _MATTER.read_some(_HEADER, row[width:]) for row in rows]


def _rows(act: Values) -> Iterator[_Row]:
    """What an act brings into the index: its words, and the first one the title. What does not open stays out."""
    matter = act["matter_id"]
    try:
        key = matter_key(act["key"], matter)
        words = open_act_words(key, act["id"], matter, act["sealed"]).words
        if act["seq"] == 1:
            yield _Row(matter, None, title_of(key, matter, act["title"]))
    except CannotOpen:
        return
    yield _Row(matter, act["id"], spoken(words))


def _write(rows: list[_Row]) -> None:
    listed = [
        [_ACT.write("matter_id", row.matter), row.act and _ACT.write("id", row.act), _tokens(row)]
        for row in rows
    ]
    if POSTGRESQL:
        sql = "INSERT INTO ledger_indexed (matter_id, act_id, tokens) VALUES (%s, %s, %s::tsvector) ON CONFLICT DO NOTHING"
        _run_many(sql, listed)
        return
    into = (
        "INSERT INTO ledger_indexed (matter_id, act_id) VALUES (%s, %s) ON CONFLICT DO NOTHING RETURNING id"
    )
    made = [(fetch(into, row[:2]), row[2]) for row in listed]
    _run_many(
        "INSERT INTO ledger_tokens (rowid, tokens) VALUES (%s, %s)",
        [(new[0][0], text) for new, text in made if new],
    )


def _tokens(row: _Row) -> str:
    return " ".join(tokens(row.text, _key()))


def _key() -> bytes:
    return keys().derive("bigrams")


def _run_many(sql: str, rows: Sequence[Sequence[Any]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)
