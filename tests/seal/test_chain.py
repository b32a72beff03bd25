"""The chain of one matter: golden vectors, and every tamper located at its first entry."""

from datetime import UTC, datetime

import pytest

from mingjian.seal.chain import ChainEntry, Problem, check_chain, commitment, entry_hash, genesis, leaf

GENESIS = genesis("明州市纪委监委", bytes(16), datetime(2023, 3, 1, tzinfo=UTC), b"r" * 16)


def chained(*contents: bytes, start: bytes = GENESIS) -> list[ChainEntry]:
    entries, prev = [], start
    for seq, data in enumerate(contents, start=1):
        entries.append(ChainEntry(seq, data, prev, entry_hash(prev, seq, leaf(data))))
        prev = entries[-1].hash
    return entries


def test_hashes_match_the_golden_vectors():
    assert [
        GENESIS.hex(),
        leaf(b"a").hex(),
        entry_hash(GENESIS, 1, leaf(b"a")).hex(),
        commitment(b"s" * 32, {"a": "明"}).hex(),
    ] == [
        "4467e47a1fb95c0bfa799ab006e8a709ff7e91bc75310cf47c357ed9b155efb3",
        "022a6979e6dab7aa5ae4c3e5e45f7e977112a7e63593820dbec1ec738a24f93c",
        "510b3e684e45fce061f0299a7ba7ccc6429c84784fb3154c5a25afd58d30edad",
        "c27ada8e430759b1d9305b5de8ec638f10b37664c378a480151c641f83352ec1",
    ]


def test_genesis_differs_by_origin_matter_time_and_random():
    at = datetime(2023, 3, 1, tzinfo=UTC)
    parts = [("甲", b"m", at, b"r" * 16), ("乙", b"m", at, b"r" * 16), ("甲", b"n", at, b"r" * 16)]
    parts += [("甲", b"m", at.replace(day=2), b"r" * 16), ("甲", b"m", at, b"q" * 16)]

    assert len({genesis(*each) for each in parts}) == 5


def test_genesis_refuses_a_short_random():
    with pytest.raises(ValueError, match="^链首随机数至少需要16字节。$"):
        genesis("甲", b"m", datetime(2023, 3, 1, tzinfo=UTC), b"short")


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_chain_untouched_has_no_problem(count):
    assert check_chain(chained(*[b"%d" % i for i in range(count)]), GENESIS) is None


GAP = "此处应为第{}条，却是第{}条：有缺失、重复、插入或换位。"
LOOSE = "第{}条没有接在第{}条之后。"


@pytest.mark.parametrize(
    ("order", "problem"),
    [
        ([1, 2, 3], Problem(1, GAP.format(1, 2))),
        ([0, 2, 3], Problem(2, GAP.format(2, 3))),
        ([0, 2, 1, 3], Problem(2, GAP.format(2, 3))),
        ([0, 1, 1, 2, 3], Problem(3, GAP.format(3, 2))),
        ([0, 1, 2, 3, 0], Problem(5, GAP.format(5, 1))),
    ],
)
def test_chain_with_entries_dropped_swapped_or_doubled_is_located(order, problem):
    entries = chained(b"a", b"b", b"c", b"d")

    assert check_chain([entries[i] for i in order], GENESIS) == problem


def test_chain_with_renumbered_entries_is_located():
    entries = chained(b"a", b"b", b"c")

    assert check_chain([entries[0], entries[2]._replace(seq=2)], GENESIS) == Problem(2, LOOSE.format(2, 1))


def test_chain_with_an_inserted_entry_is_located_after_it():
    entries = chained(b"a", b"b", b"c")
    extra = chained(b"a", b"x")[1]
    shifted = [entry._replace(seq=entry.seq + 1) for entry in entries[1:]]

    assert check_chain([entries[0], extra, *shifted], GENESIS) == Problem(3, LOOSE.format(3, 2))


def test_chain_with_changed_content_is_located():
    entries = chained(b"a", b"b", b"c")
    entries[1] = entries[1]._replace(data=b"x")

    assert check_chain(entries, GENESIS) == Problem(2, "第2条的内容与其散列不符：内容被改动。")


def test_chain_of_another_body_is_refused_at_its_first_entry():
    other = genesis("临川市纪委监委", bytes(16), datetime(2023, 3, 1, tzinfo=UTC), b"r" * 16)

    assert check_chain(chained(b"a", start=other), GENESIS) == Problem(
        1, "第1条不是接在本台账、本事项的链首之后。"
    )
