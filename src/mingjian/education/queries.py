"""What can be asked of education: how far each unit has come in a campaign."""

from dataclasses import dataclass, field
from uuid import UUID

from mingjian.ledger.history import as_corrected
from mingjian.ledger.models import Matter

COUNTED = (
    "sessions_count",
    "attended_count",
    "self_found_count",
    "org_found_count",
    "problems_count",
    "measures_count",
)


@dataclass
class Progress:
    """What a unit has reported in the phases of a campaign; no unit: reported for all."""

    organisation: UUID | None
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))


def progress_of(campaign: Matter) -> list[Progress]:
    """Each unit in the order in which it first reported."""
    found: dict[UUID | None, Progress] = {}
    for done in as_corrected([campaign])[campaign.id]:
        said = {name: int(done.details[name]) for name in COUNTED if done.details.get(name) is not None}
        if said:
            unit = done.details.get("organisation")
            unit = UUID(unit) if unit else None
            one = found.setdefault(unit, Progress(unit))
            one.counts |= {name: one.counts[name] + number for name, number in said.items()}
    return list(found.values())
