"""How Chinese words are read: what may be typed for them in a long list, and the order of names by pinyin.

pypinyin knows how characters are read, but not how surnames are: those read otherwise stand here.
"""

import os
from functools import lru_cache

os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")  # phrases, which nobody types here, take forty megabytes

from pypinyin import Style, pinyin

SURNAMES = {
    "单": "shan4", "仇": "qiu2", "解": "xie4", "区": "ou1", "曾": "zeng1", "查": "zha1", "朴": "piao2", "盖": "ge3", "覃": "qin2", "乐": "yue4",
    "召": "shao4", "翟": "zhai2", "员": "yun4", "尉": "wei4", "祭": "zhai4", "隗": "wei3", "黑": "he4", "繁": "po2", "缪": "miao4", "种": "chong2",
    "折": "she2", "乜": "nie4", "宓": "mi4", "秘": "bi4", "薄": "bo2", "万": "wan4", "长": "zhang3", "重": "chong2", "那": "na1", "洗": "xian3",
    "贾": "jia3", "石": "shi2", "沈": "shen3", "万俟": "mo4 qi2", "尉迟": "yu4 chi2", "长孙": "zhang3 sun1", "单于": "chan2 yu2", "澹台": "tan2 tai2",
}  # fmt: skip


@lru_cache(4096)
def _readings(character: str) -> tuple[str, ...]:
    """How one character may be read, the usual reading first, with the number of its tone; nothing of what is not Chinese."""
    found = pinyin(character, style=Style.TONE3, heteronym=True, errors="ignore")
    return tuple(found[0]) if found else ()


def _toneless(syllable: str) -> str:
    return syllable.rstrip("12345")


def _heard(character: str) -> str:
    """The readings of one character parted by a stroke; ü is typed v, and by some u."""
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    typed = [_toneless(one) for one in (*_readings(character), *SURNAMES.get(character, "").split())]
    return "/".join(dict.fromkeys([*typed, *(one.replace("v", "u") for one in typed)]))


@lru_cache(4096)
def reading(words: str) -> str:
    """What may be typed for Chinese words, syllable by syllable: "zu zhi bu", "dan/chan/shan ying"; nothing of other words."""
    if not any(map(_readings, words)):
        return ""
    return " ".join(filter(None, map(_heard, words)))


def by_pinyin(name: str) -> tuple[tuple[str, str, str], ...]:
    """Puts names in the order of pinyin and tone, a surname by its own reading; what has no reading stands last."""
    surname = (SURNAMES.get(name[:2]) or SURNAMES.get(name[:1], "")).split()
    usual = [next(iter(_readings(character)), "~") for character in name[len(surname) :]]
    return tuple((_toneless(syllable), syllable, character)
                 for syllable, character in zip((*surname, *usual), name, strict=True))  # fmt: skip
