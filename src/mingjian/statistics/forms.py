"""Which of the four forms was used: the heaviest that a matter reached, counted once for its person."""

from datetime import date
from typing import NamedTuple

from mingjian.law.taxonomy import Taxonomy
from mingjian.statistics.story import ON, Story


class Use(NamedTuple):
    """A form as used on a matter: by which measure, on which day, with which act."""

    form: str
    measure: str
    on: date
    seq: int


def heaviest(story: Story, items: Taxonomy) -> Use | None:
    """The heaviest form among what took effect, dated when it was reached; None if nothing counts.

    `items`: what counts under which form, `list.code` or `list`. Of several measures of that form the last one
    named is kept.
    """
    best: Use | None = None
    lists = list(dict.fromkeys(name.partition(".")[0] for name in items.codes))
    for effect in story.effects:
        for name in lists:
            code = effect.says(name)
            form = _form(items, name, code, effect.on) if code else None
            if form and (best is None or form > best.form):
                best = Use(form, name if code == ON else code, effect.on, effect.seq)
            code = code or effect.rule.sets.get(name)
            if best and code and _form(items, name, code, effect.on) == best.form and code != ON:
                best = best._replace(measure=code)
    return best


def _form(items: Taxonomy, name: str, code: str, on: date) -> str | None:
    for item in (f"{name}.{code}", name):
        if items.allows(item, on):
            return items.fact(item)
    return None
