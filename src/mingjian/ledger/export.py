"""The ledger as lines for the stand-alone verifier (`seal.export`): all of it, or a matter or entries of the journal with their proofs."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from mingjian.ledger import entries
from mingjian.ledger.history import placeholders
from mingjian.ledger.models import Checkpoint, Matter
from mingjian.ledger.rows import fetch, table
from mingjian.seal.export import EntryLine, MatterLine, write
from mingjian.seal.merkle import inclusion_proofs

BATCH = 5_000
_MATTER = table(Matter)
_LINE = ("id", "created_at", "random")
_UNSEALED = "WHERE l.number IS NULL"


def whole() -> Iterator[str]:
    """Every matter, every sealed entry in the order of its number, then what is not sealed yet; one line each."""
    for row in fetch(f"SELECT {_MATTER.selected(names=_LINE)} FROM ledger_matter ORDER BY id"):
        yield write(_matter_line(_MATTER.read_some(_LINE, row)))
    size = _size()
    for low in range(0, size, BATCH):
        between, values = "WHERE l.number > %s AND l.number <= %s", [low, low + BATCH]
        papers = entries.documents(between, values)
        lines = [_act_line(act, papers) for act in entries.acts(between, values)]
        lines += [_journal_line(entry) for entry in entries.journal(between, values)]
        yield from map(write, sorted(lines, key=lambda line: line.number or 0))
    papers = entries.documents(_UNSEALED)
    for act in entries.acts(f"{_UNSEALED} ORDER BY a.matter_id, a.seq"):
        yield write(_act_line(act, papers))
    for entry in entries.journal(f"{_UNSEALED} ORDER BY j.id"):
        yield write(_journal_line(entry))


def extract(matter: Matter) -> Iterator[str]:
    """One matter's sealed acts, each with its proof of inclusion in the newest checkpoint (LED-21); no words."""
    newest = Checkpoint.objects.order_by("-size").first()
    if newest is None:
        return
    own = [_MATTER.write("id", matter.id), newest.size]
    rest = "WHERE a.matter_id = %s AND l.number <= %s"
    papers = entries.documents(rest, own)
    yield write(MatterLine(matter.id.bytes, matter.created_at, bytes(matter.random)))
    acts = entries.acts(f"{rest} ORDER BY l.number", own)
    proofs = _proofs(newest.size, [act.number for act in acts])
    for act in acts:
        yield write(_act_line(act, papers, proofs[act.number]))


def journal_extract(ids: Sequence[int]) -> Iterator[str]:
    """Entries of the journal, each with its proof of inclusion in the newest checkpoint; those not yet sealed are left out."""
    newest = Checkpoint.objects.order_by("-size").first()
    if newest is None:
        return
    found: list[entries.JournalRow] = []
    for low in range(0, len(ids), BATCH):
        some = list(ids[low : low + BATCH])
        where = f"WHERE j.id IN ({placeholders(some)}) AND l.number <= %s"
        found += entries.journal(where, [*some, newest.size])
    proofs = _proofs(newest.size, [entry.number for entry in found])
    for entry in sorted(found, key=lambda one: one.number or 0):
        yield write(_journal_line(entry, proofs[entry.number]))


def _proofs(size: int, numbers: Iterable[int | None]) -> dict[int | None, list[bytes]]:
    """Of the leaves with these numbers, in the tree of that size."""
    wanted = [number - 1 for number in numbers if number]
    if not wanted:
        return {}
    rows = fetch("SELECT hash FROM ledger_leaf WHERE number <= %s ORDER BY number", [size])
    found = inclusion_proofs([bytes(row[0]) for row in rows], wanted)
    return {index + 1: proof for index, proof in found.items()}


def _size() -> int:
    return int(fetch("SELECT COALESCE(MAX(number), 0) FROM ledger_leaf")[0][0])


def _matter_line(row: dict[str, object]) -> MatterLine:
    id_, created_at, random = (row[name] for name in _LINE)
    assert isinstance(id_, UUID)
    return MatterLine(id_.bytes, created_at, random)  # type: ignore[arg-type]


def _act_line(
    act: entries.ActRow, papers: dict[bytes, list[bytes]], proof: list[bytes] | None = None
) -> EntryLine:
    entry = act.entry(papers.get(act.id, entries.NO_DOCUMENTS))
    return EntryLine(entry._asdict(), act.number, act.leaf, act.prev, act.hash, proof=proof)


def _journal_line(entry: entries.JournalRow, proof: list[bytes] | None = None) -> EntryLine:
    return EntryLine(entry.entry()._asdict(), entry.number, entry.leaf, proof=proof)
