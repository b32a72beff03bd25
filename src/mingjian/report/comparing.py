"""The figures that growth is measured from: of the same period last year, and of the equal span just before."""

from collections.abc import Collection, Mapping

from mingjian.law.edition import Edition
from mingjian.law.slots import slots
from mingjian.law.style import Base, Style
from mingjian.statistics.asking import Answer
from mingjian.statistics.figure import Figure
from mingjian.statistics.period import Period
from mingjian.statistics.plan import known_ids

_FORMS: Mapping[Base, str] = {"year": "growth", "before": "change"}


def compared(
    edition: Edition, style: Style, answer: Answer, ids: Collection[str]
) -> dict[Base, Mapping[str, Figure]]:
    """The bases that the text asks for, each with the figures known then; none where nothing at all is known."""
    periods: Mapping[Base, Period] = {
        "year": answer.period.year_before(),
        "before": answer.period.just_before(),
    }
    bases = {
        base: _then(answer, period, _asked(edition, style, base, ids)) for base, period in periods.items()
    }
    return {base: found for base, found in bases.items() if any(figure.value for figure in found.values())}


def _asked(edition: Edition, style: Style, base: Base, ids: Collection[str]) -> set[str]:
    found = {
        slot.name for leaf in edition.leaves() for slot in slots(leaf.text) if slot.format == _FORMS[base]
    }
    if style.comparison is not None and base in style.comparison.to:
        named = style.comparison.figures
        found |= set(ids) if named is None else {name.partition(":")[0] for name in named}
    return found & set(ids)


def _then(answer: Answer, period: Period, ids: Collection[str]) -> Mapping[str, Figure]:
    counted = sorted(set(ids) & known_ids(answer.indicators, period.end))
    return answer.again(counted, period=period) if counted else {}
