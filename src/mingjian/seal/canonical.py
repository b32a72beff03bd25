"""One value, one sequence of bytes: the typed, length-prefixed framing that is hashed (LED-02).

    canonical(v) = 0x01 ‖ frame(v)                                   version byte, then one frame

    None  "N"                   str       "s" length utf-8
    True  "T"   False  "F"      bytes     "b" length bytes
    date  "d" yyyy-mm-dd        datetime  "t" µs since 1970 UTC, 8 bytes signed
    int   "i" length two's complement, shortest
    list  "l" count frame…
    dict  "m" count (key frame, value frame)…, keys sorted by code point

Lengths and counts are 4 bytes; every number is big-endian. Two different values never have the same bytes.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import repeat
from struct import Struct
from typing import Any
from unicodedata import is_normalized

VERSION = b"\x01"

_length = Struct(">I").pack
_head = Struct(">cI").pack
_micros = Struct(">cq").pack
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_EMPTY = _head(b"l", 0)


class NotCanonical(ValueError):
    """The value has no canonical form; the sentence says which and why."""


def canonical(value: object) -> bytes:
    """The canonical bytes of None, bool, int, str, bytes, date, datetime, list or dict (LED-02).

    Exactly these types: a subclass, a float, a naive datetime or text that is not NFC raises NotCanonical,
    because what is hashed must be what is stored. Dict keys are str. An aware datetime counts as its instant.
    """
    return VERSION + _frame(value)


def _frame(value: Any) -> bytes:
    try:
        return _FRAMES[type(value)](value)
    except KeyError:
        raise NotCanonical(f"类型{type(value).__name__}没有规范字节形式，不能写入台账。") from None


def _text(value: str) -> bytes:
    if value.isascii():
        data = value.encode()
    elif is_normalized("NFC", value):
        data = _utf8(value)
    else:
        raise NotCanonical("文本不是NFC形式，请先规范化再存储。")
    return _head(b"s", len(data)) + data


def _utf8(value: str) -> bytes:
    try:
        return value.encode()
    except UnicodeEncodeError:
        raise NotCanonical("文本含有不成对的代理码位，不能写入台账。") from None


def _bytes(value: bytes) -> bytes:
    return _head(b"b", len(value)) + value


@lru_cache(maxsize=4096)
def _int(value: int) -> bytes:
    data = value.to_bytes((value + (value < 0)).bit_length() // 8 + 1, "big", signed=True)
    return _head(b"i", len(data)) + data


@lru_cache(maxsize=4096)
def _date(value: date) -> bytes:
    return b"d" + value.isoformat().encode()


def _datetime(value: datetime) -> bytes:
    try:
        return _micros(b"t", (value - _EPOCH) // _MICROSECOND)
    except TypeError:
        raise NotCanonical("时刻没有时区，请给出UTC时刻。") from None


def _list(value: list[Any]) -> bytes:
    return _EMPTY if not value else _head(b"l", len(value)) + b"".join([_frame(item) for item in value])


def _dict(value: dict[str, Any]) -> bytes:
    return _names(tuple(value)).frame(tuple(value.values()))


class Names:
    """The names of dicts that always have the same ones: framed from their values alone, no dict being made.

    `canonical(values)`, values in the order of the names, is `canonical(dict(zip(names, values)))`; `many(columns)` the
    same of many, given as columns, for a third of the cost. Both raise NotCanonical.
    """

    def __init__(self, names: Sequence[str]) -> None:
        if not all(type(name) is str for name in names):
            raise NotCanonical("字典的键必须是文本。")
        self._order = sorted(range(len(names)), key=names.__getitem__)
        parts = [part for at in self._order for part in (_text(names[at]), b"")]
        self._parts = [_head(b"m", len(names)) + b"".join(parts[:1]), *parts[1:]]

    def canonical(self, values: Sequence[Any]) -> bytes:
        return VERSION + self.frame(values)

    def frame(self, values: Sequence[Any]) -> bytes:
        parts = self._parts.copy()
        parts[1::2] = [
            b"N" if (item := values[at]) is None else _FRAMES.get(type(item), _frame)(item)
            for at in self._order
        ]
        return b"".join(parts)

    def many(self, columns: Sequence[Sequence[Any]]) -> list[bytes]:
        parts: list[Iterable[bytes]] = [repeat(part) for part in self._parts]
        parts[0] = repeat(VERSION + self._parts[0])
        parts[1::2] = [_column(columns[at]) for at in self._order]
        return list(map(b"".join, zip(*parts, strict=False)))


def _column(values: Sequence[Any]) -> Iterable[bytes]:
    """The frames of values that are mostly of one type."""
    kinds = set(map(type, values))
    if len(kinds) == 1:
        return map(_FRAMES.get(kinds.pop(), _frame), values)
    return [b"N" if value is None else _FRAMES.get(type(value), _frame)(value) for value in values]


_names = lru_cache(maxsize=1024)(Names)  # the entries of a ledger have few sets of names


_FRAMES: dict[type, Callable[[Any], bytes]] = {
    type(None): lambda _: b"N",
    bool: lambda value: b"T" if value else b"F",
    int: _int,
    str: _text,
    bytes: _bytes,
    date: _date,
    datetime: _datetime,
    list: _list,
    dict: _dict,
}
