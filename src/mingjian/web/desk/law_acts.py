"""A procedure for readers: its diagram, its steps and its acts, each with its ground."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from mingjian.law.lawbook import Bound, Lawbook
from mingjian.law.predicate import PREDICATES
from mingjian.law.procedure import Act, ByField, Opens
from mingjian.web.desk import law_words as words
from mingjian.web.desk.frames import language
from mingjian.web.desk.pages import LawAct
from mingjian.web.shared import phrases
from mingjian.web.shared.graph import Edge, Graph, Node
from mingjian.web.shared.parts import Cell, Column, Row, Table


def acts(bound: Bound, book: Lawbook, on: date) -> tuple[LawAct, ...]:
    """The acts of the procedure itself, in the order of the lawbook."""
    return tuple(_act(name, act, bound, book, on) for name, act in bound.procedure.acts.items())


def diagram(
    bound: Bound, passed: Iterable[str] = (), standing: Mapping[str, str] | None = None, *, chapter: str = ""
) -> Graph | None:
    """Steps as boxes, acts as lines between them.

    `passed`: the steps that one matter has gone through; `standing`: what stands in each; `chapter`: where the acts are told, if elsewhere.
    """
    own = bound.procedure
    if not own.steps:
        return None
    passed, first = set(passed), _first_acts(bound)
    nodes = tuple(
        Node(
            key=name,
            label=step.say(language()),
            href=f"{chapter}#act-{first[name]}" if name in first else "",
            here=name in passed,
            step=(standing or {}).get(name, ""),
        )
        for name, step in own.steps.items()
    )
    edges = dict.fromkeys(
        Edge(start, end, act.say(language()))
        for act in own.acts.values()
        for start in act.from_
        for end in sorted(_entered(act) - {start})
        if start in own.steps and end in own.steps
    )
    onward = [Edge(act.proposed.to, end, act.say(language())) for act in own.acts.values() if act.proposed
              for end in [*sorted(_decided(act) - {act.proposed.to}), act.returned] if end in own.steps]  # fmt: skip
    once = {(edge.start, edge.end): edge for edge in [*reversed(onward), *reversed(list(edges))]}
    caption = _("%(kind)s的程序图") % {"kind": own.say(language())}
    return Graph(caption=caption, nodes=nodes, edges=tuple(reversed(once.values())), whole=True)


def steps(bound: Bound, book: Lawbook) -> Table:
    """The steps with the limit that runs in each."""
    rows = tuple(
        Row(cells=(Cell(words=step.say(language())), Cell(words=_("终点")) if step.end else
                   Cell(words=words.clock_label(step.clock, book) if step.clock else "")))
        for step in bound.procedure.steps.values()
    )  # fmt: skip
    heads = (Column(label=_("环节"), kind="head"), Column(label=_("在该环节计的时限")))
    return Table(caption=_("环节"), columns=heads, rows=rows, compact=True)


def _first_acts(bound: Bound) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, act in bound.procedure.acts.items():
        for step in act.from_:
            found.setdefault(step, name)
    return found


def _entered(act: Act) -> set[str]:
    """Where an act leads at once."""
    return {act.proposed.to} if act.proposed else _decided(act)


def _decided(act: Act) -> set[str]:
    return set(act.to.steps.values()) if isinstance(act.to, ByField) else {act.to} if act.to else set()


def _act(name: str, act: Act, bound: Bound, book: Lawbook, on: date) -> LawAct:
    asked = (
        words.field_label(item.name, bound.fields)
        + (words.optional(bound, book, act, item.name) if item.optional else "")
        for item in act.fields
    )
    return LawAct(
        key=name, label=act.say(language()), origin=_origin(act, bound, book), target=_target(act, bound),
        by=_by(act, book), fields=words.joined(asked), cite=words.cited(book, act.cite), clock=_clocks(act, book),
        approval=_approval(act, bound, book, on), separation=_separation(act, book, on), must=_must(act, bound, book),
    )  # fmt: skip


def _origin(act: Act, bound: Bound, book: Lawbook) -> str:
    special = {"new": _("新事项"), "any": _("办结以前各环节"), "ended": _("办结以后")}
    said = words.joined(special.get(step) or _step(step, bound) for step in act.from_)
    if act.when:
        said += _("（%(when)s的）") % {"when": words.condition(act.when, bound.fields, book)}
    return said


def _target(act: Act, bound: Bound) -> str:
    parts = []
    if act.proposed:
        parts.append(_("报批后%(step)s") % {"step": _step(act.proposed.to, bound)})
    if isinstance(act.to, ByField):
        field = words.field_label(act.to.by, bound.fields)
        steps = words.joined(dict.fromkeys(_step(step, bound) for step in act.to.steps.values()))
        parts.append(_("按“%(field)s”：%(steps)s") % {"field": field, "steps": steps})
    elif act.to:
        parts.append(_step(act.to, bound))
    if act.returned:
        parts.append(_("退回的回到%(step)s") % {"step": _step(act.returned, bound)})
    if isinstance(act.opens, Opens):
        parts.append(_("另立一件"))
    return phrases.clauses(parts) or _("环节不变")


def _by(act: Act, book: Lawbook) -> str:
    said = words.joined(words.power(name, book) for name in act.by)
    return said + (_("；不少于%(n)s人") % {"n": act.officers} if act.officers > 1 else "")


def _clocks(act: Act, book: Lawbook) -> str:
    starts = (*act.starts, *(act.proposed.starts if act.proposed else ()))
    stops = (*act.stops, *(act.proposed.stops if act.proposed else ()))
    said = (
        (_("起算"), starts),
        (_("停止"), stops),
        (_("暂停"), act.pauses),
        (_("恢复"), act.resumes),
        (_("期满由平台记录"), act.at_end_of),
        (_("仍在计时的由承办人记录"), act.not_while),
    )
    parts = [
        phrases.named(verb, words.joined(words.clock_label(name, book) for name in names))
        for verb, names in said
        if names
    ]
    parts += [
        _("超期%(after)s报%(who)s") % {"after": after.words(language()), "who": words.power(power, book)}
        for power, after in act.escalates.items()
    ]
    return phrases.clauses(parts)


def _approval(act: Act, bound: Bound, book: Lawbook, on: date) -> str:
    version = book.approval(act.approval, on) if act.approval else None
    if version is None:
        return ""
    parts = [
        phrases.named(when, asked) if when else asked
        for when, asked, _cite in words.chains(version, bound.fields, book)
    ]
    return phrases.clauses(parts)


def _separation(act: Act, book: Lawbook, on: date) -> str:
    """The separations that bear on the act, and those on approving it."""
    duties = {act.duty} if act.duty else set()
    rules = [
        rule for rule in book.separations() if rule.in_force <= on and (rule.ends is None or on <= rule.ends)
    ]
    return phrases.clauses(
        rule.say(language())
        for rule in rules
        if rule.excludes in duties or (rule.mutual and rule.duty in duties)
    )


def _must(act: Act, bound: Bound, book: Lawbook) -> str:
    """The rules of the program that the act must observe, with their grounds, and what is no more than its whole."""
    rules = (PREDICATES[name] for name in act.must)
    named = [rule.say(language()) + phrases.aside(book.cite_words(rule.cite, language())) for rule in rules]
    pairs = [
        (bound.fields[part].say(language()), bound.fields[whole].say(language()))
        for part, whole in act.at_most.items()
    ]
    return phrases.clauses(
        [
            *named,
            *(_("“%(part)s”不多于“%(whole)s”") % {"part": part, "whole": whole} for part, whole in pairs),
        ]
    )


def _step(name: str, bound: Bound) -> str:
    return bound.steps[name].say(language()) if name in bound.steps else name
