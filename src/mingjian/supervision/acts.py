"""What supervision asks beyond the setting of fields: opinions that omit nothing, alerts, figures frozen for a report."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from mingjian.law.entry import Cite
from mingjian.law.refusal import Refusal, Refused
from mingjian.ledger.before import Before
from mingjian.ledger.book import book
from mingjian.ledger.joining import refuse_while_open
from mingjian.ledger.record import record_act
from mingjian.ledger.upkeep import apart
from mingjian.supervision.models import IntegrityOpinion
from mingjian.supervision.queries import TELLING, leads_after, open_matters_of

NOTHING_OMITTED = Cite(checked="house", note="有未办结线索、案件的不得漏报")
Snapshot = Callable[[int | None, date, date], str]


def propose_opinion(before: Before) -> Mapping[str, Any]:
    """Propose the opinion on a person; one that omits an open lead or case is refused. Raises Refused."""
    person = before.fact("person")
    if person:
        before.written()
        _refuse_omission(before, len(open_matters_of(UUID(person))))
    return before.details


def _refuse_omission(before: Before, count: int) -> None:
    cite, answer = book().cite_words(NOTHING_OMITTED), before.said("opinion_class")
    codes = book().taxonomy("opinion_class").codes
    if count and answer in codes and answer not in TELLING:
        said = {"count": count, "answer": codes[answer], "cite": cite}
        raise Refused([Refusal("lead_omitted", said, "opinion_class")])
    given = before.said("leads_count") or "0"
    if given.isdecimal() and int(given) < count:
        said = {"field": before.label("leads_count"), "said": given, "count": count, "cite": cite}
        raise Refused([Refusal("leads_uncounted", said, "leads_count")])


def merge(before: Before) -> Mapping[str, Any]:
    """Merge the answers, only when every department has answered; an opinion opens on each person asked about. Raises Refused."""
    refuse_while_open(before, before.tied("answer"), "answers_open")
    return {**before.details, "persons": before.first()["persons"]}


def reply(before: Before) -> Mapping[str, Any]:
    """Answer the request: only when there is an opinion on every person. Raises Refused."""
    opinions = [one for one in before.tied("opens") if one.kind == "integrity_opinion"]
    wanting = [one.number for one in opinions if one.step in ("drafting", "proposed")]
    if wanting:
        raise Refused([Refusal("opinions_wanting", {"numbers": "、".join(wanting)})])
    return before.details


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


def freeze_figures(before: Before) -> Mapping[str, Any]:
    """Freeze the figures of the period and region for the report; what somebody typed is not taken. Raises Refused."""
    about, found = before.fact("about_unit"), dict(before.details)
    try:
        first, last = (date.fromisoformat(before.said(name)) for name in ("starts_on", "ends_on"))
    except ValueError:
        return found  # the law says what is missing or no day
    before.written()
    return {**found, "snapshot": _snapshot(int(about) if about else None, first, last)}


def _no_figures(unit: int | None, first: date, last: date) -> str:
    raise LookupError("nobody counts: the statistics room has not said how")


_snapshot: Snapshot = _no_figures


def count_with(snapshot: Snapshot) -> None:
    """Declare who counts; once, in that room's `apps.py`, for rooms of the stage do not know of figures."""
    global _snapshot
    _snapshot = snapshot
