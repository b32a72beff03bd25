"""One matter checked without any key: its chain, its leaves, and that replay gives what is stored (LED-19)."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.conf import settings

from mingjian.law.lawbook import Lawbook
from mingjian.law.position import Done, Position, replay
from mingjian.law.values import BEIJING
from mingjian.ledger import chain, clocks
from mingjian.ledger.entries import NO_DOCUMENTS, ActRow
from mingjian.ledger.kinds import kind
from mingjian.ledger.rights import Seats
from mingjian.ledger.rows import Delete, Insert, Statement, Values
from mingjian.ledger.state import State
from mingjian.ledger.stored import Stored, rows_of_clocks
from mingjian.ledger.values import decoded
from mingjian.seal.canonical import NotCanonical
from mingjian.seal.chain import ChainEntry, check_next, entry_hash, leaf


class Problem(NamedTuple):
    """Something wrong: with which matter (its number), at which act, and what, in one sentence."""

    number: str | None
    seq: int | None
    why: str

    def __str__(self) -> str:
        where = (self.number or "") + (f"第{self.seq}条" if self.seq is not None else "")
        return f"{where}：{self.why}" if where else self.why


def chain_problems(of: Stored) -> Iterator[Problem]:
    """What is wrong with the acts: changed, missing, swapped, not as sealed; and with the header's end of the chain."""
    header, number = of.header, of.header["number"]
    head = chain.first(settings.MINGJIAN_ORIGIN, of.id, header["created_at"], header["random"])
    for expected, act in enumerate(of.acts, start=1):
        try:
            hashed = of.leaves.get(act.id) or leaf(_data(of, act))
        except NotCanonical as error:
            yield Problem(number, act.seq, str(error))
            return
        if act.seq != expected or act.prev != head or act.hash != entry_hash(head, expected, hashed):
            found = check_next(ChainEntry(act.seq, _data(of, act), act.prev, act.hash), expected, head)
            yield Problem(number, found.seq if found else expected, found.why if found else "散列不符。")
            if act.seq != expected or act.prev != head:
                return  # whatever follows is displaced as well
        elif act.leaf is not None and act.leaf != hashed:
            yield Problem(number, act.seq, f"内容与树中第{act.number}号叶子不符：封存之后被换过。")
        head = act.hash
    if (header["seq"], header["head"]) != (len(of.acts), head):
        yield Problem(
            number,
            header["seq"],
            f"表头记到第{header['seq']}条，办理行为实有{len(of.acts)}条，首尾不符：有增删。",
        )


def _data(of: Stored, act: ActRow) -> bytes:
    return chain.canonical(act.entry(of.papers.get(act.id, NO_DOCUMENTS)))


def position_problems(book: Lawbook, of: Stored, acts: Sequence[Done]) -> Iterator[Problem]:
    """Where header, record, clocks, proposals or rights differ from what the acts give when replayed."""
    header, number = of.header, of.header["number"]
    try:
        bound = book.procedure(header["kind"], acts[0].on)
        position = replay(bound, book, acts)  # type: ignore[arg-type]
        state, other_clocks = _state(of, position), not _clocks_stand(of, position)
        if other_clocks:
            state.stored_clocks = {clocks.run(said): said for said in of.clocks}
        found = state.statements(clocks=other_clocks)
    except Exception as error:  # whatever a damaged act leads to is a finding, never the end of the check
        yield Problem(number, None, f"办理记录无法重放（{type(error).__name__}）：有办理行为被改动或缺失。")
        return
    if position.facts.get("number") != number:
        yield Problem(number, 1, f"编号存为“{number}”，登记时为“{position.facts.get('number')}”。")
    if not of.record:
        yield Problem(number, None, "缺少台账字段所在的行：整行被删去。")
        found = [statement for statement in found if statement.table.model is not state.kind.record]
    for statement in found:
        yield from _said(statement, of, number)
    yield from _seats(of, state)


def acts_of(of: Stored) -> list[Done]:
    """The acts as the law sees them; none if one of them cannot be read, which replay then reports."""
    try:
        return [_done(act) for act in of.acts]
    except ValueError:
        return []


def _done(act: ActRow) -> Done:
    officer = str(act.officer) if act.officer is not None else None
    at = act.at.astimezone(BEIJING) if act.at else None
    return Done(act.seq, act.code, act.on, officer, decoded(act.details), at, act.about)


def _state(of: Stored, position: Position) -> State:
    """The matter as replay gives it over what is stored: whatever it would write is a difference."""
    state = State(of.id, kind(of.header["kind"]), position, b"", of.header)
    state.stored, state.stored_record = of.header, of.record
    state.stored_proposals = {row["seq"]: row for row in of.proposals}
    return state


def _clocks_stand(of: Stored, position: Position) -> bool:
    return sorted(map(clocks.said, position.clocks), key=clocks.run) == sorted(of.clocks, key=clocks.run)


def _said(statement: Statement, of: Stored, number: str) -> Iterator[Problem]:
    """A statement that would put the database right, as sentences on what is wrong with it."""
    name = statement.table.name
    for row in statement.rows:
        seq = row.get("started_by", row.get("seq") if name == "ledger_proposal" else None)
        what = f"{_NAMES.get(name, '台账字段')}{row.get('rule', '')}"
        if isinstance(statement, Insert):
            yield Problem(number, seq, f"缺少{what}，按办理记录应当有。")
        elif isinstance(statement, Delete):
            yield Problem(number, seq, f"多出{what}，按办理记录不应有。")
        else:
            before = _before(name, row, of)
            for column in row.keys() - set(statement.key):
                if before.get(column) != row[column]:
                    yield Problem(
                        number,
                        seq,
                        f"{what}的{column}存为“{before.get(column)}”，按办理记录应为“{row[column]}”。",
                    )


_NAMES = {"ledger_matter": "表头", "ledger_clock": "时限", "ledger_proposal": "待批事项"}


def _before(name: str, row: Values, of: Stored) -> Values:
    if name == "ledger_matter":
        return of.header
    if name == "ledger_clock":
        return next(
            item
            for item in rows_of_clocks(of.id)
            if (item["rule"], item["started_by"]) == (row["rule"], row["started_by"])
        )
    if name == "ledger_proposal":
        return next(item for item in of.proposals if item["seq"] == row["seq"])
    return of.record


def _seats(of: Stored, state: State) -> Iterator[Problem]:
    """Who takes part at present, as handler or team, must be whom the acts have put there."""
    due = {(role, officer) for role, officers in Seats.of(state).held.items() for officer in officers}
    there = {(row["role"], row["officer_id"]) for row in of.seats}
    for role, officer in sorted(there - due):
        yield Problem(of.header["number"], None, f"账号{officer}现有参与权（{role}），办理记录中没有。")
    for role, officer in sorted(due - there):
        yield Problem(of.header["number"], None, f"账号{officer}按办理记录应有参与权（{role}），现在没有。")
