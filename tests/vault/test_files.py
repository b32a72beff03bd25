"""Sealed files: round trips, and reordering, truncation, duplication and swapping found (FILE-03)."""

import hmac
import io
from dataclasses import replace
from hashlib import sha256

import pytest

from mingjian.vault import CannotOpen
from mingjian.vault.envelope import new_key, open_bytes
from mingjian.vault.files import CHUNK, file_commitment, file_digest, open_file, seal_file

KEY = new_key()
HEAD = 61 + 7
STORED = CHUNK + 16
CONTENT = b"".join(bytes([number]) * CHUNK for number in range(3)) + b"end"


@pytest.fixture
def sealed(tmp_path, place):
    return seal_file(KEY, io.BytesIO(CONTENT), tmp_path / "a", place)


def parts(path):
    data = path.read_bytes()
    return data[:HEAD], [data[at : at + STORED] for at in range(HEAD, len(data), STORED)]


class Dribble(io.BytesIO):
    """A source that gives less than it is asked for."""

    def read(self, size=-1):
        return super().read(min(size, 1000))


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_file_comes_back_and_its_size_is_padded(tmp_path, place, size):
    content = bytes(range(256)) * (size // 256) + b"x" * (size % 256)

    sealed = seal_file(KEY, Dribble(content), tmp_path / "a", place)

    assert b"".join(open_file(KEY, tmp_path / "a", place)) == content
    assert sealed.size == size
    assert sealed.stored_size == (tmp_path / "a").stat().st_size == HEAD + (size // CHUNK + 1) * STORED


def test_file_is_committed_with_its_salt_and_digest(tmp_path, place, sealed):
    salt = open_bytes(KEY, sealed.salt_sealed, place, b"s")[:32]

    assert sealed.commitment == hmac.digest(salt, CONTENT, "sha256")
    assert file_commitment(KEY, tmp_path / "a", place, sealed.salt_sealed) == sealed.commitment
    assert file_digest(KEY, place, sealed.salt_sealed) == sha256(CONTENT).digest()


def test_file_on_disk_is_for_the_service_alone_and_shows_nothing(tmp_path, place):
    marker = "绝密标记文本".encode()
    seal_file(KEY, io.BytesIO(marker * 1000), tmp_path / "a", place)

    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600
    assert marker not in (tmp_path / "a").read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_same_content_is_never_stored_the_same(tmp_path, place):
    for name in ("a", "b"):
        seal_file(KEY, io.BytesIO(CONTENT), tmp_path / name, place)

    one, other = parts(tmp_path / "a")[1], parts(tmp_path / "b")[1]
    assert not set(one) & set(other)


ORDERS = {
    "reordered": [1, 0, 2, 3],
    "first dropped": [1, 2, 3],
    "middle dropped": [0, 2, 3],
    "truncated": [0, 1, 2],
    "doubled": [0, 0, 1, 2, 3],
    "end doubled": [0, 1, 2, 3, 3],
    "replaced": [0, 0, 2, 3],
    "end moved": [3, 0, 1, 2],
    "emptied": [],
}


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
@pytest.mark.usefixtures("sealed")
def test_chunks_out_of_place_are_detected(tmp_path, place, order):
    head, chunks = parts(tmp_path / "a")
    (tmp_path / "a").write_bytes(head + b"".join(chunks[i] for i in order))

    with pytest.raises(CannotOpen):
        b"".join(open_file(KEY, tmp_path / "a", place))


@pytest.mark.usefixtures("sealed")
@pytest.mark.parametrize(
    "cut", [1, 16, STORED - 1, STORED, STORED + 1, 2 * STORED, 4 * STORED, 4 * STORED + 1]
)
def test_truncated_file_gives_not_one_byte(tmp_path, place, cut):
    (tmp_path / "a").write_bytes((tmp_path / "a").read_bytes()[:-cut])

    with pytest.raises(CannotOpen):
        open_file(KEY, tmp_path / "a", place)


@pytest.mark.usefixtures("sealed")
@pytest.mark.parametrize(
    "at", [0, 5, 30, HEAD - 1, HEAD, HEAD + STORED, HEAD + 2 * STORED - 1, HEAD + 4 * STORED - 1]
)
def test_changed_byte_is_detected(tmp_path, place, at):
    data = bytearray((tmp_path / "a").read_bytes())
    data[at] ^= 1
    (tmp_path / "a").write_bytes(data)

    with pytest.raises(CannotOpen):
        b"".join(open_file(KEY, tmp_path / "a", place))


@pytest.mark.usefixtures("sealed")
def test_chunk_or_header_of_another_file_is_detected(tmp_path, place):
    seal_file(KEY, io.BytesIO(CONTENT), tmp_path / "b", place)
    (head, chunks), (other_head, other) = parts(tmp_path / "a"), parts(tmp_path / "b")

    for mixed in ([head, chunks[0], other[1], *chunks[2:]], [other_head, *chunks]):
        (tmp_path / "c").write_bytes(b"".join(mixed))
        with pytest.raises(CannotOpen):
            b"".join(open_file(KEY, tmp_path / "c", place))


@pytest.mark.usefixtures("sealed")
def test_file_of_another_row_or_key_does_not_open(tmp_path, place):
    with pytest.raises(CannotOpen):
        open_file(KEY, tmp_path / "a", replace(place, row=b"o" * 16))
    with pytest.raises(CannotOpen):
        open_file(new_key(), tmp_path / "a", place)


def test_whole_file_replaced_at_its_place_is_found_by_its_commitment(tmp_path, place, sealed):
    (tmp_path / "a").unlink()
    seal_file(KEY, io.BytesIO(b"other"), tmp_path / "a", place)

    assert file_commitment(KEY, tmp_path / "a", place, sealed.salt_sealed) != sealed.commitment


def test_file_is_never_overwritten(tmp_path, place, sealed):
    with pytest.raises(FileExistsError):
        seal_file(KEY, io.BytesIO(b""), tmp_path / "a", place)

    assert (tmp_path / "a").stat().st_size == sealed.stored_size


def test_source_that_breaks_leaves_nothing_behind(tmp_path, place):
    class Broken(io.BytesIO):
        def read(self, size=-1):
            raise OSError("line cut")

    with pytest.raises(OSError, match="line cut"):
        seal_file(KEY, Broken(), tmp_path / "a", place)

    assert list(tmp_path.iterdir()) == []
