"""The lawbook in words: grounds, lengths, chains, conditions, as pages and comparisons print them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mingjian.law import needing
from mingjian.law.approval import ApprovalVersion
from mingjian.law.clock import ByFact, ClockVersion, UntilField
from mingjian.law.condition import Condition
from mingjian.law.entry import Checked
from mingjian.law.entry import Cite as LawCite
from mingjian.law.lawbook import Bound, Lawbook
from mingjian.law.procedure import Act, Field
from mingjian.web.desk.frames import code_words, language
from mingjian.web.shared import phrases
from mingjian.web.shared.parts import Cell, Cite, Tag


def checked_tag(checked: Checked, count: int | None = None) -> Tag:
    """How well a ground was checked; with a count, of how many entries that holds."""
    words = {"read": _("已核"), "second_hand": _("转引"), "unverified": _("待核"), "house": _("内部规定")}
    said = words[checked]
    if count is not None:
        said += ("" if language() == "zh" else " ") + ngettext("%(n)s条", "%(n)s条", count) % {"n": count}
    return Tag(said, "ok" if checked == "read" else "open")


def checked_counts(marks: Iterable[Checked]) -> tuple[Tag, ...]:
    """One tag for each mark that occurs, with its count."""
    marks = list(marks)
    order: tuple[Checked, ...] = ("read", "second_hand", "unverified", "house")
    return tuple(checked_tag(mark, marks.count(mark)) for mark in order if mark in marks)


def cited(book: Lawbook, cite: LawCite) -> Cite:
    return Cite(book.cite_words(cite, language()), cite.checked, bare=cite.instrument is None)


def ground(book: Lawbook, cite: LawCite | None) -> Cell:
    """A ground in a table, with its mark."""
    if cite is None:
        return Cell()
    tag = None if cite.instrument is None else checked_tag(cite.checked)
    return Cell(words=book.cite_words(cite, language()), tag=tag, sub=cite.noted(language()))


def optional(bound: Bound, book: Lawbook, act: Act, name: str) -> str:
    """After the label of a field that may be left empty: that it may, or under which condition it may not."""
    if name not in act.needs:
        return _("（选填）")
    return _("（%(when)s的必填）") % {"when": needing.condition(bound, book, act, name).say(language())}


def length(version: ClockVersion, fields: Mapping[str, Field], book: Lawbook) -> str:
    """How long a limit is; by a code, each code with its length; set in the act, the field that says it."""
    limit = version.length
    if isinstance(limit, ByFact):
        field = fields.get(limit.by)
        codes = field.codes if field else None
        same: dict[str, list[str]] = {}
        for key, item in limit.lengths.items():
            same.setdefault(item.words(language()), []).append(code_words(book, codes, key) or key)
        if len(same) == 1:
            return next(iter(same))
        return phrases.clauses(phrases.named(joined(keys), said) for said, keys in same.items())
    if isinstance(limit, UntilField):
        return _("至所填的“%(field)s”") % {"field": field_label(limit.until, fields)}
    return limit.words(language())


def extension(version: ClockVersion, book: Lawbook) -> str:
    """Who may extend a limit, by how much, how often."""
    granted = version.extension
    if granted is None:
        return _("不得延长")
    parts = [book.find("approvals", granted.approval).say(language())]
    if granted.length:
        parts.append(granted.length.words(language()))
    if granted.times is not None:
        parts.append(ngettext("%(n)s次", "%(n)s次", granted.times) % {"n": granted.times})
    if granted.total:
        parts.append(_("总共不超过%(length)s") % {"length": granted.total.words(language())})
    return phrases.clauses(parts)


def chain(powers: Iterable[str], book: Lawbook) -> str:
    """首长 → 次长: the powers asked, in order."""
    return " → ".join(power(name, book) for name in powers) or _("不须审批")


def chains(
    version: ApprovalVersion, fields: Mapping[str, Field], book: Lawbook
) -> list[tuple[str, str, LawCite]]:
    """(for which matters, the chain, its ground): the exceptions first, then what holds for all others."""
    found = [
        (condition(item.when, fields, book), chain(item.chain, book), item.cite)
        for item in version.exceptions
    ]
    return [*found, (_("其他情形") if found else "", chain(version.chain, book), version.cite)]


def condition(when: Mapping[str, Any], fields: Mapping[str, Field], book: Lawbook) -> str:
    """A condition as people read it; how often a limit was extended is a fact that no field declares."""
    known = {name: wanted for name, wanted in when.items() if name in fields}
    said = Condition(known, fields, book.taxonomy).say(language())
    return phrases.clauses((said, _("再次延长") if "extensions" in when else ""))


def power(name: str, book: Lawbook) -> str:
    return str(book.power(name).say(language()))


def field_label(name: str, fields: Mapping[str, Field]) -> str:
    return fields[name].say(language()) if name in fields else name


def clock_label(name: str, book: Lawbook) -> str:
    return str(book.find("clocks", name).say(language()))


def all_fields(book: Lawbook, on: date) -> dict[str, Field]:
    """The fields of every kind on a day, for conditions that belong to none in particular."""
    found: dict[str, Field] = {}
    for kind in book.kinds():
        bound = book.procedure(kind, on)
        found |= dict(bound.fields) if bound else {}
    return found


def joined(words: Iterable[str]) -> str:
    return phrases.listed(words)
