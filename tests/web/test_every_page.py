"""axe on every address of the desk, in both languages, with forms in error and the gates before it (desk.md 10, check 1)."""

from collections import Counter
from datetime import date

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from lxml.html import fromstring

from mingjian.ledger.instant import real
from mingjian.ledger.models import Document, Proposal
from mingjian.ledger.record import open_matter
from mingjian.ledger.sealer import seal_new
from mingjian.ledger.search import index_new
from mingjian.org.models import Appointment, Department, Officer, PowerRequest, Unit
from mingjian.parties import tenures
from mingjian.parties.models import Person
from mingjian.parties.persons import NewOrganisation, NewPerson, add_organisation, add_person
from mingjian.parties.tenures import Post
from mingjian.report.models import Issued
from mingjian.web.account import factor
from mingjian.web.desk.models import Leaving
from tests.ledger.seals import NOON, state_file
from tests.people import SINCE, city
from tests.stories import assigned_lead, at, complaint, do, filed_lead, paper, study
from tests.web.account.factors import PASSWORD, code_now, with_app
from tests.web.desk import at_desk
from tests.web.english import TEXTS, data_of_the_desk, left_in_chinese
from tests.web.shown import Shown
from tests.web.test_routes import routes

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "?period=2023"
# Handler, head, leader, auditor see every page that is theirs; the others what none of these may see.
FOUR = ("承办李", "主任张", "常委钱", "审管己")
READERS = (*FOUR, "书记赵", "案管王", "巡察员许", "系管丁", "安管戊")
DESKS = ("承办李", "书记赵", "案管主任吴", "安管戊", "审管己")
# Data that stands nowhere but on the page it was entered on, and what sentences in English quote.
ENTERED = {"市委办", "党组书记、局长", "材料.txt", "津贴", "五室", "临江市纪律检查委员会", "休", "班"}
# Answers that are no page: what is only posted, what leads on to another page, files.
NO_PAGE = {
    "account_on", "calendar", "calendar_change", "checkpoint_note", "document", "end_sessions", "envelopes_again", "issue", "journal_export", "issue_file", "issued_file", "issued_pdf",
    "language", "officer_link", "officer_sessions", "officer_switch", "paper", "pick", "power_decide", "reminders_seen", "review_sign", "search",
    "sign_in_here", "sign_in_on", "stay", "take_note", "verify_all", "verify_number", "view",
}  # fmt: skip
# Shown on the way in, or after something was posted: by `gates` and `refused`.
ON_THE_WAY = {
    "sign_in",
    "review_conclude",
    "second_step",
    "first_enrolment",
    "welcome",
    "recovery_codes",
    "reassign_picked",
}


@pytest.fixture
def people():
    """The city with three administrators and an inspection office; three officers have a password."""
    state_file().unlink(missing_ok=True)
    made = city()
    system = Unit.objects.create(name="系统管理", short="系统管理", code="系统", level="system", path="0/")
    offices = {
        "系统管理": Department.objects.create(unit=system, name="系统管理", short="系统管理", role="administration"),
        "巡察办": Department.objects.create(unit=made.unit, name="巡察办", short="巡察办", role="inspection_body"),
    }  # fmt: skip
    made.departments.update(offices)
    for name, place, post in (("系管丁", "系统管理", "system_admin"), ("安管戊", "系统管理", "security_admin"),
                              ("审管己", "系统管理", "audit_admin"), ("巡察员许", "巡察办", "member")):  # fmt: skip
        made.officers[name] = Officer.objects.create(username=f"{post}-{place}", name=name)
        Appointment.objects.create(
            officer=made.officers[name], department=offices[place], post=post, since=SINCE
        )
    for name in ("承办李", "主任张", "承办郑"):
        made.officers[name].set_password(PASSWORD)
        made.officers[name].save()
    yield made
    state_file().unlink(missing_ok=True)


