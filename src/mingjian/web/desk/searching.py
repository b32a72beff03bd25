"""What was typed into a search: kept in the sealed session under a random name, read as a number or as words."""

import re
import secrets
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from mingjian.ledger import search
from mingjian.ledger.access import Sql
from mingjian.ledger.models import Matter

LONGEST = 200
KEPT = 10  # searches that one session remembers
_NUMBER = re.compile(r"[\u3400-\u9fff]{0,8}[〔\[(（【]?\d{1,4}[〕\])）】]?\d{0,6}号?")
_BRACKETS = str.maketrans("[(（【])）】", "〔〔〔〔〕〕〕〕")


def remember(session: Any, typed: str) -> str:
    """Keep what was typed; the random name under which addresses speak of it, or nothing if nothing was typed."""
    words = typed.strip()[:LONGEST]
    if not words:
        return ""
    name = secrets.token_hex(8)
    session["searches"] = {**dict(list(session.get("searches", {}).items())[1 - KEPT :]), name: words}
    return name


def recall(session: Any, name: str) -> str:
    """The words of a search of this session."""
    return str(session.get("searches", {}).get(name, "")) if name else ""


def number(words: str) -> str:
    """The words as (part of) a document number, with the right brackets round the year; empty if they are none."""
    joined = "".join(words.split())
    return joined.translate(_BRACKETS) if _NUMBER.fullmatch(joined) else ""


def match(words: str) -> Sql | None:
    """Matters that may hold the words; nothing where they are too short to be looked up."""
    try:
        return search.matching(words)
    except search.TooShort:
        return None


def holding(matters: Sequence[Matter], words: str) -> set[UUID]:
    """Those of a page of hits that really hold the words."""
    return {matter.id for matter in search.recheck(matters, words)} if matters else set()
