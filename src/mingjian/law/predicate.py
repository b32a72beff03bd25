"""Rules on an act that are more than listed facts: named in its `must`, each with its ground and its reasons."""

from collections.abc import Callable, Mapping
from typing import Any

from mingjian.law.entry import Cite, Labelled
from mingjian.law.position import Position
from mingjian.law.predicate_counts import (
    ACCOUNTABILITY,
    HOUSE,
    adds_up,
    figures_frozen,
    limit_ahead,
    more_than,
    never,
    ways_fit_target,
)
from mingjian.law.procedure import Act
from mingjian.law.refusal import Refusal
from mingjian.law.taxonomy import Taxonomy

Reasons = Callable[[Position, Mapping[str, Any], Labelled], list[Refusal]]


class Predicate(Labelled):
    """A rule by name: `looks_at` are the facts that the procedure must have, `reasons` says why given values break it.

    `by_gravity`: the fields among them that are compared, whose codes must stand by gravity. `beforehand`: it looks at
    the matter alone, so that it is known before anything is filled in.
    """

    cite: Cite
    looks_at: tuple[str, ...]
    by_gravity: tuple[str, ...] = ()
    beforehand: bool = False
    reasons: Reasons


def reasons_against(position: Position, rule: Act, values: Mapping[str, Any]) -> list[Refusal]:
    """Why the act may not be done with these values, by every rule that it must observe."""
    found = (PREDICATES[name] for name in rule.must)
    reasons = [reason for item in found
               for reason in item.reasons(position, values, position.book.ground(item.cite))]  # fmt: skip
    for part, whole in rule.at_most.items():
        reasons += more_than(part, whole, position, values)
    return reasons


def reasons_beforehand(position: Position, rule: Act) -> list[Refusal]:
    """Why the act may not be done whatever is filled in."""
    found = (PREDICATES[name] for name in rule.must if PREDICATES[name].beforehand)
    return [
        reason for item in found for reason in item.reasons(position, {}, position.book.ground(item.cite))
    ]


def _dismissed_or_agreed(position: Position, values: Mapping[str, Any], cite: Labelled) -> list[Refusal]:
    """Not to dismiss an official sentenced for a negligent crime needs the agreement of the next-higher organ first."""
    known = {**position.facts, **values}
    sanction = known.get("gov_sanction")
    is_official = sanction is not None or known.get("is_public_official") is not False
    if not known.get("is_negligent_crime") or not is_official:
        return []
    if sanction == "admin_dismissal" or known.get("dismissal_exception_on"):
        return []
    asking = next(act for act in position.bound.acts.values() if "dismissal_exception_on" in act.sets)
    return [Refusal("agreement_first", {"act": asking, "cite": cite}, "is_negligent_crime")]


def _not_twice(position: Position, values: Mapping[str, Any], cite: Labelled) -> list[Refusal]:
    """What the appointing unit has sanctioned already, the commission does not sanction again."""
    if values.get("is_sanctioned_by_unit") and values.get("gov_sanction"):
        return [Refusal("sanctioned_twice", {"cite": cite}, "gov_sanction")]
    return []


def _not_heavier(position: Position, values: Mapping[str, Any], cite: Labelled) -> list[Refusal]:
    """A review never makes a sanction heavier, each kind compared with its own.

    The sanction decided stands on an appeal under a name of its own, on the execution under that of the new one, which it
    still is. Where none of a kind was decided, none can be given.
    """
    reasons = []
    for name, ground in (("party_sanction", position.book.ground(_HOUSE)), ("gov_sanction", cite)):
        now, before = values.get(name), _decided(position, name)
        if now is not None and before is None:
            reasons.append(_heavier(position, "none_decided", name, ground))
        elif now is not None and _is_graver(position, name, now, before):
            reasons.append(_heavier(position, "heavier", name, ground, now=now, before=before))
    return reasons + _not_longer(position, values)


def _not_longer(position: Position, values: Mapping[str, Any]) -> list[Refusal]:
    """Probation stays probation, but not for longer; where nobody recorded the term decided, any is accepted."""
    name, sanction = "probation_term", _decided(position, "party_sanction")
    now, before = values.get(name), _decided(position, name)
    if values.get("party_sanction", sanction) != "probation" or sanction != "probation":
        return []
    if now is None or before is None or not _is_graver(position, name, now, before):
        return []
    ground = position.book.ground(_HOUSE)
    return [_heavier(position, "heavier", name, ground, now=now, before=before)]


