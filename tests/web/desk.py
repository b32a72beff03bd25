"""A signed-in officer of the invented city, for tests of the desk."""

from datetime import UTC, datetime
from typing import Any

from django.test import Client

from mingjian.ledger import instant
from mingjian.web.desk import names, staff, views

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def at_desk(officer: Any) -> Client:
    """A browser in which the officer is signed in."""
    names.forget()
    staff.forget()
    views.forget()
    client = Client()
    client.force_login(officer)
    verified(client)
    return client


def verified(client: Client) -> None:
    """As after the second step a moment ago: sensitive acts do not ask again."""
    session = client.session
    session["verified"] = instant.real().isoformat()
    session.save()


def words(response: Any) -> str:
    """The page as text, an answer of 200 taken for granted."""
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())
