"""Proposals in words: what is asked, by whom, who has agreed; the same for the list and for the page of one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from mingjian.law.asking import CONFIRM, RECORD
from mingjian.law.lawbook import Bound, Lawbook
from mingjian.law.procedure import Act as Rule
from mingjian.law.procedure import ByField
from mingjian.ledger.history import placeholders
from mingjian.ledger.models import Act
from mingjian.ledger.rows import Values, fetch, table
from mingjian.ledger.viewer import Viewer
from mingjian.web.desk.frames import language
from mingjian.web.desk.saying import Speaker
from mingjian.web.shared import phrases

_ACT = table(Act)
SAID = ("code", "codes", "department", "officer", "clock", "period", "unit")  # what names a request in a line


@dataclass
class Told:
    """An act that asked for approval, and the opinions on it in their order."""

    act: Values
    opinions: list[Values] = field(default_factory=list)

    @property
    def chain(self) -> list[str]:
        return list(self.act["details"].get("chain", []))

    @property
    def last(self) -> Values:
        return self.opinions[-1] if self.opinions else self.act


def told(pairs: Iterable[tuple[UUID, int]]) -> dict[tuple[UUID, int], Told]:
    """Proposals by matter and sequence number, with their opinions. One statement."""
    wanted = set(pairs)
    if not wanted:
        return {}
    matters = [_ACT.write("matter_id", one) for one in {matter for matter, _seq in wanted}]
    numbers = sorted({seq for _matter, seq in wanted})
    where = (
        f"WHERE matter_id IN ({placeholders(matters)}) "
        f"AND (seq IN ({placeholders(numbers)}) OR about IN ({placeholders(numbers)})) ORDER BY matter_id, seq"
    )
    rows = [_ACT.read(row) for row in fetch(_ACT.select(where), [*matters, *numbers, *numbers])]
    found = {
        (row["matter_id"], row["seq"]): Told(row) for row in rows if (row["matter_id"], row["seq"]) in wanted
    }
    for row in rows:
        proposal = found.get((row["matter_id"], row["about"]))
        if proposal is not None:
            proposal.opinions.append(row)
    return found


def request(viewer: Viewer, bound: Bound, code: str, details: Mapping[str, Any]) -> str:
    """The act and what was chosen in it: 提出处置意见：初步核实; else each value with what it is: 呈批立案，案件承办人为李某."""
    rule, speaker = bound.acts.get(code), Speaker(viewer, bound, [])
    label = act_label(bound, code)
    said = {
        key: speaker.say(key, details[key])
        for key in (_chosen(bound, rule) if rule else ())
        if details.get(key)
    }
    if rule is not None and isinstance(rule.to, ByField) and bound.fields[rule.to.by].codes:
        return phrases.named(label, said[rule.to.by]) if said.get(rule.to.by) else label
    values = (_valued(bound.fields[key].say(language()), words) for key, words in said.items())
    return phrases.parted([label, *values])


def _valued(label: str, words: str) -> str:
    """What a request says of one field; words that are a sentence themselves (是近亲属) take no verb before them."""
    if phrases.is_clause(words):
        return phrases.named(label, words)
    return _("%(label)s为%(words)s") % {"label": label, "words": words}


def _chosen(bound: Bound, rule: Rule) -> list[str]:
    """The fields that name a request: the one by which the matter goes on, else one code and what it is about."""
    if isinstance(rule.to, ByField):
        return [rule.to.by]
    named = [item.name for item in rule.fields if bound.fields[item.name].type in SAID]
    codes = [name for name in named if bound.fields[name].codes]
    return [name for name in named if name not in codes[1:]]


def act_label(bound: Bound, code: str) -> str:
    rule = bound.acts.get(code)
    return str(rule.say(language())) if rule else code


def power(book: Lawbook, asked: str) -> str:
    """Whose word it is: 分管领导; for a body without an account also which part of entering its decision."""
    name, _part, part = asked.partition(":")
    label = str(book.power(name).say(language()))
    form = {RECORD: _("%(body)s（登记决定）"), CONFIRM: _("%(body)s（核对确认）")}.get(part)
    return form % {"body": label} if form else label
