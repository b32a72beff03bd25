"""What is drawn over a caption, from the answer that the sentences rest on: rings, bars beside last year, columns by month."""

from collections.abc import Mapping

from django.utils.safestring import SafeString

from mingjian.report.drawing import Bar, Quarter, bars, columns, ring
from mingjian.statistics.asking import Answer
from mingjian.statistics.figure import Figure
from mingjian.statistics.grouped import by_month
from mingjian.statistics.period import Period, latest, parse

RINGS = {"chart_ranks": "persons_sanctioned.by_rank", "chart_forms": "form_uses.by_form"}
COMPARED = {"chart_channels": "petitions_received.by_channel"}
MONTHLY = {"chart_months": "petitions_received"}


def drawn(caption: str, answer: Answer) -> SafeString | None:
    """The drawing over a caption; None where the caption has none."""
    if caption in RINGS:
        return parts(RINGS[caption], answer.again([RINGS[caption]]))
    if caption in COMPARED:
        before = answer.last_year([COMPARED[caption]])
        return bars(compared(COMPARED[caption], answer.again([COMPARED[caption]]), before))
    if caption in MONTHLY:
        return columns(tuple(column for column, _ in months(answer, MONTHLY[caption])))
    return None


def is_compared(caption: str, answer: Answer) -> bool:
    """Whether anything of the year before stands beside what is drawn over a caption."""
    if caption in COMPARED:
        return bool(answer.last_year([COMPARED[caption]]))
    return caption in MONTHLY and any(column.last_year for column, _ in months(answer, MONTHLY[caption]))


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
    """The last twelve months as columns, each beside the same month of the year before."""
    return [
        (Quarter(label=f"{period.end.month}月", value=now, last_year=before), period)
        for period, now, before in spans(answer, name, 1)
    ]


def spans(answer: Answer, name: str, size: int) -> list[tuple[Period, int | None, int | None]]:
    """One total in each of the last twelve spans of `size` months, up to that in which the period ends, with its value
    in the same months of the year before; None for a span that is over before records begin.
    """
    periods = latest(answer.period.end, size)
    counts = {
        year: by_month(answer.indicators, answer.facts, name, scope=answer.scope, period=parse(str(year)))
        for year in range(periods[0].year - 1, periods[-1].year + 1)
    }

    def total(of: Period) -> int | None:
        found = sum(counts[of.year][month] for month in range(of.start.month, of.end.month + 1))
        return found if found or answer.reaches(of) else None

    return [(period, total(period), total(period.year_before())) for period in periods]
