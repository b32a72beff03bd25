"""Panels of the desk beside its list: departments by time limit, what was written lately, what falls due in two weeks."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.law.running import Running, binds
from mingjian.ledger import instant, mine
from mingjian.ledger.access import Waiting
from mingjian.ledger.mine import Open
from mingjian.ledger.viewer import Viewer
from mingjian.web.desk.figure_trends import bucket_of, buckets
from mingjian.web.desk.frames import kind_label, language
from mingjian.web.desk.lines import open_clocks
from mingjian.web.desk.names import name
from mingjian.web.desk.pages import CalendarLine, Written
from mingjian.web.shared import phrases
from mingjian.web.shared.charts import heat_step
from mingjian.web.shared.parts import Cell, Column, Link, Month, Row, Table

LATELY = timedelta(days=14)
NEWEST = 8  # lines of what was written lately
DONE = 50  # lines of the list of what one has done
DONE_SINCE = timedelta(days=90)
ASKED = ""  # in the place of a limit: a word that others wait for
GROUPS = ("overdue", "near", "running", "reference", "paused", "none")
Grouped = Sequence[tuple[Open, str]]


def overview(grouped: Grouped, address: Callable[..., str]) -> Table:
    """Departments by where their time limits stand; every number leads to the list that it counts."""
    labels = dict(
        zip(GROUPS, (_("超期"), _("将到期"), _("在期"), _("参考"), _("已暂停"), _("无时限")), strict=True)
    )
    counts: dict[int | None, Counter[str]] = {}
    for item, group in grouped:
        counts.setdefault(item.department, Counter())[group] += 1
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1]["overdue"], -pair[1]["near"], pair[0] or 0))
    whole: Counter[str] = sum(counts.values(), Counter())
    shown = [group for group in GROUPS if whole[group] or group not in ("paused", "none")]
    rows = tuple(
        Row(cells=(Cell(words=name("department_short", number) or _("未分部门"), href=address(department=number or 0)),
                   *(_number(count[group], address(department=number or 0, lamp=group)) for group in shown),
                   _number(count.total(), address(department=number or 0))), late=count["overdue"] > 0)
        for number, count in ordered
    )  # fmt: skip
    foot = (_number(whole[group], address(lamp=group)) for group in shown)
    return Table(
        caption=_("各部门时限"),
        columns=(
            Column(label=_("部门"), kind="head"),
            *(Column(label=labels[group], kind="num", unit=_("件")) for group in shown),
            Column(label=_("合计"), kind="num", unit=_("件")),
        ),
        rows=rows,
        foot=Row(cells=(Cell(words=_("合计")), *foot, Cell(words=str(whole.total())))),
        stacks=phrases.in_english(),
        compact=True,
    )


def heat(viewer: Viewer, work: Sequence[Open], address: Callable[..., str]) -> Table:
    """全委时限: departments by days to due; every number leads to the list that it counts."""
    counts: dict[int, Counter[int]] = {}
    for item in work:
        if (bucket := days_left(viewer, item)) is not None:
            counts.setdefault(item.department or 0, Counter())[bucket] += 1
    highest = max((count for counter in counts.values() for count in counter.values()), default=0)
    labels = buckets()
    rows = tuple(
        Row(cells=(Cell(words=name("department_short", number) or _("未分部门")),
                   *(Cell(words=str(counter[n]), href=address(department=number, days=n) if counter[n] else "",
                          heat=heat_step(counter[n], highest), blank=not counter[n]) for n in range(len(labels)))))
        for number, counter in sorted(counts.items())
    )  # fmt: skip
    heads = (
        Column(label=_("部门"), kind="head"),
        *(Column(label=label, kind="heat", unit=_("件")) for label in labels),
    )
    return Table(caption=_("全委时限：各部门距到期天数"), columns=heads, rows=rows, compact=True)


def days_left(viewer: Viewer, item: Open) -> int | None:
    """The bucket of days to the soonest limit that binds; nobody is late by one that only reminds, or that has passed."""
    clock = _soonest([clock for clock in item.clocks if binds(clock, viewer.book)])
    return None if clock is None else bucket_of(clock.due_day - viewer.on)


def _number(count: int, href: str) -> Cell:
    return Cell(words=str(count), href=href if count else "")


def lately(viewer: Viewer) -> tuple[Written, ...]:
    """What the officer and his departments have written in the last fortnight."""
    since = instant.now() - LATELY
    return tuple(
        Written(
            at=item.recorded_at,
            who=_("我") if item.officer == viewer.officer else name("officer", item.officer) or _("平台"),
            matter=Link(item.number, reverse("matter", args=[item.matter])),
            act=act_label(viewer, item),
        )
        for item in mine.written(viewer, size=NEWEST, by_me=False, since=since)
    )


def done(viewer: Viewer) -> Table:
    """The acts that the officer has recorded lately, newest first."""
    found = mine.written(viewer, size=DONE, by_me=True, since=instant.now() - DONE_SINCE)
    rows = tuple(
        Row(cells=(Cell(words=item.number, href=reverse("matter", args=[item.matter])), Cell(words=kind_label(viewer, item.kind)),
                   Cell(words=act_label(viewer, item)), Cell(day=item.on)), key=str(item.id))
        for item in found
    )  # fmt: skip
    columns = (
        Column(label=_("事项"), kind="head"),
        Column(label=_("种类"), essential=False),
        Column(label=_("办理")),
        Column(label=_("办理日期"), kind="day"),
    )
    return Table(caption=_("最近三个月办理的事项，新的在前"), columns=columns, rows=rows)


def act_label(viewer: Viewer, item: mine.Written) -> str:
    """The act in words; one that reports a limit which was not kept says which."""
    rule = viewer.book.bound(item.kind, item.procedure).acts.get(item.code)
    if rule is None:
        return item.code
    words = str(rule.say(language()))
    if rule.effect != "escalate":
        return words
    return phrases.named(words, viewer.book.find("clocks", item.details["clock"]).say(language()))


def weeks(viewer: Viewer, work: Sequence[Open], waiting: Sequence[Waiting]) -> tuple[CalendarLine, ...]:
    """The days of this week and the next on which limits end, with how many of which, and how many wait for his word."""
    today = viewer.on
    last = today - timedelta(days=today.weekday()) + timedelta(days=13)
    asked = {item.matter for item in waiting}
    limits = [(clock, clock.rule) for item in work if item.id not in asked for clock in item.clocks]
    limits += [(clock, ASKED) for clock in map(_soonest, open_clocks(asked).values()) if clock is not None]
    days: dict[date, Counter[str]] = {}
    for clock, what in limits:
        if clock.state == "running" and clock.due is not None and today <= clock.due_day <= last:
            days.setdefault(clock.due_day, Counter())[what] += 1
    weekdays = Month(label="").weekdays
    return tuple(
        CalendarLine(on=day, weekday=weekdays[day.weekday()], words=_limits(viewer, rules),
                     is_rest=not viewer.book.calendar.is_working(day))
        for day, rules in sorted(days.items())
    )  # fmt: skip


def _soonest(clocks: Sequence[Running]) -> Running | None:
    running = [clock for clock in clocks if clock.state == "running" and clock.due is not None]
    return min(running, key=lambda clock: clock.due_day, default=None)


def _limits(viewer: Viewer, rules: Counter[str]) -> str:
    said = (
        _("%(clock)s%(n)s件")
        % {
            "clock": viewer.book.find("clocks", rule).say(language()) if rule != ASKED else _("待批"),
            "n": count,
        }
        for rule, count in sorted(rules.items())
    )
    return _("、").join(said)
