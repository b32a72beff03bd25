"""How Chinese words are read: what may be typed for them in a long list, and the order of names by pinyin.

`readings.txt` has one syllable a line with the characters read so, in the order of pinyin (Unicode CLDR): a
character's place there is its place in the alphabet. Lines with + give further readings of characters that
stand there with the usual one (any of them may be typed), lines with = how a surname is read.
"""

from functools import cache, lru_cache
from pathlib import Path


@cache
def _lines() -> list[list[str]]:
    return [line.split() for line in (Path(__file__).parent / "readings.txt").read_text("utf-8").splitlines()]


@cache
def places() -> dict[str, tuple[int, str]]:
    """Each character with its place in the alphabet and its usual reading."""
    usual = [line for line in _lines() if line[0].isalpha()]
    read = [(character, syllable) for syllable, characters in usual for character in characters]
    return {character: (place, syllable) for place, (character, syllable) in enumerate(read)}


@cache
def _also() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for _mark, syllable, *characters in _lines_with("+"):
        for character in "".join(characters):
            found.setdefault(character, []).append(syllable)
    return found


@cache
def _surnames() -> dict[str, list[str]]:
    return {surname: syllables for _mark, surname, *syllables in _lines_with("=")}


def _lines_with(mark: str) -> list[list[str]]:
    return [line for line in _lines() if line[0] == mark]


def _heard(character: str) -> str:
    """The readings of one character parted by a stroke; ü is typed v, and by some u."""
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    known = places().get(character)
    readings = [*([known[1]] if known else []), *_also().get(character, [])]
    plain = [reading.replace("v", "u") for reading in readings]
    return "/".join(dict.fromkeys([*readings, *plain]))


@lru_cache(4096)
def reading(words: str) -> str:
    """What may be typed for Chinese words, syllable by syllable: "zu zhi bu", "shan/dan ying"; nothing of other words."""
    if not any(character in places() for character in words):
        return ""
    return " ".join(filter(None, map(_heard, words)))


def by_pinyin(name: str) -> tuple[tuple[str, int], ...]:
    """Puts names in the order of pinyin, a surname by its own reading; what has no reading stands last."""
    first = _surnames().get(name[:2]) or _surnames().get(name[:1], [])
    found = [places().get(character, (ord(character) + 2**16, "~")) for character in name]
    syllables = [*first, *(syllable for _place, syllable in found[len(first) :])]
    return tuple((syllable, place) for syllable, (place, _usual) in zip(syllables, found, strict=True))
