"""Slots in the fixed words of editions and papers, and what looks like a number typed between them."""

import re
from typing import Literal, NamedTuple

Format = Literal["value", "share", "bare", "growth", "change", "so_far", "month", "day", "titles", "duration"]
FORMATS: dict[str | None, Format] = {
    None: "value", "share": "share", "bare": "bare", "growth": "growth", "change": "change", "so_far": "so_far",
    "month": "month", "day": "day", "titles": "titles", "duration": "duration",
}  # fmt: skip

DATED: tuple[Format, ...] = ("month", "day")
# Words on the records of a figure instead of its number.
TELLING: tuple[Format, ...] = (*DATED, "titles", "duration")


class Slot(NamedTuple):
    """A place in a text where a figure or a word goes."""

    name: str
    code: str | None = None
    format: Format = "value"

    @property
    def id(self) -> str:
        """The id of the figure: the indicator, with the code of a broken-down one."""
        return f"{self.name}:{self.code}" if self.code else self.name


_SLOT = re.compile(r"\{([a-z][a-z0-9_.]*)(?::([A-Za-z0-9_]+))?(?:\|([a-z_]+))?\}")


def parse(text: str) -> tuple[str | Slot, ...]:
    """Fixed words and slots, in order; ValueError for a brace that is no slot."""
    parts: list[str | Slot] = []
    end = 0
    for match in _SLOT.finditer(text):
        name, code, form = match.groups()
        if form not in FORMATS:
            raise ValueError(
                f"“{match[0]}”中的“{form}”不是数字的写法，只能是share、bare、growth、change、so_far、month、day、titles、duration之一"
            )
        parts += [text[end : match.start()], Slot(name, code, FORMATS[form])]
        end = match.end()
    parts.append(text[end:])
    words = [part for part in parts if part]
    for part in words:
        if isinstance(part, str) and ("{" in part or "}" in part):
            raise ValueError(f"“{part}”中的花括号不成对，或里面不是指标编号")
    return tuple(words)


_UNIT = "件次|件|人次|人|起|个|份|期|场|次|轮|条|项|名|户|处|万|亿|％|%"
_HAN = "一二三四五六七八九十百千两零〇几数余多"
_TYPED = re.compile(
    r"[0-9０-９]+(?:[.．][0-9０-９]+)?"
    rf"|(?<![第{_HAN}])[{_HAN}]*[十百千][{_HAN}]*(?:{_UNIT})"
    rf"|(?<![第{_HAN}])[二三四五六七八九两几](?:件次|件|人次|起|份|场|轮|名)"
    rf"|百分之[{_HAN}点]+"
)
_ALLOWED = re.compile(r"[0-9]{4}年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?|〔[0-9]{4}〕|第[0-9]+条")


def typed_counts(text: str, names: tuple[str, ...] = ()) -> list[str]:
    """What looks like a count typed by hand: digits, and Chinese numerals before a counting word.

    Years, dates with their year, article numbers and the declared names are no counts. Numerals below ten are
    only doubted before words that count nothing but records (件, 起, 名 …): 三个区分开来, 八项规定 stay.
    """
    text = _SLOT.sub("", text)
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "　")
    return [match[0] for match in _TYPED.finditer(_ALLOWED.sub("　", text))]


def slots(text: str) -> tuple[Slot, ...]:
    """The slots of a text, in order."""
    return tuple(part for part in parse(text) if isinstance(part, Slot))
