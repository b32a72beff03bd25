"""The stand-alone verifier (LED-14): exported entries, checkpoints and the public key in, one finding out.

    python -m mingjian.seal.verifier ENTRIES.jsonl CHECKPOINT... --key PUBLIC_KEY_FILE

ENTRIES as in `export`; CHECKPOINT files are signed notes; the key file holds the line handed to witnesses
(`checkpoint.public_line`), which also names the ledger. Take key and checkpoints from a witness, not from the
server. Exit codes:

    0  ok                                          4  the newest entries are missing
    2  wrong call or unreadable input              5  forked: sound in itself, but not what was signed
    3  an entry is wrong; the first one is named   6  a checkpoint is not of this ledger, or there is none
                                                   7  sound, but the clock ran backwards
"""

import argparse
import hmac
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from pathlib import Path

from mingjian.seal.canonical import NotCanonical, canonical
from mingjian.seal.chain import ALG, ChainEntry, check_next, commitment, genesis, leaf
from mingjian.seal.checkpoint import BadCheckpoint, Checkpoint, read_public_line, verify
from mingjian.seal.export import EntryLine, MatterLine, Unreadable, read
from mingjian.seal.merkle import Appender, verify_inclusion


class Outcome(Enum):
    """Exit code, Chinese and English name of what was found."""

    OK = 0, "完好", "OK"
    UNREADABLE = 2, "无法读取", "unreadable input"
    BAD_ENTRY = 3, "条目有误", "bad entry"
    MISSING_TAIL = 4, "末尾缺失", "missing tail"
    FORKED = 5, "历史分叉", "forked"
    BAD_CHECKPOINT = 6, "检查点无效", "bad checkpoint"
    CLOCK = 7, "时钟倒退", "clock anomaly"


@dataclass(frozen=True, slots=True)
class Finding:
    """The first thing wrong, or OK. number: leaf, from 1; matter, seq: in its chain; count: missing."""

    outcome: Outcome
    why: str
    number: int | None = None
    matter: bytes | None = None
    seq: int | None = None
    count: int | None = None

    def __str__(self) -> str:
        _, label, english = self.outcome.value
        return f"{label}：{self.why} [{english}]"


class _Wrong(Exception):
    def __init__(self, finding: Finding) -> None:
        self.finding = finding


@dataclass(slots=True)
class _Head:
    """Where the chain of one matter has got to."""

    seq: int
    hash: bytes
    recorded_at: datetime | None = None


def check(lines: Iterable[str], notes: Iterable[str], public_key: bytes, *, origin: str) -> Finding:
    """Check an export (see `export`) against signed notes; public_key: 32 bytes Ed25519 (LED-14, LED-16).

    Never raises for what the files contain; see the module for what is told apart.
    """
    try:
        checkpoints = _checkpoints(notes, public_key, origin)
        return _Check(origin, checkpoints).run(lines)
    except _Wrong as wrong:
        return wrong.finding
    except Unreadable as error:
        return Finding(Outcome.UNREADABLE, str(error))
    except RecursionError:
        return Finding(Outcome.UNREADABLE, "导出文件中有嵌套过深的条目，请重新导出。")


def _checkpoints(notes: Iterable[str], public_key: bytes, origin: str) -> dict[int, Checkpoint]:
    """By size, ascending."""
    found: dict[int, Checkpoint] = {}
    for note in notes:
        try:
            checkpoint = verify(note, public_key, origin=origin)
        except BadCheckpoint as error:
            raise _Wrong(Finding(Outcome.BAD_CHECKPOINT, str(error))) from None
        known = found.setdefault(checkpoint.size, checkpoint)
        if known.root != checkpoint.root:
            why = f"两个有效签名的检查点大小同为{checkpoint.size}，根却不同。"
            raise _Wrong(Finding(Outcome.FORKED, why, number=checkpoint.size))
    if not found:
        why = "没有检查点：只有散列链不能证明未被改写，请向见证方索取检查点。"
        raise _Wrong(Finding(Outcome.BAD_CHECKPOINT, why))
    return dict(sorted(found.items()))


