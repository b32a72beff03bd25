"""What lies on the tables of the petition departments: reports as they come in, and those they repeat."""

from dataclasses import dataclass
from typing import Any

from mingjian.city.life import Life
from mingjian.city.people import Office
from mingjian.city.words import Allegation, vocabulary
from mingjian.city.world import World

SENT_ON = 0.42  # share of what reaches the city about somebody whom a county manages
CHANNELS = (
    "letter",
    "letter",
    "letter",
    "letter",
    "network",
    "network",
    "network",
    "visit",
    "phone",
    "phone",
    "other",
)


@dataclass
class Receipt:
    """A report as it lies on the clerk's table."""

    office: Office
    channel: str
    content_class: str
    is_signed: bool
    is_repeat: bool
    title: str
    content: str
    allegation: Allegation | None = None
    is_own_cadre: bool = False

    def details(self) -> dict[str, Any]:
        said = {"title": self.title, "content": self.content, "channel": self.channel, "content_class": self.content_class,
                "is_signed": self.is_signed, "is_repeat": self.is_repeat, "is_own_cadre": self.is_own_cadre}  # fmt: skip
        if self.allegation is None:
            return said
        subject = self.allegation.subject
        return {
            **said,
            "mentions": [subject.mention],
            "rank_class": subject.rank_class,
            "behaviour": self.allegation.behaviour,
        }


class Desk:
    """What the petition departments remember: reports that later ones may repeat."""

    def __init__(self) -> None:
        self.earlier: dict[int, list[tuple[Life, Receipt]]] = {}

    def draw(self, world: World, office: Office) -> Receipt:
        """The next report of an office."""
        random, words = world.random, world.words
        draw, channel = random.random(), words.pick(CHANNELS)
        signed = random.random() < (0.75 if channel in ("visit", "phone") else 0.38)
        if draw < 0.60:
            known = self.earlier.get(office.unit, [])
            if len(known) > 5 and random.random() < 0.30:
                return _again(words.pick(known[-60:])[1], channel)
            own = office.level == "own" and world.happens("own cadre", 0.02)
            below = office.level == "own" and not own and random.random() < SENT_ON
            county = words.pick(vocabulary()["counties"])["name"] if below else office.county
            subject = words.subject(county, host=office.name if own else None)
            found = words.allegation(subject, channel=channel)
            return Receipt(
                office, channel, "accusation", signed, False, found.title, found.content, found, own
            )
        kind = "out_of_scope" if draw < 0.85 else "suggestion" if draw < 0.94 else "appeal"
        lists = {"suggestion": "suggestions", "appeal": "appeals"}
        title, content = words.other(lists.get(kind, kind), office.county)
        return Receipt(office, channel, kind, signed, False, title, _said_by(channel, content))

    def keep(self, life: Life, receipt: Receipt) -> None:
        self.earlier.setdefault(life.office.unit, []).append((life, receipt))

    def leading(self, receipt: Receipt, but: Life) -> Life | None:
        """The earlier report about the same, if it was not joined itself."""
        found = self.earlier.get(receipt.office.unit, [])
        same = (life for life, kept in found if kept.allegation is receipt.allegation and life is not but)
        return next((life for life in same if life.step != "joined" and not life.fact("joined_to")), None)


def _said_by(channel: str, content: str) -> str:
    """A text about a letter, as it is taken down of somebody who calls or comes."""
    if channel not in ("phone", "visit"):
        return content
    came, with_him = ("来电", "来电人称持有") if channel == "phone" else ("来访", "来访人携带")
    return content.replace("来件附有", with_him).replace("来件", came)


def _again(receipt: Receipt, channel: str) -> Receipt:
    title = receipt.title if receipt.title.startswith("再次") else f"再次{receipt.title}"[:30]
    return Receipt(
        receipt.office,
        channel,
        "accusation",
        receipt.is_signed,
        True,
        title,
        receipt.content,
        receipt.allegation,
    )
