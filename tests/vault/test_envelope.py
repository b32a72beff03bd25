"""Sealed values: round trips, padding, golden vectors, and every way in which they must not open."""

from dataclasses import replace
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.bindings import sodium_pad

from mingjian.seal import chain
from mingjian.seal.canonical import canonical
from mingjian.vault import CannotOpen
from mingjian.vault.envelope import (
    Place,
    Words,
    _padded,
    canonical_words,
    commitment,
    new_key,
    open_text,
    open_words,
    seal_text,
    seal_words,
)

REFUSED = "^密文打不开：密钥不对、数据损坏，或被移到了别处；请运行mingjian verify。$"
GOLDEN_KEY = bytes(range(32))
GOLDEN_PLACE = Place("leads_lead", "title", bytes(16), bytes(range(16)))


@given(st.binary(max_size=600), st.sampled_from([64, 512]))
def test_padding_is_that_of_libsodium(data, step):
    assert _padded(data, step) == sodium_pad(data, step)


def test_sealed_text_of_the_first_version_still_opens():
    sealed = bytes.fromhex(
        "01892c16b2df528a727d647ff32a1f97ee79606fb2558e1c5d89635b124f00ad0ef46d42523a58b50fc04a3038d8f789"
        "3f4885a0aaecf022e2a020114045e707c49ba9598f3f9d42999a296f74696438b78270659bb5e8486d2a1eb23f"
    )

    assert open_text(GOLDEN_KEY, sealed, GOLDEN_PLACE) == "关于城东某单位的问题线索"


def test_sealed_words_of_the_first_version_still_open():
    sealed = bytes.fromhex(
        "015bc0c25c724b7552499bc56581eb4d2bf8afbe96ff36a13df23263d1e549c5f44b7aa9cba796c695b4185aff99a585"
        "abe034ccf6742bb1232b0497641e7e5890acd41566c7b7b8589bb4fe9962e17aebfad19995adb2fec509e0118e2f10c4"
        "8eed035e957301528121c2c6f9f6266df184ce09f74fe191dabc1100a56b8197b746e68d5f702c38097707dfb779d7d8"
        "6031012423a0b191e7e5fa0c80ccebac941be02d86d8d0f158b814455538920aaeea09575bbaee394c917db3f39ed56c"
        "e2039ab6a721b30a07acc4e16af8f86ef7b196584fe6bed928a74d0638a11cd951dc1babb275a4624e949ab906364757"
        "d84d3ae1a3341ce48000c96f0523535c037b0f00d219f6558e4c0796eb3224259b067ebdd7f38aa0d752173903c969ce"
        "6986c34ca97965fdb30ec465f90f32f6d4c6be41a7b9bd57d46b0e2f7a45f8e35fb729d4fd7e503c4802970e453a97b9"
        "2f750ba2732faf923b8d1c6ff6ebb0aff10118a5df7ab08823407df64ed7dcb14f02e70a550fdb75412f6ce29c561565"
        "20ba0afdc4001338921939926e843feac1ade79dbbe97aee915d21c7eb62afbf17bef438f6da052462f5589e64f84a13"
        "f468420b7c90a6bff14468ced7c2b19540d9b80ccea0066d559858366bfb9e5e17c753a5aeeb0a11d21f0db853ff892d"
        "317561f4d73b74698168c165904b2f5816d379dc757b88555069a75490d045b00e4eee1c05a9829510878517852b4abe"
        "779fa25ca428136326b86b816b"
    )

    words = open_words(GOLDEN_KEY, sealed, GOLDEN_PLACE)

    assert words.words == {"opinion": "同意", "reason": ""}
    assert (
        commitment(words.salt, words.words).hex()
        == "19541df6779341509aca9111ba318b5b9e36cd2cf61c5788d84d44bef6e4a7c3"
    )


_place = Place("t", "c", b"r" * 16, b"k" * 16)
_key = new_key()
_text = st.text(st.characters(codec="utf-8"))


