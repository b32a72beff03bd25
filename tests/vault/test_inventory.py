"""Every use of cryptography in the package is in the inventory, and nothing else is (KEY-09)."""

import ast
import tomllib
from pathlib import Path

import mingjian.vault

PACKAGE = Path(mingjian.vault.__file__).parents[1]
LIBRARIES = {"argon2", "cryptography", "Crypto", "gmssl", "hashlib", "hmac", "nacl", "pyrage", "ssl"}


def imported(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return {name.partition(".")[0] for name in names} & LIBRARIES


def test_inventory_lists_every_use_of_cryptography():
    uses = tomllib.loads((PACKAGE / "vault" / "inventory.toml").read_text("utf-8"))["use"]
    found = {
        (path.relative_to(PACKAGE).as_posix(), name)
        for path in PACKAGE.rglob("*.py")
        for name in imported(path)
    }

    assert {(use["file"], use["library"]) for use in uses} == found
    assert all(set(use) == {"file", "library", "algorithm", "key", "replace"} for use in uses)
