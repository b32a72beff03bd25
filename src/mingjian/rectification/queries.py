"""What can be asked of rectification: who is to put a finding right."""

import json
from collections.abc import Iterable
from uuid import UUID

from mingjian.ledger.models import Act, Matter
from mingjian.ledger.sealing import matter_key, open_act_words
from mingjian.parties.models import Role
from mingjian.parties.persons import names

ROLE = "responsible_person"
_NAMING = ("set_measures",)  # acts that name who is to put it right
_BEFORE = (
    "registered",
    "disposal_proposed",
    "measures_due",
)  # steps at which nobody has been named, or not any more


def responsible_for(matters: Iterable[Matter]) -> dict[UUID, list[str]]:
    """The names of those who are to put findings right: as the measures name them, and whoever was identified. Two statements."""
    known = {matter.pk: matter for matter in matters}
    named = [pk for pk, matter in known.items() if matter.step not in _BEFORE]
    found: dict[UUID, list[str]] = {}
    for act in Act.objects.filter(matter__in=named, code__in=_NAMING, sealed__isnull=False).order_by("seq"):
        matter = known[act.matter_id]
        words = open_act_words(matter_key(matter.key, matter.pk), act.pk, matter.pk, act.sealed).words
        found[matter.pk] = [one["name"] or one["unit"] for one in json.loads(words.get("responsible", "[]"))]
    roles = Role.objects.select_related("person").filter(matter__in=known, role=ROLE).exclude(person=None)
    roles = roles.order_by("since_by", "id")
    said = names(role.person for role in roles)
    for role in roles:
        if said[role.person_id] not in found.setdefault(role.matter_id, []):
            found[role.matter_id].append(said[role.person_id])
    return found
