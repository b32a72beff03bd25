"""The chain of one matter: each entry is hashed over the one before it (LED-01, LED-03).

    leaf    = H(0x00 ‖ canonical entry)                      also the leaf of the tree (RFC 6962, 2.1)
    hash    = H(0x02 ‖ prev ‖ seq ‖ leaf)                    seq: 8 bytes, big-endian, from 1
    genesis = H(0x04 ‖ canonical [origin, matter, created_at, random])   the prev of entry 1

H is SHA-256; the entry says so in its field `alg`, whose only value yet is ALG. A chain shows edits, but not
forgery of the whole by someone who can write the table, nor a missing end: tree and checkpoints do that.
"""

import hmac
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from mingjian.seal.canonical import canonical

ALG = "sha256-1"


class ChainEntry(NamedTuple):
    """One act as the chain sees it: its canonical bytes (`data`); `prev` and `hash`, 32 bytes as stored."""

    seq: int
    data: bytes
    prev: bytes
    hash: bytes


class Problem(NamedTuple):
    """The first sequence number at which something is wrong, and why (a Chinese sentence)."""

    seq: int
    why: str


def genesis(origin: str, matter_id: bytes, created_at: datetime, random: bytes) -> bytes:
    """The 32 bytes before a matter's first entry; no body's ledger can pass for another's (LED-03).

    origin: name of the ledger; matter_id: its 16 random bytes; random: at least 16 bytes, else ValueError.
    """
    if len(random) < 16:
        raise ValueError("链首随机数至少需要16字节。")
    return sha256(b"\x04" + canonical([origin, matter_id, created_at, random])).digest()


def leaf(entry_bytes: bytes) -> bytes:
    """The 32-byte leaf hash of an entry's canonical bytes (LED-03; RFC 6962, 2.1)."""
    return sha256(b"\x00" + entry_bytes).digest()


def entry_hash(prev: bytes, seq: int, leaf: bytes) -> bytes:
    """The 32-byte hash that ties entry `seq` (from 1) to the 32 bytes before it (LED-03)."""
    return sha256(b"\x02" + prev + seq.to_bytes(8, "big") + leaf).digest()


def commitment(salt: bytes, value: object) -> bytes:
    """HMAC-SHA-256(salt, canonical(value)), 32 bytes: binds sealed words without revealing them (LED-01)."""
    return hmac.digest(salt, canonical(value), "sha256")


def check_chain(entries: Iterable[ChainEntry], genesis: bytes) -> Problem | None:
    """The first problem of a matter's entries, which must come in order from seq 1, or None (LED-16)."""
    head = genesis
    for expected, entry in enumerate(entries, start=1):
        if problem := check_next(entry, expected, head):
            return problem
        head = entry.hash
    return None


def check_next(entry: ChainEntry, expected: int, head: bytes) -> Problem | None:
    """The problem of one entry that should have seq `expected` and follow `head` (32 bytes), or None."""
    if entry.seq != expected:
        return Problem(expected, f"此处应为第{expected}条，却是第{entry.seq}条：有缺失、重复、插入或换位。")
    if entry.prev != head:
        if expected == 1:
            return Problem(1, "第1条不是接在本台账、本事项的链首之后。")
        return Problem(expected, f"第{expected}条没有接在第{expected - 1}条之后。")
    if entry.hash != entry_hash(entry.prev, entry.seq, leaf(entry.data)):
        return Problem(expected, f"第{expected}条的内容与其散列不符：内容被改动。")
    return None