@pytest.fixture
def places(people):
    """Something that exists for every place in an address."""
    person = add_person(NewPerson("周某", unit="某局", post="副局长", id_number="320100197801011234")).pk
    unit = add_organisation(NewOrganisation("临江市财政局", "government")).pk
    post = Post(unit, "head", "党组书记、局长", date(2022, 6, 1))
    tenure = tenures.appoint(Person.objects.get(pk=person), post, by=None)
    filed_lead(people, [person])
    complaint(people)
    lead, on = assigned_lead(people, on=date(2023, 5, 10)), date(2023, 5, 12)
    note = do(people, lead, "note", "承办李", date(2023, 5, 11), documents=[paper(lead)], remark="收到材料。")
    for named in (
        {"person": str(person), "person_role": "person_complained"},
        {"organisation": str(unit), "person_role": "unit_complained"},
    ):
        do(people, lead, "identify", "承办李", date(2023, 5, 11), **named)
    studied = study(people, on, "主任张", "承办李")
    do(people, lead, "propose_disposal", "承办李", on, disposal_way="hold", study=studied, disposal_opinion="暂存")  # fmt: skip
    plan = _plan(people, unit)
    index_new(everything=True)
    seal_new(NOON)
    secretary = at_desk(people.officers["书记赵"])
    for edition in ("annual", "supervision"):
        assert secretary.post(f"/reports/{edition}/issue/{HERE}", {"confirmed": "1"}).status_code == 302
    asked = {
        "change": "appoint",
        "department": "市纪委监委四室",
        "post": "member",
        "since": "2026-12-21",
        "reason": "临干〔2026〕8号",
    }
    request = at_desk(people.officers["系管丁"]).post(
        f"/settings/officers/{people.id('承办郑')}/power/", asked
    )
    assert request.status_code == 302
    return {
        "matter": lead.pk, "kind": "lead", "name": "note", "seq": Proposal.objects.get(matter=lead, code="propose_disposal").seq,
        "document": Document.objects.get(act=note).pk, "rule": "lead_report_house", "started_by": 3, "section": "procedures",
        "figure": "leads_registered", "edition": "annual", "form": "docx", "paragraph": "political", "size": 29, "paper": "disposal_form",
        "person": person, "organisation": unit, "tenure": tenure.pk, "text": Issued.objects.filter(edition="supervision").get().pk,
        "number": people.id("承办郑"), "view": lead.pk, "leaving": _leaving(people), "uid": "x", "token": "x", "secret": "x", "plan": plan.pk,
        "unit": people.unit.pk, "department": people.department("二室"), "bucket": 0, "request": PowerRequest.objects.get().pk,
    }  # fmt: skip


def _leaving(people):
    """An export that waits for the word of 主任张; the installation lets nobody take out a single line alone."""
    form = {"columns": ["0"], "purpose": "report", "recipient": "市委办"}
    with override_settings(MINGJIAN_EXPORT_ALONE=0):
        assert at_desk(people.officers["承办李"]).post("/register/lead/export/", form).status_code == 302
    return Leaving.objects.get().pk


def _plan(people, unit):
    details = {"title": "规划", "term_from": "2021-09-30", "term_to": "2026-09-30", "plan": "要点"}
    with at(date(2022, 1, 10)):
        plan = open_matter("inspection_plan", by=people.id("巡察员许"), on=date(2022, 1, 10), unit=people.unit.pk,
                           department=people.department("巡察办"), details=details)  # fmt: skip
    do(
        people,
        plan,
        "list_subject",
        "巡察员许",
        date(2022, 1, 11),
        subject=str(unit),
        subject_level="department",
    )
    return plan


BY_NAME = {"matter_section": "lineage", "new_by": "register", "lawbook_entry": "lead", "lawbook_compare": "measure", "lawbook_standing": "lead",
           "shortfall": "reports_not_used"}  # fmt: skip
BY_SECTION = {"organisation_section": "casework", "person_section": "looked"}


def address(pattern, places) -> str:
    values = {name: places[name] for name in pattern.pattern.converters}
    if pattern.name in BY_NAME:
        values["name"] = BY_NAME[pattern.name]
    if pattern.name in BY_SECTION:
        values["section"] = BY_SECTION[pattern.name]
    if pattern.name in ("summary", "summary_print", "summary_export"):
        values["matter"] = places["plan"]
    if pattern.name in ("power", "power_decide"):
        values["number"] = places["request"]
    if pattern.name in ("issued_figure", "issued_records"):
        values["figure"] = "form_uses"
    if pattern.name == "figure_records":
        return reverse(pattern.name, kwargs=values) + HERE
    return reverse(pattern.name, kwargs=values)


