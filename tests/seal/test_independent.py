"""A second, slow implementation written from the specification alone, compared on random ledgers (LED-15).

Bytes by hand, roots by the recursive definition of RFC 6962 2.1, and a verdict by looking at the whole list
again and again.
"""

import hashlib
import hmac
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingjian.seal import merkle
from mingjian.seal.canonical import canonical
from mingjian.seal.chain import leaf
from mingjian.seal.export import EntryLine, MatterLine
from mingjian.seal.verifier import Outcome


def h(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def be(number: int, width: int) -> bytes:
    return bytes((number >> 8 * place) & 255 for place in reversed(range(width)))


def slow_frame(value) -> bytes:
    if value is None or isinstance(value, bool):
        return {None: b"N", True: b"T", False: b"F"}[value]
    if isinstance(value, int):
        width = 1
        while not -(1 << 8 * width - 1) <= value < 1 << 8 * width - 1:
            width += 1
        return b"i" + be(width, 4) + be(value % (1 << 8 * width), width)
    if isinstance(value, str):
        return b"s" + be(len(value.encode()), 4) + value.encode()
    if isinstance(value, bytes):
        return b"b" + be(len(value), 4) + value
    if isinstance(value, datetime):
        micros = (value - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
        return b"t" + be(micros % (1 << 64), 8)
    if isinstance(value, date):
        return b"d%04d-%02d-%02d" % (value.year, value.month, value.day)
    if isinstance(value, list):
        return b"l" + be(len(value), 4) + b"".join(map(slow_frame, value))
    pairs = sorted(value.items(), key=lambda pair: [ord(letter) for letter in pair[0]])
    return b"m" + be(len(pairs), 4) + b"".join(slow_frame(key) + slow_frame(item) for key, item in pairs)


def slow_canonical(value) -> bytes:
    return b"\x01" + slow_frame(value)


def slow_root(leaves: list[bytes]) -> bytes:
    if len(leaves) < 2:
        return leaves[0] if leaves else h(b"")
    half = max(1 << power for power in range(32) if 1 << power < len(leaves))
    return h(b"\x01" + slow_root(leaves[:half]) + slow_root(leaves[half:]))


def slow_path(leaves: list[bytes], index: int) -> list[bytes]:
    if len(leaves) == 1:
        return []
    half = max(1 << power for power in range(32) if 1 << power < len(leaves))
    if index < half:
        return [*slow_path(leaves[:half], index), slow_root(leaves[half:])]
    return [*slow_path(leaves[half:], index - half), slow_root(leaves[:half])]


def slow_is_sound(ledger, lines, signed: dict[int, bytes]) -> bool:
    """The whole verdict, without order of checks or location."""
    entries = [line for line in lines if isinstance(line, EntryLine)]
    heads = [line for line in lines if isinstance(line, MatterLine)]
    leaves = [h(b"\x00" + slow_canonical(line.entry)) for line in entries]
    return all(
        [
            [line.number for line in entries] == list(range(1, len(entries) + 1)),
            [line.leaf for line in entries] == leaves,
            all(len(leaves) >= size and slow_root(leaves[:size]) == root for size, root in signed.items()),
            all(_slow_chain(ledger.origin, head, entries) for head in heads),
            all(_slow_words(line) for line in entries if line.words),
        ]
    )


def _slow_chain(origin, head, entries) -> bool:
    prev, seq = h(b"\x04" + slow_canonical([origin, head.matter, head.created_at, head.random])), 0
    for line in entries:
        if line.entry.get("matter") == head.matter:
            seq += 1
            due = h(b"\x02" + prev + be(seq, 8) + h(b"\x00" + slow_canonical(line.entry)))
            if (line.entry["seq"], line.prev, line.hash) != (seq, prev, due):
                return False
            prev = due
    return True


def _slow_words(line) -> bool:
    salt, content = line.words
    return line.entry["commitment"] == hmac.new(salt, slow_canonical(content), "sha256").digest()


_nfc = st.text(alphabet="ab09 \x00鉴é明", max_size=8)
_scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | _nfc
    | st.binary(max_size=9)
    | st.dates()
    | st.datetimes(timezones=st.just(UTC))
)
_values = st.recursive(
    _scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_nfc, inner, max_size=4)
)


@given(_values)
def test_canonical_bytes_agree(value):
    assert canonical(value) == slow_canonical(value)


@given(st.lists(st.binary(max_size=3), min_size=1, max_size=40), st.data())
def test_roots_and_paths_agree(contents, data):
    leaves = [leaf(content) for content in contents]
    index = data.draw(st.integers(0, len(leaves) - 1))

    assert merkle.root(leaves) == slow_root(leaves)
    assert merkle.inclusion_proof(leaves, index) == slow_path(leaves, index)


KINDS = ["drop", "double", "swap", "cut", "entry", "leaf", "hash", "number", "none"]


def _tampered(lines, data):
    """One random tamper: drop, double, swap, cut, change a field, a hash, a number, or nothing."""
    places = [i for i, line in enumerate(lines) if isinstance(line, EntryLine)]
    at = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from(places))
    line, kind = (
        lines[at],
        data.draw(st.sampled_from(KINDS)),
    )
    if kind == "drop":
        return lines[:at] + lines[at + 1 :]
    if kind == "double":
        return lines[: at + 1] + lines[at:]
    if kind == "swap":
        swapped = list(lines)
        swapped[at], swapped[other] = lines[other], lines[at]
        return swapped
    if kind == "cut":
        return lines[:at]
    new = {
        "entry": lambda: {"entry": {**line.entry, "actor": data.draw(st.integers(0, 30))}},
        "leaf": lambda: {"leaf": lines[other].leaf},
        "hash": lambda: {"hash": lines[other].hash} if line.hash and lines[other].hash else {},
        "number": lambda: {"number": lines[other].number},
        "none": dict,
    }[kind]()
    return [*lines[:at], replace(line, **new), *lines[at + 1 :]]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_verdicts_agree_on_random_ledgers_and_tampers(make_ledger, data):
    size = data.draw(st.integers(1, 20))
    ledger = make_ledger(size, matters=data.draw(st.integers(1, 4)))
    sizes = data.draw(st.sets(st.integers(0, size), min_size=1, max_size=3))
    signed = {each: slow_root(ledger.leaves[:each]) for each in sizes}
    lines = _tampered(ledger.lines, data)

    finding = ledger.check(*map(ledger.note, sizes), lines=lines)

    assert (finding.outcome is Outcome.OK) == slow_is_sound(ledger, lines, signed)
