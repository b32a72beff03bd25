"""Figures in a paragraph that an officer writes: {立案件数：县处级|占比} on the page, ids in what is kept and printed from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext as _

from mingjian.law.edition import Edition
from mingjian.law.slots import FORMATS, Slot
from mingjian.report.fill import check_prose
from mingjian.statistics.asking import Answer
from mingjian.web.shared import phrases

# The text is Chinese, whoever writes it.
_FORMS = {"share": "占比", "bare": "只写数", "growth": "同比", "change": "增减", "so_far": "当年累计", "month": "月份", "day": "日期",
          "titles": "名称", "duration": "起止"}  # fmt: skip
_WORDS = {"period": "期间", "scope": "范围", "city": "地区", "issuer": "机关"}
_SLOT = re.compile(r"\{([^{}|]+)(?:\|([^{}|]*))?\}")

_QUOTED = re.compile(r"“([^“”]+)”")


@dataclass(frozen=True, slots=True)
class Names:
    """What each slot is called, by its id, and the edition whose words they stand in."""

    edition: Edition
    called: Mapping[str, str]

    def shown(self, text: str) -> str:
        """A kept text as the officer reads it."""
        return _renamed(text, self.called, _FORMS)

    def kept(self, text: str) -> str:
        """A typed text as it is kept; what is no name stays."""
        return _renamed(text, _turned(self.called), _turned(_FORMS))

    def said(self, sentence: str, paragraph: str) -> str:
        """What keeps a text from being made, with names for ids; nothing if another paragraph does."""
        place = f"“{paragraph}”段"
        if not sentence.startswith(place):
            return ""
        own = sentence.replace(place, "本段")
        return _QUOTED.sub(lambda found: f"“{self.called.get(found[1], found[1])}”", own)

    def problems(self, text: str) -> list[str]:
        """What is wrong with a typed text, a sentence each."""
        names, forms = {*self.called, *self.called.values()}, {*FORMATS, *_FORMS.values()}
        found, rest = [], text
        for whole, name, form in ((one[0], one[1], one[2]) for one in _SLOT.finditer(text)):
            if name not in names and not self.edition.is_word(Slot(name)):
                found.append(self._strange(name))
            elif form not in forms:
                found.append(_("“%(slot)s”中的“%(form)s”不是数字的写法，可以写%(forms)s。") % {"slot": whole, "form": form, "forms": phrases.listed(_FORMS.values())})  # fmt: skip
            else:
                continue
            rest = rest.replace(whole, "")
        return found + check_prose(self.edition, self.kept(rest), set(self.called))

    def _strange(self, name: str) -> str:
        near = get_close_matches(name, self.called.values(), 1)
        if near:
            return _("没有指标“%(name)s”，是不是“%(near)s”？请从下表中选用。") % {
                "name": name,
                "near": near[0],
            }
        return _("没有指标“%(name)s”，请从下表中选用。") % {"name": name}


def names(edition: Edition, answer: Answer) -> Names:
    """The names of all figures that a paragraph may have, no two alike."""
    found = {word: called for word, called in _WORDS.items() if edition.is_word(Slot(word))}
    for id_, figure in answer.again(None).items():
        whole, _colon, code = id_.partition(":")
        label = answer.indicators[whole.partition(".")[0]].label
        called = f"{label}：{figure.label}" if code else label
        found[id_] = f"{called}（{code}）" if called in found.values() else called
    return Names(edition, found)


def _renamed(text: str, called: Mapping[str, str], forms: Mapping[str, str]) -> str:
    def renamed(slot: re.Match[str]) -> str:
        form = f"|{forms.get(slot[2], slot[2])}" if slot[2] else ""
        return f"{{{called.get(slot[1], slot[1])}{form}}}"

    return _SLOT.sub(renamed, text)


def _turned(words: Mapping[str, str]) -> dict[str, str]:
    return {said: id_ for id_, said in words.items()}
