"""Invented names, places and texts: who is complained of, for what, and in which words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any, TypeVar

import yaml

TITLE = 36  # characters of a title at most
Item = TypeVar("Item")
HEADS = ("局长", "党组书记", "董事长", "院长", "校长", "党委书记", "镇长", "乡长", "办事处主任")
TITLE_OF_HEADS = 0.4  # share of those drawn for the post of a head who do hold it; the others are its next


@cache
def vocabulary() -> dict[str, Any]:
    """The lists of `vocabulary.yaml`."""
    found = yaml.safe_load((files("mingjian.city") / "vocabulary.yaml").read_text("utf-8"))
    return found  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Subject:
    """Somebody who is complained of; `is_official`: a supervised person, `is_member`: of the Party."""

    name: str
    unit: str
    post: str
    rank_class: str
    is_official: bool
    is_member: bool

    @property
    def mention(self) -> dict[str, str]:
        return {"name": self.name, "unit": self.unit, "post": self.post}

    @property
    def is_head(self) -> bool:
        return self.post in HEADS

    @property
    def is_village_head(self) -> bool:
        return self.post in ("党支部书记", "村委会主任")

    @property
    def is_cadre(self) -> bool:
        return self.is_member and self.rank_class in ("county", "township", "general")

    @property
    def codes(self) -> dict[str, Any]:
        """The codes of a role, as figures need them."""
        return {
            "rank_class": self.rank_class,
            "is_member_cadre": self.is_cadre,
            "is_village_head": self.is_village_head,
            "is_party_member": self.is_member,
            "is_public_official": self.is_official,
        }


@dataclass(frozen=True)
class Allegation:
    """What is said of somebody: the title of the matter and its words."""

    title: str
    content: str
    behaviour: str
    theme: str
    subject: Subject
    said: str = ""  # the content without what somebody who reports says about himself
    reported: str = ""  # `named` or `anonymous` where somebody has reported it

    @property
    def facts(self) -> str:
        return self.said or self.content

    @property
    def summary(self) -> str:
        return _whole(self.facts, 120)

    @property
    def amount(self) -> int:
        """What it is about in yuan, as the words say; 0 where they name none."""
        found = re.search(r"([0-9.]+)万元", self.facts)
        return round(float(found[1]) * 10_000) if found else 0


@dataclass
class Words:
    """Draws from the vocabulary; `taken` are names that nobody else may bear."""

    random: Random
    taken: set[str] = field(default_factory=set)

    def pick(self, items: Sequence[Item]) -> Item:
        return items[int(self.random.random() * len(items))]

    def name(self, *, unique: bool = False) -> str:
        """A common surname and one or two characters; never the name of an officer."""
        lists = vocabulary()
        while True:
            given = "".join(self.pick(lists["given"]) for _ in range(2 if self.random.random() < 0.75 else 1))
            found = self.pick(lists["surnames"]) + given
            if found not in self.taken:
                break
        if unique:
            self.taken.add(found)
        return found

    def subject(self, county: str | None, *, host: str | None = None) -> Subject:
        """Somebody of the city's own units (`county` None), of the unit `host`, or of a county."""
        unit, kind = self._unit(county) if host is None else (host, _kind(host))
        ranks = vocabulary()["posts"][kind]
        rank = self._rank([rank for rank in ranks if host is None or rank != "county"])
        post = self.pick(ranks[rank])
        if post in HEADS and self.random.random() > TITLE_OF_HEADS:
            post = ranks[rank][1]
        is_member = rank in ("county", "township") or "书记" in post or self.random.random() < 0.85
        is_official = rank != "other" or kind == "village"
        return Subject(self.name(), unit, post, rank, is_official, is_member or not is_official)

    def _unit(self, county: str | None) -> tuple[str, str]:
        """A unit, and the kind by which its posts are named."""
        lists = vocabulary()
        if county is None:
            unit = self.pick(lists["city_units"])
            return unit["name"], unit["kind"]
        draw, towns = (
            self.random.random(),
            next(item["towns"] for item in lists["counties"] if item["name"] == county),
        )
        if draw < 0.35:
            unit = self.pick(lists["county_units"])
            return county + unit["name"], f"county_{unit['kind']}"
        town = self.pick(towns)
        if draw < 0.65:
            return county + town, "街道" if town.endswith("街道") else town[-1]
        return county + town + self.pick(lists["villages"]), "village"

    def _rank(self, ranks: list[str]) -> str:
        draw = self.random.random()
        if ranks[0] == "county":
            return ranks[0] if draw < 0.18 else ranks[1] if draw < 0.75 else ranks[2]
        return ranks[0] if draw < 0.6 or len(ranks) == 1 else ranks[1] if draw < 0.9 else ranks[-1]

    def allegation(
        self, subject: Subject, *, channel: str | None = None, among: Sequence[str] = ()
    ) -> Allegation:
        """Something to complain of that fits the person; `among`: names of what it may be about."""
        themes = [theme for theme in vocabulary()["themes"] if self._fits(theme, subject)]
        themes = [theme for theme in themes if theme["name"] in among] or themes
        theme = self.pick(themes)
        blanks = self._blanks(subject.unit)
        facts = [fact.format(**blanks) for fact in theme["facts"]]
        opening = self.pick(vocabulary()["opening"][channel]) if channel else ""
        said = "".join((f"{subject.unit}{subject.post}{subject.name}存在{theme['name']}问题。", *facts))
        closing = self.pick(vocabulary()["closing"]) if channel else ""
        content = _whole(f"{opening}{said}{closing}", 300)
        title = _short(f"反映{subject.unit}{subject.post}{theme['name']}问题")
        return Allegation(title, content, theme["behaviour"], theme["name"], subject, said)

    def bribe(self) -> Allegation:
        """A bribe-giver: neither a member nor a supervised person."""
        firm = self.pick(vocabulary()["firms"])
        subject = Subject(self.name(), firm, "负责人", "other", False, False)
        content = f"{firm}负责人{subject.name}为谋取不正当利益，在{self.pick(vocabulary()['works'])}项目中多次向监督管理人员送钱送物。"
        return Allegation(f"{firm}负责人涉嫌行贿", content, "other_unlawful", "行贿", subject)

    def _fits(self, theme: Mapping[str, Any], subject: Subject) -> bool:
        """`at`: units whose business it is, `ranks`: who can have done it; who is no member breaks no Party discipline."""
        if not any(is_at(place, subject.unit) for place in theme.get("at", [""])):
            return False
        if subject.rank_class not in theme.get("ranks", [subject.rank_class]):
            return False
        if not subject.is_member:
            return str(theme["behaviour"]).startswith("duty")
        return theme["behaviour"] != "duty_crime" or (subject.is_official and self.random.random() < 0.5)

    def accused(self, county: str | None, among: Sequence[str], *, host: str | None = None) -> Allegation:
        """Somebody there, or of the unit `host`, of whom one of these things can be said."""
        while True:
            found = self.allegation(self.subject(county, host=host), among=among)
            if found.theme in among:
                return found

    def _blanks(self, unit: str) -> dict[str, str]:
        """What the blanks of a text are filled with: works and firms are those of the unit."""
        lists = vocabulary()

        def usual(name: str) -> Sequence[str]:
            """What is usual at the unit, else anywhere."""
            at = lists[f"{name}_at"].items()
            return next((own for place, own in at if is_at(place, unit)), lists[name])

        year = 2019 + int(self.random.random() * 4)
        return {
            "time": f"{year}年{1 + int(self.random.random() * 12)}月",
            "few": str(2 + int(self.random.random() * 8)),
            "money": f"{(ten := 1 + int(self.random.random() * 60)) * 0.2:.1f}万",
            "large": f"{ten * 4}万",
            "work": self.pick(usual("works")),
            "firm": self.pick(usual("firms")),
            "place": self.pick(lists["venues"]),
        }

    def other(self, kind: str, county: str | None) -> tuple[str, str]:
        """Title and text of what is no accusation: suggestions, appeals, out_of_scope."""
        title, text = self.pick(vocabulary()[kind])
        subject = self.subject(county)
        blanks = {"unit": subject.unit, **self._blanks(subject.unit)}
        return title.format(**blanks), text.format(**blanks)

    def reporter(self) -> dict[str, str]:
        """Who reports, with a way to reach him."""
        number = "".join(str(int(self.random.random() * 10)) for _ in range(8))
        street = self.pick(vocabulary()["streets"])
        return {
            "name": self.name(),
            "phone": f"139{number}",
            "address": f"临江市{street}{1 + int(self.random.random() * 90)}号",
        }

    def id_number(self) -> str:
        """A number in a region that does not exist, so that it is nobody's."""
        born = f"19{55 + int(self.random.random() * 40)}{1 + int(self.random.random() * 12):02}{1 + int(self.random.random() * 28):02}"
        return f"990{100 + int(self.random.random() * 900)}{born}{1000 + int(self.random.random() * 9000)}"


def is_at(place: str, unit: str) -> bool:
    """Whether a unit is one of this sort; who builds in town and country is no township."""
    return place in unit.replace("城乡", "")


def deputies_post(unit: str) -> str:
    """The post of a deputy in the middle of a unit."""
    return str(vocabulary()["posts"][_kind(unit)].get("township", ["负责人"] * 2)[1])


@cache
def _kind(name: str) -> str:
    """The kind of a unit of the city; a department where it is none."""
    town = next((kind for kind in ("镇", "乡", "街道") if name.endswith(kind)), None)
    if town or name.endswith("村"):
        return town or "village"
    lists = vocabulary()
    city = {unit["name"]: unit["kind"] for unit in lists["city_units"]}
    below = {unit["name"]: f"county_{unit['kind']}" for unit in lists["county_units"]}
    county = next((item["name"] for item in lists["counties"] if name.startswith(item["name"])), "")
    return str(city.get(name) or (below.get(name.removeprefix(county)) if county else None) or "government")


def _short(title: str) -> str:
    return title if len(title) <= TITLE else title[: TITLE - 1] + "…"


def _whole(text: str, size: int) -> str:
    """As many whole sentences as there is room for."""
    return text if len(text) <= size else text[: text.rindex("。", 0, size) + 1]
