"""The chain of a matter: what of an act is hashed, and over what."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from mingjian.seal.canonical import canonical
from mingjian.seal.chain import ALG, entry_hash, genesis, leaf


def entry(
    *,
    matter: bytes,
    seq: int,
    code: str,
    officer: int | None,
    post: int | None,
    on: date,
    at: datetime | None,
    recorded_at: datetime,
    about: int | None,
    details: str,
    commitment: bytes | None,
    documents: Sequence[bytes],
) -> dict[str, Any]:
    """The entry of an act as it is hashed: all P2 parts, and commitments for words and documents (security 7.2).

    `details` is the JSON text exactly as stored, so that what is hashed is byte for byte what is kept; `documents`
    their commitments, whose order says nothing.
    """
    return {
        "alg": ALG, "matter": matter, "seq": seq, "code": code, "officer": officer, "post": post,
        "on": on, "at": at, "recorded_at": recorded_at, "about": about, "details": details,
        "commitment": commitment, "documents": sorted(documents),
    }  # fmt: skip


def first(origin: str, matter: UUID, created_at: datetime, random: bytes) -> bytes:
    """What stands before the first act of a matter: so one body's ledger cannot pass for another's."""
    return genesis(origin, matter.bytes, created_at, random)


def leaf_of(data: dict[str, Any]) -> bytes:
    return leaf(canonical(data))


def link(prev: bytes, seq: int, data: dict[str, Any]) -> bytes:
    """The hash of an act over the one before it."""
    return entry_hash(prev, seq, leaf_of(data))
