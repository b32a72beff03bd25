"""Clock lamps: the shape and the words for where a deadline stands, from numbers that the caller has worked out."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Kind = Literal["overdue", "today", "near", "running", "paused", "reference", "done", "done_late", "none"]
Unit = Literal["day", "workday"]

GLYPHS: dict[str, str] = {
    "overdue": "l-square",
    "today": "l-tri",
    "near": "l-tri",
    "running": "l-disc",
    "paused": "l-bars",
    "reference": "l-ring",
    "done": "l-tick",
    "done_late": "l-tick",
    "none": "l-dash",
}
ORDER: dict[str, int] = {
    "overdue": 1,
    "today": 2,
    "near": 3,
    "running": 4,
    "paused": 5,
    "reference": 6,
    "done": 7,
    "done_late": 7,
    "none": 8,
}
DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Lamp:
    """State, shape (id in the sprite) and words; never one without the others."""

    kind: Kind
    words: str

    @property
    def glyph(self) -> str:
        return GLYPHS[self.kind]

    @property
    def order(self) -> int:
        """Place in lists: what is late comes first."""
        return ORDER[self.kind]

    @property
    def light(self) -> str:
        """The traffic-light word that officers use in speech, empty where there is none."""
        if self.kind == "overdue":
            return _("红灯")
        if self.kind in ("today", "near"):
            return _("黄灯")
        return _("绿灯") if self.kind == "running" else ""


def lamp(
    *,
    left: int | None = None,
    unit: Unit = "day",
    warn: int = 3,
    minutes: int | None = None,
    paused: str | None = None,
    reference: bool = False,
    done: bool = False,
) -> Lamp:
    """The lamp of one clock.

    left: whole days to the due day, negative after it; for a met clock, counted from the day it was met.
    minutes: the same for clocks in hours; used instead of `left` when less than a day away.
    warn: from how many days on the lamp is yellow. paused: the reason, "" if none is given.
    reference: the ground is not verified, so the lamp may remind and never turns red.
    """
    if paused is not None:
        return Lamp("paused", _("已暂停（%(reason)s）") % {"reason": paused} if paused else _("已暂停"))
    if left is None and minutes is None:
        return Lamp("none", _("无时限"))
    if done:
        return _met(left or 0, unit)
    kind, words = _open(left, unit, warn, minutes)
    if reference:
        return Lamp("reference", _("参考：%(words)s") % {"words": words})
    return Lamp(kind, words)


def _met(left: int, unit: Unit) -> Lamp:
    if left >= 0:
        return Lamp("done", _("按期办结"))
    return Lamp("done_late", _late_words(-left, unit))


def _open(left: int | None, unit: Unit, warn: int, minutes: int | None) -> tuple[Kind, str]:
    if minutes is not None and abs(minutes) < DAY:
        return ("overdue" if minutes < 0 else "near"), _hours(minutes)
    days = left if left is not None else int((minutes or 0) / DAY)
    if days < 0:
        return "overdue", _overdue_words(-days, unit)
    if days == 0:
        return "today", _("今日到期")
    return ("near" if days <= warn else "running"), _left_words(days, unit)


def _left_words(n: int, unit: Unit) -> str:
    if unit == "workday":
        return ngettext("余%(n)s个工作日", "余%(n)s个工作日", n) % {"n": n}
    return ngettext("余%(n)s天", "余%(n)s天", n) % {"n": n}


def _overdue_words(n: int, unit: Unit) -> str:
    if unit == "workday":
        return ngettext("超期%(n)s个工作日", "超期%(n)s个工作日", n) % {"n": n}
    return ngettext("超期%(n)s天", "超期%(n)s天", n) % {"n": n}


def _late_words(n: int, unit: Unit) -> str:
    if unit == "workday":
        return ngettext("逾期%(n)s个工作日办结", "逾期%(n)s个工作日办结", n) % {"n": n}
    return ngettext("逾期%(n)s天办结", "逾期%(n)s天办结", n) % {"n": n}


def _hours(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    values = {"hours": hours, "minutes": rest}
    if minutes < 0:
        return _("超期%(hours)s小时%(minutes)s分") % values
    return _("余%(hours)s小时%(minutes)s分") % values
