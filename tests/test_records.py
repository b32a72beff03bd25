"""The typed records keep what the lawbook counts and decides on: each act's columns exist and fit their fields."""

from itertools import chain

import pytest
from django.apps import apps
from django.db import models

from mingjian.law.position import HEADER
from mingjian.law.procedure import ByField
from mingjian.ledger import kinds
from mingjian.ledger.book import book
from mingjian.ledger.models import Act, Clock, Counter, Document, Duty, Link, Matter
from mingjian.parties.models import Role
from mingjian.report.models import Issued

COLUMN_OF = {
    "code": models.CharField, "flag": models.BooleanField, "date": models.DateField, "integer": models.IntegerField,
    "money": models.DecimalField, "person": models.ForeignKey, "matter": models.ForeignKey, "unit": models.ForeignKey,
    "announced": models.CharField, "organisation": models.ForeignKey, "officer": models.ForeignKey, "department": models.ForeignKey,
}  # fmt: skip


def versions():
    return [
        book().bound(kind, version.in_force) for kind in kinds.names() for version in book().versions(kind)
    ]


def known(bound) -> set[str]:
    return set(kinds.kind(bound.kind).columns) | set(HEADER)


def by_name(bound) -> str:
    return f"{bound.kind} {bound.in_force}"


@pytest.mark.parametrize("bound", versions(), ids=by_name)
def test_everything_that_acts_set_has_a_column(bound):
    wanted = {name for act in bound.acts.values() for name in act.sets}

    assert wanted - known(bound) == set()


@pytest.mark.parametrize("bound", versions(), ids=by_name)
def test_every_fact_that_decides_is_kept_until_it_decides(bound):
    """A condition may look at a field of its own act; at anything earlier only through a column."""
    lost = {
        (name, fact)
        for name, act in bound.acts.items()
        for fact in facts(act)
        if not at_hand(bound, act, fact)
    }

    assert lost == set()


def facts(act) -> set[str]:
    branch = {act.to.by} if isinstance(act.to, ByField) else set()
    exceptions = chain.from_iterable(version.exceptions for version in rules("approvals", [act.approval]))
    names = [*act.starts, *(act.proposed.starts if act.proposed else ())]
    clocks = rules("clocks", names)
    limits = set(chain.from_iterable(version.when for version in clocks))
    limits |= {
        name
        for version in clocks
        for part in ("by", "until")
        if (name := getattr(version.length, part, None))
    }
    needs = chain.from_iterable(act.needs.values())
    return (
        branch
        | set(act.when)
        | set(needs)
        | set(chain.from_iterable(item.when for item in exceptions))
        | limits
    )


def rules(section, names) -> list:
    return [version for name in names if name for version in book().find(section, name).versions]


def at_hand(bound, act, fact) -> bool:
    return fact in known(bound) or fact in {item.name for item in act.fields}


@pytest.mark.parametrize("bound", versions(), ids=by_name)
def test_columns_fit_the_fields_that_fill_them(bound):
    wrong = []
    for name, column in kinds.kind(bound.kind).columns.items():
        field = bound.fields.get(name)
        if field is None:
            continue
        longest = (
            max((len(code) for code in book().taxonomy(field.codes).codes), default=0) if field.codes else 0
        )
        if not isinstance(column, COLUMN_OF[field.type]) or longest > (column.max_length or 0):
            wrong.append((name, field.type, type(column).__name__))

    assert wrong == []


def test_names_of_the_lawbook_fit_where_the_ledger_keeps_them():
    """PostgreSQL refuses a name that is too long only when it is written."""
    acts = [act for bound in versions() for act in bound.acts.values()]
    kept = {
        (Matter, "kind"): kinds.names(),
        (Counter, "kind"): kinds.names(),
        (Matter, "step"): [step for bound in versions() for step in bound.steps],
        (Act, "code"): [name for bound in versions() for name in bound.acts],
        (Clock, "rule"): book().entries("clocks"),
        (Duty, "duty"): [act.duty for act in acts if act.duty],
        (Link, "kind"): [*(act.opens.link for act in acts if act.opens), *chain.from_iterable(act.ties.values() for act in acts)],
        (Document, "kind"): book().entries("papers"),
        (Role, "role"): [kinds.kind(kind).person_role for kind in kinds.names()],
        (Issued, "edition"): book().entries("editions"),
    }  # fmt: skip

    assert [
        (model.__name__, column, name)
        for (model, column), names in kept.items()
        for name in names
        if len(name) > model._meta.get_field(column).max_length
    ] == []


@pytest.mark.parametrize("kind", kinds.names())
def test_every_column_is_filled_by_some_act(kind):
    found = set()
    for version in book().versions(kind):
        bound = book().bound(kind, version.in_force)
        for name in version.acts:
            act = bound.acts[name]
            found |= {item.name for item in act.fields} | set(act.sets)

    assert set(kinds.kind(kind).columns) - found == set()


@pytest.mark.parametrize("kind", kinds.names())
def test_columns_may_be_unknown(kind):
    """Nothing is counted that nobody has said: an empty column is no answer."""
    assert [name for name, column in kinds.kind(kind).columns.items() if not column.null] == []


def test_every_column_for_a_kind_is_long_enough():
    """PostgreSQL refuses what SQLite takes."""
    longest = max(map(len, kinds.names()))
    columns = [
        (model._meta.label, field.max_length)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.name in ("kind", "place") and model._meta.app_label in ("ledger", "web_desk")
    ]

    assert columns
    assert [name for name, length in columns if length is not None and length < longest] == []
