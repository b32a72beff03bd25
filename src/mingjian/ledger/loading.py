"""Taking a matter into work: its row locked, its position rebuilt from what is stored."""

from uuid import UUID

from django.db import connection

from mingjian.law.lawbook import Lawbook
from mingjian.law.position import HEADER, Position, Proposal
from mingjian.law.running import Running
from mingjian.ledger.history import done_of, placeholders
from mingjian.ledger.kinds import kind
from mingjian.ledger.models import Act, Clock, Matter, Participation
from mingjian.ledger.models import Proposal as ProposalRow
from mingjian.ledger.rows import Values, fetch, table
from mingjian.ledger.sealing import matter_key
from mingjian.ledger.state import SECRECY, State, clock_of, clock_row, to_fact

_MATTER, _CLOCK, _PROPOSAL, _ACT = (table(model) for model in (Matter, Clock, ProposalRow, Act))
_SECRECY = {level: code for code, level in SECRECY.items()}
REPLAYED = (
    "correct",
    "annul",
    "recompute",
)  # effects that need every act of the matter, or facts no column keeps


class NoSuchMatter(LookupError):
    """There is no such matter."""


def load(book: Lawbook, matter: UUID, kind_name: str) -> State:
    """The matter, locked until the transaction ends. Raises NoSuchMatter."""
    of = kind(kind_name)
    record = table(of.record)
    columns = f"{_MATTER.selected('m')}, {record.selected('r')}"
    lock = " FOR UPDATE OF m" if connection.vendor == "postgresql" else ""
    sql = f"SELECT {columns} FROM ledger_matter m JOIN {record.name} r ON r.matter_id = m.id WHERE m.id = %s{lock}"
    rows = fetch(sql, [_MATTER.write("id", matter)])
    if not rows:
        raise NoSuchMatter(str(matter))
    header = _MATTER.read(rows[0][: len(_MATTER.columns)])
    stored_record = record.read(rows[0][len(_MATTER.columns) :])
    position = _position(book, header)
    position.facts.update({name: to_fact(stored_record[c.attname]) for name, c in of.columns.items()})
    position.clocks = _clocks(matter)
    if header["waiting"]:
        position.proposals = _proposals(position, matter)
    state = State(matter, of, position, matter_key(header["key"], matter), header)
    state.stored, state.stored_record = dict(header), stored_record
    state.stored_clocks = {
        (clock.rule, clock.started_by): clock_row(matter, clock) for clock in position.clocks
    }
    state.stored_proposals = {
        seq: state.proposal_row(proposal) for seq, proposal in position.proposals.items()
    }
    return state


def _position(book: Lawbook, header: Values) -> Position:
    position = Position(book.bound(header["kind"], header["procedure"]), book)
    for name in ("step", "seq", "opened_on", "moved_on", "closed_on"):
        setattr(position, name, header[name])
    places = {name: header.get(f"{name}_id") for name in HEADER if name != "secrecy"}
    position.facts = {name: str(value) if value is not None else None for name, value in places.items()}
    position.facts["secrecy"] = _SECRECY[header["secrecy"]]
    return position


def _clocks(matter: UUID) -> list[Running]:
    rows = fetch(_CLOCK.select("WHERE matter_id = %s ORDER BY id"), [_CLOCK.write("matter_id", matter)])
    return [clock_of(_CLOCK.read(row)) for row in rows]


def _proposals(position: Position, matter: UUID) -> dict[int, Proposal]:
    """Open proposals with the acts that made them, in two statements."""
    own = _PROPOSAL.write("matter_id", matter)
    rows = [
        _PROPOSAL.read(row) for row in fetch(_PROPOSAL.select("WHERE matter_id = %s ORDER BY seq"), [own])
    ]
    numbers = [row["seq"] for row in rows]
    where = f"WHERE matter_id = %s AND seq IN ({placeholders(numbers)})"
    acts = {act["seq"]: done_of(act) for act in map(_ACT.read, fetch(_ACT.select(where), [own, *numbers]))}
    by_key = {(clock.rule, clock.started_by): clock for clock in position.clocks}
    return {row["seq"]: Proposal(
        done=acts[row["seq"]],
        chain=tuple(row["chain"]),
        moving=row["moving"],
        step_before=row["step_before"],
        agreed=list(row["agreed"]),
        stopped=[by_key[rule, started] for rule, started in row["stopped"]],
    ) for row in rows}  # fmt: skip


def team_of(matter: UUID) -> frozenset[int]:
    sql = (
        "SELECT officer_id FROM ledger_participation WHERE matter_id = %s AND role = 'team' AND until IS NULL"
    )
    own = table(Participation).write("matter_id", matter)
    return frozenset(row[0] for row in fetch(sql, [own]))
