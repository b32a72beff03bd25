"""What supervision asks beyond the setting of fields: opinions that omit nothing, alerts, figures frozen for a report."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from mingjian.law.entry import Cite
from mingjian.law.refusal import Refusal, Refused
from mingjian.ledger.book import book
from mingjian.ledger.joining import refuse_while_open
from mingjian.ledger.models import Act, Matter
from mingjian.ledger.record import record_act
from mingjian.ledger.upkeep import apart
from mingjian.supervision.models import EcologyReport, IntegrityOpinion
from mingjian.supervision.queries import TELLING, leads_after, open_matters_of, opened_by

NOTHING_OMITTED = Cite(checked="house", note="有未办结线索、案件的不得漏报")
Snapshot = Callable[[int | None, date, date], str]


def propose_opinion(
    matter: Matter, *, by: int | None, on: date, details: Mapping[str, Any], **more: Any
) -> UUID:
    """Propose the opinion on a person; one that omits an open lead or case is refused. Raises Refused."""
    with transaction.atomic():
        opinion = IntegrityOpinion.objects.get(pk=matter.pk)
        found = open_matters_of(opinion.person_id) if opinion.person_id else []
        _refuse_omission(matter, details, len(found))
        return record_act(matter, "propose", by=by, on=on, details=details, **more)


def _refuse_omission(matter: Matter, details: Mapping[str, Any], count: int) -> None:
    bound = book().bound(matter.kind, matter.procedure)
    cite, answer = book().cite_words(NOTHING_OMITTED), str(details.get("opinion_class") or "")
    codes = book().taxonomy("opinion_class").codes
    if count and answer in codes and answer not in TELLING:
        said = {"count": count, "answer": codes[answer], "cite": cite}
        raise Refused([Refusal("lead_omitted", said, "opinion_class")])
    given = str(details.get("leads_count") or "0")
    if given.isdecimal() and int(given) < count:
        said = {"field": bound.fields["leads_count"], "said": given, "count": count, "cite": cite}
        raise Refused([Refusal("leads_uncounted", said, "leads_count")])


def merge(matter: Matter, *, by: int | None, on: date, details: Mapping[str, Any], **more: Any) -> UUID:
    """Merge the answers, only when every department has answered; an opinion opens on each person asked about. Raises Refused."""
    with transaction.atomic():
        refuse_while_open(matter, opened_by(matter, "opinion_check"), "answers_open")
        asked = Act.objects.values_list("details", flat=True).get(matter=matter, seq=1)
        known = {**details, "persons": asked["persons"]}
        return record_act(matter, "merge", by=by, on=on, details=known, **more)


def reply(matter: Matter, *, by: int | None, on: date, **more: Any) -> UUID:
    """Answer the request: only when there is an opinion on every person. Raises Refused."""
    with transaction.atomic():
        wanting = [
            one.number
            for one in opened_by(matter, "integrity_opinion")
            if one.step in ("drafting", "proposed")
        ]
        if wanting:
            raise Refused([Refusal("opinions_wanting", {"numbers": "、".join(wanting)})])
        return record_act(matter, "reply", by=by, on=on, **more)


def raise_alerts(today: date) -> int:
    """An opinion that has been given is put in question by every lead or case that names the person afterwards."""
    done = 0
    for opinion in IntegrityOpinion.objects.select_related("matter").filter(matter__step="given"):
        for lead in leads_after(opinion)[:1]:
            with apart(opinion.matter, "raise_alert"):
                details = {"new_matter": str(lead.pk)}
                record_act(
                    opinion.matter,
                    "raise_alert",
                    by=None,
                    on=today,
                    details=details,
                    expect=opinion.matter.seq,
                )
                done += 1
    return done


def freeze_figures(
    matter: Matter, *, by: int | None, on: date, details: Mapping[str, Any], **more: Any
) -> UUID:
    """Freeze the figures of the period and region for the report; what somebody typed is not taken. Raises Refused."""
    about = EcologyReport.objects.values_list("about_unit", flat=True).get(pk=matter.pk)
    found = dict(details)
    try:
        first, last = (date.fromisoformat(str(details[name])) for name in ("starts_on", "ends_on"))
    except (KeyError, ValueError):
        pass  # the law says what is missing or no day
    else:
        found["snapshot"] = _snapshot(about, first, last)
    return record_act(matter, "freeze_figures", by=by, on=on, details=found, **more)


def _no_figures(unit: int | None, first: date, last: date) -> str:
    raise LookupError("nobody counts: the statistics room has not said how")


_snapshot: Snapshot = _no_figures


def count_with(snapshot: Snapshot) -> None:
    """Declare who counts; once, in that room's `apps.py`, for rooms of the stage do not know of figures."""
    global _snapshot
    _snapshot = snapshot
