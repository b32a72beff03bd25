"""Acts and journal entries as they are hashed, rebuilt from the stored rows: for sealer, verifier and export."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.db import connection

from mingjian.ledger import chain
from mingjian.ledger.rows import fetch
from mingjian.seal.chain import ALG

NO_DOCUMENTS: tuple[bytes, ...] = ()
_ACT = 'a.id, a.matter_id, a.seq, a.code, a.officer_id, a.post_id, a."on", a.at, a.recorded_at, a.about, a.details, a.commitment, a.prev, a.hash'
_JOURNAL = "j.id, j.at, j.event, j.officer_id, j.matter_id, j.outcome, j.details"


class ActRow(NamedTuple):
    """An act as stored; ids as 16 bytes, instants in UTC, `details` as the JSON text that was hashed."""

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

    def entry(self, documents: Sequence[bytes] = NO_DOCUMENTS) -> dict[str, Any]:
        """What of the act is hashed; `documents`: the commitments of its papers."""
        return chain.entry(
            matter=self.matter, seq=self.seq, code=self.code, officer=self.officer, post=self.post, on=self.on,
            at=self.at, recorded_at=self.recorded_at, about=self.about, details=self.details,
            commitment=self.commitment, documents=documents,
        )  # fmt: skip


class JournalRow(NamedTuple):
    """A journal entry as stored."""

    id: int
    at: datetime
    event: str
    officer: int | None
    matter: bytes | None
    outcome: str
    details: str
    number: int | None
    leaf: bytes | None

    def entry(self) -> dict[str, Any]:
        """What of the journal entry is hashed: all of it."""
        return {
            "alg": ALG, "journal": self.id, "recorded_at": self.at, "event": self.event, "officer": self.officer,
            "matter": self.matter, "outcome": self.outcome, "details": self.details,
        }  # fmt: skip


def acts(rest: str, values: Sequence[Any] = ()) -> list[ActRow]:
    """Acts (alias a) with their leaves (alias l); `rest`: what follows FROM, from WHERE on."""
    sql = f"SELECT {_ACT}, l.number, l.hash FROM ledger_act a LEFT JOIN ledger_leaf l ON l.act_id = a.id {rest}"  # noqa: S608
    id_, instant = stored_id(), _instant()
    return [
        ActRow(
            id_(row[0]), id_(row[1]), *row[2:7], instant(row[7]), instant(row[8]), *row[9:11], _bytes(row[11]),
            bytes(row[12]), bytes(row[13]), row[14], _bytes(row[15]),
        )
        for row in fetch(sql, values)
    ]  # fmt: skip


def documents(rest: str, values: Sequence[Any] = ()) -> dict[bytes, list[bytes]]:
    """The commitments of papers by act, for the same acts (alias a, leaves l)."""
    sql = (
        "SELECT d.act_id, d.commitment FROM ledger_document d JOIN ledger_act a ON a.id = d.act_id "  # noqa: S608
        f"LEFT JOIN ledger_leaf l ON l.act_id = a.id {rest}"
    )
    found: dict[bytes, list[bytes]] = {}
    id_ = stored_id()
    for act, commitment in fetch(sql, values):
        found.setdefault(id_(act), []).append(bytes(commitment))
    return found


def journal(rest: str, values: Sequence[Any] = ()) -> list[JournalRow]:
    """Journal entries (alias j) with their leaves (alias l)."""
    sql = f"SELECT {_JOURNAL}, l.number, l.hash FROM ledger_journal j LEFT JOIN ledger_leaf l ON l.journal_id = j.id {rest}"  # noqa: S608
    id_, instant = stored_id(), _instant()
    return [
        JournalRow(row[0], instant(row[1]), row[2], row[3], id_(row[4]) if row[4] else None, *row[5:8], _bytes(row[8]))
        for row in fetch(sql, values)
    ]


def stored_id() -> Callable[[Any], bytes]:
    """How a UUID column becomes 16 bytes: SQLite keeps 32 hexadecimal digits."""
    return bytes.fromhex if connection.vendor == "sqlite" else lambda value: value.bytes


def _instant() -> Callable[[Any], Any]:
    """How an instant column becomes an aware one: SQLite keeps UTC without saying so."""
    if connection.vendor == "sqlite":
        return lambda value: value and value.replace(tzinfo=UTC)
    return lambda value: value


def _bytes(value: Any) -> bytes | None:
    return None if value is None else bytes(value)
