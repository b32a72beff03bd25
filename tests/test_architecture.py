"""The house as it is drawn: what imports what, where relations point, who writes, which files a room has."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from importlinter.cli import lint_imports

from mingjian.ledger import kinds

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "mingjian"
FILES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
STAGE_ROOMS = (
    "complaints",
    "leads",
    "cases",
    "rectification",
    "supervision",
    "inspection",
    "responsibility",
    "education",
    "team",
)
STAGE_FILES = {"__init__.py", "apps.py", "models.py", "acts.py", "queries.py", "checks.py", "migrations"}
FORBIDDEN_NAMES = {"common", "core", "utils", "helpers", "services", "managers"}
LEDGER = {"Matter", "Act", "Document", "Clock", "Proposal", "Opinion", "Duty", "Participation", "Block", "Link", "Ancestry",
          "Counter", "Journal", "Leaf", "Checkpoint"}  # fmt: skip
# The files of the ledger that write its tables, and what each writes.
WRITERS = {
    "rows.py", "record.py", "work.py", "state.py", "rights.py", "numbers.py",  # acts, matters and what follows from them
    "calendars.py",  # days of clocks, when the calendar has changed
    "journal.py",  # journal entries
    "sealer.py",  # leaves and checkpoints
    "search.py",  # the blind index
}  # fmt: skip
WRITING = {
    "create",
    "bulk_create",
    "get_or_create",
    "update_or_create",
    "update",
    "bulk_update",
    "delete",
    "raw",
}


def place(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def test_imports_keep_to_the_contract(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    # it would silence every other logger of the process
    monkeypatch.setattr("importlinter.cli._configure_logging", lambda verbose: None)

    assert lint_imports(no_cache=True) == 0, capsys.readouterr().out


def layers() -> dict[str, int]:
    """Rooms with their height; rooms on one line have the same."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ][0]
    lines = [line.replace("(", "").replace(")", "").split(" | ") for line in reversed(contract["layers"])]
    return {room: height for height, line in enumerate(lines) for room in line}


def room(model: type[models.Model]) -> str:
    return model.__module__.removeprefix("mingjian.").split(".")[0]


def relations() -> Iterator[tuple[type[models.Model], models.Field]]:
    for model in apps.get_models():
        if model.__module__.startswith("mingjian."):
            for field in model._meta.get_fields():
                if getattr(field, "concrete", False) and field.related_model is not None:
                    yield model, field


def test_no_relation_points_up_or_sideways():
    heights, wrong = layers(), []
    for model, field in relations():
        own, other = room(model), room(field.related_model)
        if own != other and heights[own] <= heights[other]:
            wrong.append(f"{model.__name__}.{field.name} → {other}")

    assert wrong == []


def protected() -> set[str]:
    return LEDGER | {kinds.kind(name).record.__name__ for name in kinds.names()}


def writes(tree: ast.AST, names: set[str]) -> Iterator[int]:
    """Lines in which a call writes rows of these models, or plain SQL writes a table of the ledger."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING:
            parts = [item.id for item in ast.walk(node.func) if isinstance(item, ast.Name)]
            attributes = [item.attr for item in ast.walk(node.func) if isinstance(item, ast.Attribute)]
            if "objects" in attributes and names & set(parts):
                yield node.lineno
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = " ".join(node.value.upper().split())
            if any(f"{verb} LEDGER_" in text for verb in ("INSERT INTO", "UPDATE", "DELETE FROM")):
                yield node.lineno


def saves(tree: ast.AST, names: set[str]) -> Iterator[int]:
    """Lines in which a row of these models is made by hand; `Matter(pk=…)` only names one."""
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(".models")
        for alias in node.names
    }
    for node in ast.walk(tree):
        is_made = (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in names & imported
        )
        if is_made and [keyword.arg for keyword in node.keywords] != ["pk"]:
            yield node.lineno


def test_only_the_ledger_writes_acts_and_moves_matters():
    found = []
    for path in FILES:
        if path.parent == SOURCE / "ledger" and path.name in WRITERS:
            continue
        tree = ast.parse(path.read_text("utf-8"))
        found += [f"{place(path)}:{line}" for line in [*writes(tree, protected()), *saves(tree, protected())]]

    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "Matter.objects.filter(pk=1).update(step='closed')",
        "Act.objects.create(code='x')",
        "Lead.objects.all().delete()",
        "cursor.execute('UPDATE ledger_matter SET step = 1')",
        "from mingjian.ledger.models import Act\nAct(code='x').save()",
    ],
)
def test_writing_is_recognised(line):
    tree = ast.parse(line)

    assert [*writes(tree, protected()), *saves(tree, protected())] != []


@pytest.mark.parametrize("name", [name for name in STAGE_ROOMS if (SOURCE / name).is_dir()])
def test_stage_room_has_the_files_of_a_stage_room(name):
    found = {path.name for path in (SOURCE / name).iterdir() if path.name != "__pycache__"}

    assert found - STAGE_FILES == set()


def test_nothing_is_a_junk_drawer():
    named = [
        place(path) for path in FILES if FORBIDDEN_NAMES & {*path.relative_to(SOURCE).parts[:-1], path.stem}
    ]

    assert named == []


def test_no_signals_and_no_logic_in_save():
    found = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module in (
                "django.dispatch",
                "django.db.models.signals",
            ):
                found.append(f"{place(path)}:{node.lineno}")
            if isinstance(node, ast.FunctionDef) and node.name == "save" and path.name == "models.py":
                found.append(f"{place(path)}:{node.lineno}")

    assert found == []


def test_records_are_no_inherited_tables():
    own = {name: kinds.kind(name).record for name in kinds.names()}

    assert {name: record._meta.pk.name for name, record in own.items()} == dict.fromkeys(own, "matter")
    assert [record.__name__ for record in own.values() if record._meta.parents] == []
