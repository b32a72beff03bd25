"""What brings reports in: the worker when their hour is over, a command at once; and which process serves the public."""

import os
import time
from datetime import date

import pytest

from mingjian.channels.models import Mailbox
from mingjian.conf.commands import portal, run, serves_public  # noqa: F401 - the room adds its command
from mingjian.conf.working import work
from mingjian.ledger.models import Matter
from tests.channels.test_portal import Reporter
from tests.people import city

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reporter(tmp_path, settings) -> Reporter:
    settings.MINGJIAN_PORTAL = tmp_path
    return Reporter(tmp_path)


def arrived(reporter, hours_ago: int) -> None:
    """The one envelope of the spool came so many hours ago."""
    (path,) = (reporter.folder / "in").glob("*.envelope")
    began = time.time() // 3600 * 3600 - hours_ago * 3600
    os.utime(path, (began, began))


@pytest.mark.parametrize(("hours_ago", "is_in"), [(0, False), (1, True)])
def test_worker_brings_in_an_hour_that_is_over(reporter, hours_ago, is_in):
    city()
    reporter.sends()
    arrived(reporter, hours_ago)

    work(rounds=1, pause=lambda seconds: None)

    assert Matter.objects.filter(kind="complaint").exists() is is_in
    assert (reporter.sees() is not None) is is_in


def test_demo_brings_in_at_once(reporter, settings):
    settings.MINGJIAN_DEMO = True
    city()
    reporter.sends()
    arrived(reporter, 0)

    work(rounds=1, pause=lambda seconds: None)

    assert Mailbox.objects.count() == 1


def test_command_brings_in_now_and_says_what_came(reporter, capsys):
    city()
    reporter.sends()
    reporter.adds("还有一点。")

    assert run(["portal", "fetch"]) == 0

    assert capsys.readouterr().out == "登记1件，补充1件，回信1件；等待原件的补充0件。\n"
    assert reporter.sees().sayings[0].text == "还有一点。"


def test_command_names_what_was_set_aside(reporter, capsys):
    city()
    letter = reporter.sends()
    (reporter.folder / "in" / f"{letter.id.hex}.envelope").write_bytes(b"nothing")

    assert run(["portal", "fetch"]) == 1

    said = f"信封{letter.id.hex}.envelope没有取入，已移到aside目录：信封不完整：可能没有传完，请重新传送。\n"
    assert capsys.readouterr().err == said


def test_command_refuses_a_unit_that_is_not_there(reporter, capsys):
    assert run(["portal", "fetch", "--unit", "没有的单位"]) == 1
    assert capsys.readouterr().err == "没有单位“没有的单位”；请核对编号或者名称。\n"


def test_reports_are_taken_in_on_the_day_they_came(reporter):
    city()
    reporter.sends()
    arrived(reporter, 30)

    work(rounds=1, pause=lambda seconds: None)

    assert Matter.objects.get(kind="complaint").opened_on == date(2023, 3, 1)


@pytest.mark.parametrize(
    ("arguments", "is_public"),
    [
        (["serve", "--site", "portal"], True),
        (["serve", "--port", "9000", "--site=portal"], True),
        (["serve", "--site", "both"], False),
        (["serve", "--site", "portal", "--help"], False),
        (["serve"], False),
        (["portal", "fetch"], False),
    ],
)
def test_public_site_alone_is_served_without_the_rooms_of_cases(arguments, is_public):
    assert serves_public(arguments) is is_public
