"""Canonical bytes: golden vectors, refusals, and that no two values share their bytes."""

from datetime import UTC, date, datetime, timedelta, timezone
from enum import IntEnum
from hashlib import sha256
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjian.seal.canonical import Names, NotCanonical, canonical

VECTORS = [
    (None, "014e"),
    (True, "0154"),
    (False, "0146"),
    (0, "01690000000100"),
    (127, "0169000000017f"),
    (128, "0169000000020080"),
    (-1, "016900000001ff"),
    (-128, "01690000000180"),
    (-129, "016900000002ff7f"),
    ("", "017300000000"),
    ("明鉴", "017300000006e6988ee989b4"),
    (b"\x00\xff", "01620000000200ff"),
    (date(2023, 3, 1), "0164323032332d30332d3031"),
    (datetime(1970, 1, 1, 0, 0, 0, 1, tzinfo=UTC), "01740000000000000001"),
    (datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC), "0174ffffffffffffffff"),
    ([], "016c00000000"),
    ([1, [None]], "016c000000026900000001016c000000014e"),
    ({"b": True, "a": None}, "016d000000027300000001614e73000000016254"),
]


@pytest.mark.parametrize(("value", "expected"), VECTORS)
def test_canonical_matches_the_golden_vectors(value, expected):
    assert canonical(value).hex() == expected


def test_canonical_of_a_whole_entry_is_fixed_for_ever():
    entry = {
        "alg": "sha256-1",
        "matter": bytes(range(16)),
        "seq": 7,
        "recorded_at": datetime(2023, 3, 1, 1, 2, 3, 456_789, tzinfo=UTC),
        "on": date(2023, 2, 28),
        "act": "propose_disposal",
        "details": {"disposal_way": "talk_inquiry", "amount": -12_000_000_000},
        "documents": [b"\xaa" * 32],
        "reason": None,
    }

    assert (
        sha256(canonical(entry)).hexdigest()
        == "33a7d0d37c1a3d945eda7df7f0e7ea61d1a44b521cd4ee62491963de56383155"
    )


def test_canonical_takes_an_aware_datetime_as_its_instant():
    beijing = timezone(timedelta(hours=8))

    assert canonical(datetime(2023, 3, 1, 9, tzinfo=beijing)) == canonical(
        datetime(2023, 3, 1, 1, tzinfo=UTC)
    )


class _Code(IntEnum):
    ONE = 1


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (1.0, "类型float没有规范字节形式，不能写入台账。"),
        ({"a": [1.5]}, "类型float没有规范字节形式，不能写入台账。"),
        (_Code.ONE, "类型_Code没有规范字节形式，不能写入台账。"),
        ((1, 2), "类型tuple没有规范字节形式，不能写入台账。"),
        ("e\u0301", "文本不是NFC形式，请先规范化再存储。"),
        ({"e\u0301": 1}, "文本不是NFC形式，请先规范化再存储。"),
        ("\ud800", "文本含有不成对的代理码位，不能写入台账。"),
        ({1: "a"}, "字典的键必须是文本。"),
        (datetime(2023, 3, 1), "时刻没有时区，请给出UTC时刻。"),
    ],
)
def test_canonical_refuses_what_has_no_single_form(value, why):
    with pytest.raises(NotCanonical) as refused:
        canonical(value)

    assert str(refused.value) == why


_texts = st.text(alphabet="ab明鉴 \x00s")
_values = st.recursive(
    st.none() | st.booleans() | st.integers(-300, 300) | _texts | st.binary(max_size=4) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_texts, inner, max_size=3),
    max_leaves=6,
)


@given(_values, _values)
def test_canonical_differs_when_values_differ(one, other):
    same = repr(_ordered(one)) == repr(_ordered(other))

    assert (canonical(one) == canonical(other)) == same


def _ordered(value):
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value)}
    return [_ordered(item) for item in value] if isinstance(value, list) else value


@given(st.dictionaries(_texts, _values, max_size=5))
def test_names_frame_values_as_the_dict_of_them(value):
    assert Names(tuple(value)).canonical(tuple(value.values())) == canonical(value)


@given(st.lists(st.tuples(_values, _texts, st.none() | st.dates(), _values), max_size=5))
def test_columns_are_framed_as_the_dicts_of_their_rows(rows):
    names = ("b", "a", "d", "c")

    found = Names(names).many(list(zip(*rows, strict=True)) or [[], [], [], []])

    assert found == [canonical(dict(zip(names, row, strict=True))) for row in rows]


def test_canonical_is_fast_enough_to_verify_a_million_entries_in_a_minute():
    entry = {"alg": "sha256-1", "seq": 1, "recorded_at": datetime.now(UTC), "by": b"x" * 16, "act": "note"}
    started = perf_counter()

    for _ in range(5_000):
        sha256(canonical(entry)).digest()

    assert perf_counter() - started < 0.3
