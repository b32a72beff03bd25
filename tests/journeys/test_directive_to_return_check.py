"""One directive followed by clicking to everything that came of it, and from the sanction back, in a real browser."""

from collections.abc import Iterator
from datetime import date

import pytest

from mingjian.org.models import Officer as Account
from mingjian.web.desk import names, staff
from tests.journeys.chains import chained
from tests.journeys.desk import PASSWORD, Officer
from tests.journeys.windows import Chromium

pytestmark = pytest.mark.django_db(transaction=True)

ONWARD = (
    ("监督检查", "办结"), ("问题整改", "已归档"), ("移交", "已反馈"), ("问题线索", "立案后办结"), ("案件", "已作出处分决定"),
    ("处分执行", "影响期内"),
)  # fmt: skip


@pytest.fixture
def principal(transactional_db, day, chromium, live_server) -> Iterator[Officer]:
    """The principal head of the commission on the last day of the year: he sees the lines of everything."""
    names.forget()
    staff.forget()
    city = chained(2023)
    account = Account.objects.get(pk=city.offices[0].officers["secretary"])
    account.set_password(PASSWORD + account.username)
    account.save()
    day(date(2023, 12, 29))
    found = Officer(account.name, account.username, Chromium(chromium, live_server.url))
    yield found
    found.window.close()


def test_a_directive_leads_to_a_sanction_and_a_return_check_and_both_lead_back(principal):
    directive = principal.newest("directive")
    track = [directive.number]

    for kind, step in ONWARD:
        number = _follows(principal, kind)
        assert _stands(principal) == step, (kind, number)
        track.append(number)

    for number in reversed(track[:-1]):
        _clicks(principal, number)
        assert _here(principal) == number

    _follows(principal, "监督检查")
    _follows(principal, "问题整改")
    _follows(principal, "建议书和函件")
    assert _stands(principal) == "办结"
    _clicks(principal, track[2])
    words = principal.window.tab.locator("main").inner_text()
    assert all(said in words for said in ("验收", "销号", "回头看"))
    assert principal.window.wrong == []


def _follows(officer: Officer, kind: str) -> str:
    """The next matter of a kind that the drawing shows from here on; its number."""
    row = officer.window.tab.locator("#lineage .twin li").filter(has_text="本件").last
    link = row.locator("li", has_text=kind).locator("a").first
    number = link.inner_text()
    _clicks(officer, number)
    assert _here(officer) == number
    return number


def _clicks(officer: Officer, number: str) -> None:
    with officer.window.tab.expect_navigation():
        officer.window.tab.locator("#lineage .twin").get_by_role(
            "link", name=number, exact=True
        ).first.click()


def _here(officer: Officer) -> str:
    return officer.window.tab.locator("main h1").first.inner_text()


def _stands(officer: Officer) -> str:
    """The step at which the matter stands, without its day."""
    return officer.window.tab.locator("ol.track li:not(.coming)").last.inner_text().split("\n")[1]
