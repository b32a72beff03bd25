"""The marks between words, in the language of the page: full-width in Chinese, half-width in English."""

import re
from collections.abc import Iterable

from django.utils.translation import get_language

# A day, an article, the number of a document, a length of time: what no line may part.
WHOLE = re.compile(
    r"(\d{4}-\d\d-\d\d|第[〇一二三四五六七八九十百千]+条(?:第[一二三四五六七八九十]+款)?"
    r"|[\u4e00-\u9fff]{1,6}〔\d{4}〕[\d-]+号|\d+个?(?:工作日|天|日|月|年|小时))"
)


def in_english() -> bool:
    return (get_language() or "").startswith("en")


def listed(words: Iterable[str]) -> str:
    """Things of one sort: 甲、乙."""
    return (", " if in_english() else "、").join(filter(None, words))


def parted(words: Iterable[str]) -> str:
    """Parts of one thing: 姓名，单位，职务."""
    return (", " if in_english() else "，").join(filter(None, words))


def clauses(words: Iterable[str]) -> str:
    """Clauses that stand side by side."""
    return ("; " if in_english() else "；").join(filter(None, words))


def sentences(words: Iterable[str]) -> str:
    """Sentences one after the other."""
    return (" " if in_english() else "").join(filter(None, words))


def either(words: Iterable[str]) -> str:
    """Alternatives."""
    return (" / " if in_english() else "／").join(filter(None, words))


def named(label: str, words: object) -> str:
    """What something is called, and what it is."""
    return f"{label}: {words}" if in_english() else f"{label}：{words}"


def aside(words: object) -> str:
    """In brackets behind what it belongs to; nothing of nothing."""
    if not words:
        return ""
    return f" ({words})" if in_english() else f"（{words}）"


def chosen(label: str, words: object) -> str:
    """A condition that was chosen: 时限＝将到期."""
    return f"{label} = {words}" if in_english() else f"{label}＝{words}"


def quoted(words: str) -> str:
    """Behind what it is the name of: B“姓名”."""
    return f" “{words}”" if in_english() else f"“{words}”"


def begun(words: str) -> str:
    """Words that stand alone, with a capital in English."""
    return words[:1].upper() + words[1:]


def file_size(size: int) -> str:
    """How large a file is; none has no size."""
    return f"{size / 1024**2:.1f} MB" if size >= 1024**2 else f"{max(1, round(size / 1024))} KB"


def unregistered(kind: str) -> str:
    """A kind of matter without the word that says it is a registration (接触交往登记), where that word stands before it."""
    return kind.removesuffix("登记")


def is_clause(words: str) -> bool:
    """Whether words have their own verb (是监察对象的近亲属) and take none before them."""
    return words.startswith("是")
