"""Model fields around the vault: sealed text, and JSON kept byte for byte as it was hashed."""

import json
from typing import Any

from django.db import models


class SealedTextField(models.BinaryField):
    """Text of class P3: ciphertext under the matter's (or the person's) key, bound to table, column and row.

    The column holds bytes; `ledger.sealing` seals and opens them, because that needs the row's key.
    """

    description = "sealed text"


class JsonText(models.TextField):
    """P2 values as canonical JSON (sorted keys, no spaces, no floats), stored exactly as they are hashed."""

    description = "canonical JSON"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else dumps(value)


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def dumps(value: Any) -> str:
    """Canonical JSON: what is hashed is byte for byte what is stored."""
    return _encode(value)
