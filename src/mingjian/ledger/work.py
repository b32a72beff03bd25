"""A unit of work: acts judged by the law, projected, and written together, one or many, under the same rules."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from secrets import token_bytes
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings

from mingjian.law.asking import opinion_power
from mingjian.law.judge import Actor, Judged, Wish, judge
from mingjian.law.lawbook import Lawbook
from mingjian.law.position import Done, Position, opening_version, project, replay
from mingjian.law.procedure import Act as Rule
from mingjian.law.refusal import Refusal, Refused
from mingjian.law.separation import standing_in_the_way
from mingjian.ledger import chain, following, instant, numbers, placing, rights, sealing
from mingjian.ledger.before import Before
from mingjian.ledger.documents import Prepared, prepare
from mingjian.ledger.fields import dumps
from mingjian.ledger.history import done_of, history
from mingjian.ledger.kinds import kind, people
from mingjian.ledger.loading import REPLAYED, load
from mingjian.ledger.models import Act, Block, Document, Duty, Opinion
from mingjian.ledger.order import LATE_AFTER, Order
from mingjian.ledger.rows import Insert, Statement, Values, fetch, table
from mingjian.ledger.state import State
from mingjian.org.authority import Place, Post, places, posts_of, powers
from mingjian.org.jurisdiction import department_with
from mingjian.org.models import Officer

_ACT, _DOCUMENT = table(Act), table(Document)
_DUTY, _OPINION, _BLOCK = (table(model) for model in (Duty, Opinion, Block))


@dataclass
class Work:
    """Matters in work within one transaction. `posts`: posts by officer as far as read (for many acts, everybody's);
    `touched`: matters with an act that is not written yet; `flush` writes them, where there are many.
    """

    book: Lawbook
    posts: dict[int, list[Post]] = field(default_factory=dict)
    states: dict[UUID, State] = field(default_factory=dict)
    touched: dict[UUID, State] = field(default_factory=dict)
    counters: numbers.Counters = field(default_factory=numbers.Counters)
    duties: rights.Duties = field(default_factory=rights.Duties)
    departments: dict[tuple[int, str], int | None] = field(default_factory=dict)
    pending: dict[tuple[str, bool], Insert] = field(default_factory=dict)
    changes: list[Statement] = field(default_factory=list)
    flush: Callable[[], None] | None = None

    def take(self, matter: UUID, kind_name: str, officer: int | None = None) -> State:
        """The matter, locked and rebuilt, once; with it the posts of whoever wants to act."""
        if matter not in self.states:
            state = self.states[matter] = load(self.book, matter, kind_name, officer)
            if officer is not None:
                self.posts.setdefault(officer, state.posts)
        return self.states[matter]

    def open(
        self,
        kind_name: str,
        order: Order,
        *,
        unit: int,
        department: int | None,
        prepared: Prepared | None = None,
    ) -> State:
        """A new matter with its first act. Raises Refused."""
        bound = self.book.procedure(kind_name, order.on)
        if bound is None:
            raise Refused([Refusal("no_procedure", {"kind": kind_name, "on": order.on.isoformat()})])
        state = self.blank(kind_name, bound, unit, department, prepared or prepare())
        self.do(state, order)
        self.states[state.id] = state
        return state

    def blank(
        self, kind_name: str, bound: Any, unit: int, department: int | None, prepared: Prepared
    ) -> State:
        matter, created, random = prepared.id, instant.now(), token_bytes(32)
        position = Position(bound, self.book)
        position.facts = {"unit": str(unit), "department": str(department) if department else None}
        header = {
            "created_at": created,
            "random": random,
            "head": chain.first(settings.MINGJIAN_ORIGIN, matter, created, random),
            "key": prepared.key,
        }
        key = sealing.matter_key(prepared.key, matter)
        self.duties.born.add(matter)
        return State(matter, kind(kind_name), position, key, header, is_new=True)

    def do(self, state: State, order: Order, *, granted: bool = False) -> Values:
        """Judge an act, record it, follow what it leads to; the row of the act. Raises Refused, nothing is written.

        `granted`: the act follows from another act that has taken effect, so its power is not asked again, and the
        duty done is that of the other act (whoever opens a lead from a report has not managed the lead).
        """
        look = state.kind.before.get(order.act)
        if look is not None:
            order = order._replace(details=look(Before(self, state, order, granted)))
        rule = state.bound.acts.get(order.act)
        past = self._replayed(state, rule, order) if rule else ()
        actor = self._actor(state, rule, order, granted)
        wish = Wish(order.act, order.on, actor, order.details, order.at, order.about, len(order.documents),
                    lambda officer: self._named(state, order, officer))  # fmt: skip
        today = instant.today()
        judged = judge(state.position, wish, today, past)
        if (today - order.on).days > LATE_AFTER and order.by is not None and not order.late_reason:
            raise Refused([Refusal("late_reason", {"on": order.on.isoformat()}, "late_reason")])
        judged = self._sent(state, rule, judged)
        self._refuse_named(state, rule, judged)
        self._refuse_kept_out(state, judged.done)
        if rule is not None:
            placing.refuse_misplaced(self, state, rule, judged.done)
        self.touched[state.id] = state
        was = rights.Seats.of(state)
        asked = self._asked(state, judged.done)
        if rule and rule.opening:
            judged = self._numbered(state, judged, order)
        row = self._record(state, judged, order)
        rewritten = self._project(state, judged.done, past)
        self._follow(state, rule, judged, row, was, asked)
        if not granted:
            self._keep_duties(state, rule, judged.done)
        self._follow_people(state, judged, [*past, judged.done] if rewritten else [])
        return row

    def _replayed(self, state: State, rule: Rule, order: Order) -> Sequence[Done]:
        """All acts so far, where the act is or decides a correction or annulment; else nothing."""
        waiting = [state.bound.acts[item.done.act].effect for item in state.position.proposals.values()]
        if rule.effect not in REPLAYED and not any(effect in REPLAYED for effect in waiting):
            return ()
        past = [] if state.is_new else history(state.id)
        past += [done_of(row) for seq, row in state.acts.items() if seq > len(past)]
        if past:
            state.position = replay(opening_version(state.position, past), self.book, past)
        return past

    def _project(self, state: State, done: Done, past: Sequence[Done]) -> bool:
        """Whether earlier acts now read otherwise."""
        project(state.position, done)
        rewritten = state.position.rewritten
        if rewritten:
            state.position = replay(opening_version(state.position, past), self.book, [*past, done])
        return rewritten

    def _follow_people(self, state: State, judged: Judged, past: Sequence[Done]) -> None:
        for statement in people().follow(state, judged.done, judged.words, past):
            if isinstance(statement, Insert):
                for row in statement.rows:
                    self.add(statement.table, row, quietly=statement.quietly)
            else:
                self.changes.append(statement)

    def _actor(self, state: State, rule: Rule | None, order: Order, granted: bool) -> Actor:
        if order.by is None:
            return Actor(None, frozenset({"platform"}))
        if granted and rule is not None:
            return Actor(str(order.by), frozenset(rule.by))
        if order.by in state.blocked:
            raise Refused([Refusal("blocked")])
        posts = self.posts_of(order.by)
        team = frozenset(map(int, state.position.facts.get("team") or ()))
        place = Place(state.place("unit") or 0, state.place("department"), state.place("handler"), team)
        held = powers(self.book, order.by, posts, place, order.on)
        done = self.duties.done_by(order.by, state.id) if rule is not None and rule.duty else frozenset()
        return Actor(str(order.by), held, done, places(posts, order.on))

    def _named(self, state: State, order: Order, officer: str) -> Actor:
        """An officer named for a task; of whom nobody knows anything, nothing is known."""
        posts = self.posts_of(int(officer)) if officer.isdecimal() else []
        place = Place(state.place("unit") or 0, state.place("department"))
        return Actor(
            officer, powers(self.book, int(officer), posts, place, order.on) if posts else frozenset()
        )

    def posts_of(self, officer: int) -> list[Post]:
        if officer not in self.posts:
            self.posts[officer] = posts_of(officer)
        return self.posts[officer]

    def _refuse_named(self, state: State, rule: Rule | None, judged: Judged) -> None:
        """Separations hold for everybody named to act together, not only for whoever records the act.

        So they do for a handler, unless the matter goes to another department, whose duty is another one.
        """
        if rule is None or rule.duty is None:
            return
        details, rules = judged.done.details, self.book.separations_of(rule.duty)
        for name in ("officers", "team", *(() if "department" in details else ("handler",))):
            named = details.get(name) or []
            for officer in named if isinstance(named, list) else [named]:
                done = self.duties.done_by(int(officer), state.id)
                found = standing_in_the_way(rules, rule.duty, done, judged.done.on)
                if found is not None:
                    who = Officer.objects.values_list("name", flat=True).get(pk=int(officer))
                    raise Refused(
                        [Refusal("separation_named", {"who": who, "rule": found, "act": rule}, name)]
                    )

    def _refuse_kept_out(self, state: State, done: Done) -> None:
        """Whoever has withdrawn, or is named in the matter, is not made its handler or a member of its team."""
        if not state.blocked:
            return
        for name, value in done.details.items():
            declared = state.bound.fields.get(name)
            if declared is None or declared.type not in ("officer", "officers") or name == "recused":
                continue
            for officer in value if isinstance(value, list) else [value]:
                if int(officer) in state.blocked:
                    who = Officer.objects.values_list("name", flat=True).get(pk=int(officer))
                    raise Refused([Refusal("kept_out", {"who": who, "field": declared}, name)])

    def _asked(self, state: State, done: Done) -> str:
        """Whose opinion this act gives."""
        proposal = state.position.proposals.get(done.about or 0)
        return proposal.asked or "" if proposal else ""

    def _sent(self, state: State, rule: Rule | None, judged: Judged) -> Judged:
        """An act that says where the matter goes names the department in its details, so that replay knows it."""
        if rule is None or rule.goes_to is None:
            return judged
        department = self.department(state.place("unit") or 0, rule.goes_to)
        details = (
            {**judged.done.details, "department": str(department)} if department else judged.done.details
        )
        return Judged(judged.done._replace(details=details), judged.words)

    def department(self, unit: int, role: str) -> int | None:
        if (unit, role) not in self.departments:
            self.departments[unit, role] = department_with(unit, role)
        return self.departments[unit, role]

    def _numbered(self, state: State, judged: Judged, order: Order) -> Judged:
        """The register act carries number, unit and department, so that replay gives the same header."""
        unit = state.place("unit") or 0
        number = self.counters.next(self.book, unit, state.kind.name, state.bound, order.on.year)
        state.header["number"] = number
        state.header["title"] = sealing.seal_title(state.key, state.id, str(judged.words.get("title", "")))
        details = {"unit": str(unit), "number": number, "department": state.position.facts["department"]}
        return Judged(judged.done._replace(details={**details, **judged.done.details}), judged.words)

    def _record(self, state: State, judged: Judged, order: Order) -> Values:
        done, act = judged.done, uuid4()
        words = {name: text if isinstance(text, str) else dumps(text) for name, text in judged.words.items()}
        if order.late_reason:
            words["late_reason"] = order.late_reason
        if order.documents:
            words["documents"] = dumps([[str(item.id), item.name] for item in order.documents])
        sealed, commitment = (
            sealing.seal_act_words(state.key, act, state.id, words) if words else (None, None)
        )
        prev, at = state.header["head"], order.at
        post = self._post(state, done, order)
        entry = chain.ActEntry(
            matter=state.id.bytes, seq=done.seq, code=done.act, officer=order.by, post=post, on=done.on, at=at,
            recorded_at=instant.now(), about=done.about, details=dumps(done.details), commitment=commitment,
            documents=sorted(item.commitment for item in order.documents),
        )  # fmt: skip
        state.header["head"] = chain.link(prev, entry)
        row = {
            "id": act, "matter_id": state.id, "seq": done.seq, "code": done.act, "officer_id": order.by,
            "post_id": post, "on": done.on, "at": at, "recorded_at": entry.recorded_at, "about": done.about,
            "details": done.details, "sealed": sealed, "commitment": commitment, "token": order.token,
            "prev": prev, "hash": state.header["head"],
        }  # fmt: skip
        self.add(_ACT, row)
        state.acts[done.seq] = row
        for item in order.documents:
            self.add(_DOCUMENT, item.row(act))
        return row

    def _post(self, state: State, done: Done, order: Order) -> int | None:
        """The appointment under which the officer acts: one that gives the power asked, in the matter's department, else its
        unit, else any.
        """
        if order.by is None:
            return None
        held = [post for post in self.posts_of(order.by) if post.held(order.on)]
        if len(held) < 2:
            return held[0].appointment if held else None
        department, unit = state.place("department"), state.place("unit")
        needed, place = self._needed(state, done), Place(unit or 0, department)

        def distance(post: Post) -> tuple[bool, bool, bool, int]:
            gives = needed & powers(self.book, post.officer, [post], place, order.on)
            return not gives, post.department != department, post.unit != unit, post.appointment

        return min(held, key=distance).appointment

    def _needed(self, state: State, done: Done) -> set[str]:
        """The powers any of which the act asks for; an opinion that of the proposal on which it is given."""
        rule = state.bound.acts.get(done.act)
        proposal = state.position.proposals.get(done.about or 0)
        if proposal is not None and rule is not None and rule.effect in ("approve", "return"):
            return {opinion_power(self.book, proposal) or ""}
        return set(rule.by) if rule is not None else set()

    def _follow(
        self, state: State, rule: Rule, judged: Judged, row: Values, was: rights.Seats, asked: str
    ) -> None:
        if rule.effect in ("approve", "return") and judged.done.about is not None:
            self._keep_opinion(state, judged.done, asked)
        self.changes += rights.changes(state, was, row)
        took = state.position.took_effect
        if took is not None:
            if state.bound.acts[took.act].effect == "recuse":
                ground, officer = took.details["recusal_ground"], int(took.details["recused"])
                self.add(
                    _BLOCK, {"matter_id": state.id, "officer_id": officer, "ground": ground}, quietly=True
                )
            following.link_what_is_named(self, state, took, row)
            following.open_what_follows(self, state, judged, row)

    def _keep_duties(self, state: State, rule: Rule, done: Done) -> None:
        if rule.duty is None or done.officer is None:
            return
        others = [*done.details.get("officers", ()), *done.details.get("team", ())]
        for officer in sorted({int(done.officer), *map(int, others)}):
            duty = {"matter_id": state.id, "officer_id": officer, "duty": rule.duty}
            if self.duties.keep(duty):
                self.add(_DUTY, duty, quietly=True)

    def _keep_opinion(self, state: State, done: Done, asked: str) -> None:
        proposed_by = self._proposer(state, done.about)
        body, _, outside = asked.partition(":")
        opinion = {"matter_id": state.id, "proposal": done.about, "officer_id": int(done.officer or 0),
                   "body": body if outside else ""}  # fmt: skip
        self.add(_OPINION, {**opinion, "proposed_by_id": proposed_by}, quietly=done.act == "return")

    def _proposer(self, state: State, about: int | None) -> int | None:
        stored = state.stored_proposals.get(about or 0)
        if stored is not None:
            return stored["proposed_by_id"]  # type: ignore[no-any-return]
        row = self.act_row(state, about or 0)
        return row["officer_id"] if row else None

    def act_row(self, state: State, seq: int) -> Values | None:
        if seq in state.acts:
            return state.acts[seq]
        rows = fetch(
            _ACT.select("WHERE matter_id = %s AND seq = %s"), [_ACT.write("matter_id", state.id), seq]
        )
        return _ACT.read(rows[0]) if rows else None

    def add(self, to: Any, row: Values, *, quietly: bool = False) -> None:
        if to is _BLOCK:
            self.touched[row["matter_id"]].blocked |= {row["officer_id"]}
        insert = self.pending.get((to.name, quietly))
        if insert is None:
            insert = self.pending[to.name, quietly] = Insert(to, [], quietly)
        insert.rows.append(row)

    def statements(self) -> list[Statement]:
        """Everything to write, in an order that keys allow; afterwards the work is empty.

        What may be there already comes last: whoever approved and then returned a proposal has one opinion on it.
        """
        headers = [statement for state in self.touched.values() for statement in state.statements()]
        inserts = sorted(self.pending.values(), key=lambda insert: insert.quietly)
        found = [*self.counters.statements(), *headers, *inserts, *self.changes]
        self.touched, self.pending, self.changes = {}, {}, []
        return found
