"""The signer never contradicts what it has signed (LED-08)."""

from datetime import UTC, datetime

import pytest

from mingjian.seal import merkle
from mingjian.seal.chain import leaf
from mingjian.seal.checkpoint import verify
from mingjian.seal.signer import Signer, SignerRefuses

SEED = bytes(range(32))
AT = datetime(2023, 3, 1, 1, tzinfo=UTC)


def leaves(size: int) -> list[bytes]:
    return [leaf(b"%d" % i) for i in range(size)]


@pytest.fixture
def signer(tmp_path):
    signer = Signer.create(tmp_path / "signer.json", SEED, origin="明州市纪委监委")
    signer.sign(leaves(5), first=0, at=AT)
    return signer


@pytest.fixture
def public(signer):
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(SEED).public_key().public_bytes_raw()


def test_signer_signs_the_same_tree_from_all_leaves_and_from_the_new_ones(signer, public, tmp_path):
    before = verify(signer.sign(leaves(5), first=0, at=AT), public)
    from_new = verify(signer.sign(leaves(9)[5:], first=5, at=AT, counts={"act": 9}), public)
    from_all = verify(Signer(tmp_path / "signer.json", SEED).sign(leaves(9), first=0, at=AT), public)

    assert (from_new.size, from_new.root) == (from_all.size, from_all.root) == (9, merkle.root(leaves(9)))
    assert from_new.extensions[1:] == ("time 2023-03-01T01:00:00Z", "count act 9")
    assert from_new.extensions[0] != before.extensions[0]


def test_signer_signs_the_empty_ledger(tmp_path, public):
    note = Signer.create(tmp_path / "other.json", SEED, origin="临川").sign([], first=0, at=AT)

    assert verify(note, public).root == merkle.EMPTY


def test_signer_repeats_one_size_only_with_one_root(signer, public):
    assert verify(signer.sign([], first=5, at=AT), public).root == merkle.root(leaves(5))
    with pytest.raises(SignerRefuses, match="^前5条与已签名的检查点不一致，拒绝签名。$"):
        signer.sign([*leaves(4), leaf(b"x")], first=0, at=AT)


def test_signer_refuses_a_smaller_ledger(signer):
    with pytest.raises(SignerRefuses, match="^已签名5条，现在只有4条，拒绝签名。$"):
        signer.sign(leaves(4), first=0, at=AT)


def test_signer_refuses_another_past(signer):
    with pytest.raises(SignerRefuses, match="^前5条与已签名的检查点不一致，拒绝签名。$"):
        signer.sign([leaf(b"x"), *leaves(9)[1:]], first=0, at=AT)


def test_signer_refuses_a_gap(signer):
    with pytest.raises(SignerRefuses, match="^上次签到5条，不能从第7条接着签。$"):
        signer.sign(leaves(9)[6:], first=6, at=AT)


def test_signer_minds_what_another_process_signed(signer, tmp_path):
    Signer(tmp_path / "signer.json", SEED).sign(leaves(9), first=0, at=AT)

    with pytest.raises(SignerRefuses, match="^已签名9条，现在只有7条，拒绝签名。$"):
        signer.sign(leaves(7), first=0, at=AT)


def test_signer_signs_on_after_a_refusal(signer):
    with pytest.raises(SignerRefuses):
        signer.sign(leaves(4), first=0, at=AT)

    signer.sign(leaves(6), first=0, at=AT)

    assert signer.size == 6


@pytest.mark.parametrize(
    "content", [None, "", "{}", '{"origin": "a", "size": 3, "peaks": [], "previous": ""}']
)
def test_signer_without_a_sound_state_refuses_to_start(tmp_path, content):
    path = tmp_path / "state.json"
    if content is not None:
        path.write_text(content)

    with pytest.raises(
        SignerRefuses, match="^签名状态文件state.json缺失或损坏，请从备份或见证方恢复后再签名。$"
    ):
        Signer(path, SEED)


def test_signer_never_begins_twice(signer, tmp_path):
    with pytest.raises(FileExistsError):
        Signer.create(tmp_path / "signer.json", SEED, origin="明州市纪委监委")
