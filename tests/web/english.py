"""What a page in English still says in Chinese besides data: names, titles, words of the file, official texts."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from lxml.html import fromstring

from mingjian.ledger.book import book
from mingjian.ledger.models import Act, Matter
from mingjian.ledger.sealing import matter_key, open_act_words, titles
from mingjian.org.models import Department, Officer, Unit
from mingjian.parties.models import Organisation, Person
from mingjian.parties.persons import organisation_name, words_of

FULL_WIDTH = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
SPOKEN = ("aria-label", "title", "placeholder", "alt", "data-label", "data-word")
# Texts of the commission in its own language: bulletin, yearly report with its paragraphs, what was issued.
TEXTS = ("/bulletin/", "/reports/", "/issued/", "/annual/")
NUMBER = r"[\u3400-\u9fff]{1,6}(〔\d{4}〕\d+号|函?〔\d{4}〕)"
TERM = r"\([\u3400-\u9fff]+\)"  # a term of Chinese law keeps its Chinese in brackets
SWITCH = {"明鉴", "中", "文"}


def left_in_chinese(page: bytes, data: Iterable[str]) -> list[str]:
    """What is written or spoken in Chinese when everything known as data is taken away."""
    tree = fromstring(page)
    for silent in tree.xpath("//script|//style|//textarea|//*[@lang='zh-Hans' and not(self::html)]"):
        silent.drop_tree()
    said = [*tree.xpath("//text()"), *(words for name in SPOKEN for words in tree.xpath(f"//@{name}"))]
    known = sorted(data, key=len, reverse=True)
    return [words.strip() for words in said if re.search(FULL_WIDTH, _without(words, known))]


def _without(words: str, known: list[str]) -> str:
    for one in known:
        if one in words:
            words = words.replace(one, "")
    words = re.sub(NUMBER, "", re.sub(TERM, "", words))
    return "" if words.strip() in SWITCH else words.replace("（）", "")


def data_of_the_desk() -> set[str]:
    """Every name, title and word that somebody entered, and the numbers of instruments."""
    rows = (
        *Unit.objects.values_list("name", "short", "code"),
        *Department.objects.values_list("name", "short"),
    )
    found = {word for row in rows for word in row} | set(Officer.objects.values_list("name", flat=True))
    found |= {word for person in Person.objects.all() for word in words_of(person).values()}
    found |= {organisation_name(one) for one in Organisation.objects.all()}
    matters = {matter.id: matter for matter in Matter.objects.all()}
    found |= set(titles(matters.values()).values())
    for act in Act.objects.exclude(sealed=None):
        key = matter_key(matters[act.matter_id].key, act.matter_id)
        words = open_act_words(key, act.id, act.matter_id, act.sealed)
        found |= {str(word) for word in words.words.values()}
    return {word for word in found | _numbers() if word and word.strip()}


@cache
def _numbers() -> frozenset[str]:
    """Numbers of instruments: Chinese alone."""
    found: set[str] = set()
    for placed in (placed for section in book().sections.values() for placed in section.values()):
        _walk(placed.entry.model_dump(), found)
    return frozenset(found)


def _walk(value: Any, found: set[str]) -> None:
    if isinstance(value, dict):
        for name, item in value.items():
            if name == "number" and isinstance(item, str):
                found.add(item)
            _walk(item, found)
    elif isinstance(value, list | tuple):
        for item in value:
            _walk(item, found)
