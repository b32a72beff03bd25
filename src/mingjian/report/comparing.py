"""The figures of other spans that a text prints or measures growth from: last year, just before, the year so far."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from mingjian.law.edition import Edition
from mingjian.law.slots import Slot, slots
from mingjian.law.style import Style
from mingjian.law.table import Span
from mingjian.statistics.asking import Answer
from mingjian.statistics.figure import Figure
from mingjian.statistics.period import Period
from mingjian.statistics.plan import known_ids

_FORMS: Mapping[Span, str] = {"year": "growth", "before": "change", "so_far": "so_far"}


class Spanned(NamedTuple):
    """The figures of one span, by id, and how its period is written."""

    period: str
    figures: Mapping[str, Figure]


def spanned(
    edition: Edition,
    style: Style,
    answer: Answer,
    figures: Mapping[str, Figure],
    written: Collection[Slot],
    *,
    records: bool,
) -> dict[Span, Spanned]:
    """Every span that the text asks for, `written`: the slots that its writer typed. Of a span that is compared with, none where nothing is known of it, or not from its first month on."""
    since = max((figure.definition for figure in figures.values()), default=None)
    ids = {figure.partition(":")[0] for figure in figures} | set(figures)
    found: dict[Span, Spanned] = {"period": Spanned(answer.period.code, figures)}
    periods: Mapping[Span, Period] = {
        "year": answer.period.year_before(), "before": answer.period.just_before(), "so_far": answer.period.so_far(since),
    }  # fmt: skip
    for span, period in periods.items():
        if span != "so_far" and not answer.knows(period):
            continue
        then = _then(answer, period, _asked(edition, style, span, written) & ids, records)
        if span == "so_far" or any(figure.value for figure in then.values()):
            found[span] = Spanned(period.code, then)
    return found


def _asked(edition: Edition, style: Style, span: Span, written: Collection[Slot]) -> set[str]:
    """The figures of a span that the text names, by their indicator or breakdown."""
    named = [slot for leaf in edition.leaves() for slot in slots(leaf.text) if not edition.is_word(slot)]
    found = {slot.name for slot in (*named, *written) if slot.format == _FORMS[span]} | edition.in_tables(
        span
    )
    rule = style.comparison
    if rule is not None and span in rule.to:
        chosen = {slot.name for slot in named if slot.format == "value"}
        found |= chosen if rule.figures is None else {name.partition(":")[0] for name in rule.figures}
    return found


def _then(answer: Answer, period: Period, ids: Collection[str], records: bool) -> Mapping[str, Figure]:
    counted = sorted(set(ids) & known_ids(answer.indicators, period.end))
    return answer.again(counted, period=period, records=records) if counted else {}
