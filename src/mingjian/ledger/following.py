"""What follows from an act that has taken effect: matters it opens, ties it makes, descent that is kept."""

from collections.abc import Mapping
from json import loads
from typing import TYPE_CHECKING, Any
from uuid import UUID

from mingjian.law.judge import Judged
from mingjian.law.position import Done
from mingjian.law.procedure import EACH
from mingjian.law.refusal import Refusal, Refused
from mingjian.law.values import BEIJING
from mingjian.ledger import sealing
from mingjian.ledger.documents import prepare
from mingjian.ledger.history import placeholders
from mingjian.ledger.kinds import kind, people
from mingjian.ledger.models import Ancestry, Link, Matter
from mingjian.ledger.order import LATE_AFTER, Order
from mingjian.ledger.rows import Values, as_uuid, fetch, table
from mingjian.ledger.state import State

if TYPE_CHECKING:
    from mingjian.ledger.work import Work

_LINK, _ANCESTRY = table(Link), table(Ancestry)
BESIDE = (
    "related",
    "join",
    "cites",
)  # links that are no descent: separations and conversion do not follow them


def open_what_follows(work: "Work", state: State, judged: Judged, row: Values) -> None:
    took = state.position.took_effect
    assert took is not None
    opens = state.bound.acts[took.act].opens
    if opens is None:
        return
    title = sealing.title_of(state.key, state.id, state.header["title"])
    known = {"title": title, **state.position.facts, **took.details, **_words_of(work, state, judged, took)}
    each = took.details.get(opens.for_each, []) if opens.for_each else [None]
    for value in each:
        values: dict[str, Any] = {"title": opens.title(title)}
        values |= {target: known.get(source) for target, source in opens.fields.items() if source != EACH}
        if (
            len(each) > 1
        ):  # what is said of several at once is true of each only as far as his role does not say more
            values |= people().codes(state, value)
        values |= {target: value for target, source in opens.fields.items() if source == EACH}
        same = _open_matter_of(work, state, opens.kind, value) if value is not None else None
        if same is not None:  # the person has such a matter already: this one is tied to it
            tie(work, state.id, same, kind=opens.link, act=row)
            continue
        order = Order(opens.act, row["officer_id"], row["on"], values, late_reason=_reason(row))
        unit = int(known[opens.unit]) if opens.unit and known.get(opens.unit) else state.place("unit") or 0
        role = value if opens.role == EACH else opens.role
        department = work.department(unit, role) if role else state.place("department")
        _open_from(work, state, opens.kind, order, link=opens.link, act=row, unit=unit, department=department)


def _open_matter_of(work: "Work", origin: State, kind_name: str, person: str) -> UUID | None:
    """The person's open matter of a kind in the same unit, in the database or in this work."""
    record = table(kind(kind_name).record)
    if "person_id" not in record.fields:
        return None
    persons = people().same(person)
    for state in work.states.values():
        if (
            state.kind.name == kind_name
            and state.position.facts.get("person") in persons
            and not state.position.has_ended
        ):
            return state.id
    sql = (
        f"SELECT m.id FROM ledger_matter m JOIN {record.name} r ON r.matter_id = m.id "
        f"WHERE r.person_id IN ({placeholders(persons)}) AND m.closed_on IS NULL AND m.unit_id = %s ORDER BY m.opened_on"
    )
    rows = fetch(sql, [*(record.write("person_id", one) for one in sorted(persons)), origin.place("unit")])
    found = [one for one in (as_uuid(row[0]) for row in rows) if one not in work.states]
    return found[0] if found else None


def link_what_is_named(work: "Work", state: State, took: Done, row: Values) -> None:
    """The ties that an act makes by naming another matter: `link` and `transfer`, a join, and what its `ties` say."""
    declared = state.bound.acts[took.act].ties.items()
    for name, link in (("other_matter", took.details.get("link")), ("joined_to", "join"), *declared):
        other = took.details.get(name)
        if other is None or link is None:
            continue
        if not any(str(known) == other for known in work.states) and not _exists(other):
            raise Refused([Refusal("no_such_matter", {"field": state.bound.fields[name]}, name)])
        tie(work, state.id, UUID(other), kind=link, act=row)


def _words_of(work: "Work", state: State, judged: Judged, took: Done) -> Mapping[str, Any]:
    """The words of the act that has taken effect: just given, or sealed with the proposal."""
    if took.seq == judged.done.seq:
        return judged.words
    row = work.act_row(state, took.seq)
    if row is None or row["sealed"] is None:
        return {}
    opened = sealing.open_act_words(state.key, row["id"], state.id, row["sealed"]).words
    fields = state.bound.fields
    return {
        name: text if fields[name].type != "mentions" else loads(text)
        for name, text in opened.items()
        if name in fields
    }


def _reason(row: Values) -> str | None:
    """What follows from a late record is late for the same reason."""
    late = (row["recorded_at"].astimezone(BEIJING).date() - row["on"]).days > LATE_AFTER
    return "随前一办理行为补录" if late else None


def _open_from(
    work: "Work",
    origin: State,
    kind_name: str,
    order: Order,
    *,
    link: str,
    act: Values,
    unit: int,
    department: int | None,
) -> State:
    """A matter that came from another: opened by the effect of an act there, linked, descent kept."""
    bound = work.book.procedure(kind_name, order.on)
    if bound is None:
        raise Refused([Refusal("no_procedure", {"kind": kind_name, "on": order.on.isoformat()})])
    state = work.blank(kind_name, bound, unit, department, prepare())
    work.states[state.id] = state
    order_fields = {item.name for item in bound.acts[order.act].fields}
    kept = {name: value for name, value in order.details.items() if name in order_fields}
    work.do(state, Order(order.act, order.by, order.on, kept, late_reason=order.late_reason), granted=True)
    tie(work, origin.id, state.id, kind=link, act=act)
    return state


def tie(work: "Work", origin: UUID, target: UUID, *, kind: str, act: Values) -> None:
    """Link two matters; where one came from the other, keep the closure of descent."""
    work.add(
        _LINK, {"origin_id": origin, "target_id": target, "kind": kind, "act_id": act["id"]}, quietly=True
    )
    if kind in BESIDE:
        return
    for ancestor, depth in work.duties.ancestors(origin):
        if ancestor != target:
            work.add(
                _ANCESTRY,
                {"ancestor_id": ancestor, "descendant_id": target, "depth": depth + 1},
                quietly=True,
            )
            work.duties.keep_ancestor(target, ancestor, depth + 1)


def _exists(matter: str) -> bool:
    try:
        return Matter.objects.filter(pk=UUID(matter)).exists()
    except ValueError:
        return False
