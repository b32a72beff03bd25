"""Names, units, telephone numbers as they stand in the cells of a register: several in one, spread, mixed up."""

import re
from collections.abc import Mapping
from itertools import zip_longest
from unicodedata import normalize

from mingjian.channels.synonyms import Words

Identity = Mapping[str, str]
Mention = dict[str, str]
_SEVERAL = re.compile(r"[、,，;；/\n\r]+")
_BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_ID_NUMBER = re.compile(r"\d{17}[\dXx]")
_PHONE = re.compile(r"\+?[\d\-() ]{7,20}")


class DoesNotFit(ValueError):
    """Lists of several persons that do not go together: the field, and how many of each."""

    def __init__(self, field: str, count: int, persons: int) -> None:
        super().__init__(f"有{count}项，被反映人有{persons}名")
        self.field = field


def mentions(words: Words, names: list[str], units: list[str], posts: list[str]) -> list[Mention]:
    """Who is complained of; one text for each row that the report takes. Raises DoesNotFit."""
    found: list[Mention] = []
    for row in zip_longest(names, units, posts, fillvalue=""):
        for name, unit, post in _persons(*row):
            mention = {"name": "" if words.is_nobody(name) else name, "unit": unit, "post": post}
            if (mention["name"] or unit) and mention not in found:
                found.append(mention)
    return found


def _persons(names: str, units: str, posts: str) -> list[tuple[str, str, str]]:
    """The persons of one row; a unit or post that is written once is everybody's."""
    several = split(names)
    if len(several) < 2:
        return [(one_line(names), one_line(units), one_line(posts))]
    spread = []
    for field, text in (("accused_unit", units), ("accused_post", posts)):
        items = split(text)
        if len(items) not in (0, 1, len(several)):
            raise DoesNotFit(field, len(items), len(several))
        spread.append(items * len(several) if len(items) == 1 else items or [""] * len(several))
    return list(zip(several, *spread, strict=True))


def identities(words: Words, texts: Mapping[str, str]) -> tuple[Identity, ...]:
    """Who reports (P4), one for each name, from the texts of the fields that speak of it."""
    names = [name for name in split(texts["reporter"]) if not words.is_nobody(name)]
    contacts, numbers = split(texts["contact"]), split(texts["reporter_id"])
    aligned = len(contacts) == len(names)
    found = []
    for place, name in enumerate(names or [""]):
        own = {"name": name, "address": texts["reporter_address"], "employer": texts["reporter_employer"]}
        own |= contact(contacts[place] if aligned and names else texts["contact"])
        if len(numbers) == max(len(names), 1):
            own["id_number"] = numbers[place]
        kept = {key: value for key, value in own.items() if not words.is_nobody(value)}
        if kept:
            found.append(kept)
    return tuple(found)


def contact(text: str) -> dict[str, str]:
    """What kind of contact a text is: an id number that strayed in, telephone numbers, an address, anything else."""
    plain = normalize("NFKC", text).strip()
    if not plain:
        return {}
    if _ID_NUMBER.fullmatch(plain):
        return {"id_number": plain.upper()}
    for between in (r"[、,;/\n]+", r"[、,;/\s]+"):
        numbers = [part.strip() for part in re.split(between, plain)]
        if all(_PHONE.fullmatch(part) for part in numbers):
            return {"phone": "、".join(numbers)}
    return {"address" if any(mark in plain for mark in "省市县区镇乡村路街") else "other": text}


def can_be_reached(identity: Identity) -> bool:
    """Real name and a way to reach him: what the rules call a signed report."""
    return bool(identity.get("name") and (identity.get("phone") or identity.get("address")))


def split(text: str) -> list[str]:
    return [item for item in (one_line(part) for part in _SEVERAL.split(text)) if item]


def one_line(text: str) -> str:
    """One line; blanks with which names of two characters are spread are dropped."""
    return _BETWEEN_HAN.sub("", text.strip()).replace("\n", " ")
