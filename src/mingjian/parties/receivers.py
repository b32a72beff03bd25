"""To whom a matter may not be sent: to the unit that it is about (S-10)."""

from json import loads
from typing import Any

from mingjian.law.position import Done
from mingjian.law.refusal import Refusal, Refused
from mingjian.ledger.history import acts_of
from mingjian.ledger.sealing import open_act_words
from mingjian.ledger.state import State
from mingjian.org.models import Unit
from mingjian.vault.blind import compact


def refuse_receiver(state: State, done: Done) -> None:
    """Raises Refused where an act would send the matter to a unit that itself is complained of in it.

    Of a person complained of this is not asked: he is kept from the matter himself, and his commission decides with whom
    it goes.
    """
    rule = state.bound.acts.get(done.act)
    field = rule.opens.unit if rule is not None and rule.opens is not None else None
    if field is None or field not in done.details or not state.bound.procedure.excluded_receivers:
        return
    unit = Unit.objects.get(pk=int(done.details[field]))
    own = {compact(unit.name), compact(unit.short)}
    for mention in _mentions(state):
        if not mention.get("name") and compact(mention.get("unit", "")) in own:
            rules = [
                Refusal("receiver_excluded", {"rule": rule, "unit": unit.name}, field)
                for rule in state.bound.procedure.excluded_receivers.values()
            ]
            raise Refused(rules)


def _mentions(state: State) -> list[dict[str, Any]]:
    """Everybody mentioned in the acts so far, in the database or in this work."""
    rows = {row["seq"]: row for row in ([] if state.is_new else acts_of(state.id))} | state.acts
    fields, found = state.bound.fields, []
    for _, row in sorted(rows.items()):
        words = open_act_words(state.key, row["id"], state.id, row["sealed"]).words if row["sealed"] else {}
        for name, text in words.items():
            if name in fields and fields[name].type == "mentions":
                found += loads(text)
    return found
