"""Pages that no address shows: what stands there after something was sent, and the gates on the way in."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mingjian.law.values import BEIJING
from mingjian.ledger import instant
from mingjian.org.models import Officer
from mingjian.web.account import factor
from tests.looks.pages import HANDLER, HEAD, City
from tests.web.account.factors import PASSWORD, code_now, with_app

SHEET = "单位,姓名,任职身份,职务,任职日期\n没有登记的单位,周某,一把手,书记,2022-06-01\n没有登记的单位,,成员,委员,昨天\n"


def answers(city: City) -> Iterator[tuple[str, Any]]:
    """Each under the name of its pictures; the gates last, because an officer gets a password and an app for them."""
    yield from _of_matters(city)
    yield from _of_lists(city)
    yield from _gates()


def _of_matters(city: City) -> Iterator[tuple[str, Any]]:
    """A form in error, the page before an act and before one that cannot be undone, a file that has moved on."""
    handler, head = city.client(HANDLER), city.client(HEAD)
    here, today = f"/m/{city.undisposed.pk}/do", instant.now().astimezone(BEIJING).date().isoformat()
    note = {"remark": "已收到有关材料，附卷。", "on": today}
    yield "act-wrong", handler.post(f"{here}/note/", {"on": "x"})
    yield "act-confirm", handler.post(f"{here}/note/", note)
    yield "act-conflict", handler.post(f"{here}/note/", {**note, "seen": "1", "confirmed": "1"})
    officers = [str(Officer.objects.get(username=who).pk) for who in (HANDLER, HEAD, "supervisor4")]
    closing = {
        "disposal_way": "close", "close_ground": "untrue", "disposal_opinion": "反映的问题已查清，拟予以了结。", "study_on": today,
        "study_chair": officers[1], "study_present": officers, "on": today,
    }  # fmt: skip
    yield "act-stop", handler.post(f"{here}/propose_disposal/", closing)
    waiting = city.proposal
    yield (
        "approval-wrong",
        head.post(f"/approvals/{waiting.matter_id}/{waiting.seq}/", {"decision": "return"}),
    )
    yield "verified", head.post("/verify/one/", {"number": city.undisposed.number}, follow=True)


def _of_lists(city: City) -> Iterator[tuple[str, Any]]:
    """Searches and choices with what they found, exports and imports that say what is wrong."""
    handler, head = city.client(HANDLER), city.client(HEAD)
    yield "register-searched", handler.post("/register/lead/search/", {"q": "公款"}, follow=True)
    yield "find-found", handler.post("/find/", {"q": "公款"}, follow=True)
    chosen = {"chosen": [str(city.undisposed.pk)], "do": "reassign"}
    yield "reassign_picked", head.post("/register/lead/pick/", chosen, follow=True)
    yield "export-wrong", handler.post("/register/lead/export/", {"purpose": "other"})
    yield "people-wrong", head.post("/people/", {"name": "周某"})
    sheet = SimpleUploadedFile("任职.csv", SHEET.encode())
    yield "posts_import-wrong", head.post("/units/posts/import/", {"file": sheet})
    yield "units-wrong", head.post("/units/", {"name": "某局", "register": "1"})


def _gates() -> Iterator[tuple[str, Any]]:
    """The way in: a wrong password, another machine, the second factor, enrolling with its codes, the step before a sensitive act."""
    plain, coded, new = (Officer.objects.get(username=who) for who in (HANDLER, HEAD, "supervisor2"))
    for officer in (plain, coded, new):
        officer.set_password(PASSWORD)
        officer.save()
    with_app(coded)
    yield "sign_in-wrong", Client().post("/sign-in/", {"account": HANDLER, "password": "x"})
    for machine in ("10.0.0.1", "10.0.0.2"):
        elsewhere = Client(REMOTE_ADDR=machine)
        answer = elsewhere.post("/sign-in/", {"account": HANDLER, "password": PASSWORD})
    yield "sign_in_here", answer
    second = Client()
    second.post("/sign-in/", {"account": HEAD, "password": PASSWORD})
    yield "second_step", second.get("/sign-in/second/")
    yield "second_step-wrong", second.post("/sign-in/second/", {"code": "000000"})
    late = Client()
    late.force_login(coded)
    yield "step_up", late.post("/account/codes/")
    settings.MINGJIAN_SECOND_FACTOR = "required"
    factor.forget(new.pk)
    first = Client()
    first.post("/sign-in/", {"account": new.username, "password": PASSWORD})
    yield "first_enrolment", first.get("/sign-in/enrol/")
    seed = first.session["pending"]["seed"]
    yield "recovery_codes", first.post("/sign-in/enrol/", {"code": code_now(seed)})
    settings.MINGJIAN_SECOND_FACTOR = "offered"
