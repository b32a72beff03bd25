"""What this officer may do now, and why not the rest: asked of the law for the day, act by act."""

from collections.abc import Callable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.law.asking import approvers
from mingjian.law.judge import Actor, addressed, may
from mingjian.law.lawbook import Lawbook
from mingjian.law.position import Position
from mingjian.law.procedure import Act as Rule
from mingjian.law.procedure import ByField
from mingjian.law.refusal import Refusal, Refused
from mingjian.ledger import mine
from mingjian.ledger.models import Matter
from mingjian.ledger.viewer import Viewer
from mingjian.web.desk import clocks
from mingjian.web.desk.frames import language
from mingjian.web.desk.law_words import joined
from mingjian.web.shared import phrases
from mingjian.web.shared.parts import Action, Blocked

Hindered = Callable[[str], Refusal | None]
NAMING = ("cases_open", "parts_open")  # refusals that name other matters
ELSEWHERE = ("approve", "return")  # opinions are given on the page of the proposal


def possible(
    position: Position,
    matter: Matter,
    actor: Actor,
    on: date,
    *,
    content: bool,
    hindered: Hindered = lambda act: None,
) -> tuple[list[Action], list[Blocked]]:
    """Acts that may be done, the procedure's own first, and those of the present step that may not, with the reason.

    Who does not see the people of a matter cannot say who they are. `hindered`: what other matters have against an act.
    """
    actions, blocked = [], []
    own = position.bound.procedure.acts
    due = (
        None if may(position, "approve", actor, on) is None else position.due_act
    )  # others wait for an opinion
    for name, rule in [*own.items(), *((n, r) for n, r in position.bound.acts.items() if n not in own)]:
        if rule.opening or rule.effect == "return" or rule.by == ("platform",):
            continue
        if rule.effect == "identify" and not content:
            continue
        refusal = may(position, name, actor, on) or hindered(name)
        if refusal is None and rule.effect in ELSEWHERE:
            seq = addressed(position, name, actor, on)
            href = reverse("approval", args=[matter.id, seq])
            actions.append(Action(label=_("审批"), href=href, primary=True))
        elif refusal is None:
            actions.append(_action(position, matter, name, rule, primary=name == due, brief=name not in own))
        elif name in own and position.permits(rule) and not _is_over(position, refusal):
            blocked.append(Blocked(rule.say(language()), refusal.say(language())))
    actions.sort(key=lambda action: not action.primary)
    return actions, blocked


def _is_over(position: Position, refusal: Refusal) -> bool:
    """Of a matter that has ended its facts stay as they are: what asks for others is not to come any more."""
    return position.has_ended and refusal.code == "condition"


def veiled(viewer: Viewer, unit: int, refusal: Refusal | None) -> Refusal | None:
    """The refusal with the numbers of those matters only that lie within reach; without any, it says that there are some."""
    if refusal is None or refusal.code not in NAMING:
        return refusal
    named = refusal.particulars["numbers"].split("、")
    found = dict(Matter.objects.filter(unit=unit, number__in=named).values_list("number", "pk"))
    within = mine.within(viewer, found.values())
    shown = [number for number in named if found.get(number) in within]
    if shown:
        return Refusal(refusal.code, {"numbers": "、".join(shown)})
    return Refusal(f"{refusal.code}_elsewhere")


def _action(
    position: Position, matter: Matter, name: str, rule: Rule, *, primary: bool, brief: bool
) -> Action:
    """`brief`: acts that every kind has are one word each; their grounds stand on their forms."""
    href = (
        reverse("identify", args=[matter.id])
        if rule.effect == "identify"
        else reverse("act", args=[matter.id, name])
    )
    return Action(
        label=rule.say(language()),
        href=href,
        brief=brief,
        primary=primary,
        after=after(position, rule),
        approval=approval_words(position, rule),
        cite=None if brief else clocks.cite(position.book, rule.cite),
    )


def after(position: Position, rule: Rule) -> str:
    """The step that follows, in words."""
    steps = position.bound.steps
    return phrases.either(dict.fromkeys(steps[step].say(language()) for step in _following(rule)))


def _following(rule: Rule) -> list[str]:
    """The steps to which an act may lead next."""
    if rule.proposed is not None:
        return [rule.proposed.to]
    if isinstance(rule.to, ByField):
        return list(rule.to.steps.values())
    return [rule.to] if rule.to else []


def approval_words(position: Position, rule: Rule) -> str:
    """The chain of powers; that it is not known yet, where what is filled in decides it."""
    if rule.approval is None or position.moved_on is None:
        return ""
    version = position.book.approval(rule.approval, position.moved_on)
    asked = {item.name for item in rule.fields}
    if version is not None and any(asked & exception.when.keys() for exception in version.exceptions):
        return _("层级依所填内容而定")
    try:
        chain = approvers(position, rule, position.moved_on, {})
    except (Refused, KeyError, StopIteration):
        return ""
    return " → ".join(chain_words(position.book, chain))


def chain_words(book: Lawbook, chain: tuple[str, ...]) -> list[str]:
    """Powers of a chain by name; the two entries of an outside decision count as one."""
    return list(dict.fromkeys(book.power(asked.partition(":")[0]).say(language()) for asked in chain))


def stops(position: Position, rule: Rule) -> str:
    """The clocks that the act would stop, in words."""
    steps = position.bound.steps
    leaving = steps[position.step].clock if position.step and rule.moves else None
    kept = {steps[step].clock for step in _following(rule)}  # two steps may share a clock
    names = dict.fromkeys([*rule.stops, *([leaving] if leaving and leaving not in kept else [])])
    running = {clock.rule for clock in position.clocks if clock.is_open}
    labels = [position.book.find("clocks", name).say(language()) for name in names if name in running]
    return joined(labels)
