"""What a set of ciphers must offer; every ciphertext begins with the tag of its maker (KEY-02, KEY-10).

A second profile is one more module beside `intl` and one more name in PROFILES.
"""

from typing import Protocol, cast

from mingjian.vault import intl


class CannotOpen(Exception):
    """A sealed value cannot be opened; the sentence says what to do and nothing of the content."""


class Hasher(Protocol):
    """A digest or MAC that takes its data piece by piece, as those of hashlib do."""

    def update(self, data: bytes, /) -> None: ...
    def digest(self) -> bytes: ...


class Profile(Protocol):
    """Keys, nonces, tags: raw bytes. Decrypting functions raise ValueError when anything does not fit."""

    TAG: bytes  # one byte, never reused
    KEY_SIZE: int
    NONCE_SIZE: int
    MAC_SIZE: int  # what authentication adds to a ciphertext

    def encrypt(self, key: bytes, nonce: bytes, plain: bytes, associated: bytes) -> bytes: ...
    def decrypt(self, key: bytes, nonce: bytes, cipher: bytes, associated: bytes) -> bytes: ...
    def forget(self) -> None: ...
    def mac(self, key: bytes, data: bytes) -> bytes: ...
    def hasher(self) -> Hasher: ...
    def mac_hasher(self, key: bytes) -> Hasher: ...
    def derive(self, key: bytes, name: str) -> bytes: ...
    def new_pair(self) -> tuple[bytes, bytes]: ...
    def public_of(self, private_key: bytes) -> bytes: ...
    def box(self, public_key: bytes, plain: bytes) -> bytes: ...
    def unbox(self, private_key: bytes, cipher: bytes) -> bytes: ...
    def signing_public_of(self, private_key: bytes) -> bytes: ...


CURRENT = cast(Profile, intl)
PROFILES = {CURRENT.TAG: CURRENT}


def profile_of(sealed: bytes) -> Profile:
    """The profile that made a ciphertext, by its first byte; raises CannotOpen for an unknown one."""
    try:
        return PROFILES[sealed[:1]]
    except KeyError:
        raise CannotOpen("密文的算法标记不认识：数据损坏，或需要更新的程序版本。") from None
