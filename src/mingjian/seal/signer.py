"""The signer signs checkpoints and keeps, in a small file of its own, what it signed (LED-08, LED-09)."""

import json
import os
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from mingjian.seal.checkpoint import Checkpoint, sign
from mingjian.seal.merkle import Appender


class SignerRefuses(RuntimeError):
    """Signing would contradict an earlier checkpoint; the sentence says how (LED-08)."""


@dataclass(frozen=True, slots=True)
class _State:
    """The last tree signed (peaks in hex) and the base64 hash of the last checkpoint, "" before the first."""

    origin: str
    size: int
    peaks: tuple[str, ...]
    previous: str

    def tree(self) -> Appender:
        return Appender(self.size, map(bytes.fromhex, self.peaks))


class Signer:
    """Signs checkpoints of one ledger and never contradicts itself (LED-08); one process at a time."""

    def __init__(self, state: Path, private_key: bytes) -> None:
        """Go on from a state file; SignerRefuses if it is lost or damaged: a new one would forget."""
        self._path, self._key = state, private_key
        self._read()

    @classmethod
    def create(cls, state: Path, private_key: bytes, *, origin: str) -> "Signer":
        """Begin with the empty ledger; FileExistsError if there is a state file."""
        with state.open("x", encoding="utf-8") as file:
            json.dump(asdict(_State(origin, 0, (), "")), file)
        return cls(state, private_key)

    @property
    def size(self) -> int:
        """The size last signed."""
        return self._read().size

    def sign(
        self, leaves: Iterable[bytes], *, first: int, at: datetime, counts: Mapping[str, int] | None = None
    ) -> str:
        """The signed note over `leaves`, recomputed from the entries by the caller (LED-09).

        first: index of the first leaf given: 0 (all, checked against what was signed) or `size` (only the
        new ones, which by construction continue it). at: an aware instant. counts: entries by type. The state
        is kept before the note is returned. Raises SignerRefuses for a smaller ledger or another past.
        """
        state = self._read()
        tree = _continued(state.tree(), leaves, first)
        previous = (f"previous {state.previous}",) if state.previous else ()
        lines = (
            f"time {at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            *(f"count {k} {n}" for k, n in (counts or {}).items()),
        )
        checkpoint = Checkpoint(state.origin, tree.size, tree.root(), previous + lines)
        note = sign(checkpoint, self._key)
        self._keep(
            replace(
                state,
                size=tree.size,
                peaks=tuple(peak.hex() for peak in tree.peaks),
                previous=b64encode(checkpoint.hash()).decode(),
            )
        )
        return note

    def _read(self) -> _State:
        """Read anew each time: what another process signed, or a state that was lost, is not overlooked."""
        try:
            fields = json.loads(self._path.read_text("utf-8"))
            state = _State(**{**fields, "peaks": tuple(fields["peaks"])})
            state.tree()
        except (OSError, ValueError, TypeError, KeyError):
            why = f"签名状态文件{self._path.name}缺失或损坏，请从备份或见证方恢复后再签名。"
            raise SignerRefuses(why) from None
        return state

    def _keep(self, state: _State) -> None:
        """Replace the state file at once or not at all, also when power fails."""
        fresh = self._path.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as file:
            json.dump(asdict(state), file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, self._path)
        folder = os.open(self._path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


def _continued(known: Appender, leaves: Iterable[bytes], first: int) -> Appender:
    """The tree with the leaves, which contain or follow the known one; else SignerRefuses."""
    if first not in (0, known.size):
        raise SignerRefuses(f"上次签到{known.size}条，不能从第{first + 1}条接着签。")
    tree = Appender(known.size, known.peaks) if first else Appender()
    checked = tree.size == known.size
    for leaf in leaves:
        tree.append(leaf)
        if not checked and tree.size == known.size:
            if tree.root() != known.root():
                raise SignerRefuses(f"前{known.size}条与已签名的检查点不一致，拒绝签名。")
            checked = True
    if not checked:
        raise SignerRefuses(f"已签名{known.size}条，现在只有{tree.size}条，拒绝签名。")
    return tree
