"""The kinds of matter, as the rooms above declare them: the only way by which the ledger reaches their records."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from mingjian.ledger.models import Record


@dataclass(frozen=True)
class Kind:
    """A kind: its typed record, and the acts that do more than set fields (a function of the room for each)."""

    name: str
    record: type[Record]
    acts: dict[str, Callable[..., Any]] = field(default_factory=dict)

    @property
    def columns(self) -> "dict[str, models.Field[Any, Any]]":
        """The columns of the record that acts project to, by the name of the field in the lawbook."""
        found = {}
        for column in self.record._meta.concrete_fields:
            if not column.primary_key:
                found[column.name] = column
        return found


_kinds: dict[str, Kind] = {}


def register(name: str, record: type[Record], acts: dict[str, Callable[..., Any]] | None = None) -> None:
    """Declare a kind; once, in the room's `apps.py`."""
    if name in _kinds and _kinds[name].record is not record:
        raise ValueError(f"kind {name!r} is registered twice")
    _kinds[name] = Kind(name, record, acts or {})


def kind(name: str) -> Kind:
    return _kinds[name]


def names() -> list[str]:
    return list(_kinds)
