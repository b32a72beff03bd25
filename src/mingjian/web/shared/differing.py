"""What differs between two versions of a text: only the lines that changed, and in them only the words that did."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A title, a run of Latin letters or digits, a stretch of Chinese between two marks, or a mark: what a reader takes as one.
PIECE = re.compile(r"\u300a[^\u300b]*\u300b|[A-Za-z0-9_.-]+|[^\W_A-Za-z0-9]+|\s+|.")


@dataclass(frozen=True, slots=True)
class Part:
    words: str
    marked: bool
    first: bool = False
    """Before the first that is marked stands the word 删除 or 新增."""


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a comparison; `label`: what the line says something about."""

    old: str = ""
    new: str = ""
    label: str = ""

    @property
    def old_parts(self) -> list[Part]:
        return _parts(self.old, self.new)

    @property
    def new_parts(self) -> list[Part]:
        return _parts(self.new, self.old)


Lines = Sequence[tuple[str, str]]
"""(what the line says something about, what it says), in the order of reading."""


def changes(old: Lines, new: Lines) -> tuple[Change, ...]:
    """Only what differs, each line beside the one on the same thing that took its place."""
    found: list[Change] = []
    for sort, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if sort != "equal":
            came = list(new[c:d])
            for label, words in old[a:b]:
                taken = next((at for at, line in enumerate(came) if line[0] == label), None)
                if taken is None:
                    found.append(Change(words, "", label))
                else:
                    found += [Change("", line[1], line[0]) for line in came[:taken]]
                    found.append(Change(words, came[taken][1], label))
                    del came[: taken + 1]
            found += [Change("", line[1], line[0]) for line in came]
    return tuple(found)


def _parts(words: str, other: str) -> list[Part]:
    """The pieces of one version, marked where the other has something else; what touches is one part."""
    mine, theirs = PIECE.findall(words), PIECE.findall(other)
    parts: list[Part] = []
    for sort, a, b, _c, _d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if b > a:
            marked = sort != "equal"
            first = marked and not any(part.marked for part in parts)
            parts.append(Part("".join(mine[a:b]), marked, first))
    return parts
