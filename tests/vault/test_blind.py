"""The blind index: normalisation, tokens as words for both databases, exact values."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjian.vault import blind
from mingjian.vault.blind import bigrams, exact, normalised, query_tokens, tokens

KEY = bytes(range(32))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("违规收受礼品", {"违规", "规收", "收受", "受礼", "礼品"}),
        ("张三，李四", {"张三", "李四"}),
        ("ＡＢ１２", {"ab", "b1", "12"}),
        ("Straße", {"st", "tr", "ra", "as", "ss", "se"}),
        ("車费", {"車费"}),
        ("甲_乙 丙\n丁", set()),
        ("", set()),
    ],
)
def test_bigrams_are_pairs_between_breaks(text, expected):
    assert bigrams(text) == expected


def test_tokens_match_the_golden_vector():
    assert tokens("问题线索", KEY) == ["e3kr4wmlcidae", "f2pvhfsl2hpvi", "mxitjwlopvsju"]


@given(st.text("甲乙丙丁 ab，", max_size=20))
def test_tokens_are_words_that_start_with_a_letter(text):
    found = tokens(text, KEY)

    assert found == sorted(set(found))
    assert len(found) == len(bigrams(text))
    assert all(len(t) == 13 and t[0] in "abcdefghijklmnop" and t.isalnum() and t.islower() for t in found)


@given(st.text("甲乙丙丁 a", max_size=20), st.integers(0, 20), st.integers(0, 20))
def test_every_part_of_a_text_finds_it(text, start, end):
    assert set(query_tokens(text[start:end], KEY)) <= set(tokens(text, KEY))


def test_tokens_under_another_key_have_nothing_in_common():
    assert not set(tokens("违规收受礼品", KEY)) & set(tokens("违规收受礼品", b"o" * 32))


def test_query_without_two_neighbours_has_no_tokens():
    assert query_tokens("甲 乙", KEY) == []


def test_tokens_are_found_and_deleted_in_a_contentless_index():
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table i using fts5(t, content='', detail=none)")
    texts = {1: "违规收受礼品", 2: "违规公款吃喝", 3: "公款旅游"}
    for row, text in texts.items():
        database.execute("insert into i(rowid, t) values (?, ?)", (row, " ".join(tokens(text, KEY))))

    def hits(query):
        match = " AND ".join(query_tokens(query, KEY))
        return [
            row for (row,) in database.execute("select rowid from i where i match ? order by rowid", (match,))
        ]

    assert [hits(query) for query in ("违规", "公款", "收受礼", "旅行")] == [[1, 2], [2, 3], [1], []]
    database.execute("insert into i(i, rowid, t) values ('delete', 2, ?)", (" ".join(tokens(texts[2], KEY)),))
    assert hits("违规") == [1]


def test_cache_of_hashes_is_bounded_and_can_be_dropped():
    tokens("违规收受礼品", KEY)

    assert blind._token.cache_info().maxsize == 131_072
    assert blind._token.cache_info().currsize >= 5
    blind.forget()
    assert blind._token.cache_info().currsize == 0


def test_exact_is_the_same_for_every_way_to_write_a_value():
    assert exact("11010119900101123X", KEY, "number") == exact(" 110101 19900101 123ｘ", KEY, "number")
    assert exact("阿依古丽·买买提", KEY, "name") == exact("阿依古丽•买买提", KEY, "name")


def test_exact_differs_by_value_field_and_key():
    assert (
        len({exact("a", KEY, "x"), exact("b", KEY, "x"), exact("a", KEY, "y"), exact("a", b"o" * 32, "x")})
        == 4
    )


def test_exact_refuses_an_empty_value():
    with pytest.raises(ValueError, match="^字段name没有可以索引的内容。$"):
        exact(" ，", KEY, "name")


@given(st.text())
def test_normalising_twice_changes_nothing(text):
    assert normalised(normalised(text)) == normalised(text)
