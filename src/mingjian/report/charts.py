"""What is drawn over a caption, from the answer that the sentences rest on: rings, bars beside last year, columns by month."""

from collections.abc import Mapping

from django.utils.safestring import SafeString

from mingjian.report.drawing import Bar, Quarter, bars, columns, ring
from mingjian.statistics.asking import Answer
from mingjian.statistics.figure import Figure
from mingjian.statistics.grouped import by_month
from mingjian.statistics.period import Period, parse

RINGS = {"chart_ranks": "persons_sanctioned.by_rank", "chart_forms": "form_uses.by_form"}
COMPARED = {"chart_channels": "petitions_received.by_channel"}
MONTHLY = {"chart_months": "petitions_received"}
MONTHS = 12


def drawn(caption: str, answer: Answer) -> SafeString | None:
    """The drawing over a caption; None where the caption has none."""
    if caption in RINGS:
        return parts(RINGS[caption], answer.again([RINGS[caption]]))
    if caption in COMPARED:
        before = answer.again([COMPARED[caption]], period=answer.period.year_before())
        return bars(compared(COMPARED[caption], answer.again([COMPARED[caption]]), before))
    if caption in MONTHLY:
        return columns(tuple(column for column, _ in months(answer, MONTHLY[caption])))
    return None


def parts(breakdown: str, figures: Mapping[str, Figure]) -> SafeString:
    """A breakdown as a ring, with its shares where it has any; codes of which nothing is counted are left out."""
    codes = [figure for name, figure in figures.items() if name.startswith(f"{breakdown}:") and figure.value]
    rows = tuple(
        Bar(label=figure.label, value=int(figure.value or 0), unit=figure.unit, share="" if figure.share is None else f"{figure.share}%")
        for figure in codes
    )  # fmt: skip
    return ring(rows, unit=rows[0].unit if rows else "")


def compared(breakdown: str, now: Mapping[str, Figure], before: Mapping[str, Figure]) -> tuple[Bar, ...]:
    """A breakdown as bars, each beside the same code of the same period last year where that is known."""
    return tuple(
        Bar(label=figure.label, value=int(figure.value or 0), unit=figure.unit,
            other=int(before[name].value or 0) if name in before else None)
        for name, figure in now.items() if name.startswith(f"{breakdown}:")
    )  # fmt: skip


def months(answer: Answer, name: str) -> list[tuple[Quarter, Period]]:
    """One total in each of the twelve months up to the end of the period, beside the same month of the year before."""
    last = answer.period.end.year * 12 + answer.period.end.month - 1
    years = range((last - 2 * MONTHS + 1) // 12, last // 12 + 1)
    counts = {
        year: by_month(answer.indicators, answer.facts, name, scope=answer.scope, period=parse(str(year)))
        for year in years
    }
    found = []
    for place in range(last - MONTHS + 1, last + 1):
        year, month = divmod(place, 12)
        before = counts[year - 1][month + 1]
        column = Quarter(label=f"{month + 1}月", value=counts[year][month + 1], last_year=before)
        found.append((column, parse(f"{year}-{month + 1:02}")))
    return found
