"""Whether a value that could be read may stand: a code that its list has on the day, a meeting held by then, entries enough."""

from datetime import date
from typing import Any

from mingjian.law.entry import listed
from mingjian.law.lawbook import Lawbook
from mingjian.law.procedure import Field
from mingjian.law.refusal import Refusal


def reasons_against(book: Lawbook, name: str, declared: Field, value: Any, on: date) -> list[Refusal]:
    """Why a value, in canonical form, may not stand in its field on a day: no code of its list, or too few."""
    if declared.codes:
        codes = book.taxonomy(declared.codes)
        for code in value if isinstance(value, list) else [value]:
            if not codes.allows(code, on):
                choices = listed(codes.on(on).values())
                particulars = {"field": declared, "value": code, "on": on.isoformat(), "choices": choices}
                return [Refusal("bad_code", particulars, name)]
    if declared.type == "meeting" and value["on"] > on.isoformat():
        particulars = {"field": declared, "held": value["on"], "on": on.isoformat()}
        return [Refusal("meeting_later", particulars, name)]
    if declared.least is not None:
        count = len(value["present"]) if declared.type == "meeting" else len(value)
        if count < declared.least:
            reason = "too_few" if declared.codes else "too_few_people"
            return [Refusal(reason, {"field": declared, "least": declared.least, "count": count}, name)]
    return []
