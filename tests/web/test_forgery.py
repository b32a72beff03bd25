"""Forms need their token; what a browser says of its origin under our referrer policy is understood."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 422),
        ({"origin": "http://testserver"}, 422),
        ({"origin": "null"}, 422),
        ({"origin": "null", "sec-fetch-site": "same-origin"}, 422),
        ({"origin": "null", "sec-fetch-site": "cross-site"}, 400),
        ({"origin": "null", "sec-fetch-site": "same-site"}, 400),
        ({"origin": "https://example.org"}, 400),
    ],
)
def test_form_is_taken_from_our_own_pages_only(headers, status):
    client = Client(enforce_csrf_checks=True)
    token = re.search(
        r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get("/sign-in/").content.decode()
    ).group(1)

    sent = client.post(
        "/sign-in/", {"account": "x", "password": "y", "csrfmiddlewaretoken": token}, headers=headers
    )
    without = client.post("/sign-in/", {"account": "x", "password": "y"}, headers=headers)

    assert sent.status_code == status
    assert without.status_code == 400
    assert without.content.decode().count("页面已过期") == 3, "title, heading, foot of the paper"