def _decided(position: Position, name: str) -> Any:
    own = f"decided_{name}"
    return position.facts.get(own if own in position.bound.fields else name)


def _is_graver(position: Position, name: str, now: str, before: str) -> bool:
    return _codes(position, name).is_graver(now, before)


def _codes(position: Position, name: str) -> Taxonomy:
    return position.book.taxonomy(str(position.bound.fields[name].codes))


def _heavier(position: Position, code: str, name: str, cite: Labelled, **codes: str) -> Refusal:
    said = {word: _codes(position, name).codes[value] for word, value in codes.items()}
    return Refusal(code, {"field": position.bound.fields[name], "cite": cite, **said}, name)


def _leaders_in_team(position: Position, values: Mapping[str, Any], cite: Labelled) -> list[Refusal]:
    """Who leads a team is authorised as one of it."""
    leaders = {values.get("handler"), *(values.get("deputies") or ())} - {None}
    if leaders <= set(values.get("team") or ()):
        return []
    return [Refusal("leader_outside", {"field": position.bound.fields["team"], "cite": cite}, "team")]


_CONDITIONS = ("is_citizen", "has_integrity", "has_ability", "is_healthy")


def _admissible(position: Position, values: Mapping[str, Any], cite: Labelled) -> list[Refusal]:
    """Whoever lacks a condition of the law, or falls under an exclusion, is not admitted."""
    if values.get("admission_result") != "admit":
        return []
    facts, fields = position.facts, position.bound.fields
    lacking = [name for name in _CONDITIONS if facts.get(name) is not True]
    if facts.get("has_degree") is not True and facts.get("is_older_staff") is not True:
        lacking.append("has_degree")
    ground, field = facts.get("exclusion_ground"), fields["admission_result"]
    reasons = [Refusal("not_admissible", {"who": fields[name], "why": _NO, "field": field, "cite": cite}, "admission_result")
               for name in lacking]  # fmt: skip
    if ground is not None and ground != "none":
        particulars = {
            "who": fields["exclusion_ground"],
            "why": _codes(position, "exclusion_ground").codes[ground],
        }
        reasons.append(
            Refusal("not_admissible", {**particulars, "field": field, "cite": cite}, "admission_result")
        )
    return reasons


_NO = Labelled(label="审查为否", en="the examination says no")


def _within_budget(position: Position, values: Mapping[str, Any], cite: Labelled) -> list[Refusal]:
    """What was spent is no more than what there was."""
    spent, budget = values.get("budget_spent"), values.get("budget")
    if spent is None or budget is None or float(spent) <= float(budget):
        return []
    fields = position.bound.fields
    particulars = {
        "spent": fields["budget_spent"],
        "amount": spent,
        "budget": fields["budget"],
        "limit": budget,
    }
    return [Refusal("over_budget", particulars, "budget_spent")]


def _in_order(position: Position, values: Mapping[str, Any], cite: Labelled) -> list[Refusal]:
    """A term does not end before it begins."""
    first, last = values.get("from_on"), values.get("until_on")
    if first is None or last is None or str(first) <= str(last):
        return []
    fields = position.bound.fields
    return [
        Refusal(
            "term_order",
            {"until": fields["until_on"], "last": last, "since": fields["from_on"], "first": first},
            "until_on",
        )
    ]


_HOUSE = Cite(
    checked="house",
    note="党纪申诉照政务处分法第五十六条掌握",
    note_en="Party appeals follow article 56 of the Law on Governmental Sanctions",
)

