"""Checkpoints: a golden note, and every way to tamper with one."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from mingjian.seal.checkpoint import BadCheckpoint, Checkpoint, public_line, read_public_line, sign, verify

SEED = bytes(range(32))
PUBLIC = Ed25519PrivateKey.from_private_bytes(SEED).public_key().public_bytes_raw()
CHECKPOINT = Checkpoint("明州市纪委监委", 7, b"\x11" * 32, ("time 2023-03-01T01:00:00Z", "count act 7"))
NOTE = sign(CHECKPOINT, SEED)


def test_note_matches_the_golden_vector():
    assert NOTE == (
        "明州市纪委监委\n7\nERERERERERERERERERERERERERERERERERERERERERE=\n"
        "time 2023-03-01T01:00:00Z\ncount act 7\n\n"
        "— 明州市纪委监委 "
        "/gbP5mANvxdakHiXRn/XEeRnv0AyqGOt1DQuvMP3mSmr2zfE1oJeBFcD2tMA"
        "zfmJUQX2ukqXuRL+APOuyBI2PjPQmA4=\n"
    )


def test_note_can_be_verified_and_gives_the_checkpoint_back():
    assert verify(NOTE, PUBLIC, origin="明州市纪委监委") == CHECKPOINT


def test_note_with_a_witness_line_is_still_valid():
    assert verify(NOTE + "— 档案馆 AAAAAAAA\n", PUBLIC) == CHECKPOINT


def test_note_of_another_key_is_refused():
    with pytest.raises(BadCheckpoint, match="^大小为7的检查点没有本台账密钥的有效签名。$"):
        verify(sign(CHECKPOINT, b"\x09" * 32), PUBLIC)


def test_note_of_another_body_is_refused():
    with pytest.raises(BadCheckpoint, match="^检查点属于“明州市纪委监委”，不属于“临川市纪委监委”。$"):
        verify(NOTE, PUBLIC, origin="临川市纪委监委")


@pytest.mark.parametrize("position", range(len(NOTE)))
def test_note_with_any_character_changed_is_refused(position):
    changed = NOTE[:position] + ("A" if NOTE[position] != "A" else "B") + NOTE[position + 1 :]

    with pytest.raises(BadCheckpoint):
        verify(changed, PUBLIC, origin="明州市纪委监委")


@pytest.mark.parametrize("cut", range(0, len(NOTE) - 1, 7))
def test_note_cut_short_is_refused(cut):
    with pytest.raises(BadCheckpoint):
        verify(NOTE[:cut], PUBLIC)


@pytest.mark.parametrize("origin", ["", "明州 市", "明州+市", "明州\n市"])
def test_origin_that_would_break_the_format_is_refused(origin):
    with pytest.raises(BadCheckpoint, match="^台账名不能为空，不能含空格或加号。$"):
        sign(Checkpoint(origin, 0, bytes(32)), SEED)


@pytest.mark.parametrize("line", ["", " padded", "two\nlines"])
def test_extension_that_would_break_the_format_is_refused(line):
    with pytest.raises(BadCheckpoint, match="^检查点中的一行不合格式"):
        sign(Checkpoint("明州市", 0, bytes(32), (line,)), SEED)


def test_public_line_gives_origin_and_key_back():
    assert read_public_line(public_line("明州市纪委监委", PUBLIC) + "\n") == ("明州市纪委监委", PUBLIC)


def test_public_line_with_any_character_changed_is_refused():
    line = public_line("明州市纪委监委", PUBLIC)

    for position in range(len(line)):
        with pytest.raises(BadCheckpoint):
            read_public_line(line[:position] + "!" + line[position + 1 :])
