"""Documents, sealed while streaming in, in authenticated chunks under their own key (FILE-02, -03, -06).

    file = data key sealed under the matter key at its place ‖ 7 random bytes ‖ chunks
    nonce of a chunk = the 7 bytes ‖ chunk number from 0 (4 bytes) ‖ 1 if it is the last, else 0

This is the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015; as in Tink, age). Every chunk
holds 64 KiB, the last one padded, so the stored size goes in steps (KEY-03). Plain bytes are in memory only.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes
from typing import BinaryIO

from nacl.bindings import sodium_pad, sodium_unpad

from mingjian.vault.envelope import SALT_SIZE, Place, new_key, open_bytes, seal_bytes
from mingjian.vault.profile import CURRENT, CannotOpen, Profile, profile_of

CHUNK = 64 * 1024
_PREFIX = 7


@dataclass(frozen=True, slots=True)
class SealedFile:
    """size: bytes of the original; stored_size: bytes on disk; commitment: HMAC(salt, content), 32 bytes,
    for the ledger; salt_sealed: salt and digest of the original, to be kept with the document's row.
    """

    size: int
    stored_size: int
    commitment: bytes
    salt_sealed: bytes


@dataclass(frozen=True, slots=True)
class _Layout:
    """How to read one sealed file."""

    profile: Profile
    data_key: bytes
    prefix: bytes
    start: int
    chunks: int

    @property
    def width(self) -> int:
        return CHUNK + self.profile.MAC_SIZE


def seal_file(
    key: bytes, source: BinaryIO, target: Path, place: Place, *, durable: bool = True
) -> SealedFile:
    """Seal everything `source` gives into the new file `target`, mode 0600.

    `durable`: on disk when this returns; who seals thousands and can begin again has the disk catch up once.
    Raises FileExistsError if there is such a file; if anything fails on the way, nothing is left behind.
    """
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(handle, "wb") as file:
            return _sealed(key, source, file, place, durable)
    except BaseException:
        target.unlink()
        raise


def _sealed(key: bytes, source: BinaryIO, file: BinaryIO, place: Place, durable: bool) -> SealedFile:
    data_key, prefix, salt = new_key(), token_bytes(_PREFIX), token_bytes(SALT_SIZE)
    mac, digest, size, number, last = CURRENT.mac_hasher(salt), CURRENT.hasher(), 0, 0, False
    file.write(seal_bytes(key, data_key, place, b"f") + prefix)
    while not last:
        chunk = _read_full(source)
        last = len(chunk) < CHUNK
        mac.update(chunk)
        digest.update(chunk)
        size += len(chunk)
        plain = sodium_pad(chunk, CHUNK) if last else chunk
        file.write(CURRENT.encrypt(data_key, _nonce(prefix, number, last), plain, b""))
        number += 1
    stored = file.tell()
    if durable:
        file.flush()
        os.fsync(file.fileno())
    return SealedFile(size, stored, mac.digest(), seal_bytes(key, salt + digest.digest(), place, b"s"))


def open_file(key: bytes, path: Path, place: Place) -> Iterator[bytes]:
    """The original, piece by piece; raises CannotOpen.

    Key, place, length and the last chunk are checked before this returns, so a file that was cut, lengthened
    or swapped gives not one byte; a chunk that was changed or moved ends the iteration with CannotOpen.
    """
    layout = _layout(key, path, place)
    return _pieces(path, layout)


def file_commitment(key: bytes, path: Path, place: Place, salt_sealed: bytes) -> bytes:
    """The commitment computed anew from the stored file, to compare with the ledger's; raises CannotOpen."""
    mac = CURRENT.mac_hasher(open_bytes(key, salt_sealed, place, b"s")[:SALT_SIZE])
    for piece in open_file(key, path, place):
        mac.update(piece)
    return mac.digest()


def file_digest(key: bytes, place: Place, salt_sealed: bytes) -> bytes:
    """The digest of the original as fixed when it came in (FILE-06), 32 bytes; raises CannotOpen."""
    return open_bytes(key, salt_sealed, place, b"s")[SALT_SIZE:]


def _layout(key: bytes, path: Path, place: Place) -> _Layout:
    with path.open("rb") as file:
        profile = profile_of(file.read(1))
        wrapped = 1 + profile.NONCE_SIZE + profile.KEY_SIZE + profile.MAC_SIZE
        file.seek(0)
        data_key = open_bytes(key, file.read(wrapped), place, b"f")
        prefix, start = file.read(_PREFIX), wrapped + _PREFIX
        chunks, rest = divmod(path.stat().st_size - start, CHUNK + profile.MAC_SIZE)
        if rest or chunks < 1:
            raise CannotOpen("文件不完整：长度不对，可能被截断；请从备份恢复。")
        layout = _Layout(profile, data_key, prefix, start, chunks)
        _chunk(file, layout, chunks - 1)
        return layout


def _pieces(path: Path, layout: _Layout) -> Iterator[bytes]:
    with path.open("rb") as file:
        for number in range(layout.chunks - 1):
            yield _chunk(file, layout, number)
        last = _chunk(file, layout, layout.chunks - 1)
        if piece := sodium_unpad(last, CHUNK):
            yield piece


def _chunk(file: BinaryIO, layout: _Layout, number: int) -> bytes:
    file.seek(layout.start + number * layout.width)
    nonce = _nonce(layout.prefix, number, number == layout.chunks - 1)
    try:
        return layout.profile.decrypt(layout.data_key, nonce, file.read(layout.width), b"")
    except ValueError:
        raise CannotOpen(f"文件第{number + 1}块打不开：被改动、截断或换位；请从备份恢复。") from None


def _nonce(prefix: bytes, number: int, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + (b"\x01" if last else b"\x00")


def _read_full(source: BinaryIO) -> bytes:
    """One whole chunk, or what is left: a source may give less than it was asked for."""
    parts, missing = [], CHUNK
    while missing and (part := source.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
