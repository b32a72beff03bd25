"""The query code: 130 bits that can be copied by hand; what follows from it leads nowhere back (RPT-08, K8)."""

import pytest

from mingjian.vault import CannotOpen
from mingjian.vault.query_code import (
    ALPHABET,
    box_of,
    grouped,
    new_code,
    new_mailbox,
    open_mailbox,
    read_code,
)


def test_code_is_read_however_it_was_typed():
    code = "K7QM2HXT9RNB4WJC6PVD3FYA8E"
    code += next(sign for sign in ALPHABET if read_code(code + sign))
    typed = [grouped(code), grouped(code).lower(), code.replace("2", " 2"), f"  {code[:10]}—{code[10:]}\n",
             code.translate(str.maketrans("ABCDEFGHJK", "ＡＢＣＤＥＦＧＨＪＫ"))]  # fmt: skip

    assert [read_code(text) for text in typed] == [code] * 5


def test_signs_that_look_alike_are_one():
    code = next(code for code in iter(new_code, "") if "0" in code and "1" in code)

    assert {read_code(code.replace("0", o).replace("1", i)) for o in "0Oo" for i in "1IiLl"} == {code}


def test_wrong_sign_is_noticed_wherever_it_stands():
    code = new_code()
    wrong = [
        code[:place] + other + code[place + 1 :]
        for place in range(27)
        for other in ALPHABET
        if other != code[place]
    ]

    assert len(wrong) == 27 * 31
    assert {read_code(text) for text in wrong} == {None}


@pytest.mark.parametrize("text", ["", "K7QM", "测" * 27, "U" * 27, "0" * 28])
def test_what_is_no_code_is_none(text):
    assert read_code(text) is None


def test_codes_are_shown_in_groups_of_four():
    code = new_code()

    assert len(code) == 27
    assert grouped(code).replace(" ", "").replace("-", "") == code
    assert [len(group) for group in grouped(code).split(" ")] == [4, 4, 4, 4, 4, 4, 4]


def test_mailbox_opens_with_its_code_only():
    code, other = new_code(), new_code()
    _public, sealed = new_mailbox(code)

    assert len(open_mailbox(code, sealed)) == 32
    with pytest.raises(CannotOpen):
        open_mailbox(other, sealed)
    assert box_of(code) != box_of(other)
    assert len(box_of(code)) == 32
