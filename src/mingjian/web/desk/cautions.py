"""What an act form warns of without refusing: each warning is ticked before the act goes (desk.md 5.5)."""

from datetime import date

from django.utils.translation import gettext as _

from mingjian.law.position import Position
from mingjian.law.running import version_of
from mingjian.web.desk import clocks
from mingjian.web.desk.frames import language
from mingjian.web.shared import phrases
from mingjian.web.shared.fields import Choice, Field

NOTED = "noted"


def cautions(before: Position | None, after: Position, today: date) -> tuple[str, ...]:
    """Limits that the act would meet late, and limits that it starts with hardly a day left; a reference says that it is one.

    A limit that is short by itself and starts today has all its days. `before`: None for an act that opens the matter.
    """
    known = {(clock.rule, clock.started_by): clock.state for clock in (before.clocks if before else ())}
    found = []
    for clock in after.clocks:
        state, lamp = known.get((clock.rule, clock.started_by)), clocks.lamp_of(clock, after.book, today)
        is_met_late = state not in (None, "stopped") and lamp.kind == "done_late"
        is_whole = lamp.kind == "near" and clock.start_day >= today
        is_begun_short = state is None and lamp.kind in ("overdue", "today", "near") and not is_whole
        if is_met_late or is_begun_short:
            is_reference = version_of(clock, after.book).is_reference
            left = phrases.named(_("参考"), lamp.words) if is_reference else lamp.words
            words = {"clock": after.book.find("clocks", clock.rule).say(language()), "left": left}
            found.append(_("%(clock)s：%(left)s") % words)
    return tuple(found)


def field(said: tuple[str, ...], given: list[str], *, failed: bool) -> Field:
    """A box for each warning."""
    boxes = tuple(
        Choice(str(number), _("已知悉：%(warning)s") % {"warning": words}, str(number) in given)
        for number, words in enumerate(said)
    )
    error = _("请逐项勾选已知悉的提醒，再提交。") if failed else ""
    return Field(name=NOTED, label=_("提醒"), kind="codes", choices=boxes, error=error)


def is_noted(said: tuple[str, ...], given: list[str]) -> bool:
    return {str(number) for number in range(len(said))} <= set(given)
