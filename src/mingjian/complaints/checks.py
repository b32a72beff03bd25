"""What must always hold of reports."""

from mingjian.complaints.models import Complaint, FalseReport
from mingjian.parties.models import Complainant


def check(unit: int) -> list[str]:
    """Every problem among the reports of a unit, each naming its report; empty if all is well."""
    return [*_joined(unit), *_anonymous(unit), *_findings(unit)]


def _joined(unit: int) -> list[str]:
    """A report that was joined has ended, and its leading one was not joined itself."""
    rows = Complaint.objects.select_related("matter", "joined_to").filter(
        matter__unit=unit, matter__step="joined"
    )
    chained = set(
        Complaint.objects.exclude(joined_to=None).filter(matter__step="joined").values_list("pk", flat=True)
    )
    found = []
    for row in rows.order_by("matter__number"):
        if row.joined_to is None:
            found.append(f"{row.matter.number}：已并件，却没有写明并入哪一件")
        elif row.joined_to_id in chained:
            found.append(f"{row.matter.number}：并入的{row.joined_to.number}自己也已并件")
    return found


def _anonymous(unit: int) -> list[str]:
    """An anonymous report has no named reporter beside it; a named one has."""
    named = set(Complainant.objects.filter(is_named=True, matter__unit=unit).values_list("matter", flat=True))
    rows = Complaint.objects.filter(matter__unit=unit, is_signed=True).exclude(is_imported=True)
    own = rows.exclude(matter__links_in__kind__in=("split", "transfer")).select_related("matter")
    return [
        f"{row.matter.number}：登记为实名，却没有举报人信息"
        for row in own.order_by("matter__number")
        if row.pk not in named
    ]


def _findings(unit: int) -> list[str]:
    """A false accusation has a false accuser; a mistaken report is not held against anybody (JJKG 39, 45)."""
    rows = FalseReport.objects.select_related("matter").filter(matter__unit=unit).order_by("matter__number")
    without = [row.matter.number for row in rows.filter(finding="false_accusation", person=None)]
    against = [row.matter.number for row in rows.exclude(finding="false_accusation").exclude(person=None)]
    found = [f"{number}：认定诬告陷害，却没有写明诬告人" for number in without]
    return found + [f"{number}：没有认定诬告陷害，却写了诬告人" for number in against]
