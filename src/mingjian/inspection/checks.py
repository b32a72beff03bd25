"""What must always hold in the inspection room."""

from mingjian.inspection.acts import served_there
from mingjian.inspection.models import Inspection
from mingjian.ledger.models import Participation


def check(unit: int) -> list[str]:
    """Inspections of a unit with a member who served in the commission of the county inspected."""
    rows = Inspection.objects.select_related("matter").filter(matter__unit=unit).exclude(subject_unit=None)
    found = []
    for row in rows.order_by("matter__number"):
        team = Participation.objects.filter(matter=row.matter, role__in=("handler", "team"), until=None)
        served = served_there(row.subject_unit_id, team.values_list("officer", flat=True))
        if served:
            found.append(f"{row.matter.number}：{'、'.join(served)}曾在被巡察地方任职，请调整巡察组")
    return found
