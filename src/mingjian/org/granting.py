"""Powers change by request and decision: what may be asked, and what an agreed request does."""

from datetime import date, datetime

from django.db.models import Q

from mingjian.org.models import Appointment, Officer, PowerRequest, StandIn

ADMINISTRATORS = frozenset({"system_admin", "security_admin", "audit_admin"})


def held(officer: int, since: date, until: date | None = None) -> set[str]:
    """The posts an officer holds in his own right at any time of a span."""
    rows = Appointment.objects.filter(officer=officer).filter(Q(until=None) | Q(until__gte=since))
    if until is not None:
        rows = rows.filter(since__lte=until)
    return set(rows.values_list("post", flat=True))


def excluded(officer: int, post: str, since: date, until: date | None = None) -> bool:
    """Whether the post may not go together with one that is held: an administrator holds that post alone (DUTY-01)."""
    others = held(officer, since, until) - {post}
    return bool(others) if post in ADMINISTRATORS else bool(others & ADMINISTRATORS)


def may_stand_in(officer: int, absent: int, since: date, until: date) -> bool:
    """Nobody takes over an administrator's powers, and no administrator takes over anybody's."""
    return not (held(officer, since, until) | held(absent, since, until)) & ADMINISTRATORS


def decide(request: PowerRequest, *, by: Officer, agreed: bool, at: datetime) -> None:
    """Close the request and, if agreed, do it; the database refuses whoever asked and whoever gains."""
    request.decided_by, request.decided_at, request.is_agreed = by, at, agreed
    request.save(update_fields=["decided_by", "decided_at", "is_agreed"])
    if not agreed:
        return
    if request.change == "appoint":
        Appointment.objects.create(
            officer_id=request.officer_id, department_id=request.department_id, post=request.post,
            since=request.since, until=request.until,
        )  # fmt: skip
    elif request.change == "dismiss":
        Appointment.objects.filter(pk=request.appointment_id).update(until=request.until)
    elif request.change == "stand_in":
        StandIn.objects.create(
            officer_id=request.officer_id, absent_id=request.absent_id, since=request.since, until=request.until, reason=request.reason,
        )  # fmt: skip
