"""Facts from matters by declaration: the rows that the lawbook says a kind's matters stand for (`lawbook/facts`)."""

from collections.abc import Iterator
from typing import Any

from mingjian.law.facts import ALWAYS, CLOSED_ON, MATTER, ON, OPENED_ON, STEP, FactRow, Linked, Said
from mingjian.law.indicator import ABSENT, PRESENT
from mingjian.law.lawbook import Lawbook
from mingjian.parties.roles import CODES
from mingjian.statistics.coding import Row
from mingjian.statistics.kin import Kin
from mingjian.statistics.story import Effect, Story

Declared = Iterator[tuple[str, Row, Effect]]
PERSON = "person"


def declared(story: Story, kin: Kin, book: Lawbook) -> Declared:
    """The rows that the lawbook declares for the kind, each with the effect by which its unit is decided."""
    entry = book.entries("facts").get(story.kind)
    for rule in entry.rows if entry else ():
        for effect in _effects(story, rule):
            yield from _rows(story, effect, rule, kin, book)


def _effects(story: Story, rule: FactRow) -> list[Effect]:
    if rule.when is not None:
        first = story.effects[0] if rule.when == OPENED_ON and story.effects else story.first(rule.when)
        return [first] if first else []
    return [effect for effect in story.effects if effect.code in rule.each]


def _rows(story: Story, effect: Effect, rule: FactRow, kin: Kin, book: Lawbook) -> Declared:
    if not all(_is_one_of(_known(story, effect, rule, name), values) for name, values in rule.where.items()):
        return
    row: Row = {**rule.fixed}
    if rule.each:
        row["id"] = f"{story.matter}:{effect.seq}"
    for column, source in rule.values.items():
        if isinstance(source, Linked):
            row[column] = _tied(story, source, kin)
        elif isinstance(source, Said):
            row[column] = _said(story, effect, source)
        else:
            row[column] = _as_fact(story, source, _known(story, effect, rule, source), book)
    if rule.for_each is None:
        yield rule.table, _rooted(row, kin), effect
        return
    persons = dict.fromkeys(kin.root(person) for person in _known(story, effect, rule, rule.for_each) or ())
    for number, person in enumerate(persons, start=1):
        named = {"id": f"{row.get('id', story.matter)}.{number}", PERSON: person}
        yield rule.table, {**row, **named}, effect


def _rooted(row: Row, kin: Kin) -> Row:
    return {**row, PERSON: kin.root(row[PERSON])} if row.get(PERSON) else row


def _known(story: Story, effect: Effect, rule: FactRow, name: str) -> Any:
    """What the matter says under a name: at its end, or of one act as that act says it.

    Codes of persons are those at the counting date.
    """
    if name in ALWAYS:
        days = {
            ON: effect.on,
            OPENED_ON: story.opened_on,
            CLOSED_ON: story.closed_on,
            MATTER: str(story.matter),
            STEP: story.step,
        }
        return days[name]
    if rule.each:
        asked = any(field.name == name for field in effect.rule.fields)
        return effect.details.get(name) if asked else story.known(effect, name)
    return story.known(effect, name) if name in CODES else story.facts.get(name)


def _as_fact(story: Story, name: str, value: Any, book: Lawbook) -> Any:
    """A code by the name that facts have for it."""
    list_name = book.code_lists(story.kind).get(name)
    codes = book.taxonomy(list_name) if list_name else None
    return codes.fact(value) if codes and value in codes.codes else value


def _tied(story: Story, source: Linked, kin: Kin) -> str | int | None:
    if source.count:
        return len(kin.opened(story, source.count))
    found = kin.opened(story, source.led_to) if source.led_to else kin.origins(story, str(source.came_from))
    return str(found[0]) if found else None


def _said(story: Story, effect: Effect, source: Said) -> Any:
    """What the last of these acts said; of a row that an act of them made, what this one said."""
    told = (
        [effect] if effect.code in source.by else [item for item in story.effects if item.code in source.by]
    )
    if source.says is None:
        return int(bool(told))
    value = told[-1].details.get(source.says) if told else None
    if source.counts == "present":
        return int(value not in (None, "", [])) if told else None
    return len(value) if source.counts == "many" and isinstance(value, list) else value


def _is_one_of(value: Any, allowed: tuple[int | str, ...]) -> bool:
    if PRESENT in allowed:
        return value not in (None, "")
    return value in allowed or (value in (None, "") and ABSENT in allowed)
