"""Account and settings in a real browser: signing in by keyboard and without script, silent, at every width."""

import pytest

from mingjian.org.models import Appointment, Department, Officer, Unit
from tests.people import SINCE, city
from tests.web.account.factors import PASSWORD, code_now, with_app

pytestmark = pytest.mark.django_db(transaction=True)
OFFICE = (
    "/",
    "/settings/",
    "/settings/units/",
    "/settings/officers/",
    "/settings/powers/",
    "/settings/lawbook/",
    "/settings/calendars/",
)
SYSTEM = ("/settings/units/new/", "/settings/units/department/", "/settings/units/end/", "/settings/officers/new/", "/settings/officers/1/",
          "/settings/officers/1/power/")  # fmt: skip


@pytest.fixture
def people():
    made = city()
    unit = Unit.objects.create(name="系统管理", short="系统管理", code="系统", level="system", path="0/")
    place = Department.objects.create(unit=unit, name="系统管理", short="系统管理", role="administration")
    for name, post in (("系管丁", "system_admin"), ("安管戊", "security_admin")):
        made.officers[name] = Officer.objects.create(username=post, name=name)
        Appointment.objects.create(officer=made.officers[name], department=place, post=post, since=SINCE)
    for name in ("承办李", "书记赵", "系管丁", "安管戊"):
        made.officers[name].set_password(PASSWORD)
        made.officers[name].save()
    return made


def opened(chromium, **context):
    page, wrong = chromium.new_context(locale="zh-CN", **context).new_page(), []
    page.on("request", lambda request: None if "localhost" in request.url else wrong.append(request.url))
    page.on(
        "console",
        lambda message: (
            wrong.append(message.text)
            if message.type == "error" and "status of" not in message.text
            else None
        ),
    )
    page.on("pageerror", lambda error: wrong.append(str(error)))
    return page, wrong


def entered(page, live_server, officer):
    page.goto(f"{live_server.url}/sign-in/?next=/help/")
    page.fill("#id_account", officer.username)
    page.fill("#id_password", PASSWORD)
    page.click("main button")
    page.wait_for_url("**/help/")


def test_code_is_typed_without_pointer(chromium, live_server, people):
    officer = people.officers["承办李"]
    with_app(officer)
    page, wrong = opened(chromium)
    page.goto(f"{live_server.url}/sign-in/?next=/account/")
    page.focus("#id_account")
    page.keyboard.type(officer.username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in/second/")
    while page.evaluate("document.activeElement.id") != "id_code":
        page.keyboard.press("Tab")
    page.keyboard.type(code_now())
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/")

    assert wrong == []


def test_first_enrolment_works_without_script(chromium, live_server, people, settings):
    settings.MINGJIAN_SECOND_FACTOR = "required"
    page, wrong = opened(chromium, java_script_enabled=False)
    page.goto(f"{live_server.url}/sign-in/?next=/account/")
    page.fill("#id_account", people.officers["承办李"].username)
    page.fill("#id_password", PASSWORD)
    with page.expect_navigation():
        page.click("main button")
    seed = page.inner_text("code.secret").replace(" ", "")
    page.fill("#id_code", code_now(seed))
    with page.expect_navigation():
        page.click("main form button")
    codes = page.locator(".codes li").count()
    page.click("main form button")
    page.wait_for_url(f"{live_server.url}/account/")

    assert codes == 10 and wrong == []


@pytest.mark.parametrize("width", [1440, 390, 320])
def test_no_page_scrolls_sideways(chromium, live_server, people, width):
    page, _wrong = opened(chromium, viewport={"width": width, "height": 900})
    entered(page, live_server, people.officers["系管丁"])
    wide = []
    for path in (*OFFICE, *SYSTEM, "/account/", "/account/factor/", "/help/"):
        page.goto(live_server.url + path)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append(path)

    assert wide == []
