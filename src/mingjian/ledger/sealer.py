"""The sealer: gives committed entries their numbers in the tree and signs checkpoints over it, one at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from heapq import merge
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from mingjian.ledger import entries
from mingjian.ledger.chain import leaf_of
from mingjian.ledger.journal import note
from mingjian.ledger.models import Checkpoint, Leaf, Matter
from mingjian.ledger.rows import Insert, Values, fetch, table, write_many
from mingjian.ledger.sealing import keys
from mingjian.ledger.values import POSTGRESQL
from mingjian.seal.chain import entry_hash
from mingjian.seal.signer import Signer, SignerRefuses

BATCH = 20_000  # entries numbered in one transaction: SQLite's other writers wait for no more than that
HEARTBEAT = timedelta(hours=1)  # so that silence is visible (LED-07)
_LOCK = 0x4D4A  # "MJ": the advisory lock of sealers
_LEAF = table(Leaf)
_UNSEALED = "WHERE l.number IS NULL"
_IN_TIME = "MAX(a.recorded_at) OVER (PARTITION BY a.matter_id ORDER BY a.seq)"  # a clock set back turns no chain round


class SealerBusy(RuntimeError):
    """Another sealer is at work."""


def seal_new(at: datetime) -> Checkpoint | None:
    """Number all committed entries that have no leaf yet and sign a checkpoint over them (LED-06 to LED-09).

    `at`: the instant of the checkpoint, aware. None if nothing is new; after an hour of silence a heartbeat is
    entered and signed. Raises SealerBusy, or SignerRefuses with the entry or size that contradicts what was signed.
    """
    last = Checkpoint.objects.order_by("-size").first()
    if last is not None and at - last.signed_at >= HEARTBEAT and not _any_new():
        note("heartbeat", officer=None, outcome="done")
    while _number_some():
        pass
    with _alone():
        return _signed(at)


def signer() -> Signer:
    """The signer of this ledger; it is begun with the ledger, and a lost state is not begun anew (LED-08)."""
    state = Path(settings.MINGJIAN_DATA) / "checkpoint.state"
    if not state.exists() and not Checkpoint.objects.exists():
        return Signer.create(state, keys().checkpoint_private, origin=settings.MINGJIAN_ORIGIN)
    return Signer(state, keys().checkpoint_private)


@contextmanager
def _alone() -> Iterator[None]:
    """A transaction in which no other sealer is at work; on SQLite every writing transaction is alone."""
    with transaction.atomic():
        if POSTGRESQL and not fetch("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])[0][0]:
            raise SealerBusy("另一个封存进程正在运行，本次不再封存。")
        yield


def _any_new() -> bool:
    acts = fetch(f"SELECT 1 FROM ledger_act a LEFT JOIN ledger_leaf l ON l.act_id = a.id {_UNSEALED} LIMIT 1")
    return bool(acts or entries.journal(f"{_UNSEALED} LIMIT 1"))


def _number_some() -> bool:
    """Give the next entries their leaves, in the order of their instants; whether there were any."""
    with _alone():
        rows = list(_unsealed())[:BATCH]
        first = (fetch("SELECT MAX(number) FROM ledger_leaf")[0][0] or 0) + 1
        for number, row in enumerate(rows, start=first):
            row["number"] = number
        write_many([Insert(_LEAF, rows)])
    return bool(rows)


def _unsealed() -> Iterator[Values]:
    """Up to BATCH acts and BATCH journal entries without a leaf, each with the leaf hash recomputed, oldest first."""
    acts = entries.acts(f"{_UNSEALED} ORDER BY {_IN_TIME}, a.matter_id, a.seq LIMIT {BATCH}")
    papers = entries.documents(_UNSEALED) if acts else {}
    notes = entries.journal(f"{_UNSEALED} ORDER BY j.at, j.id LIMIT {BATCH}")
    of_acts = ((act.recorded_at, 0, act) for act in acts)
    of_notes = ((entry.at, 1, entry) for entry in notes)
    for _, _, row in merge(of_acts, of_notes, key=lambda item: item[:2]):
        if isinstance(row, entries.ActRow):
            yield {"number": 0, "act_id": UUID(bytes=row.id), "journal_id": None, "hash": _leaf(row, papers)}
        else:
            yield {"number": 0, "act_id": None, "journal_id": row.id, "hash": leaf_of(row.entry())}


def _leaf(act: entries.ActRow, papers: dict[bytes, list[bytes]]) -> bytes:
    """The leaf hash of an act, recomputed; SignerRefuses if the act is not what was recorded (LED-09)."""
    leaf = leaf_of(act.entry(papers.get(act.id, entries.NO_DOCUMENTS)))
    if act.hash != entry_hash(act.prev, act.seq, leaf) or (act.leaf is not None and act.leaf != leaf):
        number = Matter.objects.values_list("number", flat=True).get(pk=UUID(bytes=act.matter))
        raise SignerRefuses(f"{number}第{act.seq}条的内容与记录时不符，拒绝封存；请运行mingjian verify查明。")
    return leaf


def _signed(at: datetime) -> Checkpoint | None:
    """Sign what is numbered and not yet signed; also what a crash left numbered, or signed and not kept."""
    signs = signer()
    size, known = fetch("SELECT COALESCE(MAX(number), 0) FROM ledger_leaf")[0][0], signs.size
    if size < known:
        raise SignerRefuses(f"已签名{known}条，台账中现在只有{size}条，拒绝签名；请运行mingjian verify查明。")
    if size == 0 or (size == known and Checkpoint.objects.filter(size=size).exists()):
        return None
    acts, notes = fetch("SELECT COUNT(act_id), COUNT(journal_id) FROM ledger_leaf")[0]
    text = signs.sign(_leaves(known, size), first=known, at=at, counts={"act": acts, "journal": notes})
    return Checkpoint.objects.create(size=size, signed_at=at, note=text)


def _leaves(after: int, until: int) -> Iterator[bytes]:
    """The leaf hashes numbered `after` + 1 to `until`, recomputed from the entries."""
    for low in range(after, until, BATCH):
        between, values = "WHERE l.number > %s AND l.number <= %s", [low, min(low + BATCH, until)]
        papers = entries.documents(between, values)
        found = {act.number: _leaf(act, papers) for act in entries.acts(between, values)}
        found |= {entry.number: leaf_of(entry.entry()) for entry in entries.journal(between, values)}
        for number in range(values[0] + 1, values[1] + 1):
            if number not in found:
                raise SignerRefuses(f"树中第{number}号没有对应的条目，拒绝签名；请运行mingjian verify查明。")
            yield found[number]
