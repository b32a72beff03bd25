"""Looking the journal through for a month: the shipped rules and their hits (AUD-13). Entries are found, nobody is scored."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from mingjian.law.values import BEIJING
from mingjian.ledger.book import book
from mingjian.ledger.models import Act, Journal
from mingjian.org.models import Appointment


class Rule(NamedTuple):
    """A rule as `detections.yaml` declares it."""

    code: str
    said: dict[str, Any]

    @property
    def least(self) -> int:
        return int(self.said["least"])

    def label(self, language: str) -> str:
        return str(self.said["label" if language == "zh" else "en"])

    def what(self, language: str) -> str:
        return str(self.said["what" if language == "zh" else "what_en"]).format(least=self.least)


class Hit(NamedTuple):
    """What a rule found: on which day (of a month: its last), about which officer, or about which person several looked."""

    rule: str
    day: date
    officer: int | None
    person: str
    count: int


@cache
def _declared() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((files("mingjian.ledger") / "detections.yaml").read_text("utf-8"))
    return found


def rules(on: date) -> list[Rule]:
    """The rules in force on a day."""
    found = [Rule(code, said) for code, said in _declared()["rules"].items()]
    return [rule for rule in found if rule.said["in_force"] <= on]


def conclusions() -> dict[str, dict[str, str]]:
    """What may be concluded of a hit, by code."""
    return dict(_declared()["conclusions"])


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of the month of a day."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def entries(first: date, last: date) -> QuerySet[Journal]:
    """The journal of these days, by the clock of Beijing."""
    since, until = (datetime.combine(day, time(), BEIJING) for day in (first, last + timedelta(days=1)))
    return Journal.objects.filter(at__gte=since, at__lt=until)


def hits(month: date) -> list[Hit]:
    """Everything that the rules in force find in a month, the earliest first. A few statements, whatever the number of entries."""
    first, last = month_of(month)
    found = [hit for rule in rules(last) for hit in _LOOKS[rule.code](rule, first, last)]
    return sorted(found, key=lambda hit: (hit.day, hit.rule, hit.officer or 0, hit.person))


def _by_day(rows: QuerySet[Journal]) -> QuerySet[Any, Any]:
    return rows.annotate(day=TruncDate("at", tzinfo=BEIJING)).order_by().values_list("officer", "day")


def _read(first: date, last: date) -> QuerySet[Journal]:
    """Content that an officer opened."""
    return entries(first, last).filter(
        event="read", outcome="done", officer__isnull=False, matter__isnull=False
    )


def _many_opened(rule: Rule, first: date, last: date) -> Iterable[Hit]:
    found = _by_day(_read(first, last)).annotate(n=Count("matter", distinct=True)).filter(n__gte=rule.least)
    return [Hit(rule.code, day, officer, "", n) for officer, day, n in found]


def _denied_often(rule: Rule, first: date, last: date) -> Iterable[Hit]:
    refused = entries(first, last).filter(
        event__in=["denied", "identity_read", "file", "reveal"], outcome="refused", officer__isnull=False
    )
    found = _by_day(refused).annotate(n=Count("pk")).filter(n__gte=rule.least)
    return [Hit(rule.code, day, officer, "", n) for officer, day, n in found]


def _other_unit(rule: Rule, first: date, last: date) -> Iterable[Hit]:
    held = Appointment.objects.filter(Q(until=None) | Q(until__gte=first), since__lte=last)
    units = {(officer, unit) for officer, unit in held.values_list("officer", "department__unit")}
    opened = _by_day(_read(first, last)).values_list("officer", "day", "matter__unit")
    counts: dict[tuple[int, date], int] = {}
    for officer, day, unit, n in opened.annotate(n=Count("matter", distinct=True)):
        if (officer, unit) not in units:
            counts[officer, day] = counts.get((officer, day), 0) + n
    return [Hit(rule.code, day, officer, "", n) for (officer, day), n in counts.items() if n >= rule.least]


def _left_out_of_hours(rule: Rule, first: date, last: date) -> Iterable[Hit]:
    calendar, found = book().calendar, []
    for row in entries(first, last).filter(event="export", outcome="done"):
        at, lines = row.at.astimezone(BEIJING), row.details.get("rows") or 0
        is_office_hour = rule.said["from_hour"] <= at.hour < rule.said["to_hour"]
        if lines >= rule.least and not (is_office_hour and calendar.is_working(at.date())):
            found.append(Hit(rule.code, at.date(), row.officer_id, "", lines))
    return {(hit.day, hit.officer): hit for hit in sorted(found, key=lambda hit: hit.count)}.values()


def _read_without_work(rule: Rule, first: date, last: date) -> Iterable[Hit]:
    until = datetime.combine(
        last + timedelta(days=1), time(), BEIJING
    )  # a month that is over reads the same ever after
    done = Act.objects.filter(matter=OuterRef("matter"), officer=OuterRef("officer"), recorded_at__lt=until)
    idle = _read(first, last).filter(~Exists(done)).order_by().values_list("officer")
    found = idle.annotate(n=Count("matter", distinct=True)).filter(n__gte=rule.least)
    return [Hit(rule.code, last, officer, "", n) for officer, n in found]


def _one_person_often(rule: Rule, first: date, last: date) -> Iterable[Hit]:
    """One hit for each person: on the day on which so many had looked within so many days."""
    span, found = timedelta(days=rule.said["days"]), {}
    seen: dict[str, list[tuple[datetime, int | None]]] = {}
    rows = entries(first - span, last).filter(event__in=["file", "reveal"], outcome="done").order_by("at")
    for row in rows:
        person = str(row.details.get("person") or "")
        looks = seen.setdefault(person, [])
        looks.append((row.at, row.officer_id))
        lookers = {officer for at, officer in looks if at > row.at - span}
        day = row.at.astimezone(BEIJING).date()
        if person and len(lookers) >= rule.least and day >= first:
            known = found.get(person)
            found[person] = Hit(rule.code, known.day if known else day, None, person, len(lookers))
    return found.values()


_LOOKS: dict[str, Callable[[Rule, date, date], Iterable[Hit]]] = {
    "many_opened": _many_opened,
    "denied_often": _denied_often,
    "other_unit": _other_unit,
    "left_out_of_hours": _left_out_of_hours,
    "read_without_work": _read_without_work,
    "one_person_often": _one_person_often,
}
