"""A warning that does not block is ticked before the act goes; without it nothing is written and nothing typed is lost."""

import re
from datetime import date

import pytest

from mingjian.ledger.models import Act, Matter
from mingjian.web.desk import names
from mingjian.web.desk.models import Draft
from tests.people import city
from tests.stories import assigned_lead, at, opened, study
from tests.web.sitting import Sitting, main, plain

pytestmark = pytest.mark.django_db(transaction=True)
LATE = date(2023, 5, 8)  # the lead was assigned on 2 March; its way was due within a month


@pytest.fixture
def people():
    names.forget()
    return city()


def form(people, on):
    meeting = study(people, on, "主任张", "承办李")
    assert meeting["chair"] == people.id("主任张")
    return {"on": on.isoformat(), "disposal_way": "prelim_verification", "study_on": on.isoformat(), "study_chair": people.id("主任张"),
            "study_present": [people.id("承办李"), people.id("主任张")], "disposal_opinion": "反映具体，建议初步核实。"}  # fmt: skip


def test_limit_met_late_must_be_noted_before_the_act_goes(people):
    lead = assigned_lead(people)
    here, address = Sitting(people, "承办李", on=LATE), f"/m/{lead.pk}/do/propose_disposal/"

    asked = here.post(address, 200, **form(people, LATE))
    assert "已知悉：" in main(asked) and "参考：逾期" in main(asked)
    refused = here.post(address, 422, **form(people, LATE), confirmed="1")
    assert "请逐项勾选已知悉的提醒，再提交。" in plain(refused)
    assert "反映具体，建议初步核实。" in refused.content.decode()
    assert not Act.objects.filter(matter=lead, code="propose_disposal").exists()
    here.post(address, 302, **form(people, LATE), confirmed="1", noted=["0", "1", "2"])
    assert Act.objects.filter(matter=lead, code="propose_disposal").exists()


def test_act_in_time_warns_of_nothing(people):
    lead = assigned_lead(people)
    on = date(2023, 3, 6)

    asked = Sitting(people, "承办李", on=on).post(
        f"/m/{lead.pk}/do/propose_disposal/", 200, **form(people, on)
    )
    assert "已知悉" not in main(asked)


def test_registering_late_warns_as_acts_do(people):
    here, address = Sitting(people, "信访孙", on=LATE), "/register/complaint/new/register/"
    form = {"on": "2023-04-03", "late_reason": "补录四月来件", "title": "反映某镇干部违规领取补贴问题", "content": "冒用他人名义领取补贴。",
            "channel": "network", "origin": "self", "content_class": "accusation", "is_signed": "0", "is_repeat": "0"}  # fmt: skip

    asked = here.post(address, 200, **form)
    warnings = main(asked).count("已知悉：")
    assert warnings and "超期" in main(asked)
    refused = here.post(address, 422, **form, confirmed="1")
    assert "请逐项勾选已知悉的提醒，再提交。" in plain(refused) and not Matter.objects.exists()
    here.post(address, 302, **form, confirmed="1", noted=[str(number) for number in range(warnings)])

    assert Matter.objects.get().opened_on == date(2023, 4, 3)


@pytest.mark.parametrize("channel", ["network", "letter"])
def test_registering_in_time_warns_of_nothing(people, channel):
    """A letter starts a limit of two working days, to compare it: short by itself, and whole."""
    form = {"on": LATE.isoformat(), "title": "反映某镇干部违规领取补贴问题", "content": "冒用他人名义领取补贴。", "channel": channel,
            "origin": "self", "content_class": "accusation", "is_signed": "0", "is_repeat": "0"}  # fmt: skip

    assert "已知悉" not in main(
        Sitting(people, "信访孙", on=LATE).post("/register/complaint/new/register/", 200, **form)
    )


def test_closing_a_lead_is_severe_and_goes_only_with_its_reason_and_the_factor(people):
    """desk.md 5.5: a stop page of its own, on which the reason is typed; a lighter way asks for its opinion on the form."""
    lead = assigned_lead(people)
    on = date(2023, 3, 6)
    here, address = Sitting(people, "承办李", on=on), f"/m/{lead.pk}/do/propose_disposal/"
    closing = {**form(people, on), "disposal_way": "close", "close_ground": "untrue", "outcome": "untrue"}

    asked = here.post(address, 200, **{**closing, "disposal_opinion": ""})
    assert "确认予以了结" in main(asked) and area(asked, "disposal_opinion") == ""
    assert "请填写“处置意见”。" in main(
        here.post(address, 422, **{**closing, "disposal_opinion": " "}, confirmed="1")
    )
    assert "“处置意见”" in plain(here.post(address, 422, **{**form(people, on), "disposal_opinion": ""}))
    typed = here.post(address, 200, **closing)
    assert "确认予以了结" in main(typed) and area(typed, "disposal_opinion") == "反映具体，建议初步核实。"
    assert "确认予以了结" not in plain(here.post(address, 200, **form(people, on)))
    session = here.client.session
    session["verified"] = "2020-01-01T00:00:00+00:00"
    session.save()
    assert "再次验证" in plain(here.post(address, 200, **closing, confirmed="1"))
    assert not Act.objects.filter(matter=lead, code="propose_disposal").exists()


def area(answer, name):
    """What stands in a text area."""
    return (
        re.search(rf'<textarea[^>]*name="{name}"[^>]*>(.*?)</textarea>', answer.content.decode(), re.S)
        .group(1)
        .strip()
    )


def requested_appeal(people, on=date(2023, 5, 8)):
    """A request for review within the Party, with the trial office."""
    return opened(people, "appeal", "register", "审理蒋", "审理室", on, title="对警告处分不服的申诉", appeal_kind="party_review",
                  handler=people.id("审理蒋")), on  # fmt: skip


def test_the_reason_of_a_severe_act_is_typed_on_the_stop_page_and_kept_as_a_draft(people):
    """desk.md 5.5, 2.8: not on the form; saved from there, carried back to the form and on again, written once."""
    matter, on = requested_appeal(people)
    here, address = Sitting(people, "审理蒋", on=on), f"/m/{matter.pk}/do/refuse/"
    given = {"refusal_ground": "out_of_time", "on": on.isoformat()}

    drawn = here.get(address)
    assert 'name="reason"' not in drawn.content.decode() and "“理由”在下一页填写" in main(drawn)
    stop = here.post(address, 200, **given)
    assert area(stop, "reason") == "" and "存为草稿" in main(stop)
    assert "请填写“理由”。" in main(here.post(address, 422, **given, confirmed="1"))
    here.post(address, 302, **given, confirmed="1", reason="已过申诉期限。", draft="1")

    again = Sitting(people, "审理蒋", on=on).get(address)
    assert '<input type="hidden" name="reason" value="已过申诉期限。">' in again.content.decode()
    assert area(here.post(address, 200, **given, reason="已过申诉期限。"), "reason") == "已过申诉期限。"
    here.post(address, 302, **given, confirmed="1", reason="已过申诉期限。")
    assert Act.objects.filter(matter=matter, code="refuse").count() == 1
    assert not Draft.objects.exists()
    late = Sitting(people, "审理蒋", on=on).client
    with at(on, 11):
        saved = late.post(
            address, {**given, "reason": "已过申诉期限。", "draft": "1"}, headers={"HX-Request": "true"}
        )
    assert (saved.status_code, saved.content, Draft.objects.count()) == (200, b"", 0), (
        "the page saved itself while it was sent"
    )
