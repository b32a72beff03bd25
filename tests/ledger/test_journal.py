"""The journal: its inventory equals the code, failures outlive their rollback, and no words get in."""

import ast
from pathlib import Path
from uuid import uuid4

import pytest

import mingjian
from mingjian.law.refusal import Refusal, Refused
from mingjian.ledger.journal import attempt, coming_from, events, note, note_reads
from mingjian.ledger.models import Journal
from tests.people import city

pytestmark = pytest.mark.django_db(transaction=True)
PACKAGE = Path(mingjian.__file__).parent
PLAYS_ALL = {"city"}  # simulates what every other room does
WHOLE = {"ledger"}  # rooms that are complete: whatever the inventory says of them is written somewhere


def written() -> set[tuple[str, str]]:
    """(room, event) of every call of note or attempt with a constant event in the package."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if name in ("note", "attempt") and "journal" in path.read_text("utf-8"):
                    found.add((path.relative_to(PACKAGE).parts[0], node.args[0].value))
    return found


def test_inventory_names_every_event_that_the_code_writes():
    declared = {(room, code) for code, event in events().items() for room in event.rooms}

    assert {item for item in written() if item[0] not in PLAYS_ALL} <= declared
    assert {item for item in declared if item[0] in WHOLE} <= written()


def test_inventory_is_complete_in_itself():
    for code, event in events().items():
        assert event.label and event.en and event.protection == "P2" and event.retention, code
        assert set(event.reader) <= {"auditor", "security", "assigned"}, code


def test_three_bad_passwords_are_three_events():
    officer = city().id("承办李")

    for _ in range(3):
        with (
            pytest.raises(PermissionError),
            attempt("sign_in", officer=officer, details={"method": "password"}),
        ):
            raise PermissionError("口令不对")

    rows = list(Journal.objects.values_list("event", "outcome", "details"))
    assert rows == [("sign_in", "failed", {"method": "password", "reason": "PermissionError"})] * 3


def test_failed_operation_is_rolled_back_and_its_event_stays():
    people = city()
    officer = people.officers["承办李"]

    with pytest.raises(Refused), attempt("officer", officer=officer.pk, details={"other": officer.pk}):
        officer.name = "另一人"
        officer.save()
        raise Refused([Refusal("no_proposal")])

    officer.refresh_from_db()
    assert officer.name == "承办李"
    assert Journal.objects.values_list("outcome", "details").get() == (
        "refused",
        {"other": officer.pk, "reason": "no_proposal"},
    )


def test_event_goes_with_its_operation():
    officer = city().id("承办李")

    with (
        coming_from(session="0a1b", zone="desk", request="7"),
        attempt("export", officer=officer, details={"kind": "lead", "rows": 3}),
    ):
        pass

    entry = Journal.objects.get()
    assert entry.outcome == "done"
    assert entry.details == {"session": "0a1b", "zone": "desk", "request": "7", "kind": "lead", "rows": 3}


def test_reads_of_a_list_are_grouped():
    note_reads([uuid4() for _ in range(450)], officer=city().id("承办李"), view="register")

    assert [len(entry.details["matters"]) for entry in Journal.objects.order_by("id")] == [200, 200, 50]


@pytest.mark.parametrize(
    ("event", "details", "said"),
    [
        ("nothing", {}, "events.yaml中没有事件“nothing”，请先登记再记录。"),
        ("read", {"words": "x"}, "事件“read”没有字段“words”，请先在events.yaml中登记。"),
        ("read", {"view": "某局某人"}, "事件“read”的字段“view”只能是编号或代码，不能是文字。"),
        ("read", {"view": "a\nb"}, "事件“read”的字段“view”只能是编号或代码，不能是文字。"),
    ],
)
def test_what_is_not_declared_or_no_code_is_refused(event, details, said):
    with pytest.raises(ValueError) as error:
        note(event, officer=None, outcome="done", details=details)

    assert str(error.value) == said
    assert not Journal.objects.exists()
