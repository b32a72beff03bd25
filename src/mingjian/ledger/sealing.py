"""Sealing and opening what the ledger keeps under matter keys: titles, the words of acts."""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from mingjian.vault.envelope import Place, Words, open_text, open_words, seal_text, seal_words
from mingjian.vault.keys import Keys, load_keys


@cache
def _loaded(folder: Path | str) -> Keys:
    return load_keys(Path(folder))


def keys() -> Keys:
    """The platform's keys, read once from the key folder; raises KeyFolderError with one clear sentence."""
    return _loaded(settings.MINGJIAN_KEYS)


# Bounded: an unwrapped key stays in memory only while its matter is in use (KEY-02, RET-06).
@lru_cache(maxsize=4096)
def _unwrapped(wrapped: bytes, matter: bytes) -> bytes:
    return keys().unwrap(wrapped, matter)


def matter_key(wrapped: bytes, matter: UUID) -> bytes:
    """The key of a matter, unwrapped; raises CannotOpen after it was destroyed."""
    return _unwrapped(bytes(wrapped), matter.bytes)


def _title_place(matter: UUID) -> Place:
    return Place("ledger_matter", "title", matter.bytes, matter.bytes)


def seal_title(key: bytes, matter: UUID, text: str) -> bytes:
    return seal_text(key, text, _title_place(matter))


def title(matter: Any) -> str:
    """The title of a matter (a Matter, or anything with its id, key and title)."""
    return title_of(matter_key(matter.key, matter.id), matter.id, matter.title)


def title_of(key: bytes, matter: UUID, sealed: bytes) -> str:
    return open_text(key, bytes(sealed), _title_place(matter))


def titles(matters: Iterable[Any]) -> dict[UUID, str]:
    """Titles by id; a page of thirty opens thirty small values."""
    return {matter.id: title(matter) for matter in matters}


def _words_place(act: UUID, matter: UUID) -> Place:
    return Place("ledger_act", "sealed", act.bytes, matter.bytes)


def seal_act_words(key: bytes, act: UUID, matter: UUID, words: Mapping[str, str]) -> tuple[bytes, bytes]:
    """The envelope of an act's words and its commitment."""
    return seal_words(key, words, _words_place(act, matter))


def open_act_words(key: bytes, act: UUID, matter: UUID, sealed: bytes) -> Words:
    """The words of an act and the salt of their commitment; raises CannotOpen."""
    return open_words(key, bytes(sealed), _words_place(act, matter))
