"""Entries as JSON lines: what the verifier reads and what is taken to another body (LED-14, LED-21).

    {"matter": "<hex id>", "created_at": {"$instant": …}, "random": "<hex>"}        before its first act
    {"number": 1, "leaf": "<hex>", "entry": {…}, "prev": "<hex>", "hash": "<hex>"}  an act
    {"number": 2, "leaf": "<hex>", "entry": {…}}                                    a journal entry: no chain

Numbered lines come in the order of their numbers (leaf index + 1); those not yet sealed have no number and no
leaf and come last. Every entry has `alg`; an act also `matter`, `seq`, `recorded_at`. Inside it, bytes, dates
and instants are {"$bytes": "<hex>"}, {"$date": "yyyy-mm-dd"}, {"$instant": "<ISO 8601>"}. Optional:

    "words": {"salt": "<hex>", "content": {…}}   opened words, to compare with its `commitment`
    "proof": ["<hex>", …]                        inclusion in the largest checkpoint: in an extract, on each
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any


class Unreadable(ValueError):
    """A line is not of the format above; the sentence names it."""


@dataclass(frozen=True, slots=True)
class MatterLine:
    """What the genesis of a matter's chain is made of, besides the origin."""

    matter: bytes
    created_at: datetime
    random: bytes


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An act (with prev and hash, 32 bytes each) or a journal entry (without); number from 1."""

    entry: Mapping[str, Any]
    number: int | None = None
    leaf: bytes | None = None
    prev: bytes | None = None
    hash: bytes | None = None
    words: tuple[bytes, Any] | None = None
    proof: Sequence[bytes] | None = None


def write(line: MatterLine | EntryLine) -> str:
    """One JSON line, without newline."""
    if isinstance(line, MatterLine):
        fields: dict[str, Any] = {
            "matter": line.matter.hex(),
            "created_at": _plain(line.created_at),
            "random": line.random.hex(),
        }
        return json.dumps(fields)
    hashes = {"leaf": line.leaf, "prev": line.prev, "hash": line.hash}
    fields = {} if line.number is None else {"number": line.number}
    fields |= {name: value.hex() for name, value in hashes.items() if value is not None}
    if line.words is not None:
        fields["words"] = {"salt": line.words[0].hex(), "content": _plain(line.words[1])}
    if line.proof is not None:
        fields["proof"] = [part.hex() for part in line.proof]
    return json.dumps({**fields, "entry": _plain(line.entry)}, ensure_ascii=False)


def read(lines: Iterable[str]) -> Iterator[MatterLine | EntryLine]:
    """The lines of an export, blank ones passed over; raises Unreadable with the line's number."""
    for position, text in enumerate(lines, start=1):
        if text.strip():
            try:
                yield _line(_decoder.decode(text.strip()))
            except (ValueError, TypeError, KeyError, RecursionError):
                raise Unreadable(f"导出文件第{position}行不合格式，请重新导出。") from None


def _line(fields: dict[str, Any]) -> MatterLine | EntryLine:
    if "entry" not in fields:
        if not isinstance(fields["created_at"], datetime):
            raise ValueError("created_at")
        return MatterLine(
            bytes.fromhex(fields["matter"]), fields["created_at"], bytes.fromhex(fields["random"])
        )
    words, proof = fields.get("words"), fields.get("proof")
    number = fields.get("number")
    if not isinstance(fields["entry"], dict) or type(number) not in (int, type(None)):
        raise ValueError("entry")
    return EntryLine(
        entry=fields["entry"],
        number=number,
        leaf=_hex(fields.get("leaf")),
        prev=_hex(fields.get("prev")),
        hash=_hex(fields.get("hash")),
        words=None if words is None else (bytes.fromhex(words["salt"]), words["content"]),
        proof=None if proof is None else [bytes.fromhex(part) for part in proof],
    )


def _hex(text: str | None) -> bytes | None:
    return None if text is None else bytes.fromhex(text)


def _plain(value: Any) -> Any:
    """The JSON form of a canonical value."""
    if isinstance(value, Mapping):
        if any(name.startswith("$") for name in value):
            raise ValueError("字段名不能以$开头。")
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, bytes):
        return {"$bytes": value.hex()}
    if isinstance(value, datetime):
        return {"$instant": value.astimezone(UTC).isoformat(timespec="microseconds")}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    return value


_TYPED = {"$bytes": bytes.fromhex, "$instant": datetime.fromisoformat, "$date": date.fromisoformat}


def _object(pairs: list[tuple[str, Any]]) -> Any:
    """A JSON object, or the typed value it stands for; a name given twice is refused."""
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("duplicate name")
    if len(pairs) == 1 and (made := _TYPED.get(pairs[0][0])):
        return made(pairs[0][1])
    return fields


def _refused(text: str) -> Any:
    raise ValueError(text)


_decoder = json.JSONDecoder(parse_float=_refused, parse_constant=_refused, object_pairs_hook=_object)
