"""A city's half year of facts whose figures are the published samples of the bulletins S1 and S4."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, repeat
from typing import Any

Row = dict[str, Any]

PERIOD = "2031H1"
UNITS: list[Row] = [
    {"id": "city", "name": "临江市", "parent": None, "level": "city"},
    {"id": "own", "name": "临江市本级", "parent": "city", "level": "own"},
    {"id": "group", "name": "驻市教育局纪检监察组", "parent": "city", "level": "group"},
    {"id": "east", "name": "东河县", "parent": "city", "level": "county"},
    {"id": "west", "name": "西岭县", "parent": "city", "level": "county"},
    {"id": "next", "name": "邻水市", "parent": None, "level": "city"},
]
_PLACES = ("own", "east", "west", "group", "east", "west", "city")

FIGURES: dict[str, int] = {
    "petitions_received": 1432,
    "petitions_accusation": 611,
    "leads_disposed": 986,
    "inquiries": 142,
    "cases_filed": 402,
    "cases_filed.by_rank:county": 9,
    "cases_filed.by_rank:township": 66,
    "village_heads_filed": 37,
    "persons_sanctioned": 391,
    "party_sanctioned": 367,
    "gov_sanctioned": 58,
    "persons_sanctioned.by_rank:provincial": 0,
    "persons_sanctioned.by_rank:bureau": 0,
    "persons_sanctioned.by_rank:county": 7,
    "persons_sanctioned.by_rank:township": 61,
    "persons_sanctioned.by_rank:general": 39,
    "persons_sanctioned.by_rank:other": 284,
    "form_uses": 331,
    "form_uses.by_form:1": 202,
    "form_uses.by_form:2": 95,
    "form_uses.by_form:3": 16,
    "form_uses.by_form:4": 18,
    "bribe_givers_filed": 12,
    "bribe_givers_transferred": 3,
}
SHARES = {
    "form_uses.by_form:1": "61.0",
    "form_uses.by_form:2": "28.7",
    "form_uses.by_form:3": "4.8",
    "form_uses.by_form:4": "5.5",
}


def sample_facts() -> dict[str, list[Row]]:
    """Rows of every table, inside the period and around it: the year before, the second half, elsewhere."""
    inside = {
        "petitions": _petitions(),
        "leads": _leads(),
        "inquiries": _inquiries(),
        "cases": _cases(),
        "sanctions": _sanctions(),
        "form_uses": _form_uses(),
    }
    facts = {name: [*rows, *_around(rows)] for name, rows in inside.items()}
    return {"units": UNITS, **facts}


def _rows(prefix: str, count: int) -> Iterator[tuple[int, Row]]:
    first, days = date(2031, 1, 1), 181
    for number in range(count):
        day = first + timedelta(days=number * 7 % days)
        yield number, {"id": f"{prefix}{number:04}", "unit": _PLACES[number % len(_PLACES)], "day": day}


def _spread(*parts: tuple[Any, int]) -> list[Any]:
    return list(chain.from_iterable(repeat(value, times) for value, times in parts))


def _petitions() -> list[Row]:
    classes = _spread(
        ("accusation", 611), ("appeal", 90), ("suggestion", 230), ("out_of_scope", 401), ("no_substance", 100)
    )
    return [
        {
            "id": row["id"],
            "unit": row["unit"],
            "received_on": row["day"],
            "content_class": classes[number],
            "channel": _cycle(("letter", "visit", "phone", "network", "other"), number),
            "origin": _cycle(("self", "self", "superior"), number),
            "is_repeat": number % 4 == 0,
            "is_signed": number % 3 == 0,
        }
        for number, row in _rows("p", 1432)
    ]


def _leads() -> list[Row]:
    ways = _spread(("talk_inquiry", 142), ("prelim_verification", 520), ("hold", 24), ("close", 300))
    return [
        {
            "id": row["id"],
            "unit": row["unit"],
            "origin": _cycle(("petition", "supervision", "inspection"), number),
            "is_assigned_from_above": number % 2,
            "registered_on": row["day"],
            "disposed_on": row["day"],
            "disposal_way": ways[number],
        }
        for number, row in _rows("l", 986)
    ]


def _inquiries() -> list[Row]:
    return [
        {"id": row["id"], "unit": row["unit"], "lead": f"l{number:04}", "decided_on": row["day"]}
        for number, row in _rows("q", 142)
    ]


def _cases() -> list[Row]:
    """Four hundred persons: one of them in two cases, and one case against a unit."""
    ranks = _spread(("county", 9), ("township", 66), ("general", 45), ("other", 281))
    rows = [
        {
            "id": row["id"],
            "unit": row["unit"],
            "lead": f"l{142 + number:04}",
            "filed_on": row["day"],
            "person": f"n{number:04}" if number < 400 else "n0399",
            "rank_class": ranks[min(number, 400)],
            "is_village_head": 200 <= number < 237,
            "is_bribe_giver": 300 <= number < 312,
        }
        for number, row in _rows("c", 402)
    ]
    rows[401] |= {"person": None, "rank_class": None}
    for number in (300, 301, 302):
        rows[number]["transferred_on"] = date(2031, 6, 30)
    return rows


def _sanctions() -> list[Row]:
    """391 persons: 333 by the Party, 24 by the government, 34 by both, ten of these in two decisions."""
    ranks = _spread(("county", 7), ("township", 61), ("general", 39), ("other", 284))
    rows = []
    for number, row in _rows("s", 391):
        party, gov = number < 367, number >= 333
        whole = {
            "unit": row["unit"],
            "case": f"c{number:04}",
            "person": f"n{number:04}",
            "decided_on": row["day"],
            "rank_class": ranks[number],
            "is_member_cadre": number < 100,
        }
        if party and gov and number < 343:
            rows.append({**whole, "id": f"{row['id']}a", "party_sanction": "warning"})
            rows.append({**whole, "id": f"{row['id']}b", "gov_sanction": "demerit"})
            continue
        rows.append(
            {
                **whole,
                "id": row["id"],
                "party_sanction": "expulsion" if party else None,
                "gov_sanction": "dismissal" if gov else None,
            }
        )
    return rows


def _form_uses() -> list[Row]:
    forms = _spread(("1", 202), ("2", 95), ("3", 16), ("4", 18))
    return [
        {
            "id": row["id"],
            "unit": row["unit"],
            "person": f"n{number % 300:04}",
            "decided_on": row["day"],
            "form": forms[number],
        }
        for number, row in _rows("f", 331)
    ]


def _cycle(values: Sequence[str], number: int) -> str:
    return values[number % len(values)]


def _around(rows: Sequence[Row]) -> Iterator[Row]:
    """The first rows again: on the last day before the period, on the first after it, and in another city."""
    for row in rows[:40]:
        days = [name for name, value in row.items() if isinstance(value, date)]
        yield {**row, "id": f"{row['id']}-before", **dict.fromkeys(days, date(2030, 12, 31))}
        yield {**row, "id": f"{row['id']}-after", **dict.fromkeys(days, date(2031, 7, 1))}
        yield {**row, "id": f"{row['id']}-next", "unit": "next"}
