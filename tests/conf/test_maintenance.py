"""Maintenance: both sites say when they are back, the worker rests, and then all is as it was."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client

from mingjian.conf.commands import run, site  # noqa: F401 - it adds the command
from mingjian.conf.working import work
from mingjian.law.values import BEIJING
from mingjian.ledger.models import Checkpoint
from mingjian.web.shared import maintenance
from tests.web.sitting import main

NOW = datetime(2026, 11, 28, 10, 0, tzinfo=BEIJING)


@pytest.fixture
def folder(settings, tmp_path):
    settings.MINGJIAN_DATA = tmp_path
    return tmp_path


@pytest.mark.parametrize(
    ("until", "said"),
    [
        (NOW.replace(hour=11, minute=30), "系统维护中，预计11:30恢复。"),
        (NOW.replace(day=29, hour=8), "系统维护中，预计2026-11-29 08:00恢复。"),
        (NOW - timedelta(minutes=1), "系统维护中，恢复时间延后，请稍后再试。"),
    ],
)
def test_sentence_says_when_it_is_over(until, said):
    assert maintenance.sentence(until, NOW) == said


def test_desk_says_so_to_everybody_and_asks_no_database(folder, capsys):
    assert run(["maintenance", "--until", "2099-01-02T11:30"]) == 0
    assert capsys.readouterr().out.strip() == "系统维护中，预计2099-01-02 11:30恢复。"

    for path in ("/", "/register/lead/", "/nowhere/"):
        answer = Client().get(path)  # without the mark of pytest-django the database would refuse
        assert (answer.status_code, "Retry-After" in answer) == (503, True)
        assert main(answer).strip() == "系统维护中，预计2099-01-02 11:30恢复。 急件请按纸质程序办理。"
    english = Client(HTTP_COOKIE="language=en").get("/")
    assert "it is expected back at 2099-01-02 11:30." in main(english)


@pytest.mark.django_db(transaction=True)
def test_after_it_everything_goes_on(folder, capsys):
    run(["maintenance", "--until", "2099-01-02T11:30"])
    work(rounds=1)
    assert not Checkpoint.objects.exists()

    assert run(["maintenance", "--end"]) == 0
    assert run(["maintenance"]) == 0

    assert re.findall("没有在维护。", capsys.readouterr().out) == ["没有在维护。"] * 2
    assert Client().get("/sign-in/").status_code == 200
    work(rounds=1)
    assert Checkpoint.objects.exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--until", "soon"], "时间“soon”不对，请写成11:30或2026-11-28T11:30的形式。"),
        (["--until", "2020-01-01T11:30"], "时间2020-01-01T11:30已经过了，请写以后的时间。"),
        (["--until", "11:30", "--end"], "--until和--end只能用一个。"),
    ],
)
def test_time_that_cannot_be_is_refused(folder, options, said, capsys):
    assert run(["maintenance", *options]) == 1
    assert capsys.readouterr().err.strip() == said
    assert maintenance.expected(folder) is None
