"""The stop page of an act that cannot be undone: why it is done is typed there, beside the red button (desk.md 5.5)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from mingjian.law.lawbook import Bound, Lawbook
from mingjian.law.procedure import Act as Rule
from mingjian.web.desk.filling import Filled
from mingjian.web.desk.frames import code_words, language
from mingjian.web.shared.fields import Field

PENDING = "（待写）"  # stands for the reason while everything else is looked at


def reason_of(rule: Rule, bound: Bound, details: Mapping[str, Any]) -> str | None:
    """The field in which the reason is asked for on the page before the act; None: the act can be corrected afterwards."""
    return rule.reason(bound.fields) if rule.is_severe(details) else None


def later(rule: Rule, bound: Bound, filled: Filled) -> str | None:
    """The field that the form leaves to the page after it: of acts that are always severe, unless something is wrong with it."""
    name = rule.reason(bound.fields) if rule.severe is True else None
    return None if name in filled.errors else name


def what(rule: Rule, bound: Bound, details: Mapping[str, Any], book: Lawbook) -> str:
    """What cannot be undone: the act, or the code chosen in it that makes it so (予以了结)."""
    if isinstance(rule.severe, dict):
        name = next(iter(rule.severe))
        return code_words(book, bound.fields[name].codes, details.get(name)) or rule.say(language())
    return str(rule.say(language()))


def label(bound: Bound, name: str | None) -> str:
    return bound.fields[name].say(language()) if name else ""


def with_reason(order: dict[str, Any], name: str | None) -> dict[str, Any]:
    """The order as it would be with its reason: for a look at everything else."""
    return order if name is None else {**order, "details": {name: PENDING, **order["details"]}}


def without_reason(order: dict[str, Any], name: str | None) -> dict[str, Any]:
    """The order without it: what is shown above the field."""
    return {**order, "details": {key: value for key, value in order["details"].items() if key != name}}


def field(bound: Bound, name: str, filled: Filled, *, failed: bool) -> Field:
    """The text area for the reason."""
    declared, said = bound.fields[name], label(bound, name)
    error = _("请填写“%(field)s”。") % {"field": said} if failed and not filled.one(name) else ""
    hint = declared.hinted(language())
    return Field(name=name, label=said, kind="words", hint=hint, value=filled.one(name), error=error)
