"""Small tables in which counting goes wrong easily: repeats, two sanctions, two persons, moves, corrections, month ends."""

from typing import Any

UNITS = [
    {"id": "trap", "name": "临界市", "level": "city"},
    {"id": "trap-own", "name": "临界市纪委监委", "parent": "trap", "level": "own"},
    {"id": "trap-county", "name": "东县", "parent": "trap", "level": "county"},
]
_LETTER = {"channel": "letter", "origin": "self", "content_class": "accusation", "is_signed": 0}

TRAPS: dict[str, list[dict[str, Any]]] = {
    "petitions": [  # a letter repeated and joined; leap day; the last and the first day of periods
        {"id": "tp1", "unit": "trap-own", "received_on": "2024-02-29", "is_repeat": 0, "outcome": "substantiated",
         "concluded_on": "2024-03-31", **_LETTER},
        {"id": "tp2", "unit": "trap-county", "received_on": "2024-03-01", "is_repeat": 1, "joined_to": "tp1",
         "outcome": "substantiated", "concluded_on": "2024-03-31", **_LETTER},
        {"id": "tp3", "unit": "trap-county", "received_on": "2023-12-31", "is_repeat": 1, **_LETTER},
        {"id": "tp4", "unit": "trap-own", "received_on": "2024-04-01", "is_repeat": 0, **_LETTER},
        {"id": "TP5", "unit": "trap-own", "received_on": "2024-01-31", "is_repeat": 0, **_LETTER},
    ],
    "leads": [  # moved from the county up: it counts where it was disposed of
        {"id": "tl1", "unit": "trap-own", "origin": "petition", "is_assigned_from_above": 0, "registered_on": "2024-01-31",
         "disposal_way": "prelim_verification", "disposed_on": "2024-02-29"},
        {"id": "tl2", "unit": "trap-county", "origin": "audit", "is_assigned_from_above": 1, "registered_on": "2023-12-31"},
    ],
    "cases": [  # one lead, two persons; the same person again later with another rank; a unit
        {"id": "tc1", "unit": "trap-own", "lead": "tl1", "person": "ta", "filed_on": "2024-02-29", "rank_class": "county",
         "is_village_head": 0, "is_bribe_giver": 1, "transferred_on": "2024-03-31"},
        {"id": "tc2", "unit": "trap-own", "lead": "tl1", "person": "tb", "filed_on": "2024-02-29", "rank_class": "other",
         "is_village_head": 1, "is_bribe_giver": 0, "closed_on": "2024-03-31"},
        {"id": "tc3", "unit": "trap-county", "person": "ta", "filed_on": "2024-03-31", "rank_class": "township",
         "is_village_head": 0, "is_bribe_giver": 0},
        {"id": "tc4", "unit": "trap-county", "filed_on": "2024-03-31"},
    ],
    "sanctions": [  # one person, two sanctions, of the same weight and day; a correction that came late
        {"id": "ts1", "unit": "trap-own", "case": "tc1", "person": "ta", "decided_on": "2024-03-31",
         "party_sanction": "expulsion", "rank_class": "county", "is_member_cadre": 1},
        {"id": "ts2", "unit": "trap-own", "case": "tc1", "person": "ta", "decided_on": "2024-03-31",
         "gov_sanction": "dismissal", "rank_class": "township", "is_member_cadre": 1},
        {"id": "ts3", "unit": "trap-county", "case": "tc2", "person": "tb", "decided_on": "2023-06-30",
         "party_sanction": "warning", "rank_class": "other", "is_member_cadre": 0},
        {"id": "TS4", "unit": "trap-own", "case": "tc1", "person": "ta", "decided_on": "2024-03-31",
         "party_sanction": "expulsion", "rank_class": "general", "is_member_cadre": 1},
    ],
    "form_uses": [
        {"id": "tf1", "unit": "trap-own", "person": "ta", "decided_on": "2024-03-31", "form": "4", "measure": "transferred_on"},
        {"id": "tf2", "unit": "trap-county", "person": "tb", "decided_on": "2024-02-29", "form": "2", "measure": "party_warning"},
        {"id": "tf3", "unit": "trap-county", "decided_on": "2024-01-01", "form": "1", "measure": "criticism"},
    ],
    "style_problems": [
        {"id": "ty1", "unit": "trap-own", "month": "2024-02", "type": "B1a", "level": "county", "handled_count": 2, "sanctioned_count": 1},
        {"id": "ty2", "unit": "trap-county", "month": "2023-12", "type": "A2", "level": "township_below", "handled_count": 1, "sanctioned_count": 0},
    ],
    "findings": [
        {"id": "td1", "unit": "trap-own", "origin": "inspection", "found_on": "2023-11-30", "due_on": "2024-02-29", "verified_on": "2024-02-29"},
        {"id": "td2", "unit": "trap-own", "origin": "inspection", "found_on": "2024-02-29", "due_on": "2024-03-31", "verified_on": "2024-04-01"},
    ],
    "uses": [  # six months after 31 August is the last of February
        {"id": "tu1", "unit": "trap-own", "report": "tr1", "report_kind": "ecology_report", "report_on": "2023-08-31", "cited_on": "2024-02-29"},
        {"id": "tu2", "unit": "trap-own", "report": "tr2", "report_kind": "ecology_report", "report_on": "2023-12-31", "cited_on": "2024-07-01"},
    ],
}  # fmt: skip
