"""The Merkle tree of RFC 6962 (2.1) over leaf hashes: root, proofs, their checks, and an appender (LED-04).

Leaves and nodes are 32 bytes; a leaf is `chain.leaf(…)`. Index is from 0, size is the number of leaves.
The checking functions follow RFC 9162, 2.1.3.2 and 2.1.4.2.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()


def node(left: bytes, right: bytes) -> bytes:
    """H(0x01 ‖ left ‖ right), 32 bytes (RFC 6962, 2.1)."""
    return sha256(b"\x01" + left + right).digest()


class Appender:
    """A growing tree, kept as the roots of its perfect subtrees, largest first: time and memory O(log n)."""

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        """An empty tree, or the one whose `size` and `peaks` were kept; ValueError if the two do not fit."""
        self.size = size
        self.peaks = list(peaks)
        if size < 0 or len(self.peaks) != size.bit_count() or any(len(peak) != 32 for peak in self.peaks):
            raise ValueError("树的大小与保存的子树根不符。")

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash."""
        size, peaks = self.size, self.peaks
        while size & 1:
            leaf = node(peaks.pop(), leaf)
            size >>= 1
        peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """The root of what was appended so far; of nothing, SHA-256 of nothing."""
        if not self.peaks:
            return EMPTY
        result = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            result = node(peak, result)
        return result


def root(leaves: Iterable[bytes]) -> bytes:
    """The root of any number of leaf hashes."""
    tree = Appender()
    for leaf in leaves:
        tree.append(leaf)
    return tree.root()


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The audit path of leaf `index`, lowest node first (RFC 6962, 2.1.1); IndexError outside the tree."""
    return inclusion_proofs(leaves, [index])[index]


def inclusion_proofs(leaves: Sequence[bytes], indices: Iterable[int]) -> dict[int, list[bytes]]:
    """The audit paths of many leaves at once: the tree is built a single time. IndexError outside the tree."""
    proofs: dict[int, list[bytes]] = {index: [] for index in sorted(indices)}
    outside = [index for index in proofs if not 0 <= index < len(leaves)]
    if outside:
        raise IndexError(f"树中没有第{outside[0]}片叶子。")
    if proofs:
        _walk(leaves, 0, len(leaves), list(proofs), proofs)
    return proofs


def _walk(
    leaves: Sequence[bytes], low: int, high: int, wanted: Sequence[int], proofs: dict[int, list[bytes]]
) -> bytes:
    """The root of a stretch of leaves; on the way up each wanted leaf gets the root beside its own."""
    if high - low == 1:
        return leaves[low]
    if not wanted:
        return root(leaves[low:high])
    middle = low + _half(high - low)
    own = [index for index in wanted if index < middle], [index for index in wanted if index >= middle]
    left = _walk(leaves, low, middle, own[0], proofs)
    right = _walk(leaves, middle, high, own[1], proofs)
    for index in own[0]:
        proofs[index].append(right)
    for index in own[1]:
        proofs[index].append(left)
    return node(left, right)


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """Nodes that show the first `old_size` leaves to be the older tree (RFC 6962, 2.1.2), else IndexError."""
    if not 0 <= old_size <= len(leaves):
        raise IndexError(f"树中没有{old_size}片叶子。")
    return _subproof(leaves, old_size, True) if old_size else []


def _subproof(leaves: Sequence[bytes], old_size: int, whole: bool) -> list[bytes]:
    if old_size == len(leaves):
        return [] if whole else [root(leaves)]
    half = _half(len(leaves))
    if old_size <= half:
        return [*_subproof(leaves[:half], old_size, whole), root(leaves[half:])]
    return [*_subproof(leaves[half:], old_size - half, False), root(leaves[:half])]


def _half(size: int) -> int:
    """The largest power of two below `size` (at least 2)."""
    return 1 << (size - 1).bit_length() - 1


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `leaf` stands at `index` of the tree with `size` leaves and `root` (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    position, last, result = index, size - 1, leaf
    for part in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            result = node(part, result)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            result = node(result, part)
        position, last = position >> 1, last >> 1
    return last == 0 and result == root


def verify_consistency(
    old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the new tree continues the old one (RFC 9162, 2.1.4.2); every tree continues the empty one."""
    if not 0 <= old_size <= new_size:
        return False
    if old_size == new_size:
        return not proof and old_root == new_root
    if old_size == 0:
        return not proof and old_root == EMPTY
    path = list(proof) if old_size & (old_size - 1) else [old_root, *proof]
    if not path:
        return False
    position, last = old_size - 1, new_size - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    return _rebuilt(path, position, last) == (old_root, new_root)


def _rebuilt(path: list[bytes], position: int, last: int) -> tuple[bytes, bytes] | None:
    """Both roots as the path gives them, or None if its length does not fit."""
    old = new = path[0]
    for part in path[1:]:
        if last == 0:
            return None
        if position & 1 or position == last:
            old, new = node(part, old), node(part, new)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            new = node(new, part)
        position, last = position >> 1, last >> 1
    return (old, new) if last == 0 else None
