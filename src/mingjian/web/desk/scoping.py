"""Of which units and periods an officer may see figures, and which are asked for."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Max
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.law.values import BEIJING
from mingjian.ledger import instant
from mingjian.ledger.models import Act
from mingjian.ledger.viewer import Viewer
from mingjian.org.models import Unit
from mingjian.statistics.codes import LEVEL
from mingjian.statistics.period import NoSuchPeriod, Period, parse
from mingjian.web.desk.frames import language
from mingjian.web.shared.fields import Choice, Field

YEARS = 4  # of which periods are offered


@dataclass(frozen=True)
class Chosen:
    """The unit and the period asked for, and the units that may be."""

    unit: Unit
    units: tuple[Unit, ...]
    period: Period
    shows_small: bool = True
    """Whether cells of one or two persons are shown: to those who see the lines of cases, not to figures alone."""

    @property
    def scope(self) -> str:
        return str(self.unit.pk)

    def href(self, route: str, *args: Any, period: str = "", scope: str = "", **more: str) -> str:
        """An address for the same unit and period, unless others are given."""
        query = {"period": period or self.period.code, "scope": scope or self.scope, **more}
        return f"{reverse(route, args=args)}?{urlencode(query)}"

    def below(self) -> tuple[Unit, ...]:
        """The units directly under the one chosen."""
        return tuple(unit for unit in self.units if unit.parent_id == self.unit.pk)

    def scopes(self) -> Field:
        choices = tuple(
            Choice(str(unit.pk), unit.name, chosen=unit.pk == self.unit.pk) for unit in self.units
        )
        return Field(name="scope", label=_("范围"), kind="code", width="short", choices=choices)

    def periods(self, *, years: bool = False, months: bool = False) -> Field:
        """The periods on offer, the latest first; `years`: whole years only; `months`: single months only."""
        last = max(self.period.year, _latest().year)
        parts = ("",) if years else ("", "Q3", "H1", "Q1")
        if months:
            parts = tuple(f"-{month:02}" for month in range(12, 0, -1))
        codes = [f"{year}{part}" for year in range(last, last - YEARS, -1) for part in parts]
        codes = list(dict.fromkeys([*codes, self.period.code]))
        choices = tuple(
            Choice(code, parse(code).words(language()), chosen=code == self.period.code) for code in codes
        )
        return Field(name="period", label=_("期间"), kind="code", width="short", choices=choices)


def chosen(request: Any, *, years: bool = False, months: bool = False) -> Chosen:
    """What the address asks for; by default the widest unit and the latest period. Out of reach is absent.

    `months`: texts of single months; of a longer period asked for, its last month.
    """
    units = reach(request.viewer)
    if not units:
        raise Http404
    wanted = request.GET.get("scope") or str(units[0].pk)
    unit = next((unit for unit in units if str(unit.pk) == wanted), None)
    try:
        period = parse(request.GET["period"]) if request.GET.get("period") else _default(years=years)
    except NoSuchPeriod:
        raise Http404 from None
    if months and not period.is_month:
        period = parse(f"{period.end:%Y-%m}")
    if unit is None or (years and period.code != str(period.year)):
        raise Http404
    viewer = request.viewer
    return Chosen(unit, units, period, shows_small=bool(viewer.units("case") & viewer.statistics))


def reach(viewer: Viewer) -> tuple[Unit, ...]:
    """The units of whose figures the posts of the day give sight, from the widest down. One statement.

    A post in the commission itself (level `own`) reaches all that this commission leads: the unit above and all under it.
    """
    if not viewer.statistics:
        return ()
    units = sorted(Unit.objects.filter(level__in=LEVEL).select_related("parent"), key=_order)
    tops = {
        unit.parent.path if unit.level == "own" and unit.parent else unit.path
        for unit in units
        if unit.pk in viewer.statistics
    }
    return tuple(unit for unit in units if unit.path.startswith(tuple(tops)))


def _order(unit: Unit) -> tuple[int, ...]:
    """From the top down, in the order in which units were set up: paths sort as numbers, not as text."""
    return tuple(int(step) for step in unit.path.split("/") if step)


def _default(*, years: bool) -> Period:
    """The latest period that has ended and of which anything is recorded; of a year that goes on, the year so far."""
    latest = _latest()
    if years:
        return parse(str(latest.year))
    ended = [code for month, code in ((12, ""), (9, "Q3"), (6, "H1"), (3, "Q1")) if latest.month >= month]
    return parse(f"{latest.year}{ended[0] if ended else 'Q1'}")


def _latest() -> date:
    """The day on which something was last recorded; today if nothing ever was."""
    recorded = Act.objects.aggregate(last=Max("recorded_at"))["last"]
    return recorded.astimezone(BEIJING).date() if recorded else instant.today()
