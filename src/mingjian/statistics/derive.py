"""Facts from matters: the rows that one matter stands for, by what it tells and what its relatives tell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mingjian.complaints.queries import gravest
from mingjian.law.lawbook import Lawbook
from mingjian.sharing.queries import pair
from mingjian.statistics.coding import Row, typed
from mingjian.statistics.declared import declared
from mingjian.statistics.forms import heaviest
from mingjian.statistics.kin import Kin
from mingjian.statistics.story import Asked, Effect, Story

Rows = Iterator[tuple[str, Row]]

DERIVATION = 5  # raise it when these rules change: all facts are then derived again
IN_ERROR = "error"  # the step of what was opened in error (architecture, section 10)
SANCTIONS = ("party_sanction", "gov_sanction")
DECIDED = {"case": "decided_on", "execution": "expelled_on"}  # the day of a decision on a sanction
SURRENDER = "voluntary_surrender"  # the origin of a lead
DEFENCE_ADOPTED = ("adopted", "partly_adopted")
CONCERNED = frozenset({"person_complained", "person_inquired"})


@dataclass(frozen=True)
class Told:
    """What deriving needs beside the matter: the lawbook for codes, and the names of departments by id."""

    book: Lawbook
    departments: Mapping[str, str]


def derive(story: Story, kin: Kin, told: Told) -> Rows:
    """The rows of facts that a matter stands for, by table; what its executions add comes with the case."""
    if story.step == IN_ERROR:
        return
    makers = {"complaint": _petition, "lead": _lead, "case": _case}
    if story.kind in makers:
        for table, row in makers[story.kind](story, kin, told):
            yield table, typed(table, row, told.book)
    for table, row, effect in declared(story, kin, told.book):
        whole = {**_row(story, effect, told), **row}
        if table == "transfers":
            whole |= _between(whole, told)
        if table == "activities" and row.get("held_on"):
            whole["recorded_on"] = story.recorded.get(effect.seq)
        yield table, typed(table, whole, told.book)
    for asked in story.asked:
        yield "proposals", typed("proposals", _proposal(story, asked, told), told.book)


def _proposal(story: Story, asked: Asked, told: Told) -> Row:
    """Something put up for approval: whose it was then, and how it ended."""
    said = {
        "id": f"{story.matter}:{asked.seq}",
        "kind": story.kind,
        "act": asked.act,
        "proposed_on": asked.on,
    }
    return {**_row(story, asked, told), **said, "decided_on": asked.decided_on, "outcome": asked.outcome}


def _between(row: Row, told: Told) -> Row:
    """The departments of a hand-over by name, and the pair that they are, whoever sent."""
    there = told.departments.get(str(row.get("to_department")))
    ends = (row["unit"], row["department"]), (row.get("to_unit") or row["unit"], there)
    return {"to_department": there, "pair": pair(*ends)}


def _petition(story: Story, kin: Kin, told: Told) -> Rows:
    """One receipt. Parts and what was handed on from another unit are none; nor is what went up unregistered."""
    facts = story.facts
    if kin.came_from(story, "split", "transfer") or facts.get("superior_ground"):
        return
    refused = facts.get("not_accepted_ground") == "no_substance" and not facts.get("accepted_on")
    outcome, concluded_on = _result(story, kin)
    yield "petitions", {
        **_row(story, story.effects[0], told),
        "received_on": story.opened_on,
        **{name: facts.get(name) for name in ("channel", "origin", "is_repeat", "is_signed", "rank_class", "behaviour",
                                             "is_own_cadre", "joined_to", "agreement")},
        "content_class": "no_substance" if refused else facts.get("content_class"),
        "outcome": outcome,
        "concluded_on": concluded_on,
    }  # fmt: skip


def _result(story: Story, kin: Kin) -> tuple[str | None, str | date | None]:
    """Result and day: of a split report the gravest and last of its parts, of one joined those of the leading one,
    of one handed on within the ledger those found where it went (architecture, section 10).
    """
    leading = kin.stories.get(UUID(story.facts["joined_to"])) if story.facts.get("joined_to") else None
    if leading is not None and leading.matter != story.matter:
        story = leading
    own = (story.facts.get("outcome") or None, story.facts.get("concluded_on") or None)
    if own[1]:
        found = [_own_result(part) for part in kin.of(story, "split")]
        outcome = gravest(outcome for outcome, _ in found if outcome) or own[0]
        return outcome, max((day for _, day in found if day), default=own[1])
    handed_on = kin.of(story, "transfer") if story.closed_on else []
    return _result(handed_on[0], kin) if handed_on else own


def _own_result(story: Story) -> tuple[str | None, str | None]:
    return story.facts.get("outcome") or None, story.facts.get("concluded_on") or None


def _lead(story: Story, kin: Kin, told: Told) -> Rows:
    """One lead. One that was split, joined, or handed on before disposal counts through the others."""
    facts, disposed = story.facts, story.first("disposed_on")
    handed_on = disposed is None and kin.led_on(story, "transfer")
    if kin.led_on(story, "split") or facts.get("joined_to") or handed_on:
        return
    yield (
        "leads",
        {
            **_row(story, disposed or story.effects[0], told),
            "origin": facts.get("lead_origin"),
            "is_assigned_from_above": bool(facts.get("is_assigned_from_above")),
            "registered_on": story.opened_on,
            "disposal_way": disposed and disposed.facts.get("disposal_way"),
            "disposed_on": disposed and disposed.on,
            "is_own_cadre": facts.get("is_own_cadre"),
            "is_surrender": facts.get("lead_origin") == SURRENDER,
            "grade": facts.get("lead_grade"),
            "recheck": facts.get("lead_recheck"),
        },
    )
    for effect in story.effects:
        if effect.sets("inquiry_decided_on"):
            named = {"id": f"{story.matter}:{effect.seq}", "lead": str(story.matter), "decided_on": effect.on,
                     "is_own_cadre": facts.get("is_own_cadre"), "outcome": _outcome_of(story, effect)}  # fmt: skip
            yield "inquiries", {**_row(story, effect, told), **named}
    if not facts.get("filed_on"):
        yield from _forms(story, sorted(story.named(CONCERNED)) or [None], kin, told)


def _outcome_of(story: Story, inquiry: Effect) -> str | None:
    """What a talk or letter came to: the report after it."""
    reports = (
        effect for effect in story.effects if effect.seq > inquiry.seq and effect.code == "report_inquiry"
    )
    return next((effect.details.get("inquiry_outcome") for effect in reports), None)


def _case(story: Story, kin: Kin, told: Told) -> Rows:
    """One person (or unit) and matter from its filing on, with the decisions on the person."""
    facts, filed = story.facts, story.first("filed_on")
    if filed is None:
        return
    yield (
        "cases",
        {
            **_row(story, filed, told),
            **_codes(story, filed, "rank_class", "is_village_head", "is_bribe_giver", "is_own_cadre"),
            "lead": kin.lead_of(story),
            "is_sent_back": bool(facts.get("trial_return")),
            "is_head": facts.get("is_head"),
            "is_extended": any(effect.rule.effect == "extend" for effect in story.effects),
            "is_defence_adopted": facts.get("defence_result") in DEFENCE_ADOPTED,
            "person": kin.root(facts.get("person")),
            "filed_on": filed.on,
            "closed_on": story.closed_on,
            "transferred_on": facts.get("transferred_on") or None,
        },
    )
    if facts.get("is_unit_case"):
        return
    yield from _decisions(story, story, kin, told)
    for execution in kin.of(story, "execution"):
        yield from _decisions(execution, story, kin, told)
    yield from _forms(story, [facts.get("person")], kin, told)


def _decisions(story: Story, case: Story, kin: Kin, told: Told) -> Rows:
    """Sanctions and organisational measures that acts of the matter decide.

    Expulsion during probation is a decision of its own; a change on appeal carries out another body's and is none.
    """
    for effect in story.effects:
        whose = case.effects[-1] if story is not case else effect
        row = {
            **_row(story, effect, told),
            "id": f"{story.matter}:{effect.seq}",
            "person": kin.root(case.facts.get("person")),
            "decided_on": effect.on,
            **_codes(case, whose, "is_member_cadre"),
        }
        sanctions = {name: effect.rule.sets.get(name) or effect.details.get(name) for name in SANCTIONS}
        if any(sanctions.values()) and effect.sets(DECIDED[story.kind]):
            own = {
                "case": str(case.matter),
                "lead": kin.lead_of(case),
                **_codes(case, whose, "rank_class", "is_own_cadre"),
            }
            yield "sanctions", {**row, **sanctions, **own}
        if effect.sets("measure_decided_on") and effect.details.get("organisational_measure"):
            yield "measures", {**row, "measure": effect.details["organisational_measure"]}


def _forms(story: Story, persons: list[str | None], kin: Kin, told: Told) -> Rows:
    """One use of a form for each person; a matter that names nobody yet is one use."""
    use = heaviest(story, told.book.taxonomy("form_item"))
    if use is None:
        return
    effect = next(effect for effect in story.effects if effect.seq == use.seq)
    for number, person in enumerate(dict.fromkeys(kin.root(person) for person in persons), start=1):
        yield (
            "form_uses",
            {
                **_row(story, effect, told),
                "id": f"{story.matter}.{number}",
                "person": person,
                "decided_on": use.on,
                "form": use.form,
                "measure": use.measure,
                **_codes(story, effect, "is_own_cadre"),
            },
        )


def _row(story: Story, effect: Effect | Asked, told: Told) -> Row:
    """Whose it was on its first counted date."""
    department = told.departments.get(str(effect.facts.get("department")))
    return {
        "id": str(story.matter),
        "matter": str(story.matter),
        "unit": effect.facts["unit"],
        "department": department,
    }


def _codes(story: Story, effect: Effect, *names: str) -> Row:
    """Codes of a person at the counting date."""
    return {name: story.known(effect, name) for name in names}
