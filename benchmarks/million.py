"""A register of as many matters as wanted, written bare in bulk: headers, records, clocks, rights as the ledger leaves them.

There are no acts, so nothing of it can be verified; but every title is sealed, under the key of its matter.
"""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction

from mingjian.leads.models import Lead
from mingjian.ledger.models import NEVER, Block, Clock, Indexed, Matter, Participation, Proposal
from mingjian.ledger.rights import mac
from mingjian.ledger.rows import Insert, Values, table, write_many
from mingjian.ledger.sealing import keys, seal_title
from mingjian.org.models import Appointment, Department, Officer, Unit
from mingjian.vault.blind import tokens
from mingjian.vault.envelope import new_key

TODAY, FIRST = date(2026, 11, 23), date(2018, 1, 1)
UNITS, DEPARTMENTS, BATCH = 4, 6, 20_000
OPEN, COMMON, RARE = (
    10,
    5,
    1000,
)  # one matter in so many is open; has the common word in its title; has the rare one
FEW = 50  # matters of the officer who sees few
FULL = 120  # of the first matters all are open, half of them late, and all have the rare word: a page of them is full at any size
QUEUED = 60  # of these the first are not assigned yet: they wait for case management, that is for *all*
UNASSIGNED = 100  # of the other open ones one in so many is not assigned yet
CLOCKS = ("C-10", "verification_house")  # a reference, and a limit that binds
ENDS = ("closed", "first_form_done", "concluded")
ORIGINS, RANKS = ("petition", "assigned", "inspection"), ("county", "township", "general")
_WRITTEN = datetime(2026, 11, 1, tzinfo=UTC)


class Register(NamedTuple):
    """Who looks: case management with a post in every unit, and somebody who takes part in FEW matters and has no span."""

    departments: list[list[Department]]
    everything: Officer
    few: Officer
    others: list[Officer]


