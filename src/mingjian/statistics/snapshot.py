"""Figures as they stand on a day, written down for a report that keeps them."""

from datetime import date

from mingjian.statistics.asking import ask
from mingjian.statistics.figure import Figure
from mingjian.statistics.period import span

# What a report on political ecology rests on (supervision reference, 3.6).
ECOLOGY = (
    "petitions_received", "petitions_accusation", "petitions_repeat_share", "leads_disposed", "leads_disposed.by_way",
    "cases_filed", "persons_sanctioned", "persons_sanctioned.by_rank", "form_uses.by_form", "style_problems",
    "findings_found", "findings_verified", "rectification_rate", "letters_issued", "letters_replied_on_time",
    "organisations_accountable", "leaders_accountable", "talks",
)  # fmt: skip


def snapshot(unit: int | None, first: date, last: date) -> str:
    """One line an indicator, its parts behind its value, with the months they count; of the whole city where no unit is given."""
    period = span(first, last)
    answer = ask(ECOLOGY, period=period.code, scope=str(unit) if unit else None)
    found: dict[str, list[Figure]] = {name.partition(".")[0]: [] for name in ECOLOGY}
    for figure in answer.figures.values():
        found[figure.id.partition(".")[0]].append(figure)
    lines = [_line(answer.indicators[name].label, figures) for name, figures in found.items()]
    return "\n".join([f"{answer.scope.name}，{period.words()}", *lines])


def _line(label: str, figures: list[Figure]) -> str:
    whole = "".join(_value(figure) for figure in figures if ":" not in figure.id)
    parts = "、".join(figure.label + _value(figure) for figure in figures if ":" in figure.id)
    since = figures[0].definition
    said = "，其中".join(words for words in (whole, parts) if words)
    return f"{label}：{said}（口径自{since.year}年{since.month}月{since.day}日起）"


def _value(figure: Figure) -> str:
    return "—" if figure.value is None else f"{figure.value}{figure.unit}"
