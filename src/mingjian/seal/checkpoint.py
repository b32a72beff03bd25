"""Signed checkpoints: what a witness keeps of the whole record in five lines (LED-07).

The text is that of public transparency logs (C2SP tlog-checkpoint inside a C2SP signed-note, Ed25519):

    origin name
    number of leaves
    base64 of the root
    extension lines: `previous <base64>`, `time <UTC>`, `count <type> <n>`

    — <origin> <base64 of 4 bytes key id ‖ 64 bytes signature over the lines above, each with its newline>

The hash of a checkpoint, named in the next one, is H(0x03 ‖ text).
"""

import binascii
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"


class BadCheckpoint(ValueError):
    """The text is no checkpoint of this ledger under this key; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """size: number of leaves; root: 32 bytes; extensions: lines without newline."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def text(self) -> str:
        """The signed lines, each with its newline."""
        return "\n".join([self.origin, str(self.size), b64encode(self.root).decode(), *self.extensions, ""])

    def hash(self) -> bytes:
        """H(0x03 ‖ text), 32 bytes: how the next checkpoint names this one."""
        return sha256(b"\x03" + self.text().encode()).digest()


def sign(checkpoint: Checkpoint, private_key: bytes) -> str:
    """The signed note of a checkpoint; private_key: 32-byte Ed25519 seed. What may be signed, a Signer knows.

    Raises BadCheckpoint for an origin with blanks or "+", or an empty or padded extension line.
    """
    if "+" in checkpoint.origin or len(checkpoint.origin.split()) != 1:
        raise BadCheckpoint("台账名不能为空，不能含空格或加号。")
    for line in (checkpoint.origin, *checkpoint.extensions):
        if not line or line != line.strip() or not line.isprintable():
            raise BadCheckpoint(f"检查点中的一行不合格式：{line!r}。")
    key = Ed25519PrivateKey.from_private_bytes(private_key)
    text = checkpoint.text()
    signature = _key_id(checkpoint.origin, key.public_key().public_bytes_raw()) + key.sign(text.encode())
    return f"{text}\n— {checkpoint.origin} {b64encode(signature).decode()}\n"


def verify(note: str, public_key: bytes, *, origin: str | None = None) -> Checkpoint:
    """The checkpoint in a signed note; public_key: 32 bytes Ed25519; origin: the ledger it must be of.

    Signature lines of others (witnesses) are passed over. Raises BadCheckpoint.
    """
    text, _, signatures = note.partition("\n\n")
    checkpoint = _parsed(text)
    if origin is not None and checkpoint.origin != origin:
        raise BadCheckpoint(f"检查点属于“{checkpoint.origin}”，不属于“{origin}”。")
    key, key_id = Ed25519PublicKey.from_public_bytes(public_key), _key_id(checkpoint.origin, public_key)
    for line in signatures.splitlines():
        if line.startswith(f"— {checkpoint.origin} "):
            signature = _decoded(line.rpartition(" ")[2])
            if signature[:4] == key_id and _signed(key, signature[4:], checkpoint):
                return checkpoint
    raise BadCheckpoint(f"大小为{checkpoint.size}的检查点没有本台账密钥的有效签名。")


def public_line(origin: str, public_key: bytes) -> str:
    """The public key as one line to hand to witnesses: name+key id+base64 (C2SP signed-note verifier key)."""
    encoded = b64encode(_ED25519 + public_key).decode()
    return f"{origin}+{_key_id(origin, public_key).hex()}+{encoded}"


def read_public_line(line: str) -> tuple[str, bytes]:
    """Origin and 32-byte public key of such a line; raises BadCheckpoint."""
    origin, _, rest = line.strip().partition("+")
    key_id, _, encoded = rest.partition("+")
    data = _decoded(encoded)
    if len(data) != 33 or data[:1] != _ED25519 or _key_id(origin, data[1:]).hex() != key_id:
        raise BadCheckpoint("公钥行不完整或被改动，请重新取得公钥文件。")
    return origin, data[1:]


def _parsed(text: str) -> Checkpoint:
    lines = text.split("\n")
    if len(lines) < 3 or not all(lines) or not lines[1].isdecimal():
        raise BadCheckpoint("检查点文本不完整：应有台账名、大小和根三行。")
    checkpoint = Checkpoint(lines[0], int(lines[1]), _decoded(lines[2]), tuple(lines[3:]))
    if len(checkpoint.root) != 32 or checkpoint.text() != text + "\n":
        raise BadCheckpoint("检查点文本不合格式。")
    return checkpoint


def _decoded(encoded: str) -> bytes:
    try:
        return b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise BadCheckpoint("检查点或公钥中的base64不合格式。") from None


def _signed(key: Ed25519PublicKey, signature: bytes, checkpoint: Checkpoint) -> bool:
    try:
        key.verify(signature, checkpoint.text().encode())
    except InvalidSignature:
        return False
    return True


def _key_id(name: str, public_key: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + _ED25519 + public_key).digest()[:4]
