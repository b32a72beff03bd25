"""The chain of a matter: what of an act is hashed, and over what."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from mingjian.seal.canonical import Names
from mingjian.seal.chain import ALG, entry_hash, genesis, leaf


class ActEntry(NamedTuple):
    """An act as it is hashed: all P2 parts, and commitments for words and documents (security 7.2).

    `details` is the JSON text exactly as stored, so that what is hashed is byte for byte what is kept; `documents`
    their commitments, sorted, for their order says nothing.
    """

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
    documents: list[bytes]
    alg: str = ALG


class JournalEntry(NamedTuple):
    """A journal entry as it is hashed: all of it."""

    journal: int
    recorded_at: datetime
    event: str
    officer: int | None
    matter: bytes | None
    outcome: str
    details: str
    alg: str = ALG


_NAMES = {kind: Names(kind._fields) for kind in (ActEntry, JournalEntry)}


def first(origin: str, matter: UUID, created_at: datetime, random: bytes) -> bytes:
    """What stands before the first act of a matter: so one body's ledger cannot pass for another's."""
    return genesis(origin, matter.bytes, created_at, random)


def canonical(entry: ActEntry | JournalEntry) -> bytes:
    """The canonical bytes of an entry: those of a dict of its fields."""
    return _NAMES[type(entry)].canonical(entry)


def leaf_of(entry: ActEntry | JournalEntry) -> bytes:
    return leaf(canonical(entry))


def leaves_of(acts: Sequence[Sequence[Any]]) -> list[bytes]:
    """The leaf hashes of many acts, given as columns in the order of `ActEntry` up to `documents`."""
    alg = [ALG] * len(acts[0])
    return list(map(leaf, _NAMES[ActEntry].many([*acts, alg])))


def link(prev: bytes, entry: ActEntry) -> bytes:
    """The hash of an act over the one before it."""
    return entry_hash(prev, entry.seq, leaf_of(entry))
