"""Invented figures and the editions as packaged."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

import mingjian
from mingjian.law import lawbook
from mingjian.law.edition import Edition
from mingjian.law.lawbook import Lawbook
from mingjian.statistics.figure import Figure

LAWBOOK = Path(mingjian.__file__).parent / "lawbook"
UNITS = {
    "petitions_received": "件次", "petitions_accusation": "件次", "petitions_concluded": "件",
    "petitions_concluded.by_outcome": "件", "leads_disposed": "件", "inquiries": "件次", "cases_filed": "件",
    "cases_filed.by_rank": "人", "village_heads_filed": "人", "cases_closed": "件", "persons_sanctioned": "人",
    "persons_sanctioned.by_rank": "人", "party_sanctioned": "人", "gov_sanctioned": "人", "form_uses": "人次",
    "form_uses.by_form": "人次", "bribe_givers_filed": "人", "bribe_givers_transferred": "人",
    "member_cadres_party_sanctioned": "人", "member_cadres_org_handled": "人", "counties_inspected": "个",
}  # fmt: skip
CITY = {
    "petitions_received": 1432, "petitions_accusation": 611, "leads_disposed": 986, "inquiries": 142,
    "cases_filed": 402, "cases_filed.by_rank:county": 9, "cases_filed.by_rank:township": 66,
    "cases_filed.by_rank:provincial": 0, "cases_filed.by_rank:bureau": 0, "village_heads_filed": 37,
    "cases_closed": 388, "persons_sanctioned": 391, "party_sanctioned": 367, "gov_sanctioned": 58,
    "persons_sanctioned.by_rank:provincial": 0, "persons_sanctioned.by_rank:bureau": 0,
    "persons_sanctioned.by_rank:county": 7, "persons_sanctioned.by_rank:township": 61,
    "persons_sanctioned.by_rank:general": 39, "persons_sanctioned.by_rank:other": 284, "form_uses": 331,
    "form_uses.by_form:1": 202, "form_uses.by_form:2": 95, "form_uses.by_form:3": 16, "form_uses.by_form:4": 18,
    "bribe_givers_filed": 12, "bribe_givers_transferred": 3, "petitions_concluded": 603,
    "petitions_concluded.by_outcome:substantiated": 121, "petitions_concluded.by_outcome:mostly_substantiated": 84,
    "petitions_concluded.by_outcome:unsubstantiated": 398, "petitions_concluded.by_outcome:partly_substantiated": 0,
    "petitions_concluded.by_outcome:unverifiable": 0, "petitions_concluded.by_outcome:other": 0,
    "member_cadres_party_sanctioned": 205, "member_cadres_org_handled": 41,
}  # fmt: skip
SHARES = {"form_uses.by_form:1": "61.0", "form_uses.by_form:2": "28.7", "form_uses.by_form:3": "4.8",
          "form_uses.by_form:4": "5.5"}  # fmt: skip


def figure(name: str, value: int | Decimal | None, unit: str = "", share: str | None = None) -> Figure:
    """One figure with as many records as it counts."""
    records = tuple(f"{name}-{n}" for n in range(value)) if isinstance(value, int) else ()
    unit = unit or UNITS[name.split(":")[0]]
    return Figure(name, name, value, unit, Decimal(share) if share else None, records, date(2024, 1, 1))


def figures(**changes: int | None) -> dict[str, Figure]:
    """The figures of an invented city; `by_rank__x` is not spoken here: pass changes as a mapping with **."""
    values = {**CITY, **changes}
    return {name: figure(name, value, share=SHARES.get(name)) for name, value in values.items()}


def edition(name: str) -> Edition:
    found: Edition = load().find("editions", name)
    return found


@cache
def load() -> Lawbook:
    return lawbook.load()


@pytest.fixture(scope="session")
def s1() -> Edition:
    return edition("S1")


@pytest.fixture(scope="session")
def s4() -> Edition:
    return edition("S4")


@pytest.fixture(scope="session")
def annual() -> Edition:
    return edition("annual")


@pytest.fixture
def city() -> dict[str, Figure]:
    return figures()