PREDICATES = {
    "not_heavier": Predicate(
        label="不得因申请复查而加重处分，党纪处分、政务处分分别比较",
        en="A review never makes a sanction heavier, Party and governmental each compared with its own kind",
        cite=Cite(instrument="ZWCF", article=56, checked="read", row="§3.6"),
        looks_at=("party_sanction", "probation_term", "gov_sanction"),
        by_gravity=("party_sanction", "probation_term", "gov_sanction"),
        reasons=_not_heavier,
    ),
    "dismissal_after_negligent_crime": Predicate(
        label="因过失犯罪被判刑的，不予开除须先报上一级机关批准",
        en="After a sentence for a negligent crime, not to dismiss needs approval one level up first",
        cite=Cite(instrument="ZWCF", article=14, checked="read", row="A-46"),
        looks_at=("is_negligent_crime", "gov_sanction", "dismissal_exception_on"),
        reasons=_dismissed_or_agreed,
    ),
    "admissible": Predicate(
        label="不符合监察官任职条件的不得录用",
        en="Whoever does not meet the conditions of the law is not admitted",
        cite=Cite(instrument="JCG", checked="read"),
        looks_at=(*_CONDITIONS, "has_degree", "is_older_staff", "exclusion_ground", "admission_result"),
        reasons=_admissible,
    ),
    "spent_within_budget": Predicate(
        label="执行经费不大于预算经费",
        en="No more is spent than the budget has",
        cite=Cite(checked="house"),
        looks_at=("budget", "budget_spent"),
        reasons=_within_budget,
    ),
    "term_in_order": Predicate(
        label="期限的结束日期不早于开始日期",
        en="A term does not end before it begins",
        cite=Cite(checked="house"),
        looks_at=("from_on", "until_on"),
        reasons=_in_order,
    ),
    "leaders_in_team": Predicate(
        label="组长、副组长是巡察组成员",
        en="The leaders are members of the team",
        cite=Cite(instrument="XSTL", checked="second_hand"),
        looks_at=("handler", "deputies", "team"),
        reasons=_leaders_in_team,
    ),
    "sanctioned_once": Predicate(
        label="任免机关、单位已就同一违法行为给予处分的，不再给予政务处分",
        en="What the appointing unit has sanctioned already is not given a governmental sanction again",
        cite=Cite(instrument="ZWCF", article=16, checked="read", row="S-12"),
        looks_at=("is_sanctioned_by_unit", "gov_sanction"),
        reasons=_not_twice,
    ),
    "problems_add_up": Predicate(
        label="查找问题数等于自查和组织点明之和",
        en="Problems found are those of self-check and those named",
        cite=HOUSE,
        looks_at=("problems_count", "self_found_count", "org_found_count"),
        reasons=adds_up("problems_count", "self_found_count", "org_found_count"),
    ),
    "limit_ahead": Predicate(
        label="期限不早于登记日",
        en="A limit is not before the opening",
        cite=HOUSE,
        looks_at=("limit_on",),
        reasons=limit_ahead,
    ),
    "only_what_is_confirmed": Predicate(
        label="不属实的只备案",
        en="What is not confirmed is only put on file",
        cite=HOUSE,
        looks_at=("is_confirmed", "interference_handling"),
        reasons=never(
            "interference_handling", frozenset({"reminded", "reported", "lead"}), "is_confirmed", is_set=False
        ),
    ),
    "told_where_it_is_read": Predicate(
        label="举报网站只能告知从网站举报的人",
        en="On the report site only those can be told who reported there",
        cite=HOUSE,
        looks_at=("notice_way", "is_online"),
        reasons=never("notice_way", frozenset({"portal"}), "is_online", is_set=False),
    ),
    "no_conflict_allowed": Predicate(
        label="可能发生利益冲突的不得从事",
        en="What may be in conflict is not allowed",
        cite=Cite(instrument="JCG", checked="read"),
        looks_at=("has_conflict", "employment_result"),
        reasons=never("employment_result", frozenset({"allowed"}), "has_conflict", is_set=True),
    ),
    "figures_frozen": Predicate(
        label="先固定指标数据，再报批报告",
        en="Figures are frozen before the report is proposed",
        cite=HOUSE,
        looks_at=("frozen_on",),
        beforehand=True,
        reasons=figures_frozen,
    ),
    "ways_fit_target": Predicate(
        label="党组织和领导干部各有其问责方式",
        en="Organisations and leaders are held to account in ways of their own",
        cite=ACCOUNTABILITY,
        looks_at=("accountability_target", "accountability_ways"),
        reasons=ways_fit_target,
    ),
}
