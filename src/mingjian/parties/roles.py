"""Roles follow acts: whoever an act names as person or organisation has from then on a role on the matter."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from mingjian.law.position import Done
from mingjian.law.procedure import Act as Rule
from mingjian.law.refusal import Refusal, Refused
from mingjian.ledger.kinds import People
from mingjian.ledger.models import Block
from mingjian.ledger.rows import Delete, Insert, Statement, Update, Values, table
from mingjian.ledger.state import State
from mingjian.org.models import Appointment
from mingjian.parties.models import Organisation, Person, Role
from mingjian.parties.persons import everybody
from mingjian.parties.receivers import refuse_receiver
from mingjian.vault.blind import compact

_ROLE, _BLOCK = table(Role), table(Block)
CODES = (
    "rank_class", "is_member_cadre", "is_own_cadre", "is_village_head", "is_party_member", "is_public_official",
    "is_bribe_giver", "managed_by_same_level",
)  # fmt: skip
NAMED = "is_complained"  # the ground of `recusal_ground` for an officer who is named himself
# The role of a unit on matters of a kind on which persons have that role; elsewhere it is one that is involved.
UNIT_ROLES = {
    "person_complained": "unit_complained",
    "person_concerned": "unit_concerned",
    "responsible_person": "responsible_unit",
    "inspected_unit": "inspected_unit",
}
PARTIES = {"person": Person, "persons": Person, "organisation": Organisation}


class Named(NamedTuple):
    """A party that an act names: the field, the id as the act has it, and the role if the act says one."""

    field: str
    party: str
    is_person: bool
    role: str | None


class Roles(People):
    """Keeps `Role` in step with the acts, and blocks officers who are named."""

    def follow(
        self, state: State, done: Done, words: Mapping[str, Any], past: Sequence[Done]
    ) -> list[Statement]:
        """Rows for whom the act names. Raises Refused for an id that is on no record, and for a receiver it is about."""
        refuse_receiver(state, done)
        officers = set(officers_mentioned(_mentions(state, words)))
        if past:
            return [*_blocks(state, officers), *_rewritten(state, past)]
        found = list(_named(state, done))
        if found:
            officers |= _checked(found)
        rows = _rows(state, done, found)
        return [*_blocks(state, officers), *([Insert(_ROLE, rows)] if rows else [])]

    def codes(self, state: State, person: str) -> dict[str, Any]:
        """The codes last known of a person, first of all in the role of the person concerned."""
        known = _known(state)
        said = known.get((person, state.kind.person_role)) or {}
        others = [codes for (party, _), codes in known.items() if party == person]
        codes = said or (others[-1] if others else {})
        return {name: codes[name] for name in CODES if codes.get(name) is not None}

    def same(self, person: str) -> set[str]:
        return {str(one) for one in everybody([UUID(person)])}


def _named(state: State, done: Done) -> Iterator[Named]:
    rule, fields = _rule(state, done.act), state.bound.fields
    if rule is None:
        return
    if rule.effect == "identify":
        yield _identified(done)
        return
    for name in (asked.name for asked in rule.fields):
        value, kind = done.details.get(name), fields[name].type if name in fields else ""
        if not value or kind not in PARTIES:
            continue
        is_concerned = kind in ("persons", "organisation") or name in state.kind.columns
        is_person = PARTIES[kind] is Person
        role = state.kind.person_role if is_person else UNIT_ROLES.get(state.kind.person_role, "related_unit")
        for party in value if isinstance(value, list) else [value]:
            yield Named(name, party, is_person, role if is_concerned else None)


def _rule(state: State, act: str) -> Rule | None:
    """The act as this version of the procedure has it, else as any version has."""
    if act in state.bound.acts:
        return state.bound.acts[act]
    versions = state.position.book.versions(state.kind.name)
    return next((version.acts[act] for version in reversed(versions) if act in version.acts), None)


def _identified(done: Done) -> Named:
    person, organisation = done.details.get("person"), done.details.get("organisation")
    if bool(person) == bool(organisation):
        raise Refused([Refusal("nobody_identified", {}, "person")])
    field = "person" if person else "organisation"
    return Named(field, person or organisation, bool(person), done.details["person_role"])


def _checked(found: Iterable[Named]) -> set[int]:
    """The officers among those named. Raises Refused for an id that is on no record."""
    officers: set[int] = set()
    for field, is_person in {(item.field, item.is_person) for item in found}:
        wanted = {_id(item.party, field) for item in found if item.field == field}
        if is_person:
            known = dict(Person.objects.filter(pk__in=wanted).values_list("pk", "officer_id"))
            officers |= {officer for officer in known.values() if officer is not None}
        else:
            known = dict.fromkeys(Organisation.objects.filter(pk__in=wanted).values_list("pk", flat=True))
        if wanted - known.keys():
            raise _unknown(field)
    return officers


def _id(party: str, field: str) -> UUID:
    try:
        return UUID(party)
    except ValueError:
        raise _unknown(field) from None


def _unknown(field: str) -> Refused:
    label = "单位" if field == "organisation" else "人员"
    return Refused([Refusal("no_such_person", {"field": label}, field)])


def _rows(state: State, done: Done, named: Sequence[Named]) -> list[Values]:
    """Rows to add: for a party that is new in its role, or of whom the act says something new.

    Codes said with several parties at once are true of none for certain, so they are left to `identify`.
    """
    if not named:
        return []
    known = _known(state)
    said = {name: done.details[name] for name in CODES if name in done.details} if len(named) == 1 else {}
    found = []
    for item in named:
        role = item.role or next((role for party, role in known if party == item.party), "related_person")
        before = known.get((item.party, role))
        codes = {**(before or {}), **said}
        if before is not None and codes == before and "person_role" not in done.details:
            continue
        known[item.party, role] = codes
        found.append(_row(state, done, item, role, codes))
    return found


def _row(state: State, done: Done, item: Named, role: str, codes: Mapping[str, Any]) -> Values:
    party = UUID(item.party)
    is_identified = "person_role" in done.details
    return {
        "matter_id": state.id,
        "person_id": party if item.is_person else None,
        "organisation_id": None if item.is_person else party,
        "role": role,
        "since_by": done.seq,
        "since": done.on,
        "entry": done.details.get("entry") if is_identified else None,
        "mention": done.details.get("mention") if is_identified else None,
        **{name: codes.get(name) for name in CODES},
    }


def _known(state: State) -> dict[tuple[str, str], Values]:
    """The codes of everybody on the matter by (party, role), read once."""
    if state.people is None:
        state.people = {}
        if not state.is_new:
            for row in Role.objects.filter(matter=state.id).order_by("since_by", "id"):
                party = str(row.person_id or row.organisation_id)
                codes = {name: getattr(row, name) for name in CODES if getattr(row, name) is not None}
                state.people[party, row.role] = codes
    return state.people


def expected(state: State, past: Iterable[Done]) -> list[Values]:
    """The rows that all acts together lead to, corrections and annulments applied."""
    state.people, found = {}, []
    for done in past:
        if done.seq in state.position.annulled:
            continue
        values = dict(state.position.corrected.get(done.seq, {}))
        on = date.fromisoformat(values.pop("on")) if "on" in values else done.on
        again = done._replace(on=on, details={**done.details, **values})
        found += _rows(state, again, list(_named(state, again)))
    return found


def _rewritten(state: State, past: Sequence[Done]) -> list[Statement]:
    """What must change so that the stored rows are those that the corrected acts lead to."""
    wanted = {_place_of(row): row for row in expected(state, past)}
    _checked(
        [Named("person", str(row["person_id"]), True, None) for row in wanted.values() if row["person_id"]]
    )
    stored = {_place_of(row): row for row in Role.objects.filter(matter=state.id).values()}
    new = [row for place, row in wanted.items() if place not in stored]
    gone = [{"id": row["id"]} for place, row in stored.items() if place not in wanted]
    changed = [{**row, "id": stored[place]["id"]} for place, row in wanted.items()
               if place in stored and any(stored[place][name] != value for name, value in row.items())]  # fmt: skip
    found = ((Insert, new), (Delete, gone))
    statements: list[Statement] = [make(_ROLE, rows) for make, rows in found if rows]
    return [*statements, Update(_ROLE, ("id",), changed)] if changed else statements


def _place_of(row: Values) -> tuple[Any, ...]:
    return row["since_by"], row["role"], row["person_id"], row["organisation_id"]


def _mentions(state: State, words: Mapping[str, Any]) -> list[Mapping[str, str]]:
    fields = state.bound.fields
    lists = (value for name, value in words.items() if name in fields and fields[name].type == "mentions")
    return [mention for each in lists for mention in each]


def officers_mentioned(mentions: Iterable[Mapping[str, str]]) -> set[int]:
    """Officers with the name of somebody mentioned, unless the mention names a unit that is none of theirs.

    A namesake is blocked too: who is named may not see the report, and a colleague can take it.
    """
    units: dict[str, list[str]] = {}
    for mention in mentions:
        if mention.get("name"):
            units.setdefault(mention["name"].strip(), []).append(compact(mention.get("unit", "")))
    if not units:
        return set()
    rows = Appointment.objects.filter(officer__name__in=units).values_list(
        "officer_id", "officer__name", "department__unit__name", "department__unit__short"
    )
    return {officer for officer, name, *own in rows if any(_fits(unit, own) for unit in units[name])}


def _fits(unit: str, own: Iterable[str]) -> bool:
    return not unit or any(compact(name) in unit or unit in compact(name) for name in own)


def _blocks(state: State, officers: Iterable[int]) -> list[Statement]:
    rows = [{"matter_id": state.id, "officer_id": officer, "ground": NAMED} for officer in sorted(officers)]
    return [Insert(_BLOCK, rows, quietly=True)] if rows else []
