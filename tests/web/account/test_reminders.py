"""Reminders: what came to whom, each once; mail that says nothing; the calendar of one's own deadlines."""

import email
import socket
from contextlib import contextmanager
from datetime import date, datetime
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from icalendar import Calendar

from mingjian.channels.models import SetAside
from mingjian.complaints.acts import register
from mingjian.law.values import BEIJING
from mingjian.ledger import instant
from mingjian.ledger.instant import standing_at
from mingjian.ledger.models import Journal
from mingjian.org.models import Appointment
from mingjian.web.account import mailing, reminders
from mingjian.web.account.models import MailChoice, Reminder
from tests.people import city
from tests.stories import assigned_lead, at, do, lead
from tests.web.sitting import Sitting, main

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2023, 3, 2)
ONLINE = {"title": "反映某局问题", "content": "某局多发补贴。", "content_class": "accusation", "is_signed": False, "is_repeat": False,
          "receipt": "2023-0001"}  # fmt: skip


@pytest.fixture
def people():
    return city()


def came(people):
    names = {officer.pk: name for name, officer in people.officers.items()}
    return sorted((names[row.officer_id], row.what) for row in Reminder.objects.all())


def look(day=DAY, hour=12):
    with at(day, hour):
        return reminders.find_new()


def test_what_comes_to_whom(people):
    matter = lead(people, date(2023, 3, 1))
    do(
        people,
        matter,
        "assign",
        "案管王",
        DAY,
        department=people.department("二室"),
        handler=people.id("承办李"),
    )
    look()
    asked = came(people)
    do(people, matter, "approve", "书记赵", date(2023, 3, 3), about=matter_seq(matter))
    look(date(2023, 3, 3))

    assert ("书记赵", "approval") in asked and ("承办李", "assigned") not in asked
    assert ("承办李", "assigned") in came(people)


def test_each_comes_once_however_often_it_is_looked(people):
    assigned_lead(people)
    made = look()

    assert made > 0
    assert [look(), look(DAY, 13), look(date(2023, 3, 3))] == [0, 0, 0]


def test_return_comes_back_to_whoever_proposed(people):
    matter = lead(people, date(2023, 3, 1))
    do(
        people,
        matter,
        "assign",
        "案管王",
        DAY,
        department=people.department("二室"),
        handler=people.id("承办李"),
    )
    do(people, matter, "return", "书记赵", DAY, about=matter_seq(matter), opinion="请改由一室承办。")
    look()

    assert ("案管王", "returned") in came(people)


def test_deadline_near_comes_once(people):
    matter = assigned_lead(people)
    matter.refresh_from_db()
    for _again in range(2):
        with at(matter.due_on):
            reminders.find_due()

    assert came(people).count(("承办李", "due")) == 1


def test_list_shows_number_and_kind_and_is_read(people):
    matter = assigned_lead(people)
    look()
    here = Sitting(people, "承办李", on=DAY, hour=14)
    page = here.get("/reminders/")
    bell = here.get("/law/").content.decode()

    assert matter.number in main(page) and "分给您办理" in main(page) and "津贴" not in main(page)
    assert 'class="badge">1<' in bell
    here.post("/reminders/seen/")
    assert Reminder.objects.filter(officer=people.id("承办李"), seen_at=None).count() == 0
    assert matter.number not in main(Sitting(people, "审理沈", on=DAY, hour=14).get("/reminders/"))


class Kept:
    """What an SMTP server was handed."""

    def __init__(self):
        self.mails = []

    async def handle_DATA(self, server, session, envelope):
        self.mails.append((envelope.rcpt_tos, envelope.content))
        return "250 OK"


@contextmanager
def post_office(settings):
    """A real SMTP server on a free port of this machine."""
    kept = Kept()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    settings.MINGJIAN_MAIL = f"smtp://127.0.0.1:{port}?from=desk@jiwei.example"
    try:
        yield kept
    finally:
        controller.stop()


def wants(people, name, how):
    MailChoice.objects.create(officer=people.officers[name], address=f"{how}@jiwei.example", how=how)


def test_mail_says_that_something_came_and_nothing_else(people, settings):
    matter = assigned_lead(people)
    wants(people, "承办李", "at_once")
    look()
    with post_office(settings) as kept:
        sent = [mailing.send_new(), mailing.send_new()]
    ((to, raw),) = kept.mails
    mail = email.message_from_bytes(raw, policy=default)

    assert sent == [1, 0] and to == ["at_once@jiwei.example"]
    assert (mail["Subject"], mail["From"]) == (mailing.SUBJECT, "desk@jiwei.example")
    assert mail.get_content().replace("\r\n", "\n") == mailing.BODY
    for secret in (matter.number, "津贴", "承办李", "线索", str(matter.pk)):
        assert secret not in str(mail) and secret not in mail.get_content()


def test_digest_goes_out_once_a_day_after_eight(people, settings):
    assigned_lead(people)
    wants(people, "承办李", "digest")
    look()
    with post_office(settings) as kept:
        for hour in (7, 9, 10):
            with standing_at(datetime(2023, 3, 3, hour, tzinfo=BEIJING)):
                mailing.send_new()
        Reminder.objects.filter(officer=people.id("承办李")).update(seq=99)
        Reminder.objects.create(
            officer=people.officers["承办李"],
            what="due",
            matter=Reminder.objects.first().matter,
            seq=1,
            at=datetime(2023, 3, 3, tzinfo=BEIJING),
        )
        for day in (3, 4):
            with standing_at(datetime(2023, 3, day, 11, tzinfo=BEIJING)):
                mailing.send_new()

    assert len(kept.mails) == 2


