"""Figures as they stand on a day, written down for a report that keeps them."""

from datetime import date

from mingjian.statistics.asking import ask
from mingjian.statistics.period import span

# What a report on political ecology rests on (supervision reference, 3.6).
ECOLOGY = (
    "petitions_received", "petitions_accusation", "petitions_repeat_share", "leads_disposed", "leads_disposed.by_way",
    "cases_filed", "persons_sanctioned", "persons_sanctioned.by_rank", "form_uses.by_form", "style_problems",
    "findings_found", "findings_verified", "rectification_rate", "letters_issued", "letters_replied_on_time",
    "organisations_accountable", "leaders_accountable", "talks",
)  # fmt: skip


def snapshot(unit: int | None, first: date, last: date) -> str:
    """One line a figure, with the months they count; of the whole city where no unit is given."""
    period = span(first, last)
    answer = ask(ECOLOGY, period=period.code, scope=str(unit) if unit else None)
    lines = [f"{figure.label}：{'—' if figure.value is None else figure.value}{figure.unit}（{figure.id}，口径自{figure.definition}起）"
             for figure in answer.figures.values()]  # fmt: skip
    return "\n".join([f"{answer.scope.name}，{period.words()}", *lines])
