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
        Row(cells=(Cell(words=step.say(language())), Cell(words=_("到此为止，没有时限")) if step.end else
                   Cell(words=words.clock_label(step.clock, book) if step.clock else "")))
        for step in bound.procedure.steps.values()
    )  # fmt: skip
    heads = (Column(label=_("环节"), kind="head"), Column(label=_("时限")))
    return Table(caption=_("各环节的时限"), columns=heads, rows=rows, compact=True)


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
        by=_by(act, book), fields=words.joined(asked), cite=words.cited(book, act.cite),
        note="" if act.cite.article else act.cite.noted(language()), clock=_clocks(act, bound, book),
        approval=_approval(act, bound, book, on), separation=_separation(act, book, on), must=_must(act, bound, book),
    )  # fmt: skip


def _origin(act: Act, bound: Bound, book: Lawbook) -> str:
    special = {"new": _("新事项"), "any": _("办结以前各环节"), "ended": _("办结以后")}
    said = _steps(act.from_, bound, special)
    if act.when:
        said += _("（%(when)s的）") % {"when": words.condition(act.when, bound.fields, book)}
    return said


def _target(act: Act, bound: Bound) -> str:
    parts, then = [], ""
    if act.proposed:
        parts.append(phrases.named(_("报批后"), _steps([act.proposed.to], bound)))
        then = _("批准后")
    if isinstance(act.to, ByField):
        by = _("%(then)s按“%(field)s”") % {
            "then": then,
            "field": words.field_label(act.to.by, bound.fields),
        }
        parts.append(phrases.named(by.strip(), _steps(dict.fromkeys(act.to.steps.values()), bound)))
    elif act.to:
        reached = _steps([act.to], bound)
        parts.append(phrases.named(then, reached) if then else reached)
    if act.returned:
        parts.append(phrases.named(_("退回后"), _steps([act.returned], bound)))
    if isinstance(act.opens, Opens):
        parts.append(_("另立一件"))
    return phrases.clauses(parts) or _("环节不变")


def _by(act: Act, book: Lawbook) -> str:
    said = words.joined(words.power(name, book) for name in act.by)
    return said + (_("；不少于%(n)s人") % {"n": act.officers} if act.officers > 1 else "")


def _clocks(act: Act, bound: Bound, book: Lawbook) -> str:
    """The limits that an act bears on: those it names, and those of the steps that it leaves and enters."""
    left = dict.fromkeys(bound.steps[step].clock for step in act.from_ if step in bound.steps)
    entered = [bound.steps[step] for step in sorted(_entered(act) | _decided(act)) if step in bound.steps]
    reached = dict.fromkeys(step.clock for step in entered if not step.end)
    starts = _named(
        *act.starts, *(act.proposed.starts if act.proposed else ()), *(c for c in reached if c not in left)
    )
    stops = _named(*act.stops, *(act.proposed.stops if act.proposed else ()),
                   *(c for c in left if entered and c not in reached))  # fmt: skip
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


def _named(*clocks: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clock for clock in clocks if clock))


def _approval(act: Act, bound: Bound, book: Lawbook, on: date) -> tuple[str, ...]:
    """Who is asked, case by case; a case that only a sister act of the same approval can bring about is left out."""
    version = book.approval(act.approval, on) if act.approval else None
    if version is None:
        return ()
    own = {field.name for field in act.fields}
    elsewhere: dict[str, set[str | None]] = {}
    for one in bound.procedure.acts.values():
        for field in one.fields:
            elsewhere.setdefault(field.name, set()).add(one.approval)
    kept = tuple(
        item
        for item in version.exceptions
        if all(name in own or elsewhere.get(name) != {act.approval} for name in item.when)
    )
    version = version.model_copy(update={"exceptions": kept})
    return tuple(
        phrases.named(when, asked) if when else asked
        for when, asked, _cite in words.chains(version, bound.fields, book)
    )


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


def _steps(names: Iterable[str], bound: Bound, special: Mapping[str, str] | None = None) -> str:
    """Steps one after the other; in quotes where the name of one holds the mark that parts them."""
    said = [(special or {}).get(name) or bound.steps[name].say(language()) for name in names]
    unclear = any(mark in one for one in said for mark in ("、", "，", ","))
    return words.joined(f"“{one}”" if unclear else one for one in said)
