"""Every address is public by this list or guarded (ACC-01), and every answer carries the security headers (WEB-01)."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from mingjian.web.shared.headers import HEADERS
from tests.people import city
from tests.web.desk import at_desk

pytestmark = pytest.mark.django_db(transaction=True)
PUBLIC = {
    "calendar",
    "sign_in",
    "second_step",
    "first_enrolment",
    "sign_in_on",
    "sign_in_here",
    "sign_out",
    "language",
    "welcome",
}
SAMPLES = {
    "uuid": UUID(int=7), "int": 1, "slug": "lead", "str": "x", "path": "x",
}  # fmt: skip


def routes(patterns=None) -> Iterator[URLPattern]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns)
        else:
            yield pattern


def address(pattern: URLPattern) -> str:
    """The route with something in every place."""
    kinds = {
        "UUIDConverter": "uuid",
        "IntConverter": "int",
        "SlugConverter": "slug",
        "StringConverter": "str",
        "PathConverter": "path",
    }
    values = {
        name: SAMPLES[kinds[type(converter).__name__]]
        for name, converter in pattern.pattern.converters.items()
    }
    return reverse(pattern.name, kwargs=values)


def test_every_address_has_a_name_of_its_own():
    names = [(pattern.name, tuple(pattern.pattern.converters)) for pattern in routes()]

    assert None not in dict(names)
    assert len(names) == len(set(names))


def test_every_address_is_public_by_list_or_guarded():
    open_ones = {pattern.name for pattern in routes() if not getattr(pattern.callback, "for_officers", False)}

    assert open_ones == PUBLIC


def test_strangers_are_led_to_the_sign_in_page_whatever_they_ask():
    client = Client()
    for pattern in routes():
        if pattern.name not in PUBLIC:
            where = address(pattern)
            for answer in (client.get(where), client.post(where)):
                led = answer.status_code == 302 and answer["Location"].startswith("/sign-in/?next=")
                assert led or answer.status_code == 405, (where, answer.status_code)


@pytest.mark.parametrize("who", [None, "承办李", "书记赵"])
def test_every_answer_carries_the_headers_and_is_not_stored(who):
    people = city()
    client = at_desk(people.officers[who]) if who else Client()
    client.raise_request_exception = False
    for pattern in routes():
        if pattern.name == "sign_out":
            continue
        for answer in (client.get(address(pattern)), client.post(address(pattern))):
            assert {name: answer.get(name) for name in HEADERS} == HEADERS, pattern.name
            assert answer["Cache-Control"] == "no-store", pattern.name
            assert answer.status_code != 500, pattern.name


def test_absent_and_forbidden_look_the_same():
    people = city()
    client = at_desk(people.officers["承办李"])
    answers = [
        client.get(where)
        for where in ("/nowhere/", "/figures/", f"/m/{UUID(int=7)}/", f"/verify/m/{UUID(int=7)}/")
    ]
    texts = {
        re.sub(r"[0-9A-F]{4}-[0-9A-F]{4}", "", answer.content.decode()).split("<main")[1].split("</main>")[0]
        for answer in answers
    }

    assert {answer.status_code for answer in answers} == {404}
    assert len(texts) == 1
    assert "没有这个页面，或您无权查看。" in texts.pop()


def test_errors_stand_in_the_frame_of_whoever_is_signed_in():
    people = city()
    inside = at_desk(people.officers["承办李"]).get("/nowhere/").content.decode()
    outside = Client().get("/nowhere/").content.decode()

    assert 'id="menu"' in inside and "承办李" in inside
    assert 'id="menu"' not in outside


def test_fault_of_the_program_says_nothing_but_its_number(monkeypatch):
    people = city()
    client = at_desk(people.officers["承办李"])
    client.raise_request_exception = False
    monkeypatch.setattr("mingjian.web.desk.law._chapters", lambda *given: 1 / 0)

    answer = client.get("/law/")
    text = answer.content.decode()

    assert answer.status_code == 500
    assert "系统出错，未作任何改动。" in text and "ZeroDivision" not in text and "Traceback" not in text
    assert {name: answer[name] for name in HEADERS} == HEADERS