class _Check:
    """One pass over an export."""

    def __init__(self, origin: str, checkpoints: dict[int, Checkpoint]) -> None:
        self.origin, self.checkpoints = origin, checkpoints
        self.last = max(checkpoints)
        self.tree, self.agreed = Appender(), 0
        self.heads: dict[bytes, _Head] = {}
        self.entries, self.number = 0, 0
        self.extract = self.unsealed = False
        self.clock: Finding | None = None

    def run(self, lines: Iterable[str]) -> Finding:
        self.compare_root()
        for line in read(lines):
            if isinstance(line, MatterLine):
                self.open_chain(line)
            else:
                self.entry(line)
        return self.ending()

    def ending(self) -> Finding:
        if self.extract:
            why = f"摘录的{self.entries}条均在大小为{self.last}的检查点之内。"
            return self.clock or Finding(Outcome.OK, why)
        if missing := max(0, self.last - self.tree.size):
            why = f"检查点有{self.last}条，导出只有{self.tree.size}条，末尾缺{missing}条。"
            return Finding(Outcome.MISSING_TAIL, why, number=self.tree.size + 1, count=missing)
        why = f"共{self.entries}条，其中最后{self.entries - self.last}条在最后一个检查点之后，尚无见证。"
        return self.clock or Finding(Outcome.OK, why)

    def open_chain(self, line: MatterLine) -> None:
        here = Finding(Outcome.BAD_ENTRY, f"事项{line.matter.hex()}的链首出现两次。", matter=line.matter)
        if line.matter in self.heads:
            raise _Wrong(here)
        try:
            first = genesis(self.origin, line.matter, line.created_at, line.random)
        except ValueError as error:
            raise _Wrong(replace(here, why=str(error))) from None
        self.heads[line.matter] = _Head(0, first)

    def entry(self, line: EntryLine) -> None:
        here = Finding(Outcome.BAD_ENTRY, "", number=line.number)
        self.extract = self.extract or (self.entries == 0 and line.proof is not None)
        self.entries += 1
        try:
            data = canonical(line.entry)
        except NotCanonical as error:
            raise _Wrong(replace(here, why=str(error))) from None
        if line.entry.get("alg") != ALG:
            raise _Wrong(replace(here, why=f"算法标记不是{ALG}：被改动，或需要更新的验证程序。"))
        if line.hash is not None or line.prev is not None or "seq" in line.entry:
            here = self.chain(line, data, here)
        self.words(line, here)
        self.leaf(line, leaf(data), here)

    def chain(self, line: EntryLine, data: bytes, here: Finding) -> Finding:
        matter, seq, at = (line.entry.get(name) for name in ("matter", "seq", "recorded_at"))
        if not (isinstance(matter, bytes) and type(seq) is int and isinstance(at, datetime)):
            raise _Wrong(replace(here, why="办理行为缺少事项、序号或记录时刻。"))
        if (head := self.heads.get(matter)) is None:
            raise _Wrong(replace(here, why=f"事项{matter.hex()}没有链首。", matter=matter))
        here = replace(here, matter=matter, seq=head.seq + 1)
        entry = ChainEntry(seq, data, line.prev or b"", line.hash or b"")
        if problem := check_next(entry, head.seq + 1, head.hash):
            raise _Wrong(replace(here, why=f"事项{matter.hex()}：{problem.why}"))
        if head.recorded_at and at < head.recorded_at and not self.clock:
            why = f"事项{matter.hex()}第{seq}条的记录时刻早于前一条。"
            self.clock = replace(here, outcome=Outcome.CLOCK, why=why)
        self.heads[matter] = _Head(seq, entry.hash, at)
        return here

    def words(self, line: EntryLine, here: Finding) -> None:
        if line.words is None:
            return
        stored = line.entry.get("commitment")
        try:
            fits = isinstance(stored, bytes) and hmac.compare_digest(stored, commitment(*line.words))
        except NotCanonical:
            fits = False
        if not fits:
            raise _Wrong(replace(here, why="所附文字与条目中的承诺值不符：文字被改动。"))

    def leaf(self, line: EntryLine, computed: bytes, here: Finding) -> None:
        if self.extract != (line.proof is not None):
            raise _Wrong(replace(here, why="摘录中每一条都要有存在证明，全本中都不能有。"))
        if line.number is None and not self.extract:
            self.unsealed = True
            return
        if line.number is None or self.unsealed:
            raise _Wrong(replace(here, why="尚未入树的条目只能排在全本的最后。"))
        if line.leaf != computed:
            raise _Wrong(replace(here, why=f"第{line.number}号的内容与其叶子不符：内容被改动。"))
        if line.proof is not None:
            return self.included(line.number, computed, line.proof, here)
        if line.number != self.tree.size + 1:
            why = f"此处应为第{self.tree.size + 1}号，却是第{line.number}号：有缺失、重复、插入或换位。"
            raise _Wrong(replace(here, why=why, number=self.tree.size + 1))
        self.tree.append(computed)
        self.compare_root()

    def included(self, number: int, computed: bytes, proof: Sequence[bytes], here: Finding) -> None:
        signed = self.checkpoints[self.last]
        if number <= self.number:
            raise _Wrong(replace(here, why=f"第{number}号在摘录中重复或换位。"))
        if not verify_inclusion(computed, number - 1, signed.size, proof, signed.root):
            raise _Wrong(replace(here, why=f"第{number}号不在大小为{signed.size}的检查点之内。"))
        self.number = number

    def compare_root(self) -> None:
        size = self.tree.size
        if size not in self.checkpoints:
            return
        if self.checkpoints[size].root != self.tree.root():
            why = f"第{self.agreed + 1}号至第{size}号之间与已签名的历史不同：整段被改写，或属于另一份台账。"
            raise _Wrong(Finding(Outcome.FORKED, why, number=self.agreed + 1))
        self.agreed = size


def main(arguments: Sequence[str] | None = None) -> int:
    """The command: prints one finding, returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m mingjian.seal.verifier", description="验证导出的台账")
    parser.add_argument("entries", type=Path, help="JSON lines")
    parser.add_argument("checkpoints", type=Path, nargs="*", help="signed checkpoints")
    parser.add_argument("--key", type=Path, required=True, help="public key line from a witness")
    options = parser.parse_args(arguments)
    try:
        origin, public_key = read_public_line(options.key.read_text("utf-8"))
        notes = [path.read_text("utf-8") for path in options.checkpoints]
        with options.entries.open(encoding="utf-8") as lines:
            finding = check(lines, notes, public_key, origin=origin)
    except (OSError, UnicodeDecodeError, BadCheckpoint) as error:
        finding = Finding(Outcome.UNREADABLE, str(error))
    print(finding)
    return finding.outcome.value[0]


if __name__ == "__main__":
    sys.exit(main())
