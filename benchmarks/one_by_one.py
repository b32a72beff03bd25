"""One act after the other, by several clients at once, beside a bare lock + insert + update through the driver."""

from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from time import perf_counter
from uuid import uuid4

from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from benchmarks.population import FIRST, at, register
from mingjian.ledger.models import Act, Matter
from mingjian.ledger.record import record_act, record_acts
from mingjian.ledger.rows import table
from tests.people import City

SECONDS = 3.0
OWN = 20  # matters of each client
_ACT, _MATTER = table(Act), table(Matter)


def statements(city: City) -> dict[str, int]:
    """How many statements an act takes, without BEGIN and COMMIT."""
    matter = _matters(city, 1)[0]
    found = {}
    for act, who, details in (
        ("note", "案管王", {"remark": "补充材料"}),
        ("assign", "案管王", {"department": city.department("二室"), "handler": city.id("承办李")}),
        ("approve", "书记赵", {"opinion": "同意"}),
    ):
        with CaptureQueriesContext(connection) as queries, at(FIRST):
            record_act(matter, act, by=city.id(who), on=FIRST, details=details)
        found[act] = sum(not query["sql"].startswith(("BEGIN", "COMMIT")) for query in queries)
    return found


def rate(city: City, clients: int, *, bare: bool) -> float:
    """Acts a second by so many clients, each in a process of its own, on matters of their own."""
    work = [_matters(city, OWN) for _ in range(clients)]
    connections.close_all()
    context = get_context("fork")
    barrier, results = context.Barrier(clients), context.Queue()
    started = [context.Process(target=_client, args=(city, own, bare, barrier, results)) for own in work]
    for process in started:
        process.start()
    total = sum(results.get() for _ in started)
    for process in started:
        process.join()
    return total / SECONDS


def _matters(city: City, count: int) -> list[Matter]:
    with record_acts() as many:
        ids = [register(many, city, number).id for number in range(count)]
    return list(Matter.objects.filter(pk__in=ids))


def _client(city: City, own: list[Matter], bare: bool, barrier: Barrier, results) -> None:  # type: ignore[no-untyped-def]
    one = _bare(own[0]) if bare else _ours(city)
    with at(FIRST):
        one(own[0])
        barrier.wait()
        begun, count = perf_counter(), 0
        while perf_counter() - begun < SECONDS:
            one(own[count % OWN])
            count += 1
    connection.close()
    results.put(count)


def _ours(city: City) -> Callable[[Matter], object]:
    by = city.id("案管王")
    return lambda matter: record_act(
        matter, "note", by=by, on=FIRST, details={"remark": "已调取该单位二〇二二年度凭证。"}
    )


def _bare(model: Matter) -> Callable[[Matter], object]:
    """The same row of an act, the same columns of the matter, nothing judged, hashed or sealed."""
    act = Act.objects.filter(matter=model).order_by("seq").values(*_ACT.fields).first()
    assert act is not None
    names = list(_ACT.fields)
    insert = f"INSERT INTO ledger_act ({', '.join(_ACT.columns[name] for name in names)}) VALUES ({', '.join(['%s'] * len(names))})"
    lock = "SELECT seq FROM ledger_matter WHERE id = %s" + (
        " FOR UPDATE" if connection.vendor == "postgresql" else ""
    )

    def one(matter: Matter) -> None:
        own = _MATTER.write("id", matter.id)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(lock, [own])
            seq = cursor.fetchone()[0] + 1
            row = {**act, "id": uuid4(), "matter_id": matter.id, "seq": seq}
            cursor.execute(insert, _ACT.written(names, [row])[0])
            cursor.execute(
                "UPDATE ledger_matter SET seq = %s, head = %s WHERE id = %s", [seq, act["hash"], own]
            )

    return one