@given(_text, st.sampled_from([64, 512]))
def test_text_comes_back_in_nfc(text, step):
    from unicodedata import normalize

    assert open_text(_key, seal_text(_key, text, _place, step), _place) == normalize("NFC", text)


@pytest.mark.parametrize(
    ("length", "step", "size"),
    [(0, 64, 64), (63, 64, 64), (64, 64, 128), (0, 512, 512), (511, 512, 512), (512, 512, 1024)],
)
def test_text_is_padded_to_steps(place, length, step, size):
    assert len(seal_text(_key, "x" * length, place, step)) == 1 + 12 + size + 16


def test_same_text_is_never_sealed_the_same(place):
    assert len({seal_text(_key, "甲", place) for _ in range(100)}) == 100


@pytest.mark.parametrize("name", ["table", "column", "row", "key_id"])
def test_text_moved_elsewhere_does_not_open(place, name):
    sealed = seal_text(_key, "甲", place)
    elsewhere = replace(place, **{name: "other" if name in ("table", "column") else b"o" * 16})

    with pytest.raises(CannotOpen, match=REFUSED):
        open_text(_key, sealed, elsewhere)


def test_place_has_no_two_readings():
    sealed = seal_text(_key, "甲", Place("ab", "c", b"d", b"e"))

    for other in (Place("a", "bc", b"d", b"e"), Place("ab", "cd", b"", b"e"), Place("ab", "c", b"", b"de")):
        with pytest.raises(CannotOpen, match=REFUSED):
            open_text(_key, sealed, other)


def test_text_under_another_key_does_not_open(place):
    with pytest.raises(CannotOpen, match=REFUSED):
        open_text(new_key(), seal_text(_key, "甲", place), place)


def test_text_with_any_byte_changed_or_cut_does_not_open(place):
    sealed = seal_text(_key, "甲", place)

    for at in range(len(sealed)):
        with pytest.raises(CannotOpen):
            open_text(_key, sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :], place)
        with pytest.raises(CannotOpen):
            open_text(_key, sealed[:at], place)


def test_unknown_algorithm_is_named(place):
    sealed = b"\x7f" + seal_text(_key, "甲", place)[1:]

    with pytest.raises(CannotOpen, match="^密文的算法标记不认识：数据损坏，或需要更新的程序版本。$"):
        open_text(_key, sealed, place)


def test_words_never_open_as_text_nor_text_as_words(place):
    with pytest.raises(CannotOpen, match=REFUSED):
        open_text(_key, seal_words(_key, {"a": "甲"}, place)[0], place)
    with pytest.raises(CannotOpen, match=REFUSED):
        open_words(_key, seal_text(_key, "甲", place), place)


@given(st.dictionaries(st.text("abé明", max_size=4), st.text("甲乙é\x00", max_size=9), max_size=4))
def test_words_come_back_with_the_salt_of_their_commitment(words):
    sealed, committed = seal_words(_key, words, _place)

    opened = open_words(_key, sealed, _place)

    assert opened == Words(words, opened.salt)
    assert commitment(opened.salt, words) == committed == chain.commitment(opened.salt, words)
    assert canonical_words(words) == canonical(words)


def test_words_are_committed_in_nfc(place):
    sealed, committed = seal_words(_key, {"a": "e\u0301"}, place)

    opened = open_words(_key, sealed, place)

    assert opened.words == {"a": "\u00e9"}
    assert commitment(opened.salt, {"a": "\u00e9"}) == committed


def test_same_words_have_different_commitments(place):
    assert seal_words(_key, {"a": "甲"}, place)[1] != seal_words(_key, {"a": "甲"}, place)[1]


def test_thirty_values_open_well_under_five_milliseconds():
    places = [Place("t", "c", bytes([i]) * 16, b"k" * 16) for i in range(30)]
    sealed = [(key := new_key(), seal_text(key, "关于某单位的问题", place), place) for place in places]

    def opened():
        started = perf_counter()
        for each in sealed:
            open_text(*each)
        return perf_counter() - started

    assert min(opened() for _ in range(5)) < 0.002