def readers(people, places):
    """Every address that shows a page, with the answers to the officers who may see it; and which show none to anybody."""
    clients = {who: at_desk(people.officers[who]) for who in READERS}
    looked_up(clients)
    found, silent = {"/nowhere/": {"承办李": clients["承办李"].get("/nowhere/")}}, set()
    for pattern in routes():
        if pattern.name == "sign_out" or pattern.name in NO_PAGE:
            continue
        path = address(pattern, places)
        found[path] = {}
        for who in READERS:
            if who in FOUR or not found[path]:
                answer = clients[who].get(path)
                if _is_page(answer):
                    found[path][who] = answer
        if not found[path]:
            del found[path]
            silent.add(pattern.name)
    return found, silent


def _is_page(answer) -> bool:
    return answer.status_code == 200 and answer["Content-Type"].startswith("text/html")


def looked_up(clients) -> None:
    """A file of a person opens only after a search with its purpose."""
    clients["主任张"].post("/people/", {"purpose": "update", "name": "周某"})


def unlike(found):
    """The answers, of several officers only those whose page is built otherwise than the ones before: axe judges structure."""
    for path, answers in found.items():
        seen = set()
        for answer in answers.values():
            made = skeleton(fromstring(answer.content).find(".//main"))
            if made not in seen:
                seen.add(made)
                yield path, answer


def skeleton(element) -> tuple:
    """An element without its words: name, class, kinds of attributes, whether it says something, its unlike children."""
    kept = {name: element.get(name) for name in ("class", "role", "type")}
    children = dict.fromkeys(skeleton(child) for child in element if isinstance(child.tag, str))
    return (
        element.tag,
        *kept.values(),
        *sorted(element.keys()),
        bool((element.text or "").strip()),
        tuple(children),
    )


def in_english(people, found):
    """Every address once more, as the last of the officers who may see it: mostly another one than the first."""
    clients = {who: speaking(at_desk(people.officers[who]), "en") for who in READERS}
    looked_up(clients)
    for path, answers in found.items():
        yield path, clients[list(answers)[-1]].get(path)


def gates(people, language, settings):
    """The way in: account, code, enrolling with its recovery codes, another machine, a one-time link, the step before a sensitive act."""
    plain, coded, new = people.officers["承办李"], people.officers["主任张"], people.officers["承办郑"]
    with_app(coded)
    factor.forget(new.pk)
    stranger = speaking(Client(), language)
    yield "sign_in", stranger.get("/sign-in/")
    yield "sign_in wrong", stranger.post("/sign-in/", {"account": plain.username, "password": "x"})
    invited = urlsafe_base64_encode(force_bytes(new.pk)), default_token_generator.make_token(new)
    yield "welcome", stranger.get(reverse("welcome", args=invited))
    yield "welcome wrong", stranger.post(reverse("welcome", args=invited), {"new": "x", "again": "y"})
    stranger.post("/sign-in/", {"account": coded.username, "password": PASSWORD})
    yield "second_step", stranger.get("/sign-in/second/")
    yield "second_step wrong", stranger.post("/sign-in/second/", {"code": "000000"})
    settings.MINGJIAN_SECOND_FACTOR = "required"
    stranger = speaking(Client(), language)
    stranger.post("/sign-in/", {"account": new.username, "password": PASSWORD})
    shown = stranger.get("/sign-in/enrol/")
    yield "first_enrolment", shown
    seed = stranger.session["pending"]["seed"]
    yield "first_enrolment wrong", stranger.post("/sign-in/enrol/", {"code": "1"})
    yield "recovery codes", stranger.post("/sign-in/enrol/", {"code": code_now(seed)})
    stranger.post("/sign-in/on/")
    settings.MINGJIAN_SECOND_FACTOR = "offered"
    for _machine in range(2):
        stranger = speaking(Client(REMOTE_ADDR=f"10.0.0.{_machine}"), language)
        elsewhere = stranger.post("/sign-in/", {"account": plain.username, "password": PASSWORD})
    yield "sign_in_here", elsewhere
    late = speaking(Client(), language)
    late.force_login(coded)
    yield "step-up", late.post("/account/codes/")
    yield "recovery_codes", speaking(at_desk(coded), language).post("/account/codes/")


