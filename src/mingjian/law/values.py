"""Values of fields: what a person typed becomes one canonical form, or a problem that says what was expected."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal, InvalidOperation
from typing import Any

from mingjian.law.period import Period
from mingjian.law.procedure import Field

BEIJING = timezone(timedelta(hours=8))
TITLE = 200  # letters of an announced title at most, as its column holds

_DATE = re.compile(r"(\d{4})(?:-|/|\.|年)?(\d{1,2})(?:-|/|\.|月)?(\d{1,2})日?")
_TIME = re.compile(r"(\d{1,2})(?::|：|时)(\d{2})分?")


class Unreadable(ValueError):
    """A value that is not of its field's type; the argument names what was expected (`words.KINDS`)."""


def read_date(value: Any) -> date:
    """2026-11-23, 20261123, 2026/11/23 and 2026年11月23日 are all understood."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    match = _DATE.fullmatch(str(value).strip())
    if match is None:
        raise Unreadable("date")
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as error:
        raise Unreadable("date") from error


def read_instant(value: Any, on: date) -> datetime:
    """An instant of the day `on`, Beijing time, from 09:30 or 9时30分; a datetime is returned in that zone."""
    if isinstance(value, datetime):
        return value.astimezone(BEIJING) if value.tzinfo else value.replace(tzinfo=BEIJING)
    match = _TIME.fullmatch(str(value).strip())
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise Unreadable("instant")
    return datetime.combine(on, time(int(match[1]), int(match[2])), tzinfo=BEIJING)


def canonical(field: Field, value: Any) -> Any:
    """The value as it is kept in an act: JSON without floats. Unreadable if it is not of the field's type."""
    return _READERS[field.type](value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Unreadable("text")
    return value.strip()


def _announced(value: Any) -> str:
    """A title on one line, without the marks that a text puts around it."""
    title = _text(value).removeprefix("《").removesuffix("》").strip()
    if "\n" in title or len(title) > TITLE:
        raise Unreadable("announced")
    return title


def _id(value: Any) -> str:
    text = str(value).strip() if value is not None else ""
    if not text:
        raise Unreadable("id")
    return text


def _ids(value: Any) -> list[str]:
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        raise Unreadable("id")
    return [_id(item) for item in value]


def _integer(value: Any) -> int:
    if isinstance(value, bool) or not re.fullmatch(r"-?\d{1,12}", str(value).strip()):
        raise Unreadable("integer")
    return int(value)


def _money(value: Any) -> str:
    try:
        amount = Decimal(str(value).replace(",", "").strip())
    except InvalidOperation as error:
        raise Unreadable("money") from error
    if not amount.is_finite() or amount < 0 or amount != round(amount, 2) or amount >= Decimal(10) ** 14:
        raise Unreadable("money")
    return str(amount.quantize(Decimal("0.01")))


_YES_NO = {"true": True, "yes": True, "是": True, "on": True, "1": True,
           "false": False, "no": False, "否": False, "0": False}  # fmt: skip


def _flag(value: Any) -> bool:
    found = value if isinstance(value, bool) else _YES_NO.get(str(value).strip().lower())
    if found is None:
        raise Unreadable("flag")
    return found


def _meeting(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or not {"on", "chair", "present"} <= value.keys():
        raise Unreadable("meeting")
    present = _ids(value["present"])
    return {"on": read_date(value["on"]).isoformat(), "chair": _id(value["chair"]), "present": present}


def _mentions(value: Any) -> list[dict[str, str]]:
    if not isinstance(value, list):
        raise Unreadable("mentions")
    found = []
    for item in value:
        if not isinstance(item, dict) or not (item.get("name") or item.get("unit")):
            raise Unreadable("mentions")
        found.append({key: str(item.get(key) or "").strip() for key in ("name", "unit", "post")})
    return found


def _period(value: Any) -> str:
    try:
        period = Period.read(value)
    except ValueError as error:
        raise Unreadable("period") from error
    return f"{period.amount} {period.unit}"


def _values(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Unreadable("text")
    return value


_READERS: dict[str, Callable[[Any], Any]] = {
    "text": _text, "line": _text, "mentions": _mentions, "announced": _announced, "code": _id, "codes": _ids,
    "date": lambda value: read_date(value).isoformat(), "instant": _text, "integer": _integer,
    "money": _money, "flag": _flag, "officer": _id, "officers": _ids, "department": _id, "unit": _id,
    "person": _id, "persons": _ids, "organisation": _id, "matter": _id, "meeting": _meeting, "clock": _id, "period": _period,
    "entry": _integer, "values": _values,
}  # fmt: skip
