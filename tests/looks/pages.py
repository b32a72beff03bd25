"""Which pages the demo city has, by route: the route table says which there are, this list what stands in their addresses.

A route with a place of a new name fails a test here; a route that shows its page to nobody ends the command.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Count
from django.test import Client
from django.urls import URLPattern, reverse

from mingjian.ledger.book import book
from mingjian.ledger.models import Clock, Document, Matter, Proposal
from mingjian.org.models import Officer, PowerRequest
from mingjian.parties.models import Organisation, Person, Role, Tenure
from mingjian.parties.persons import words_of
from mingjian.report.models import Issued
from mingjian.web.desk.law_tables import SECTIONS as CHAPTERS
from mingjian.web.desk.models import Leaving
from mingjian.web.desk.person_page import SECTIONS as OF_PERSONS
from mingjian.web.desk.unit_facts import SECTIONS as OF_UNITS
from tests.web.desk import at_desk
from tests.web.test_every_page import NO_PAGE, ON_THE_WAY
from tests.web.test_routes import routes

HANDLER, HEAD, LEADER, AUDITOR = FOUR = ("supervisor", "head", "leader", "auditor")
READERS = (
    *FOUR, "secretary", "manager", "manager_head", "petition", "petition_head", "investigator", "head3", "trial", "trial_head",
    "style_head", "cadre_head", "organisation", "inspector", "office_head", "keeper", "leader2", "leader3", "sysadmin", "secadmin",
)  # fmt: skip
KEEPERS = ("sysadmin", "secadmin", AUDITOR)
CHIEF = ("desk", "register-lead", "matter-lead", "act-propose_disposal", "approvals", "figures")
YEAR = {"period": "2023"}
QUERIES = {"figure_records": YEAR, "figure_wanting": YEAR, "annual": YEAR, "bulletin": YEAR,
           "lawbook_compare": {"on": "2025-07-01"}}  # fmt: skip


class Page(NamedTuple):
    """A page under the name of its pictures, and who is asked first, second … to show it."""

    name: str
    path: str
    readers: tuple[str, ...] = READERS


class City:
    """What the addresses of the demo city can hold; what a year of work has not left behind is made first."""

    def __init__(self) -> None:
        self.clients: dict[str, Client] = {}

    def client(self, who: str) -> Client:
        if who not in self.clients:
            self.clients[who] = at_desk(Officer.objects.get(username=who))
        return self.clients[who]

    def prepare(self) -> None:
        """Two issued texts, an export that waits for a word, a request for a power, a person looked up for a purpose."""
        for edition in ("annual", "supervision"):
            self.client("secretary").post(f"/reports/{edition}/issue/?{urlencode(YEAR)}", {"confirmed": "1"})
        self.client(HANDLER).post(
            "/register/lead/export/", {"columns": ["0"], "purpose": "report", "recipient": "市委办"}
        )
        asked = {"change": "appoint", "department": "市纪委监委办公室", "post": "member", "since": "2024-01-02",
                 "reason": "临干〔2023〕8号"}  # fmt: skip
        self.client("sysadmin").post(f"/settings/officers/{self.officer.pk}/power/", asked)
        looked_up = {"purpose": "update", "name": words_of(self.person)["name"]}
        self.client(self.latest["execution"].handler.username).post("/people/", looked_up)

    @cached_property
    def officer(self) -> Officer:
        return Officer.objects.get(username="supervisor2")

    @cached_property
    def latest(self) -> Mapping[str, Matter]:
        """Of each kind the matter with the longest file: the handler's if there is any, else one of his commission."""
        handler = Officer.objects.get(username=HANDLER)
        own = handler.appointments.first().department.unit_id
        found = sorted(
            Matter.objects.all(),
            key=lambda one: (one.handler_id == handler.pk, one.unit_id == own, one.seq, one.number),
        )
        return {matter.kind: matter for matter in found}

    @cached_property
    def undisposed(self) -> Matter:
        """A lead for which its handler has to propose a way of disposal."""
        return (
            Matter.objects.filter(kind="lead", step="assigned", handler__username=HANDLER)
            .order_by("number")
            .first()
        )

    @cached_property
    def proposal(self) -> Proposal:
        """What waits in the head's department for his word."""
        waiting = Proposal.objects.filter(
            asked="dept_head", matter__department__appointments__officer__username=HEAD
        )
        return waiting.order_by("proposed_on", "matter__number").first()

    @cached_property
    def person(self) -> Person:
        """Who is concerned by a sanction that is carried out: the one with the longest file."""
        execution = self.latest["execution"]
        return Person.objects.filter(roles__matter=execution).order_by("pk").first()

    @cached_property
    def organisation(self) -> Organisation:
        """Of the units whose leading group is known the one with the most findings of the handler's room."""
        room = Officer.objects.get(username=HANDLER).appointments.first().department
        known = Role.objects.filter(
            matter__department=room, matter__kind="finding", organisation__tenures__isnull=False
        )
        most = known.values("organisation").annotate(n=Count("matter", distinct=True))
        return Organisation.objects.get(pk=most.order_by("-n", "organisation").first()["organisation"])

    @cached_property
    def clock(self) -> Clock:
        return Clock.objects.filter(matter__kind="lead", state="running").order_by("pk").first()

    @cached_property
    def document(self) -> Document:
        return Document.objects.filter(act__matter=self.latest["lead"]).order_by("act__seq").first()


