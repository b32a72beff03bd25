"""What must always hold in the team room."""

from mingjian.ledger.models import Participation
from mingjian.team.models import Intercession


def check(unit: int) -> list[str]:
    """Intercessions of a unit that somebody handles who handles the matter asked about."""
    rows = Intercession.objects.select_related("matter").filter(matter__unit=unit).exclude(about_matter=None)
    return [
        f"{row.matter.number}：承办人同时办理所涉事项，请改派"
        for row in rows.filter(matter__closed_on=None).order_by("matter__number")
        if row.matter.handler_id is not None and _takes_part(row)
    ]


def _takes_part(row: Intercession) -> bool:
    own = Participation.objects.filter(matter=row.about_matter_id, officer=row.matter.handler_id, until=None)
    return own.exists()
