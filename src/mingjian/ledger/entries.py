"""Acts and journal entries as they are hashed, rebuilt from the stored rows: for sealer, verifier and export."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from mingjian.ledger.chain import ActEntry, JournalEntry, leaves_of
from mingjian.ledger.models import Act, Journal
from mingjian.ledger.rows import fetch, table
from mingjian.ledger.values import POSTGRESQL, days, instants

NO_DOCUMENTS: tuple[bytes, ...] = ()
_ACT, _JOURNAL = table(Act), table(Journal)
_OF_ACT = ("seq", "code", "officer_id", "post_id", "on", "at", "recorded_at", "about", "details",
           "commitment", "prev", "hash")  # fmt: skip
_OF_JOURNAL = ("id", "at", "event", "officer_id", "matter_id", "outcome", "details")


class ActRow(NamedTuple):
    """An act as stored; ids as 16 bytes, instants in UTC, `details` as the JSON text that was hashed.

    From `matter` to `commitment` in the order of `ActEntry`.
    """

    id: bytes
    matter: bytes
    seq: int
    code: str
    officer: int | None
    post: int | None
    on: date
    at: datetime | None
    recorded_at: datetime
    about: int | None
    details: str
    commitment: bytes | None
    prev: bytes
    hash: bytes
    number: int | None
    leaf: bytes | None

    def entry(self, documents: Sequence[bytes] = NO_DOCUMENTS) -> ActEntry:
        """What of the act is hashed; `documents`: the commitments of its papers."""
        return ActEntry(*self[1:12], sorted(documents))


class JournalRow(NamedTuple):
    """A journal entry as stored; first what is hashed, in the order of `JournalEntry`."""

    id: int
    at: datetime
    event: str
    officer: int | None
    matter: bytes | None
    outcome: str
    details: str
    number: int | None
    leaf: bytes | None

    def entry(self) -> JournalEntry:
        """What of the journal entry is hashed: all of it."""
        return JournalEntry(*self[:7])


def acts(rest: str, values: Sequence[Any] = ()) -> list[ActRow]:
    """Acts (alias a) with their leaves (alias l); `rest`: what follows FROM, from WHERE on."""
    sql = (
        f"SELECT {as_bytes('a.id')}, {as_bytes('a.matter_id')}, {_ACT.selected('a', _OF_ACT)}, l.number, l.hash "
        f"FROM ledger_act a LEFT JOIN ledger_leaf l ON l.act_id = a.id {rest}"
    )
    columns = list(zip(*fetch(sql, values), strict=True))
    if not columns:
        return []
    columns[:2] = [map(read_bytes, column) for column in columns[:2]]
    columns[6:9] = [columns[6] if POSTGRESQL else days(columns[6]), *map(instants, columns[7:9])]
    return list(map(ActRow, *columns))


def leaves(acts: Sequence[ActRow], papers: dict[bytes, list[bytes]]) -> list[bytes]:
    """The leaf hashes of acts, recomputed; `papers`: commitments by act. Raises NotCanonical if one has none."""
    if not acts:
        return []
    columns = list(zip(*acts, strict=True))
    listed = [sorted(papers.get(act, NO_DOCUMENTS)) for act in columns[0]]
    return leaves_of([*columns[1:12], listed])


def documents(rest: str, values: Sequence[Any] = ()) -> dict[bytes, list[bytes]]:
    """The commitments of papers by act, for the same acts (alias a, leaves l)."""
    sql = (
        f"SELECT {as_bytes('d.act_id')}, d.commitment FROM ledger_document d JOIN ledger_act a ON a.id = d.act_id "
        f"LEFT JOIN ledger_leaf l ON l.act_id = a.id {rest}"
    )
    found: dict[bytes, list[bytes]] = {}
    for act, commitment in fetch(sql, values):
        found.setdefault(read_bytes(act), []).append(bytes(commitment))
    return found


def journal(rest: str, values: Sequence[Any] = ()) -> list[JournalRow]:
    """Journal entries (alias j) with their leaves (alias l)."""
    before, after = (_JOURNAL.selected("j", names) for names in (_OF_JOURNAL[:4], _OF_JOURNAL[5:]))
    sql = f"SELECT {before}, {as_bytes('j.matter_id')}, {after}, l.number, l.hash FROM ledger_journal j LEFT JOIN ledger_leaf l ON l.journal_id = j.id {rest}"
    columns = list(zip(*fetch(sql, values), strict=True))
    if not columns:
        return []
    columns[1] = instants(columns[1])
    columns[4] = [matter and read_bytes(matter) for matter in columns[4]]
    return list(map(JournalRow, *columns))


def as_bytes(column: str) -> str:
    """An id as PostgreSQL gives it in 16 bytes: faster than making an id of it and taking its bytes again."""
    return f"uuid_send({column})" if POSTGRESQL else column


read_bytes: Callable[[Any], bytes] = bytes if POSTGRESQL else bytes.fromhex
