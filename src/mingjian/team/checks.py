"""What must always hold in the team room."""

from collections import Counter

from mingjian.ledger.models import Participation
from mingjian.team.models import Intercession, Secondment


def check(unit: int) -> list[str]:
    """Intercessions handled by whoever handles the matter asked about, and officers lent to two cases at once."""
    return _handled_by_those_asked_about(unit) + _lent_twice(unit)


def _lent_twice(unit: int) -> list[str]:
    """Officers lent to two matters at once."""
    rows = Secondment.objects.select_related("matter", "seconded").filter(matter__unit=unit, ended_on=None)
    open_ = [row for row in rows.order_by("matter__number") if row.matter.closed_on is None]
    twice = {who for who, count in Counter(row.seconded_id for row in open_).items() if who and count > 1}
    return [f"{row.matter.number}：{row.seconded.name}同时抽调到另一案件，一案一借，请结束其中一件"
            for row in open_ if row.seconded is not None and row.seconded_id in twice]  # fmt: skip


def _handled_by_those_asked_about(unit: int) -> list[str]:
    rows = Intercession.objects.select_related("matter").filter(matter__unit=unit).exclude(about_matter=None)
    return [
        f"{row.matter.number}：承办人同时办理所涉事项，请改派"
        for row in rows.filter(matter__closed_on=None).order_by("matter__number")
        if row.matter.handler_id is not None and _takes_part(row)
    ]


def _takes_part(row: Intercession) -> bool:
    own = Participation.objects.filter(matter=row.about_matter_id, officer=row.matter.handler_id, until=None)
    return own.exists()
