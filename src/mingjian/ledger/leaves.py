"""The tree over all sealed entries, recomputed and compared with every signed checkpoint."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from mingjian.ledger import entries
from mingjian.ledger.chain import leaf_of
from mingjian.ledger.models import Checkpoint
from mingjian.ledger.reconciling import Problem
from mingjian.ledger.rows import fetch
from mingjian.seal.checkpoint import BadCheckpoint, verify
from mingjian.seal.merkle import Appender
from mingjian.vault.keys import load_checkpoint_public

BATCH = 50_000
_LEAVES = """
SELECT l.number, l.hash, l.act_id IS NULL, a.id IS NULL FROM ledger_leaf l LEFT JOIN ledger_act a ON a.id = l.act_id
 WHERE l.number > %s ORDER BY l.number LIMIT %s
"""


def tree_problems(counts: Counter[str], witnessed: str | None = None) -> Iterator[Problem]:
    """Missing and foreign leaves, journal entries that were changed, and checkpoints that say something else.

    `witnessed`: a signed note that a witness kept. What acts their leaves stand for is checked with the matters.
    """
    roots: dict[int, bytes] = {}
    yield from _signed_roots(witnessed, roots)
    tree, agreed = Appender(), 0
    for number, hashed, problem in _leaves():
        if problem:
            yield problem
        if number != tree.size + 1:
            yield Problem(
                None, None, f"树中缺少第{tree.size + 1}号叶子，其后为第{number}号：有条目被删去或换号。"
            )
            return
        tree.append(hashed)
        if tree.size in roots:
            if roots[tree.size] != tree.root():
                why = f"树中第{agreed + 1}号至第{tree.size}号与已签名的检查点不符：历史被改写。"
                yield Problem(None, None, why)
                return
            agreed = tree.size
    counts["leaves"], counts["checkpoints"] = tree.size, len(roots)
    last = max(roots, default=0)
    if last > tree.size:
        yield Problem(
            None, None, f"检查点已签到第{last}号，树中只有{tree.size}号：末尾缺{last - tree.size}条。"
        )


def _signed_roots(witnessed: str | None, roots: dict[int, bytes]) -> Iterator[Problem]:
    """The roots of all checkpoints by size; a problem for each that is not of this ledger, or contradicts another."""
    notes = [(item.note, item.size) for item in Checkpoint.objects.order_by("size")]
    if witnessed is not None:
        notes.append((witnessed, None))
    key = load_checkpoint_public(Path(settings.MINGJIAN_KEYS)) if notes else b""
    for note, size in notes:
        try:
            found = verify(note, key, origin=settings.MINGJIAN_ORIGIN)
        except BadCheckpoint as error:
            yield Problem(None, None, str(error))
            continue
        if size is not None and size != found.size:
            yield Problem(None, None, f"检查点存为第{size}号，签名的是第{found.size}号：被改动。")
        if roots.setdefault(found.size, found.root) != found.root:
            yield Problem(None, None, f"两个有效签名的检查点大小同为{found.size}，根却不同。")


def _leaves() -> Iterator[tuple[int, bytes, Problem | None]]:
    """Number and hash of every leaf in order, and what is wrong with the thing it stands for."""
    last = 0
    while rows := fetch(_LEAVES, [last, BATCH]):
        first, last = rows[0][0], rows[-1][0]
        between = "WHERE l.number BETWEEN %s AND %s"
        notes = {entry.number: leaf_of(entry.entry()) for entry in entries.journal(between, [first, last])}
        for number, hashed, of_journal, no_act in rows:
            problem = None
            if no_act and not of_journal:
                problem = Problem(None, None, f"树中第{number}号叶子所指的办理行为不存在：被删去。")
            elif of_journal and number not in notes:
                problem = Problem(None, None, f"树中第{number}号叶子所指的日志不存在：被删去。")
            elif of_journal and notes[number] != bytes(hashed):
                problem = Problem(None, None, f"树中第{number}号日志的内容与叶子不符：被改动。")
            yield number, bytes(hashed), problem