def fill(count: int) -> Register:
    """Write `count` leads of UNITS units, evenly over the years since FIRST."""
    found = _people()
    with transaction.atomic():
        for start in range(0, count, BATCH):
            _write(found, range(start, min(count, start + BATCH)), max(1, count // FEW))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return found


def _people() -> Register:
    departments = [_unit(number) for number in range(UNITS)]
    everything, few, *others = (
        Officer.objects.create(username=f"desk{number}", name=name)
        for number, name in enumerate(("案管王", "承办李", "承办郑", "承办吴"))
    )
    posts = [(everything, own[0]) for own in departments] + [(few, departments[0][1])]
    for officer, department in posts:
        Appointment.objects.create(officer=officer, department=department, post="member", since=FIRST)
    return Register(departments, everything, few, others)


def _unit(number: int) -> list[Department]:
    unit = Unit.objects.create(
        name=f"第{number}县纪委监委",
        short=f"第{number}县",
        code=f"第{number}纪",
        level="own",
        path=f"{number}/",
    )
    roles = ["case_mgmt_dept"] + ["supervision_dept"] * (DEPARTMENTS - 1)
    return [
        Department.objects.create(unit=unit, name=f"{n}室", short=f"{n}室", role=role)
        for n, role in enumerate(roles)
    ]


def _write(found: Register, numbers: range, every: int) -> None:
    rows: dict[type, list[Values]] = {
        model: [] for model in (Matter, Lead, Clock, Participation, Proposal, Block)
    }
    words: list[tuple[UUID, str]] = []
    for number in numbers:
        matter = _matter(found, number, words)
        rows[Matter].append(matter)
        rows[Lead].append(
            {
                "matter_id": matter["id"],
                "lead_origin": ORIGINS[number % 3],
                "rank_class": RANKS[number % 7 % 3],
            }
        )
        if matter["closed_on"] is None:
            rows[Clock].append(_clock(matter))
            if matter["handler_id"] is not None:
                rows[Participation].append(right(matter, _handler(found, number)))
            if number % (OPEN * 20) == 0:
                rows[Proposal].append(_proposal(matter))
        if number % every == every // 2:
            rows[Participation].append(right(matter, found.few))
        if number % 2000 == 7:
            rows[Block].append(
                {"matter_id": matter["id"], "officer_id": found.everything.pk, "ground": "near_relative"}
            )
    write_many(Insert(table(model), own) for model, own in rows.items() if own)
    _index(words)


def _matter(found: Register, number: int, words: list[tuple[UUID, str]]) -> Values:
    chance = Random(number)
    fills = (
        number < FULL and number % 20 != 10
    )  # these are of the officer who sees few, if there are a thousand
    department = found.departments[number % UNITS][0 if fills else chance.randrange(DEPARTMENTS)]
    opened = FIRST + timedelta(days=chance.randrange((TODAY - FIRST).days))
    ended = not fills and chance.randrange(OPEN) > 0
    queued = not ended and (number < QUEUED or chance.randrange(UNASSIGNED) == 0)
    own, key = UUID(int=chance.getrandbits(128), version=4), new_key()
    title = f"反映某{'局' if chance.randrange(COMMON) else '公司'}{'围标串标' if fills or not chance.randrange(RARE) else ''}问题"
    words.append((own, title))
    return {
        "id": own, "kind": "lead", "procedure": date(2019, 1, 1), "number": f"第{number % UNITS}纪线〔{opened.year}〕{number}号",
        "unit_id": department.unit_id, "department_id": department.pk,
        "handler_id": None if queued else _handler(found, number).pk,
        "step": ENDS[number % 3] if ended else "registered" if queued else "assigned", "secrecy": 3 if chance.randrange(100) == 0 else 0,
        "opened_on": opened, "moved_on": opened, "due_on": NEVER if ended else TODAY + timedelta(days=chance.randrange(-60, -1 if fills else 200)),
        "closed_on": opened if ended else None, "waiting": 0, "seq": 1, "head": bytes(32), "random": bytes(32),
        "created_at": _WRITTEN, "key": keys().wrap(key, own.bytes), "title": seal_title(key, own, title),
    }  # fmt: skip


def _handler(found: Register, number: int) -> Officer:
    return found.others[number % 2]


def _clock(matter: Values) -> Values:
    return {
        "matter_id": matter["id"], "rule": CLOCKS[matter["opened_on"].day % 2], "version": date(2019, 1, 1), "started_by": 1, "start_on": matter["opened_on"],
        "due_on": matter["due_on"], "first_due_on": matter["due_on"], "provisional": False, "state": "running",
        "extensions": [], "pauses": [],
    }  # fmt: skip


def right(matter: Values, officer: Officer) -> Values:
    """That an officer takes part in a matter."""
    keyed = mac(matter["id"], officer.pk, "handler", 1, matter["opened_on"])
    return {
        "matter_id": matter["id"],
        "officer_id": officer.pk,
        "role": "handler",
        "since_by": 1,
        "since": matter["opened_on"],
        "mac": keyed,
    }


def _proposal(matter: Values) -> Values:
    return {
        "matter_id": matter["id"], "seq": 1, "code": "propose_disposal", "proposed_on": matter["opened_on"], "chain": [], "agreed": [],
        "moving": True, "stopped": [], "asked": "department_head", "unit_id": matter["unit_id"], "department_id": matter["department_id"],
    }  # fmt: skip


def _index(words: list[tuple[UUID, str]]) -> None:
    """The titles in the blind index, each text hashed once."""
    key = keys().derive("bigrams")
    hashed = {text: " ".join(tokens(text, key)) for text in {text for _, text in words}}
    if connection.vendor == "postgresql":
        with (
            connection.cursor() as cursor,
            cursor.copy("COPY ledger_indexed (matter_id, tokens) FROM STDIN") as copy,
        ):
            for own, text in words:
                copy.write_row((own, hashed[text]))
        return
    first = (Indexed.objects.order_by("-id").values_list("id", flat=True).first() or 0) + 1
    with connection.cursor() as cursor:
        rows: list[tuple[Any, ...]] = [(number, own.hex) for number, (own, _) in enumerate(words, first)]
        cursor.executemany("INSERT INTO ledger_indexed (id, matter_id) VALUES (%s, %s)", rows)
        cursor.executemany("INSERT INTO ledger_tokens (rowid, tokens) VALUES (%s, %s)",
                           [(number, hashed[text]) for number, (_, text) in enumerate(words, first)])  # fmt: skip
