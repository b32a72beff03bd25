"""Officers at their desks: a browser signed in as somebody of the invented city, on a day of the story."""

import re
from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mingjian.web.desk import staff, views
from tests.stories import at
from tests.web.desk import verified

TODAY = date(2023, 3, 20)


class Sitting:
    """One officer's browser; every page is asked for on the same day."""

    def __init__(self, people, name, on=TODAY, hour=11):
        staff.forget()
        views.forget()
        self.client, self.on, self.hour = Client(), on, hour
        self.client.force_login(people.officers[name])
        with at(on, hour):
            verified(self.client)
        self.get("/")  # the first page of a session writes when it was last seen; pages after it do not

    def get(self, path, status=200):
        with at(self.on, self.hour):
            response = self.client.get(path)
        assert response.status_code == status, (path, response.status_code)
        return response

    def post(self, path, status=302, **data):
        with at(self.on, self.hour):
            response = self.client.post(path, data)
        assert response.status_code == status, (path, response.status_code, plain(response))
        return response

    def page(self, path, status=200):
        """The text of a page, without what differs from one request to the next."""
        return steady(self.get(path, status).content.decode())

    def statements(self, path):
        """How many statements a page takes, session and account and journal among them; names are known already."""
        self.get(path)
        with CaptureQueriesContext(connection) as captured:
            self.get(path)
        return len(captured)


def steady(html):
    """A page without the tokens of its forms and the number of its request, which stands in the viewer's mark."""
    html = re.sub(r"(?<![0-9A-Za-z-])[0-9A-F]{4}-[0-9A-F]{4}(?![0-9A-Za-z-])", "", html)
    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", html)
    return re.sub(r'name="token" value="[0-9a-f]+"', "", html)


def plain(response):
    """The words of a page."""
    return _words(
        re.sub(r"<(head|script|svg|nav class=\"menu\").*?</\1>", " ", response.content.decode(), flags=re.S)
    )


def main(response):
    """The words of the middle of a page."""
    found = re.search(r"<main.*?</main>", response.content.decode(), flags=re.S)
    return _words(re.sub(r"<svg.*?</svg>", "", found.group(), flags=re.S)) if found else ""


def _words(html):
    """What is kept from breaking within a sentence is no piece of its own."""
    whole = re.sub(r'<span class="no">([^<]*)</span>', r"\1", html)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", whole))


def links(response):
    """Addresses in the middle of a page, in order."""
    found = re.search(r"<main.*?</main>", response.content.decode(), flags=re.S)
    return [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+)"', found.group())]
