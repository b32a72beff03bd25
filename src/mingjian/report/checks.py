"""What must hold in a filled text before it is issued, beside the identities of its figures."""

from collections.abc import Iterator, Mapping

from mingjian.law.edition import AddsUp, Edition
from mingjian.report.text import Text
from mingjian.statistics.figure import Figure
from mingjian.statistics.identities import Failure, shares_off, small_cells


def check_text(edition: Edition, text: Text, figures: Mapping[str, Figure]) -> list[Failure]:
    """What is wrong with the text as printed: parts that do not add up to their total or are not all printed,
    shares that do not total 100.0; small cells warn. Each failure names its figure, so that it leads to records.
    """
    printed = set(text.figures)
    rules = [rule for rule in edition.adds_up if rule.total in printed]
    found = [failure for rule in rules for failure in _sums(rule, figures, printed)]
    shared = {
        run.figure.partition(":")[0] for _, run in text.printed() if run.figure and run.format == "share"
    }
    whole = {name: figure for name, figure in figures.items() if name.partition(":")[0] in shared}
    return found + shares_off(whole) + small_cells(text.figures)


def _sums(rule: AddsUp, figures: Mapping[str, Figure], printed: set[str]) -> Iterator[Failure]:
    total = figures[rule.total]
    parts = [figures[name] for name in rule.parts if name in figures]
    counted = sum(part.value or 0 for part in parts)
    if parts and counted != total.value:
        yield Failure(total.id, f"{total.label}{total.value}，各项合计{counted}，不相符；请核对记录")
    hidden = [part.label for part in parts if part.value and part.id not in printed]
    if hidden and any(part.id in printed for part in parts):
        says = f"{total.label}的分项中{'、'.join(hidden)}没有写出，正文各项加不到总数；请写出"
        yield Failure(total.id, says)
