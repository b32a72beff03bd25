"""What can be asked of the team room."""

from mingjian.ledger.models import Matter
from mingjian.team.models import Intercession


def intercessions_about(matter: Matter) -> list[Intercession]:
    """Intercessions in a matter, oldest first: for cadre supervision and the auditor, not for those who handle it."""
    rows = Intercession.objects.select_related("matter").filter(about_matter=matter)
    return list(rows.order_by("matter__opened_on", "matter__number"))