def posted(people, places, language):
    """What stands there after something was sent: forms in error, the page before an act, choices of lines, results."""
    handler, head = (speaking(at_desk(people.officers[who]), language) for who in ("承办李", "主任张"))
    here = f"/m/{places['matter']}/"
    yield "act wrong", handler.post(f"{here}do/note/", {"on": "x"})
    yield (
        "confirm",
        handler.post(f"{here}do/note/", {"remark": "收到材料。", "on": real().date().isoformat()}),
    )
    yield "identify wrong", handler.post(f"{here}identify/", {"by": "new"})
    yield "export wrong", handler.post("/register/lead/export/", {"purpose": "other"})
    yield "lookup wrong", head.post("/people/", {"name": "周某"})
    yield "lookup found", head.post("/people/", {"purpose": "update", "name": "周某"})
    yield "post wrong", head.post(f"/units/{places['organisation']}/posts/", {"name": "周某"})
    yield "oversight wrong", head.post(f"/units/{places['organisation']}/oversight/", {"department": "五室"})
    yield "description wrong", head.post(f"/units/{places['organisation']}/description/", {})
    yield "posts wrong", head.post("/units/posts/import/")
    yield "unit on another day", head.get(f"/units/{places['organisation']}/?on=x")
    yield "purpose wrong", head.post(f"/people/{places['person']}/purpose/", {})
    yield "units wrong", head.post("/units/", {"name": "某局", "register": "1"})
    yield (
        "approval wrong",
        head.post(f"/approvals/{places['matter']}/{places['seq']}/", {"decision": "return"}),
    )
    yield "search", head.post("/register/lead/search/", {"q": "津贴"}, follow=True)
    yield "find", head.post("/find/", {"q": "津贴"}, follow=True)
    yield (
        "reassign_picked",
        head.post("/register/lead/pick/", {"chosen": [str(places["matter"])], "do": "reassign"}, follow=True),
    )
    yield "verified", head.post("/verify/one/", {"number": "临纪线〔2023〕2号"}, follow=True)
    yield "approvals tab", head.get("/approvals/?tab=agreed")
    for who in DESKS:
        yield f"desk of {who}", speaking(at_desk(people.officers[who]), language).get("/")
        yield f"empty desk of {who}", speaking(at_desk(people.officers[who]), language).get("/?tab=waiting")


def beside_their_fields_only(page: bytes) -> list[str]:
    """Errors of fields without a line in the summary on top, and lines that lead to no control (desk.md 1, 5.5)."""
    main = fromstring(page).find(".//main")
    ids = set(main.xpath(".//@id"))
    aims = main.xpath(".//*[@class='errsum']//a/@href")
    said = {" ".join(one.text_content().split()) for one in main.xpath(".//*[@class='errsum']//a")}
    errors = {" ".join(one.text_content().split()) for one in main.xpath(".//*[@class='error']")}
    return [*(error for error in errors if not any(line in error for line in said)), *(aim for aim in aims if aim[1:] not in ids)]  # fmt: skip


def speaking(client, language):
    client.cookies["language"] = language
    return client


def test_axe_finds_nothing_serious_on_any_page_in_either_language(people, places, chromium, settings):
    """desk.md 10.1: as four officers, no page is left out but by name; nothing is asked of another machine."""
    found, silent = readers(people, places)
    assert silent == ON_THE_WAY, "a new address has its page here, or is named as one without"
    window, seen = Shown(chromium), 0
    grave: dict[str, list[str]] = {}
    chinese: dict[str, list[str]] = {}
    data = data_of_the_desk() | ENTERED
    for language, everywhere in (("zh-hans", unlike(found)), ("en", in_english(people, found))):
        shown = (*everywhere, *gates(people, language, settings), *posted(people, places, language))
        for path, answer in shown:
            assert answer.status_code in (200, 404, 409, 422, 429), (path, answer.status_code)
            if faults := window.faults(answer, path if path in found else "/", whole=language == "zh-hans"):
                grave[f"{path} {language}"] = faults
            if unsummed := beside_their_fields_only(answer.content):
                grave[f"{path} {language} errors"] = unsummed
            if (
                language == "en"
                and not path.startswith(TEXTS)
                and (left := left_in_chinese(answer.content, data))
            ):
                chinese[path] = left
            seen += 1
    window.close()

    assert grave == {}
    assert chinese == {}, "in English only data stays Chinese"
    assert window.wrong == []
    assert seen > 250
    built = Counter(path for path, _answer in unlike(found))
    assert (built["/"], built["/find/"]) == (4, 1), (
        "what is built otherwise for another officer is looked at again, and only that"
    )
    assert {who for answers in found.values() for who in answers} >= {*FOUR, "书记赵", "系管丁"}
