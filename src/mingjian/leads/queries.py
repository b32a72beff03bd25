"""What can be asked of leads: what waits for disposal, what became of a lead's persons."""

from datetime import date

from mingjian.leads.models import Lead
from mingjian.ledger.joining import tied
from mingjian.ledger.models import Matter


def pending_leads(unit: int, on: date) -> list[Matter]:
    """Leads of a unit that were registered by a day and not disposed of on it, oldest first."""
    rows = Lead.objects.select_related("matter").filter(matter__unit=unit, matter__opened_on__lte=on)
    waiting = [row.matter for row in rows.order_by("matter__opened_on", "matter__number")
               if (row.disposed_on is None or row.disposed_on > on) and not _ended(row.matter, on)]  # fmt: skip
    return waiting


def _ended(matter: Matter, on: date) -> bool:
    return matter.closed_on is not None and matter.closed_on <= on


def cases_of(lead: Matter) -> list[Matter]:
    """The cases that the filing opened, or to which it was tied, in the order of their numbers."""
    return tied(lead, "filing")


def parts_of(lead: Matter) -> list[Matter]:
    """The parts into which a lead was split."""
    return tied(lead, "split")
