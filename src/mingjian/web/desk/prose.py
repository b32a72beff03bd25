"""The writer's words in a report, kept sealed between sittings: one text for each paragraph, unit and period."""

from typing import Any

from django.db import transaction

from mingjian.ledger import instant
from mingjian.ledger.journal import note
from mingjian.ledger.sealing import keys
from mingjian.vault.envelope import LONG, Place, open_text, seal_text
from mingjian.web.desk.models import Prose

_KEY = "prose"


def kept(*, unit: int, edition: str, period: str) -> dict[str, str]:
    """What has been written for the paragraphs of a report, by paragraph."""
    rows = Prose.objects.filter(unit=unit, edition=edition, period=period)
    return {row.paragraph: open_text(keys().derive(_KEY), bytes(row.sealed), _place(row.id)) for row in rows}


def keep(words: str, *, unit: int, edition: str, period: str, paragraph: str, officer: int) -> None:
    """Keep the words of one paragraph; none at all gives the edition's own back."""
    where = {"unit_id": unit, "edition": edition, "period": period, "paragraph": paragraph}
    with transaction.atomic():
        row = Prose.objects.select_for_update().filter(**where).first() or Prose(**where)
        if words:
            row.sealed = seal_text(keys().derive(_KEY), words, _place(row.id), LONG)
            row.officer_id, row.at = officer, instant.now()
            row.save()
        elif not row._state.adding:
            row.delete()
        details = {"unit": unit, "edition": edition, "period": period, "paragraph": paragraph}
        note("prose", officer=officer, outcome="done", details=details)


def _place(row: Any) -> Place:
    return Place("web_desk_prose", "sealed", row.bytes, _KEY.encode())
