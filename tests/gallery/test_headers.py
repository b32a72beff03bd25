"""Security headers stand on every answer."""

from django.test import Client

from mingjian.web.shared.headers import HEADERS


def test_page_carries_every_header_and_is_not_stored():
    response = Client().get("/styleguide/desk/")

    assert {name: response[name] for name in HEADERS} == HEADERS
    assert response["Cache-Control"] == "no-store"
    assert "'unsafe" not in response["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in response


def test_absent_page_carries_the_headers_too():
    response = Client().get("/styleguide/nowhere/")

    assert response.status_code == 404
    assert response["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]
    assert response["Cache-Control"] == "no-store"


def test_secure_answer_asks_for_https_for_a_year():
    response = Client().get("/styleguide/desk/", secure=True)

    assert response["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_static_file_may_be_kept_but_is_no_page():
    response = Client().get("/static/mingjian/mingjian.css")

    assert response.status_code == 200
    assert "no-store" not in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"
