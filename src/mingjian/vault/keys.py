"""The key folder: made once, outside the database, read by the service alone (8.1, KEY-01, KEY-08).

    platform.key        K0, symmetric: wraps the keys of matters and persons
    platform.private    K0, private half; platform.public: envelopes from outside are sealed to it
    custodian.public    identities are sealed to it; custodian.private is taken away, see `custodian`
    index.key           K4, K5: root of every derived key
    checkpoint.private  K6, Ed25519 seed; checkpoint.public: for witnesses

One key a file: 64 hexadecimal digits, mode 0400 (public halves 0444).
"""

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_bytes

from mingjian.vault.boxes import open_for, seal_for
from mingjian.vault.custodian import STRONG, Cost, write_private_key
from mingjian.vault.envelope import LONG, Place, new_key, open_bytes, seal_bytes
from mingjian.vault.profile import CURRENT

_SECRET = ("platform.key", "platform.private", "index.key", "checkpoint.private")
_PUBLIC = ("platform.public", "custodian.public", "checkpoint.public")
_ALL = (*_SECRET, *_PUBLIC, "custodian.private")


class KeyFolderError(Exception):
    """The key folder cannot be made or used; the sentence names the file and says what to do."""


@dataclass(frozen=True, slots=True, repr=False)
class PublicKeys:
    """All that the public site holds: it can write and cannot read (KEY-01)."""

    platform: bytes
    custodian: bytes

    def seal_content(self, plaintext: bytes, place: Place, step: int = LONG) -> bytes:
        """Seal to the platform; only `Keys.open_content` opens it."""
        return seal_for(self.platform, plaintext, place, step)

    def seal_identity(self, plaintext: bytes, place: Place) -> bytes:
        """Seal to the custodian; only `open_identity` with the custodian's private key opens it."""
        return seal_for(self.custodian, plaintext, place)


@dataclass(frozen=True, repr=False)
class Keys:
    """All keys of the staff service; never printed, never stored elsewhere."""

    platform: bytes
    platform_private: bytes
    index: bytes
    checkpoint_private: bytes
    checkpoint_public: bytes
    public: PublicKeys
    _derived: dict[str, bytes] = field(default_factory=dict, compare=False)

    def wrap(self, key: bytes, key_id: bytes) -> bytes:
        """A matter's or person's key sealed under the platform key, bound to its id."""
        return seal_bytes(self.platform, key, _wrapping(key_id), b"k")

    def unwrap(self, wrapped: bytes, key_id: bytes) -> bytes:
        """The key that `wrap` sealed for this id; raises CannotOpen."""
        return open_bytes(self.platform, wrapped, _wrapping(key_id), b"k")

    def derive(self, name: str) -> bytes:
        """The 32-byte key for one use: bigrams, names, numbers, bands, tokens, rows … (HKDF, RFC 5869)."""
        if name not in self._derived:
            self._derived[name] = CURRENT.derive(self.index, f"mingjian/1/{name}")
        return self._derived[name]

    def seal_identity(self, plaintext: bytes, place: Place) -> bytes:
        """Seal to the custodian: this service can write it and cannot read it (P4)."""
        return self.public.seal_identity(plaintext, place)

    def open_content(self, sealed: bytes, place: Place) -> bytes:
        """An envelope from outside, sealed by `PublicKeys.seal_content`; raises CannotOpen."""
        return open_for(self.platform_private, sealed, place)


def open_identity(private_key: bytes, sealed: bytes, place: Place) -> bytes:
    """An identity, opened with the custodian's private key; raises CannotOpen."""
    return open_for(private_key, sealed, place)


def has_keys(folder: Path) -> bool:
    """Whether a folder holds keys already, all of them or one."""
    return any((folder / name).exists() for name in _ALL)


def create_keys(folder: Path, *, custodian_passphrase: str, cost: Cost = STRONG) -> None:
    """Make all keys in a folder (mode 0700) that has none; else raises KeyFolderError, changing nothing.

    `custodian.private` is protected by the passphrase (at least 8 characters) and must leave the server.
    """
    if len(custodian_passphrase) < 8:
        raise KeyFolderError("保管人口令太短，至少需要8个字符。")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in _ALL:
        if (folder / name).exists():
            raise KeyFolderError(f"密钥文件{folder / name}已经存在，不会覆盖；如需新密钥请另选目录。")
    platform_private, platform_public = CURRENT.new_pair()
    custodian_private, custodian_public = CURRENT.new_pair()
    checkpoint = token_bytes(32)
    write_private_key(folder / "custodian.private", custodian_private, custodian_passphrase, cost)
    secret = (new_key(), platform_private, token_bytes(32), checkpoint)
    public = (platform_public, custodian_public, CURRENT.signing_public_of(checkpoint))
    for name, value in zip((*_SECRET, *_PUBLIC), (*secret, *public), strict=True):
        _write(folder / name, value, 0o400 if name in _SECRET else 0o444)


def load_keys(folder: Path) -> Keys:
    """All keys of a folder; KeyFolderError names one that is missing, short, open to others or no pair."""
    platform, platform_private, index, checkpoint = (_read(folder / name) for name in _SECRET)
    checkpoint_public = _read(folder / "checkpoint.public")
    public = load_public_keys(folder)
    for name, due, found in (
        ("platform.public", CURRENT.public_of(platform_private), public.platform),
        ("checkpoint.public", CURRENT.signing_public_of(checkpoint), checkpoint_public),
    ):
        if due != found:
            raise KeyFolderError(f"密钥文件{folder / name}与私钥不成对，请从备份恢复整个目录。")
    return Keys(platform, platform_private, index, checkpoint, checkpoint_public, public)


def load_public_keys(folder: Path) -> PublicKeys:
    """The two public keys that the public site needs; raises KeyFolderError."""
    return PublicKeys(_read(folder / "platform.public"), _read(folder / "custodian.public"))


def load_checkpoint_public(folder: Path) -> bytes:
    """The public half of the checkpoint key: all that checking signatures needs; raises KeyFolderError."""
    return _read(folder / "checkpoint.public")


def _wrapping(key_id: bytes) -> Place:
    return Place("key", "wrapped", key_id, key_id)


def _write(path: Path, value: bytes, mode: int) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w", encoding="ascii") as file:
        file.write(value.hex() + "\n")


def _read(path: Path) -> bytes:
    try:
        text, mode = path.read_text("ascii"), stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        raise KeyFolderError(f"缺少密钥文件{path}，请从备份恢复，或先运行mingjian init。") from None
    except (OSError, UnicodeDecodeError):
        raise KeyFolderError(f"密钥文件{path}无法读取，请检查权限和内容。") from None
    if path.name not in _PUBLIC and mode & 0o077:
        raise KeyFolderError(f"密钥文件{path}可以被他人读取，请运行chmod 400。")
    try:
        value = bytes.fromhex(text.strip())
    except ValueError:
        raise KeyFolderError(f"密钥文件{path}不是十六进制文本，请从备份恢复。") from None
    if len(value) != 32:
        raise KeyFolderError(f"密钥文件{path}长度不对：应为64个十六进制数字，请从备份恢复。")
    if len(set(value)) < 8 or value == bytes(range(32)):
        raise KeyFolderError(f"密钥文件{path}是测试用的值，请换成mingjian init生成的密钥。")
    return value
