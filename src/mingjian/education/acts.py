"""What education asks beyond the setting of fields: only what has been dealt with is notified."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from mingjian.law.entry import Cite
from mingjian.law.refusal import Refusal, Refused
from mingjian.ledger.book import book
from mingjian.ledger.kinds import kind
from mingjian.ledger.models import Matter
from mingjian.ledger.record import record_act
from mingjian.ledger.rows import as_uuid

DECIDED = (
    "decided_on",
    "concluded_on",
)  # the days of a result, on the records of cases and of problems of style
ONLY_DEALT_WITH = Cite(checked="house", note="只通报已处理的案件和问题")


def add_case(matter: Matter, *, by: int | None, on: date, details: Mapping[str, Any], **more: Any) -> UUID:
    """Take a case into a notice: one that has been decided. Raises Refused."""
    with transaction.atomic():
        chosen = _chosen(str(details.get("about_matter") or ""))
        if chosen is not None:
            record = kind(chosen.kind).record._default_manager.get(pk=chosen.pk)
            decided = any(getattr(record, name, None) for name in DECIDED)
            if not decided and chosen.closed_on is None:
                field = book().bound(matter.kind, matter.procedure).fields["about_matter"]
                said = {"field": field, "cite": book().cite_words(ONLY_DEALT_WITH)}
                raise Refused([Refusal("not_dealt_with", said, "about_matter")])
        return record_act(matter, "add_case", by=by, on=on, details=details, **more)


def _chosen(text: str) -> Matter | None:
    try:
        return Matter.objects.filter(pk=as_uuid(text)).first()
    except ValueError:
        return None  # the law says that there is no such matter
