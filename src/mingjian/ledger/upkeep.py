"""What the platform does of itself, day by day: acts without an officer, judged and recorded like everybody's.

Each function says how many it did, and does nothing the second time. A matter with an open proposal waits until that
is decided: what was asked for is decided under the rules under which it was asked.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import DatabaseError, transaction

from mingjian.law.escalation import due_to
from mingjian.law.lapse import lapsed
from mingjian.law.lawbook import Bound
from mingjian.law.refusal import Refused
from mingjian.ledger.book import book
from mingjian.ledger.clocks import of_row
from mingjian.ledger.history import placeholders
from mingjian.ledger.loading import NoSuchMatter, load
from mingjian.ledger.models import Clock, Matter
from mingjian.ledger.record import MovedOn, record_act
from mingjian.ledger.rows import as_uuid, fetch, table

BATCH = 500  # matters read together; each is recorded in a transaction of its own
_MATTER, _CLOCK = table(Matter), table(Clock)
_log = logging.getLogger(__name__)


def move_versions(today: date) -> int:
    """Open matters of earlier versions go to the one that says that they move, on the day on which the platform sees it."""
    return sum(
        _moved(bound, today)
        for bound in _bound()
        if bound.procedure.open_matters is not None and bound.in_force <= today
    )


def _moved(bound: Bound, today: date) -> int:
    moves, done = bound.procedure.open_matters, 0
    assert moves is not None
    earlier = _MATTER.write("procedure", bound.in_force)
    for matter in _matters("kind = %s AND procedure < %s AND closed_on IS NULL", [bound.kind, earlier]):
        with apart(matter, "move_version"):
            step = bound.steps[moves.move[matter.step]].label
            details = {"version": bound.in_force.isoformat(), "step": step}
            record_act(matter, "move_version", by=None, on=today, details=details, expect=matter.seq)
            done += 1
    return done


def apply_limits(today: date) -> int:
    """Limits that run under an earlier version get the one that says so (`running: recompute`), once it is in force."""
    done = 0
    for name, clock in book().entries("clocks").items():
        version = clock.taking_over(today)
        if version is None:
            continue
        details = {"clock": name, "limit_version": version.in_force.isoformat()}
        for matter in _matters(_RUNNING, [name, _CLOCK.write("version", version.in_force)]):
            with apart(matter, "apply_limit"):
                record_act(matter, "apply_limit", by=None, on=today, details=details, expect=matter.seq)
                done += 1
    return done


_RUNNING = (  # matter by matter: no index finds a rule, and one pass over all of them is enough
    "EXISTS (SELECT 1 FROM ledger_clock c WHERE c.matter_id = ledger_matter.id AND c.rule = %s "
    "AND c.version < %s AND c.state <> 'stopped')"
)


def end_by_lapse(today: date) -> int:
    """Acts that take place at the end of limits are recorded, each of its own day (`law.lapse`)."""
    done = 0
    for bound in _bound():
        for name, rule in bound.acts.items():
            for matter in _running_out(bound, rule.at_end_of, today) if rule.at_end_of else ():
                with apart(matter, name):
                    done += _ended(matter, name, today)
    return done


def _running_out(bound: Bound, clocks: Sequence[str], today: date) -> Iterator[Matter]:
    """Matters on which one of these limits runs and is past its day."""
    where = (
        "kind = %s AND procedure = %s AND id IN (SELECT matter_id FROM ledger_clock "
        f"WHERE state = 'running' AND due_on < %s AND rule IN ({placeholders(clocks)}))"
    )
    days = (_MATTER.write("procedure", bound.in_force), _CLOCK.write("due_on", today))
    return _matters(where, [bound.kind, *days, *clocks])


def _ended(matter: Matter, act: str, today: date) -> bool:
    """Whether the act was due; decided and recorded under one lock."""
    with transaction.atomic():
        position = load(book(), matter.pk, matter.kind).position
        rule = position.bound.acts.get(act)
        on = lapsed(position, rule, today) if rule is not None else None
        if on is None:
            return False
        record_act(matter, act, by=None, on=on)
        return True


def escalate(today: date) -> int:
    """Limits that nobody kept are reported upwards (LEAD-02), also those of an approver who is waited for."""
    done = 0
    for matter, limit in _late(today):
        with apart(matter, "escalate"):
            done += _escalated(matter, limit, today)
    return done


def _late(today: date) -> Iterator[tuple[Matter, str]]:
    """Matters and the names of their limits that are now to be reported, some hundreds of matters at a time."""
    sql = "SELECT DISTINCT matter_id FROM ledger_clock WHERE state = 'running' AND due_on < %s {after} ORDER BY matter_id LIMIT %s"
    day = _CLOCK.write("due_on", today)
    rows = fetch(sql.format(after=""), [day, BATCH])
    while rows:
        ids = [row[0] for row in rows]
        matters = Matter.objects.only("kind", "number", "procedure").in_bulk(list(map(as_uuid, ids)))
        where = f"WHERE state = 'running' AND due_on < %s AND matter_id IN ({placeholders(ids)}) ORDER BY matter_id, due_on"
        for row in _CLOCK.read_many(fetch(_CLOCK.select(where), [day, *ids])):
            matter = matters[row["matter_id"]]
            rule = book().bound(matter.kind, matter.procedure).acts["escalate"]
            if due_to(of_row(row), rule, book(), today):
                yield matter, row["rule"]
        rows = fetch(sql.format(after="AND matter_id > %s"), [day, ids[-1], BATCH])


def _escalated(matter: Matter, limit: str, today: date) -> bool:
    """Whether it still was to be reported; decided and recorded under one lock."""
    with transaction.atomic():
        position = load(book(), matter.pk, matter.kind).position
        clock = position.running(limit)
        to = due_to(clock, position.bound.acts["escalate"], book(), today) if clock is not None else None
        if to is not None:
            record_act(matter, "escalate", by=None, on=today, details={"clock": limit, "escalated_to": to})
        return to is not None


@contextmanager
def apart(matter: Matter, act: str) -> Iterator[None]:
    """What keeps one matter from its act keeps no other waiting: it is logged, and tried again the next day."""
    try:
        yield
    except (MovedOn, NoSuchMatter):
        return  # somebody is at work on it
    except Refused as refusal:
        _log.warning("%s: %s refused: %s", matter.number, act, refusal)
    except DatabaseError:
        raise
    except Exception:  # a damaged matter, which the verifier names
        _log.exception("%s: %s not recorded", matter.number, act)


def _bound() -> Iterator[Bound]:
    """Every version of every procedure, oldest first."""
    law = book()
    for kind in law.kinds():
        for version in law.versions(kind):
            yield law.bound(kind, version.in_force)


def _matters(where: str, values: Sequence[Any]) -> Iterator[Matter]:
    """The matters without an open proposal of which this holds, some hundreds at a time in the order of their ids."""
    sql = f"SELECT id FROM ledger_matter WHERE waiting = 0 AND {where} {{after}} ORDER BY id LIMIT {BATCH}"
    rows = fetch(sql.format(after=""), values)
    while rows:
        ids = [as_uuid(row[0]) for row in rows]
        yield from Matter.objects.only("kind", "number", "step", "seq").filter(pk__in=ids).order_by("pk")
        rows = fetch(sql.format(after="AND id > %s"), [*values, rows[-1][0]])
