"""An act as somebody orders it, before the law has judged it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from mingjian.ledger.documents import Staged

LATE_AFTER = 1  # days between act and record from which it is a late record (补录) and needs a reason


class Order(NamedTuple):
    """An act as somebody orders it: which, by whom, on which day, with what."""

    act: str
    by: int | None
    on: date
    details: Mapping[str, Any] = MappingProxyType({})
    at: datetime | None = None
    about: int | None = None
    documents: Sequence[Staged] = ()
    late_reason: str | None = None
    token: str | None = None