def test_server_that_is_away_leaves_everything_untold(people, settings):
    assigned_lead(people)
    wants(people, "承办李", "at_once")
    look()
    settings.MINGJIAN_MAIL = "smtp://127.0.0.1:1"
    with pytest.raises(OSError):
        mailing.send_new()

    assert not Reminder.objects.filter(mailed_at__isnull=False).exists()
    with post_office(settings) as kept:
        mailing.send_new()
    assert len(kept.mails) == 1


def test_calendar_holds_number_kind_and_day_for_a_real_reader(people):
    matter = assigned_lead(people)
    matter.refresh_from_db()
    here = Sitting(people, "承办李", on=DAY, hour=14)
    here.post("/calendar/change/")
    address = here.get("/reminders/how/").context["page"].address.removeprefix("http://testserver")
    with at(DAY, 15):
        answer = here.client.get(address)
    events = Calendar.from_ical(answer.content).walk("VEVENT")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert [(str(one["SUMMARY"]), one["DTSTART"].dt) for one in events] == [
        (f"{matter.number} 问题线索 到期", matter.due_on)
    ]
    assert "津贴" not in answer.content.decode() and "承办李" not in answer.content.decode()
    assert max(len(line) for line in answer.content.split(b"\r\n")) <= 75
    assert here.get("/reminders/how/").context["page"].address == "", "shown once"


def test_calendar_address_is_revoked_and_a_wrong_one_does_not_exist(people):
    here = Sitting(people, "承办李", on=DAY, hour=14)
    here.post("/calendar/change/")
    address = here.get("/reminders/how/").context["page"].address.removeprefix("http://testserver")
    here.get(address)
    here.post("/calendar/change/", end="1")

    here.get(address, 404)
    here.get("/calendar/invented.ics", 404)


def test_choice_of_mail_is_kept_and_a_wrong_address_is_said(people):
    here = Sitting(people, "承办李")
    wrong = here.post("/reminders/how/", 422, how="digest", address="nowhere")
    here.post("/reminders/how/", 200, how="digest", address="li@jiwei.example")

    assert "“nowhere”不是邮箱地址" in main(wrong)
    assert (MailChoice.objects.get().how, MailChoice.objects.get().address) == ("digest", "li@jiwei.example")
    here.post("/reminders/how/", 200, how="none", address="")
    assert not MailChoice.objects.exists()


def matter_seq(matter):
    matter.refresh_from_db()
    return matter.seq


def test_report_without_anybody_in_the_petition_office_comes_to_the_principal(people):
    """security.md INT-04: intake never depends on staff."""
    Appointment.objects.filter(department=people.department("信访室"), post__in=("head", "member")).update(
        until=date(2023, 2, 28)
    )
    with at(DAY):
        made = register(act="register_online", by=None, on=DAY, unit=people.unit.pk, department=people.department("信访室"),
                        details=ONLINE)  # fmt: skip
    look()
    Appointment.objects.filter(department=people.department("信访室")).update(until=None)
    with at(DAY):
        register(
            act="register_online",
            by=None,
            on=DAY,
            unit=people.unit.pk,
            department=people.department("信访室"),
            details=ONLINE,
        )
    look()

    assert [(who, what) for who, what in came(people) if what == "unplaced"] == [("书记赵", "unplaced")]
    assert Reminder.objects.get(what="unplaced").matter_id == made.pk


def test_report_without_a_petition_office_is_seen_by_the_principal_who_is_reminded(people):
    with at(DAY):
        made = register(act="register_online", by=None, on=DAY, unit=people.unit.pk, department=people.department("领导班子"),
                        details=ONLINE)  # fmt: skip
    look()

    page = main(Sitting(people, "书记赵", on=DAY).get("/reminders/"))
    assert f"{made.number} 信访举报 没有信访举报部门承办，请指定" in page


def test_envelope_set_aside_comes_to_whoever_is_on_duty_once_a_day(people):
    with at(DAY):
        for name in ("a.envelope", "b.envelope"):
            SetAside.objects.create(name=name, why="cut", at=instant.now())
    look()
    look(DAY, 13)

    assert came(people) == [("信访主任周", "aside")]
    duty = Sitting(people, "信访主任周", on=DAY)
    assert "未取入的信封 举报网站 请核对原因" in main(duty.get("/reminders/"))
    page = main(duty.get("/settings/envelopes/"))
    assert "a.envelope" in page and "不完整：可能没有传完 从举报网站重新传送后再取" in page
    Sitting(people, "信访孙", on=DAY).get("/settings/envelopes/", 404)


def test_envelopes_are_put_back_by_whoever_is_on_duty(people, settings, tmp_path):
    settings.MINGJIAN_PORTAL = tmp_path
    for name in ("in", "aside"):
        (tmp_path / name).mkdir()
    (tmp_path / "aside/a.envelope").write_bytes(b"x")
    SetAside.objects.create(name="a.envelope", why="newer", at=instant.real())
    duty = Sitting(people, "信访主任周", on=DAY)

    duty.post("/settings/envelopes/again/")

    assert (tmp_path / "in/a.envelope").is_file() and not SetAside.objects.exists()
    page = main(duty.get("/settings/envelopes/"))
    assert "1个信封已放回，后台程序下次取入。" in page and "没有未取入的信封。" in page
    assert Journal.objects.get(event="envelope_aside").details["change"] == "again"
