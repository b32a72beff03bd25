"""What came to each officer, found by the worker in the acts written since it last looked; each thing once."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from mingjian.channels.fetching import on_duty
from mingjian.channels.models import SetAside
from mingjian.law.values import BEIJING
from mingjian.ledger import access, instant
from mingjian.ledger.models import Act, Matter, Participation, Proposal
from mingjian.ledger.viewer import Viewer
from mingjian.org.authority import all_posts
from mingjian.org.jurisdiction import holders
from mingjian.org.models import Appointment, Officer, PowerRequest
from mingjian.web.account.models import RemindedUpTo, Reminder

STAFF = ("head", "deputy_head", "member", "registrar")  # who is in an office himself
OVERLAP = timedelta(minutes=2)  # an act is committed a little after its instant
FIRST = timedelta(days=7)  # how far a first look goes back
NEAR = timedelta(days=3)
ASSIGNED, APPROVAL, RETURNED, DUE, ADDED = "assigned", "approval", "returned", "due", "added"
ADDITION = "receive_addition"  # what whoever reported on the public site sends later
QUESTION = "ask_reporter"
ASIDE, UNPLACED = "aside", "unplaced"
REGISTERED = "register_online"  # by the platform, which asks nobody where a report is to go
EXPORT_ASKED, EXPORT_DECIDED = "export_asked", "export_decided"
STAND_IN = "stand_in"


def find_new() -> int:
    """Make the reminders of all acts since the last look; how many."""
    now = instant.now()
    mark = RemindedUpTo.objects.filter(pk=1).values_list("recorded_at", flat=True).first()
    acts = list(
        Act.objects.filter(recorded_at__gte=mark - OVERLAP if mark else now - FIRST).values(
            "matter_id", "seq", "officer_id", "code", "about"
        )
    )
    touched = {act["matter_id"] for act in acts}
    found = (
        [*_assigned(touched, acts), *_asked(touched), *_returned(acts), *_added(acts), *_unplaced(acts)]
        if touched
        else []
    )
    found += _aside(mark - OVERLAP if mark else now - FIRST)
    with transaction.atomic():
        made = _write(found, now)
        RemindedUpTo.objects.update_or_create(pk=1, defaults={"recorded_at": now})
    return made


def find_due() -> int:
    """Deadlines that are near, for whoever handles the matter; once a day."""
    today = instant.today()
    rows = Matter.objects.filter(
        closed_on=None, handler__isnull=False, due_on__gte=today, due_on__lte=today + NEAR
    )
    found = [
        (officer, DUE, matter, due.toordinal())
        for officer, matter, due in rows.values_list("handler_id", "pk", "due_on")
    ]
    with transaction.atomic():
        return _write(found, instant.now())


Found = tuple[int, str, UUID | None, int]


def _write(found: Iterable[Found], now: datetime) -> int:
    active = set(Officer.objects.filter(is_active=True).values_list("pk", flat=True))
    before = Reminder.objects.count()
    Reminder.objects.bulk_create(
        [
            Reminder(officer_id=officer, what=what, matter_id=matter, seq=seq, at=now)
            for officer, what, matter, seq in dict.fromkeys(found)
            if officer in active
        ],
        ignore_conflicts=True,
    )
    return Reminder.objects.count() - before


def of_export(leaving: UUID, officers: Iterable[int], what: str) -> None:
    """An export waits for the word of these officers, or was decided."""
    _tell(officers, what=what, leaving_id=leaving)


def of_stand_in(request: PowerRequest) -> None:
    """Whoever asked to be stood in for is told what was decided; the deputy, that it was agreed."""
    told = (request.absent_id, request.officer_id if request.is_agreed else None)
    _tell([officer for officer in told if officer], what=STAND_IN, power_id=request.pk)


def _tell(officers: Iterable[int], **about: object) -> None:
    """Written with what it is about, each once."""
    now, active = instant.now(), Officer.objects.filter(pk__in=officers, is_active=True)
    Reminder.objects.bulk_create(
        [
            Reminder(officer_id=officer, seq=0, at=now, **about)
            for officer in active.values_list("pk", flat=True)
        ],
        ignore_conflicts=True,
    )


def _assigned(touched: set[UUID], acts: list[dict[str, object]]) -> Iterator[Found]:
    """Whoever handles or joins a matter from one of these acts on, unless by an act of his own."""
    doers = {(act["matter_id"], act["seq"]): act["officer_id"] for act in acts}
    seats = Participation.objects.filter(matter__in=touched, role__in=("handler", "team"), until=None)
    for officer, matter, seq in seats.values_list("officer_id", "matter_id", "since_by"):
        if (matter, seq) in doers and doers[matter, seq] != officer:
            yield officer, ASSIGNED, matter, seq


def _asked(touched: set[UUID]) -> Iterator[Found]:
    """Whoever may be asked for the next opinion on an open proposal, as `access.waiting` has it."""
    asked = set(
        Proposal.objects.filter(matter__in=touched, asked__isnull=False).values_list(
            "asked", "unit_id", "department_id"
        )
    )
    if not asked:
        return
    today, posts = instant.today(), all_posts()
    for officer in Officer.objects.filter(pk__in=posts, is_active=True):
        viewer = Viewer.holding(officer, posts[officer.pk], today)
        mine = {(name, where, place) for name, where, place in viewer.asked}
        if not any(
            (name, "unit", unit) in mine or (name, "department", department) in mine
            for name, unit, department in asked
        ):
            continue
        for item in access.waiting(viewer):
            if item.matter in touched:
                yield officer.pk, APPROVAL, item.matter, item.seq


def _added(acts: list[dict[str, object]]) -> Iterator[Found]:
    """Whoever handles a report of the public site to which something was added; else whoever asked last, else the heads of its department."""
    added = {act["matter_id"]: act["seq"] for act in acts if act["code"] == ADDITION}
    questions = Act.objects.filter(matter__in=added, code=QUESTION).order_by("seq")
    asked = dict(questions.values_list("matter_id", "officer_id"))
    for matter in Matter.objects.filter(pk__in=added):
        here = Appointment.objects.filter(department=matter.department_id, until=None)
        own = here.filter(officer=asked.get(matter.pk)) or here.filter(post="head")
        owners = [matter.handler_id] if matter.handler_id else sorted({held.officer_id for held in own})
        for officer in owners:
            yield officer, ADDED, matter.pk, added[matter.pk]  # type: ignore[misc]


def _unplaced(acts: list[dict[str, object]]) -> Iterator[Found]:
    """The principal of a unit, of a report of the public site that lies as it came, for want of a petition office or of anybody in it (INT-04)."""
    came, today = {act["matter_id"]: act["seq"] for act in acts if act["code"] == REGISTERED}, instant.today()
    for matter in Matter.objects.filter(pk__in=came).select_related("department"):
        place = matter.department
        if matter.seq != came[matter.pk]:
            continue
        if (
            place is None
            or place.role != "petition_dept"
            or not holders(today, department=place, post__in=STAFF)
        ):
            for officer in holders(today, department__unit=matter.unit_id, post="principal"):
                yield officer, UNPLACED, matter.pk, came[matter.pk]  # type: ignore[misc]


def _aside(since: datetime) -> Iterator[Found]:
    """Envelopes of the public site that were not brought in, to whoever is on duty and to the system administrators; once a day."""
    days = {
        at.astimezone(BEIJING).date()
        for at in SetAside.objects.filter(at__gte=since).values_list("at", flat=True)
    }
    if not days:
        return iter(())
    told = {*on_duty(), *holders(instant.today(), post="system_admin")}
    return ((officer, ASIDE, None, day.toordinal()) for day in sorted(days) for officer in sorted(told))


def _returned(acts: list[dict[str, object]]) -> Iterator[Found]:
    """Whoever proposed what was returned."""
    returned = [
        (act["matter_id"], act["about"], act["seq"])
        for act in acts
        if act["code"] == "return" and act["about"]
    ]
    where = Q()
    for matter, about, _seq in returned:
        where |= Q(matter=matter, seq=about)
    proposers = (
        {(m, s): o for m, s, o in Act.objects.filter(where).values_list("matter_id", "seq", "officer_id")}
        if returned
        else {}
    )
    for matter, about, seq in returned:
        officer = proposers.get((matter, about))  # type: ignore[arg-type]
        if officer is not None:
            yield officer, RETURNED, matter, seq  # type: ignore[misc]
