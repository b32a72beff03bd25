"""The custodian's private key: a file to take away, opened by a passphrase (Argon2id, RFC 9106; K2)."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes
from unicodedata import normalize

from argon2.low_level import Type, hash_secret_raw

from mingjian.vault.envelope import Place, open_bytes, seal_bytes
from mingjian.vault.profile import CURRENT, CannotOpen


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try at the passphrase costs: memory in KiB, and passes over it."""

    memory_kib: int
    passes: int


STRONG = Cost(256 * 1024, 4)


def write_private_key(path: Path, private_key: bytes, passphrase: str, cost: Cost = STRONG) -> None:
    """Write the key, sealed under the passphrase, to a new file, mode 0400; else FileExistsError."""
    salt = token_bytes(16)
    sealed = seal_bytes(_stretched(passphrase, salt, cost), private_key, _place(salt, cost), b"c")
    fields = {
        "memory_kib": cost.memory_kib,
        "passes": cost.passes,
        "salt": salt.hex(),
        "sealed": sealed.hex(),
    }
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "w", encoding="ascii") as file:
        json.dump(fields, file)


def read_private_key(path: Path, passphrase: str) -> bytes:
    """The custodian's private key, 32 bytes; raises CannotOpen for a wrong passphrase or a damaged file."""
    try:
        fields = json.loads(path.read_text("ascii"))
        cost = Cost(int(fields["memory_kib"]), int(fields["passes"]))
        salt, sealed = bytes.fromhex(fields["salt"]), bytes.fromhex(fields["sealed"])
        if not (8 <= cost.memory_kib <= 4 << 20 and 1 <= cost.passes <= 64 and len(salt) == 16):
            raise ValueError("cost")
    except (OSError, ValueError, KeyError, TypeError):
        raise CannotOpen(f"保管人密钥文件{path}缺失或损坏，请换用备份。") from None
    try:
        return open_bytes(_stretched(passphrase, salt, cost), sealed, _place(salt, cost), b"c")
    except CannotOpen:
        raise CannotOpen("保管人口令不对，或密钥文件被改动。") from None


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    return hash_secret_raw(
        normalize("NFKC", passphrase).encode(),
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=1,
        hash_len=CURRENT.KEY_SIZE,
        type=Type.ID,
    )


def _place(salt: bytes, cost: Cost) -> Place:
    return Place("custodian", f"{cost.memory_kib}/{cost.passes}", salt, b"")