# What stands in a place of an address, unless its route says otherwise below.
PLACES: Mapping[str, Callable[[City], Any]] = {
    "kind": lambda city: "lead",
    "matter": lambda city: city.latest["lead"].pk,
    "person": lambda city: city.person.pk,
    "organisation": lambda city: city.organisation.pk,
    "tenure": lambda city: Tenure.objects.filter(organisation=city.organisation).order_by("since").last().pk,
    "document": lambda city: city.document.pk,
    "rule": lambda city: city.clock.rule,
    "started_by": lambda city: city.clock.started_by,
    "seq": lambda city: city.proposal.seq,
    "figure": lambda city: "leads_registered",
    "edition": lambda city: "annual",
    "paragraph": lambda city: "political",
    "text": lambda city: Issued.objects.order_by("at").first().pk,
    "leaving": lambda city: Leaving.objects.order_by("at").last().pk,
    "number": lambda city: city.officer.pk,
    "unit": lambda city: Officer.objects.get(username=HANDLER).appointments.first().department.unit_id,
    "department": lambda city: Officer.objects.get(username=HANDLER).appointments.first().department_id,
    "bucket": lambda city: 0,
    "section": lambda city: "",
    "name": lambda city: "",
}
# Routes of which several pages are shown, or whose places hold something of their own: the ends of their names.
SEVERAL: Mapping[str, Callable[[City], Mapping[str, Mapping[str, Any]]]] = {
    "register": lambda city: {kind: {"kind": kind} for kind in city.latest},
    "new": lambda city: {kind: {"kind": kind} for kind in ("complaint", "lead", "finding", "talk", "style_problem", "topic")},
    "new_by": lambda city: {"": {"name": "register"}},
    "matter": lambda city: {kind: {"matter": matter.pk} for kind, matter in city.latest.items()},
    "act": lambda city: {
        "note": {"name": "note"},
        "propose_disposal": {"name": "propose_disposal", "matter": city.undisposed.pk},
    },
    "matter_section": lambda city: {name: {"name": name} for name in ("documents", "lineage", "looked")},
    "identify": lambda city: {"": {"matter": city.undisposed.pk}},
    "clock_calendar": lambda city: {"": {"matter": city.clock.matter_id}},
    "approval": lambda city: {"": {"matter": city.proposal.matter_id}},
    "approval_sheet": lambda city: {"": {"matter": city.proposal.matter_id}},
    "summary": lambda city: {kind: {"matter": city.latest[kind].pk} for kind in ("inspection_plan", "inspection_round", "campaign")},
    "summary_print": lambda city: {"": {"matter": city.latest["inspection_round"].pk}},
    "summary_export": lambda city: {"": {"matter": city.latest["inspection_round"].pk}},
    "organisation_section": lambda city: {name: {"section": name} for name in (*OF_UNITS, "casework")},
    "person_section": lambda city: {name: {"section": name} for name in (*OF_PERSONS, "looked")},
    "lawbook_section": lambda city: {name: {"section": name} for name in ("procedures", "indicators", *CHAPTERS)},
    "lawbook_entry": lambda city: {kind: {"section": "procedures", "name": kind} for kind in ("complaint", "lead", "case", "finding")},
    "lawbook_standing": lambda city: {kind: {"name": kind} for kind in ("complaint", "case")},
    "lawbook_compare": lambda city: {"": {"section": "procedures", "name": next(
        kind for kind in book().kinds() if len(book().versions(kind)) > 1)}},
    "lawbook_compare_section": lambda city: {"": {"section": "approvals"}},
    "shortfall": lambda city: {name: {"name": name} for name in book().entries("shortfalls")},
    "issued_figure": lambda city: {"": {"figure": "form_uses"}},
    "issued_records": lambda city: {"": {"figure": "form_uses"}},
    "power": lambda city: {"": {"number": PowerRequest.objects.order_by("pk").last().pk}},
}  # fmt: skip


def shown() -> list[URLPattern]:
    """The routes of pages: those of the test that holds axe on every page, what is only posted left out."""
    return [
        pattern
        for pattern in routes()
        if pattern.name not in {*NO_PAGE, *ON_THE_WAY - {"sign_in"}, "sign_out"}
    ]


def pages(city: City) -> Iterator[Page]:
    """Every page of the city once, in the order of the routes."""
    yield Page("nowhere", "/nowhere/", (HANDLER,))
    for pattern in shown():
        several = SEVERAL.get(pattern.name, lambda city: {"": {}})(city)
        for end, own in several.items():
            names = pattern.pattern.converters
            places = {name: own[name] if name in own else PLACES[name](city) for name in names}
            query = f"?{urlencode(QUERIES[pattern.name])}" if pattern.name in QUERIES else ""
            name = f"{pattern.name}-{end}" if end else pattern.name
            path = reverse(pattern.name, kwargs=places)
            yield Page(
                name, path + query, KEEPERS if path.startswith("/settings/") else _readers(city, places)
            )


def _readers(city: City, places: Mapping[str, Any]) -> tuple[str, ...]:
    """The handler of a matter first, then whoever else is in his department; of a proposal the approver; of a file who asked for it."""
    if "person" in places:
        return (city.latest["execution"].handler.username,)
    matter = Matter.objects.filter(pk=places.get("matter")).first() or city.latest.get(places.get("kind", ""))
    if matter is None:
        return READERS
    first = (HEAD,) if "seq" in places else (matter.handler.username,) if matter.handler else ()
    beside = Officer.objects.filter(appointments__department=matter.department).order_by("pk")
    others = tuple(beside.values_list("username", flat=True))
    return (*first, *READERS, *others) if first else (*others, *READERS)
