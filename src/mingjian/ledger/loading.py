"""Taking a matter into work: its row locked, its position rebuilt from what is stored."""

from typing import NamedTuple
from uuid import UUID

from mingjian.law.lawbook import Lawbook
from mingjian.law.position import HEADER, Position, Proposal
from mingjian.ledger import clocks
from mingjian.ledger.clocks import Said
from mingjian.ledger.history import done_of, placeholders
from mingjian.ledger.kinds import kind
from mingjian.ledger.models import Act, Matter, Participation
from mingjian.ledger.models import Proposal as ProposalRow
from mingjian.ledger.rows import Values, fetch, table
from mingjian.ledger.sealing import matter_key
from mingjian.ledger.state import SECRECY, State, to_fact
from mingjian.ledger.values import POSTGRESQL
from mingjian.org.authority import POSTS_OF, Post, post_of

_MATTER, _PROPOSAL, _ACT = (table(model) for model in (Matter, ProposalRow, Act))
_SECRECY = {level: code for code, level in SECRECY.items()}
# Effects that need every act of the matter, or facts that no column keeps.
REPLAYED = ("correct", "annul", "recompute")


class NoSuchMatter(LookupError):
    """There is no such matter."""


def load(book: Lawbook, matter: UUID, kind_name: str, officer: int | None = None) -> State:
    """The matter, locked until the transaction ends, with the posts of whoever wants to act. Raises NoSuchMatter."""
    of = kind(kind_name)
    record = table(of.record)
    columns = f"{_MATTER.selected('m')}, {record.selected('r')}"
    # the record too: of a row that is only joined, whoever has waited for the lock would see the old version
    lock = " FOR UPDATE OF m, r" if POSTGRESQL else ""
    sql = f"SELECT {columns} FROM ledger_matter m JOIN {record.name} r ON r.matter_id = m.id WHERE m.id = %s{lock}"
    rows = fetch(sql, [_MATTER.write("id", matter)])
    if not rows:
        raise NoSuchMatter(str(matter))
    header = _MATTER.read(rows[0][: len(_MATTER.columns)])
    stored_record = record.read(rows[0][len(_MATTER.columns) :])
    position = _position(book, header)
    position.facts.update({name: to_fact(stored_record[c.attname]) for name, c in of.columns.items()})
    around = surroundings(matter, officer)
    position.clocks = [clocks.of_said(said) for said in around.clocks]
    if header["waiting"]:
        position.proposals = _proposals(position, matter)
    position.facts["team"] = [str(member) for member in sorted(around.team)]
    state = State(matter, of, position, matter_key(header["key"], matter), header)
    state.blocked, state.posts = around.blocked, around.posts
    state.stored, state.stored_record = dict(header), stored_record
    state.stored_clocks = {clocks.run(said): said for said in around.clocks}
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


class Surroundings(NamedTuple):
    """The officers of a matter's team, those whom it keeps out, the posts of the one who wants to act, and the clocks."""

    team: frozenset[int]
    blocked: frozenset[int]
    posts: list[Post]
    clocks: list[Said]


def surroundings(matter: UUID, officer: int | None = None) -> Surroundings:
    """Read in one statement; of `load` it is a second one, for what whoever held the lock has changed must be seen."""
    own = table(Participation).write("matter_id", matter)
    rows = fetch(_AROUND, [officer, officer, own, own, own])
    team, blocked = (frozenset(row[0] for row in rows if row[4] == kept) for kept in ("team", "blocked"))
    running = next(row[5] for row in rows if row[4] == "clocks")
    return Surroundings(
        team, blocked, [post_of(row) for row in rows if row[1] is not None], clocks.read(running)
    )


_AROUND = f"""{POSTS_OF} UNION ALL
SELECT officer_id, NULL, NULL, NULL, 'team', '', NULL, NULL, NULL FROM ledger_participation
 WHERE matter_id = %s AND role = 'team' AND until IS NULL
UNION ALL SELECT officer_id, NULL, NULL, NULL, 'blocked', '', NULL, NULL, NULL FROM ledger_block WHERE matter_id = %s
UNION ALL SELECT NULL, NULL, NULL, NULL, 'clocks', ({clocks.OF_MATTER}), NULL, NULL, NULL
"""
