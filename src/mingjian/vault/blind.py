"""The blind index: keyed hashes of character bigrams and of whole values, searched without being read (K4).

A token is 64 bits of a MAC as 13 lower-case base32 characters, the first a letter: one word to SQLite's FTS5,
one lexeme to PostgreSQL's tsvector. No positions; the page of hits is checked against the opened text.
"""

import re
from base64 import b32encode
from functools import lru_cache
from itertools import pairwise
from unicodedata import normalize

from mingjian.vault.profile import CURRENT

_BREAK = re.compile(r"[\W_]+")


def normalised(text: str) -> str:
    """NFKC and casefolded, every run of blanks, punctuation and symbols one blank; traditional forms stay."""
    folded = normalize("NFKC", normalize("NFKC", text).casefold())
    return _BREAK.sub(" ", folded).strip()


def compact(text: str) -> str:
    """The same without spaces: names are written with and without them."""
    return normalised(text).replace(" ", "")


def bigrams(text: str) -> set[str]:
    """All pairs of neighbouring characters; none across a break, none for a single character."""
    return {one + other for one, other in pairwise(normalised(text)) if one != " " and other != " "}


def tokens(text: str, key: bytes) -> list[str]:
    """The tokens under which a text is indexed, each once, in an order that says nothing of the text."""
    return sorted(_token(key, pair) for pair in bigrams(text))


def query_tokens(text: str, key: bytes) -> list[str]:
    """The tokens a hit must have, all of them; none if the query has no two neighbouring characters."""
    return tokens(text, key)


def forget() -> None:
    """Drop the hashes kept in memory."""
    _token.cache_clear()


# Bounded: 50,000 texts bring 1.6 million different bigrams, most of them once; some 30 MB when full.
@lru_cache(maxsize=1 << 17)
def _token(key: bytes, pair: str) -> str:
    # Two zero bytes in front make 80 bits = 16 characters; the first three say nothing, the fourth is a to p.
    return b32encode(bytes(2) + CURRENT.mac(key, pair.encode())[:8]).decode()[3:].lower()


def exact(value: str, key: bytes, field: str) -> bytes:
    """The keyed exact index of a name or number, 32 bytes: HMAC(key, field ‖ 0 ‖ value), breaks dropped.

    The same value in another field has another index. An empty value has none: ValueError.
    """
    data = compact(value)
    if not data:
        raise ValueError(f"字段{field}没有可以索引的内容。")
    return CURRENT.mac(key, field.encode() + b"\x00" + data.encode())
