"""The Merkle tree: vectors of RFC 6962 test suites, proofs of all small sizes, tampered proofs refused."""

import pytest

from mingjian.seal import merkle
from mingjian.seal.chain import leaf

# The test data that the public implementations of RFC 6962 share (certificate-transparency).
DATA = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf(bytes.fromhex(data)) for data in DATA]
SIZES = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33]


def leaves(size: int) -> list[bytes]:
    return [leaf(b"%d" % i) for i in range(size)]


def test_root_matches_the_published_vectors():
    assert [merkle.root(LEAVES[:size]).hex() for size in range(9)] == ROOTS


def test_inclusion_proof_matches_the_published_vector():
    assert [part.hex() for part in merkle.inclusion_proof(LEAVES, 0)] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]


@pytest.mark.parametrize("size", SIZES)
def test_inclusion_holds_for_every_leaf_and_for_no_other_place(size):
    tree = leaves(size)
    root = merkle.root(tree)

    for index in range(size):
        proof = merkle.inclusion_proof(tree, index)
        places = [i for i in range(size + 1) if merkle.verify_inclusion(tree[index], i, size, proof, root)]
        assert places == [index]


@pytest.mark.parametrize("size", SIZES)
def test_many_proofs_at_once_are_the_same_proofs(size):
    tree = leaves(size)
    some = range(0, size, 3)

    assert merkle.inclusion_proofs(tree, some) == {
        index: merkle.inclusion_proof(tree, index) for index in some
    }
    with pytest.raises(IndexError):
        merkle.inclusion_proofs(tree, [size])


@pytest.mark.parametrize("size", SIZES)
def test_inclusion_refuses_a_changed_leaf_root_or_proof(size):
    tree = leaves(size)
    root, proof, other = merkle.root(tree), merkle.inclusion_proof(tree, size - 1), leaf(b"x")

    assert not merkle.verify_inclusion(other, size - 1, size, proof, root)
    assert not merkle.verify_inclusion(tree[-1], size - 1, size, proof, other)
    assert not merkle.verify_inclusion(tree[-1], size - 1, size, [*proof, other], root)
    for place in range(len(proof)):
        assert not merkle.verify_inclusion(tree[-1], size - 1, size, proof[:place] + proof[place + 1 :], root)
        changed = [*proof[:place], other, *proof[place + 1 :]]
        assert not merkle.verify_inclusion(tree[-1], size - 1, size, changed, root)


@pytest.mark.parametrize("size", SIZES)
def test_consistency_holds_for_every_older_size_and_for_no_other_past(size):
    tree = leaves(size)
    root = merkle.root(tree)

    assert merkle.verify_consistency(0, size, merkle.EMPTY, root, merkle.consistency_proof(tree, 0))
    for old in range(1, size + 1):
        past, proof = merkle.root(tree[:old]), merkle.consistency_proof(tree, old)
        other = merkle.root([leaf(b"x"), *tree[1:old]])
        assert merkle.verify_consistency(old, size, past, root, proof)
        assert not merkle.verify_consistency(old, size, other, root, proof)
        assert not merkle.verify_consistency(old, size, past, other, proof)
        assert not merkle.verify_consistency(old, size, past, root, [*proof, other])
        assert not merkle.verify_consistency(size + 1, size, past, root, proof)


def test_proofs_refuse_places_outside_the_tree():
    with pytest.raises(IndexError, match="^树中没有第3片叶子。$"):
        merkle.inclusion_proof(leaves(3), 3)
    with pytest.raises(IndexError, match="^树中没有4片叶子。$"):
        merkle.consistency_proof(leaves(3), 4)


def test_appender_goes_on_from_kept_peaks():
    first = merkle.Appender()
    for each in leaves(11):
        first.append(each)

    second = merkle.Appender(first.size, first.peaks)
    for each in leaves(20)[11:]:
        second.append(each)

    assert (second.size, second.root()) == (20, merkle.root(leaves(20)))


@pytest.mark.parametrize(("size", "peaks"), [(3, [b"a" * 32]), (1, [b"short"]), (-1, [b"a" * 32])])
def test_appender_refuses_peaks_that_do_not_fit(size, peaks):
    with pytest.raises(ValueError, match="^树的大小与保存的子树根不符。$"):
        merkle.Appender(size, peaks)
