"""Profile `intl`: AES-256-GCM, SHA-256, HMAC, HKDF, X25519 sealed boxes, Ed25519; see `profile.Profile`."""

import hashlib
import hmac
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

TAG = b"\x01"
KEY_SIZE = 32
NONCE_SIZE = 12
MAC_SIZE = 16

# Setting up a cipher costs as much as opening a short value; a page opens many under few keys.
_cipher = lru_cache(maxsize=512)(AESGCM)


def encrypt(key: bytes, nonce: bytes, plain: bytes, associated: bytes) -> bytes:
    """AES-256-GCM (NIST SP 800-38D); a nonce is never used twice under one key."""
    return _cipher(key).encrypt(nonce, plain, associated)


def decrypt(key: bytes, nonce: bytes, cipher: bytes, associated: bytes) -> bytes:
    """The plaintext, or ValueError."""
    try:
        return _cipher(key).decrypt(nonce, cipher, associated)
    except InvalidTag:
        raise ValueError("authentication failed") from None


def forget() -> None:
    """Drop the ciphers kept in memory, for instance after a key was destroyed (RET-06)."""
    _cipher.cache_clear()


def mac(key: bytes, data: bytes) -> bytes:
    """HMAC-SHA-256 (RFC 2104)."""
    return hmac.new(
        key, data, "sha256"
    ).digest()  # half the time of hmac.digest, which looks the hash up anew


def hasher() -> "hashlib._Hash":
    """SHA-256, piece by piece."""
    return hashlib.sha256()


def mac_hasher(key: bytes) -> hmac.HMAC:
    """HMAC-SHA-256, piece by piece."""
    return hmac.new(key, digestmod="sha256")


def derive(key: bytes, name: str) -> bytes:
    """A 32-byte key for one use, by HKDF-SHA-256 (RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=KEY_SIZE, salt=None, info=name.encode()).derive(key)


def new_pair() -> tuple[bytes, bytes]:
    """Private and public X25519 key."""
    private = PrivateKey.generate()
    return bytes(private), bytes(private.public_key)


def public_of(private_key: bytes) -> bytes:
    """The public half of an X25519 key."""
    return bytes(PrivateKey(private_key).public_key)


def box(public_key: bytes, plain: bytes) -> bytes:
    """A libsodium sealed box: who seals it cannot open it."""
    return SealedBox(PublicKey(public_key)).encrypt(plain)


def unbox(private_key: bytes, cipher: bytes) -> bytes:
    """The content of a sealed box, or ValueError."""
    try:
        return SealedBox(PrivateKey(private_key)).decrypt(cipher)
    except CryptoError:
        raise ValueError("authentication failed") from None


def signing_public_of(private_key: bytes) -> bytes:
    """The public half of an Ed25519 seed."""
    return Ed25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()
