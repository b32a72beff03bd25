"""Which units a scope holds."""

import pytest

from mingjian.statistics.scope import NoSuchScope, Scope, scope

UNITS = [
    {"id": "top", "name": "甲省", "parent": None, "level": "province"},
    {"id": "city", "name": "乙市", "parent": "top", "level": "city"},
    {"id": "own", "name": "乙市本级", "parent": "city", "level": "own"},
    {"id": "group", "name": "驻教育局组", "parent": "city", "level": "group"},
    {"id": "county", "name": "丙县", "parent": "city", "level": "county"},
    {"id": "county-own", "name": "本级", "parent": "county", "level": "own"},
    {"id": "far", "name": "丙县", "parent": "top", "level": "county"},
]


def test_scope_is_the_unit_and_everything_under_it() -> None:
    under = frozenset({"city", "own", "group", "county", "county-own"})
    assert scope(UNITS, "city") == scope(UNITS, "乙市") == Scope("city", "乙市", under)
    assert scope(UNITS, "top").units == under | {"top", "far"}
    assert scope(UNITS, "group").units == {"group"}


def test_own_scope_is_the_commission_itself() -> None:
    assert scope(UNITS, "city", own=True) == Scope("city", "乙市", frozenset({"city", "own"}), own=True)


def test_scope_ends_where_units_are_their_own_parents() -> None:
    assert scope([{"id": "a", "parent": "b"}, {"id": "b", "parent": "a"}], "a").units == {"a", "b"}


def test_scope_refuses_unknown_and_ambiguous_names() -> None:
    with pytest.raises(NoSuchScope, match="没有单位“丁县”；请写单位的编号或全称"):
        scope(UNITS, "丁县")
    with pytest.raises(NoSuchScope, match="名为“丙县”的单位不止一个（county、far）；请写编号"):
        scope(UNITS, "丙县")


def test_scope_without_a_unit_is_the_top_one_if_there_is_one() -> None:
    assert scope(UNITS).unit == "top"
    assert scope(UNITS, own=True).units == {"top"}
    with pytest.raises(NoSuchScope, match="顶层单位不止一个：a（无名称）、b（乙市）；请用--scope写明单位"):
        scope([{"id": "a"}, {"id": "b", "name": "乙市"}])
    with pytest.raises(NoSuchScope, match="还没有单位"):
        scope([])
