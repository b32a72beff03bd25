"""Telephone, identity number, mail address in a text: found so that whoever wrote it decides what becomes of it (RPT-12)."""

import re
from collections.abc import Iterator, Mapping

PATTERNS = {
    "id_number": re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])"),
    "email": re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
    "phone": re.compile(
        r"(?<![0-9A-Za-z])(?:(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}[ -]\d{7,8})(?![0-9A-Za-z])"
    ),
}
KEEP, MOVE, DROP = "keep", "move", "drop"


def found(text: str) -> dict[str, list[str]]:
    """What of each sort stands in a text, in its order."""
    hits = {sort: list(dict.fromkeys(pattern.findall(text))) for sort, pattern in PATTERNS.items()}
    return {sort: values for sort, values in hits.items() if values}


def without(text: str, mark: str) -> str:
    """The text with a mark in the place of each."""
    for pattern in PATTERNS.values():
        text = pattern.sub(mark, text)
    return text


def values(hits: Mapping[str, list[str]]) -> Iterator[str]:
    for each in hits.values():
        yield from each
