"""Sealed values: bound to table, column, row and key, padded, opened whole or not at all (KEY-02, KEY-03).

    sealed = tag ‖ nonce (12 bytes) ‖ ciphertext with its 16-byte authentication
    associated = tag ‖ kind ‖ length-prefixed table, column, row, key id

The kind is one letter (t text, w words, k wrapped key, e content of a box, f key of a file, s salt of a file,
c custodian's key), so that one thing never opens as another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from secrets import token_bytes
from struct import Struct
from unicodedata import normalize

from nacl.bindings import sodium_unpad

from mingjian.vault.profile import CURRENT, CannotOpen, Profile, profile_of

SHORT, LONG = 64, 512  # KEY-03: titles and names; text
SALT_SIZE = 32

_length = Struct(">I")
_lengths = Struct(">HHHH")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value belongs, for ever. row: its random id; key_id: id of the matter or person."""

    table: str
    column: str
    row: bytes
    key_id: bytes


@dataclass(frozen=True, slots=True)
class Words:
    """The opened words of an act by field name, and the 32-byte salt of their commitment."""

    words: dict[str, str]
    salt: bytes


def new_key() -> bytes:
    """32 random bytes: the key of a matter, person or file."""
    return token_bytes(CURRENT.KEY_SIZE)


def seal_text(key: bytes, text: str, place: Place, step: int = SHORT) -> bytes:
    """The text, NFC-normalised, padded to a multiple of `step` bytes, sealed (KEY-02, KEY-03)."""
    return seal_bytes(key, _padded(normalize("NFC", text).encode(), step), place, b"t")


def open_text(key: bytes, sealed: bytes, place: Place) -> str:
    """The text as sealed for this place under this key; raises CannotOpen."""
    return _unpadded(open_bytes(key, sealed, place, b"t")).decode()


def seal_words(key: bytes, words: Mapping[str, str], place: Place) -> tuple[bytes, bytes]:
    """The envelope of an act's words and their 32-byte commitment for the ledger (LED-01, KEY-02).

    words: text by field name, NFC-normalised here. The salt is random and lies inside the envelope: it goes
    with the key, and then the commitment says nothing.
    """
    salt, data = token_bytes(SALT_SIZE), canonical_words(words)
    sealed = seal_bytes(key, _padded(salt + data, LONG), place, b"w")
    return sealed, CURRENT.mac(salt, data)


def open_words(key: bytes, sealed: bytes, place: Place) -> Words:
    """The words and their salt; raises CannotOpen. `commitment(salt, words)` must be the ledger's."""
    data = _unpadded(open_bytes(key, sealed, place, b"w"))
    return Words(_parsed(data[SALT_SIZE:]), data[:SALT_SIZE])


def commitment(salt: bytes, words: Mapping[str, str]) -> bytes:
    """HMAC(salt, canonical words), 32 bytes (LED-01)."""
    return CURRENT.mac(salt, canonical_words(words))


def canonical_words(words: Mapping[str, str]) -> bytes:
    """The bytes that the ledger's canonical form gives a dict of texts (LED-02); a test compares the two."""
    normal = {normalize("NFC", name): normalize("NFC", text) for name, text in words.items()}
    parts = [part.encode() for pair in sorted(normal.items()) for part in pair]
    framed = [b"s" + _length.pack(len(part)) + part for part in parts]
    return b"\x01m" + _length.pack(len(normal)) + b"".join(framed)


def _parsed(data: bytes) -> dict[str, str]:
    """The words in canonical bytes that were authenticated before."""
    parts, position = [], 6
    while position < len(data):
        (size,) = _length.unpack_from(data, position + 1)
        parts.append(data[position + 5 : position + 5 + size].decode())
        position += 5 + size
    return dict(zip(parts[::2], parts[1::2], strict=True))


def seal_bytes(key: bytes, plain: bytes, place: Place, kind: bytes) -> bytes:
    """Seal bytes as they are, unpadded; kind: one letter."""
    nonce = token_bytes(CURRENT.NONCE_SIZE)
    return CURRENT.TAG + nonce + CURRENT.encrypt(key, nonce, plain, associated(CURRENT, kind, place))


def open_bytes(key: bytes, sealed: bytes, place: Place, kind: bytes) -> bytes:
    """What `seal_bytes` sealed; raises CannotOpen."""
    profile = profile_of(sealed)
    end = 1 + profile.NONCE_SIZE
    try:
        return profile.decrypt(key, sealed[1:end], sealed[end:], associated(profile, kind, place))
    except ValueError:
        raise CannotOpen("密文打不开：密钥不对、数据损坏，或被移到了别处；请运行mingjian verify。") from None


def associated(profile: Profile, kind: bytes, place: Place) -> bytes:
    """What is authenticated with the ciphertext (KEY-02)."""
    head = _head(profile.TAG + kind, place.table, place.column, len(place.row), len(place.key_id))
    return head + place.row + place.key_id


@lru_cache(maxsize=256)  # as many as there are sealed columns
def _head(kind: bytes, table: str, column: str, row: int, key_id: int) -> bytes:
    names = table.encode(), column.encode()
    return kind + _lengths.pack(*map(len, names), row, key_id) + b"".join(names)


def _padded(data: bytes, step: int) -> bytes:
    """To a multiple of `step` with 0x80 and zeros (ISO/IEC 7816-4), as sodium_pad does it, which takes ten times as long."""
    return data + b"\x80" + bytes(-(len(data) + 1) % step)


def _unpadded(data: bytes) -> bytes:
    """Without padding; 0x80 and zeros (ISO/IEC 7816-4) end in the last step, whatever the step was."""
    return sodium_unpad(data, len(data))
