"""What offices write, and what it means: headings of columns and words of cells, as the files beside this one declare them."""

import re
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple
from unicodedata import normalize

import yaml

from mingjian.law.lawbook import Lawbook

CODED = {"channel": "channel", "content_class": "content_class", "rank_class": "rank_class",
         "behaviour": "discipline", "outcome": "outcome"}  # fmt: skip
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_LOOSE = re.compile(r"[\s*:★●]+")


class Heading(NamedTuple):
    """A field of a register and how its column may be headed."""

    field: str
    label: str
    words: tuple[str, ...]
    is_needed: bool
    instead: str | None
    is_row: bool
    is_private: bool


def _read(name: str) -> dict[str, Any]:
    return yaml.safe_load((files("mingjian.channels") / name).read_text("utf-8"))  # type: ignore[no-any-return]


@cache
def headings(of: str = "headings") -> dict[str, Heading]:
    """Every field of a kind of register by name, in the order of its file: reports, or `posts`."""
    return {
        field: Heading(field, item["label"], tuple(map(str, item["headings"])), item.get("needed", False), item.get("or"),
                       item.get("row", False), item.get("private", False))
        for field, item in _read(f"{of}.yaml").items()
    }  # fmt: skip


@cache
def _fields(of: str) -> dict[str, str]:
    return {heading_form(word): item.field for item in headings(of).values() for word in item.words}


def field_of(text: str, of: str = "headings") -> str | None:
    """The field that a heading means, or None."""
    known = _fields(of)
    return known.get(heading_form(text)) or known.get(heading_form(text, keep_brackets=True))


def heading_form(text: str, *, keep_brackets: bool = False) -> str:
    """A heading as it is compared."""
    plain = _LOOSE.sub("", normalize("NFKC", text)).casefold()
    return re.sub(r"[()\[\]]", "", plain) if keep_brackets else _BRACKETS.sub("", plain)


def word_form(text: str) -> str:
    """The word of a cell as it is compared."""
    return re.sub(r"\s+", "", normalize("NFKC", text)).rstrip("。.;,、").casefold()


class Words:
    """What the words of cells mean, with the labels of the lawbook's code lists among them."""

    def __init__(self, book: Lawbook) -> None:
        declared = _read("words.yaml")
        self._codes: dict[str, dict[str, str]] = {}
        for field in (*CODED, "is_signed", "is_repeat", "is_own_cadre"):
            self._codes[field] = {
                word_form(word): code for code, words in declared[field].items() for word in words
            }
        self.labels = {}
        for field, taxonomy in CODED.items():
            codes = book.taxonomy(taxonomy).codes
            self.labels[field] = {code: item.label for code, item in codes.items()}
            self._codes[field] |= {word_form(item.label): code for code, item in codes.items()}
        self._sources = {word_form(word): facts for word, facts in declared["source"].items()}
        self._nobody = {word_form(word) for word in declared["nobody"]}
        self._pending = {word_form(word) for word in declared["pending"]}
        self._before = sorted(map(word_form, declared["before"]), key=len, reverse=True)

    def code(self, field: str, text: str) -> str | None:
        """The code that a word means for a field; brackets and what they hold may be left out."""
        codes, form = self._codes[field], word_form(text)
        return codes.get(form) or codes.get(_BRACKETS.sub("", form))

    def source(self, text: str) -> dict[str, Any] | None:
        """What a word says of where a report came from."""
        return self._sources.get(word_form(text))

    def is_nobody(self, name: str) -> bool:
        return not name or word_form(name) in self._nobody

    def is_pending(self, text: str) -> bool:
        return word_form(text) in self._pending

    def outcomes(self, text: str) -> list[str]:
        """The results that a cell states, each by a whole clause; that a report is closed says less than any other."""
        found = []
        for clause in re.split(r"[,，。;；、\n]+", normalize("NFKC", text)):
            code = self._codes["outcome"].get(self._bare(clause))
            if code and code not in found:
                found.append(code)
        said = [code for code in found if code != "no_longer_needed"]
        return said or found

    def _bare(self, clause: str) -> str:
        known, form = self._codes["outcome"], word_form(clause)
        while form not in known:
            start = next((word for word in self._before if form.startswith(word)), None)
            if start is None:
                break
            form = form[len(start) :]
        return form

    def choices(self, field: str) -> str:
        """What may be written, said to a person."""
        return "、".join(self.labels[field].values()) if field in self.labels else "是、否"
