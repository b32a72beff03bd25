"""A small ledger with three matters and a journal, exported and signed, for the verifier's tests."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from mingjian.seal import chain, export, merkle
from mingjian.seal.canonical import canonical
from mingjian.seal.checkpoint import Checkpoint, sign
from mingjian.seal.export import EntryLine, MatterLine
from mingjian.seal.verifier import Finding, check

ORIGIN = "明州市纪委监委"
START = datetime(2023, 3, 1, 1, 0, tzinfo=UTC)
SEED = bytes(range(32))


@dataclass
class Ledger:
    """Lines as they would be exported, and the key that signs them."""

    lines: list[MatterLine | EntryLine]
    origin: str = ORIGIN
    seed: bytes = SEED

    @property
    def public(self) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()

    @property
    def leaves(self) -> list[bytes]:
        return [line.leaf for line in self.lines if isinstance(line, EntryLine) and line.leaf is not None]

    def note(self, size: int) -> str:
        return sign(Checkpoint(self.origin, size, merkle.root(self.leaves[:size])), self.seed)

    def check(self, *notes: str, lines: list[Any] | None = None) -> Finding:
        written = [export.write(line) for line in (self.lines if lines is None else lines)]
        return check(written, notes, self.public, origin=self.origin)


def build(count: int, *, matters: int = 3, origin: str = ORIGIN, word: str = "") -> Ledger:
    """`count` entries, every fifth a journal entry, the others acts of `matters` matters in turn."""
    ledger = Ledger([], origin)
    heads: dict[bytes, tuple[int, bytes]] = {}
    for number in range(1, count + 1):
        at = START + timedelta(minutes=number)
        if number % 5 == 0:
            entry: dict[str, Any] = {
                "alg": chain.ALG,
                "type": "signed_in",
                "recorded_at": at,
                "actor": number,
            }
            ledger.lines.append(EntryLine(entry, number, chain.leaf(canonical(entry))))
            continue
        matter = bytes([number % matters]) * 16
        if matter not in heads:
            ledger.lines.append(MatterLine(matter, START, matter))
            heads[matter] = (0, chain.genesis(origin, matter, START, matter))
        ledger.lines.append(_act(matter, number, at, heads, word))
    return ledger


def _act(
    matter: bytes, number: int, at: datetime, heads: dict[bytes, tuple[int, bytes]], word: str
) -> EntryLine:
    seq, prev = heads[matter][0] + 1, heads[matter][1]
    words = (bytes([number]) * 32, {"opinion": f"第{number}条意见{word}"})
    entry = {
        "alg": chain.ALG,
        "matter": matter,
        "seq": seq,
        "recorded_at": at,
        "on": date(2023, 3, 1),
        "act": "note",
        "by": b"\x07" * 16,
        "details": {"disposal_way": "talk_inquiry", "paid": number, "late": False, "pages": [1, None]},
        "commitment": chain.commitment(*words),
    }
    leaf = chain.leaf(canonical(entry))
    heads[matter] = (seq, chain.entry_hash(prev, seq, leaf))
    return EntryLine(entry, number, leaf, prev, heads[matter][1], words)


def changed(line: EntryLine, **fields: Any) -> EntryLine:
    """The line with other values in its entry, hashes as they were."""
    return replace(line, entry={**line.entry, **fields})


@pytest.fixture
def ledger() -> Ledger:
    return build(23)


@pytest.fixture
def make_ledger() -> Callable[..., Ledger]:
    return build


@pytest.fixture
def change() -> Callable[..., EntryLine]:
    return changed
