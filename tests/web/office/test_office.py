"""Settings: accounts and units by the system administrator, powers by two persons, each its own desk, no matters."""

import re
from datetime import date

import pytest
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from mingjian.ledger.models import Journal
from mingjian.org.authority import posts_of
from mingjian.org.models import Appointment, Department, Officer, PowerRequest, StandIn, Unit
from mingjian.web.account import factor
from mingjian.web.account.models import Reminder
from tests.people import SINCE, city
from tests.web.account.factors import with_app
from tests.web.sitting import Sitting, main

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2023, 3, 20)
ADMINISTRATORS = {"系管丁": "system_admin", "安管戊": "security_admin", "审管己": "audit_admin"}
PAGES = (
    "/",
    "/settings/",
    "/settings/units/",
    "/settings/officers/",
    "/settings/powers/",
    "/settings/lawbook/",
    "/settings/calendars/",
)


@pytest.fixture
def people():
    made = city()
    unit = Unit.objects.create(name="系统管理", short="系统管理", code="系统", level="system", path="0/")
    department = Department.objects.create(
        unit=unit, name="系统管理", short="系统管理", role="administration"
    )
    for number, (name, post) in enumerate(ADMINISTRATORS.items()):
        made.officers[name] = Officer.objects.create(
            username=f"admin{number}", name=name, password=make_password(None)
        )
        Appointment.objects.create(officer=made.officers[name], department=department, post=post, since=SINCE)
    return made


def ask_for(people, who="承办郑", **form):
    form = {
        "change": "appoint",
        "department": "市纪委监委四室",
        "post": "member",
        "since": "2023-03-21",
        "reason": "临干〔2023〕8号",
        **form,
    }
    Sitting(people, "系管丁").post(f"/settings/officers/{people.id(who)}/power/", **form)
    return PowerRequest.objects.latest("pk")


def decide(people, one, decision="agree", who="安管戊", status=302):
    return Sitting(people, who).post(f"/settings/powers/{one.pk}/decide/", status, decision=decision)


def changes(event):
    return [
        (row.officer_id, row.details["change"]) for row in Journal.objects.filter(event=event).order_by("pk")
    ]


def test_post_is_asked_for_by_one_and_given_by_another(people):
    one = ask_for(people)
    before = len(posts_of(people.id("承办郑")))
    listed = main(Sitting(people, "安管戊").get("/settings/powers/"))
    decide(people, one)
    given = Appointment.objects.latest("pk")

    assert "承办郑：任职市纪委监委四室工作人员（2023-03-21起）" in listed.replace(" ", "")
    assert (before, len(posts_of(people.id("承办郑")))) == (1, 2)
    assert (given.department.name, given.post, given.since) == ("四室", "member", date(2023, 3, 21))
    assert changes("power") == [(people.id("系管丁"), "asked"), (people.id("安管戊"), "agreed")]


def test_refused_request_gives_nothing_and_is_decided_once(people):
    one = ask_for(people)
    decide(people, one, "refuse")
    decide(people, one, "agree", status=404)

    assert not Appointment.objects.filter(officer=people.id("承办郑"), department__name="四室").exists()
    assert PowerRequest.objects.get().is_agreed is False


@pytest.mark.parametrize("who", ["系管丁", "审管己", "承办郑", "书记赵"])
def test_nobody_but_the_security_administrator_decides(people, who):
    decide(people, ask_for(people), who=who, status=404)

    assert PowerRequest.objects.get().decided_by is None


def test_security_administrator_does_not_decide_about_himself_and_the_database_says_so_too(people):
    one = ask_for(people, "安管戊", change="reset_factor")
    decide(people, one, status=404)
    for by in (one.asked_by_id, one.officer_id):
        with pytest.raises(IntegrityError), transaction.atomic():
            PowerRequest.objects.filter(pk=one.pk).update(decided_by=by)


def test_administrator_holds_no_other_post(people):
    here = Sitting(people, "系管丁")
    form = {"change": "appoint", "department": "市纪委监委四室", "since": "2023-03-21", "reason": "临干"}
    to_administrator = here.post(
        f"/settings/officers/{people.id('审管己')}/power/", 422, post="member", **form
    )
    to_officer = here.post(
        f"/settings/officers/{people.id('承办郑')}/power/", 422, post="system_admin", **form
    )

    for answer in (to_administrator, to_officer):
        assert "管理员职务不能与其他职务由一人兼任" in main(answer)
    assert not PowerRequest.objects.exists()


def test_post_ends_on_the_day_that_was_agreed(people):
    held = Appointment.objects.get(officer=people.id("承办郑"))
    one = ask_for(people, change="dismiss", appointment=held.pk, until="2023-03-31")
    decide(people, one)

    assert Appointment.objects.get(pk=held.pk).until == date(2023, 3, 31)


def test_mistakes_of_a_request_are_said_beside_their_fields(people):
    form = {"change": "appoint", "department": "五室", "post": "", "since": "明天", "reason": ""}
    page = Sitting(people, "系管丁").post(f"/settings/officers/{people.id('承办郑')}/power/", 422, **form)

    assert set(dict(page.context["page"].failures)) == {"id_department", "id_since", "id_reason"}
    assert "“明天”不是日期" in main(page)


@pytest.mark.parametrize(
    "decision, result, told", [("agree", "同意", ["主任张", "承办郑"]), ("refuse", "不同意", ["主任张"])]
)
def test_decision_on_a_stand_in_comes_to_the_asker_and_an_agreed_one_to_the_deputy(
    people, decision, result, told
):
    Sitting(people, "主任张").post(
        "/account/absence/", officer="承办郑（二室）", since="2023-03-21", until="2023-03-25", reason="出差"
    )
    decide(people, PowerRequest.objects.get(), decision)
    lists = {who: main(Sitting(people, who).get("/reminders/")) for who in ("主任张", "承办郑", "承办李")}
    words = f"外出代理 账号与安全 承办郑代理主任张（2023-03-21至2023-03-25）：{result}"

    assert [who for who, page in lists.items() if words in page] == told
    assert [row.mailed_at for row in Reminder.objects.all()] == [None] * len(told), "the next mail tells"


def test_officer_away_is_stood_in_for_during_that_time_only(people):
    away = Sitting(people, "主任张")
    away.post(
        "/account/absence/", officer="承办郑（二室）", since="2023-03-21", until="2023-03-25", reason="出差"
    )
    told = [
        "已提出申请，待安全管理员决定。" in main(away.get(page))
        for page in ("/account/", "/account/", "/exports/")
    ]
    assert told == [True, False, False]
    assert "承办郑代理主任张（2023-03-21至2023-03-25）：待决定" in main(away.get("/account/"))
    assert "代理" not in main(Sitting(people, "承办郑").get("/account/")).replace("外出代理", "")
    decide(people, PowerRequest.objects.get())
    for who in ("主任张", "承办郑"):
        assert "承办郑代理主任张（2023-03-21至2023-03-25）：同意" in main(
            Sitting(people, who).get("/account/")
        )
    stands = [post for post in posts_of(people.id("承办郑")) if post.post == "head"]

    assert [(post.since, post.until) for post in stands] == [(date(2023, 3, 21), date(2023, 3, 25))]
    assert StandIn.objects.get().reason == "出差"
    assert (
        Sitting(people, "主任张")
        .post("/account/absence/", 422, officer="主任张", since="2023-03-21", until="2023-03-20", reason="")
        .context["page"]
        .failures
    )


def test_lost_app_is_forgotten_only_when_two_agree(people):
    officer = people.officers["承办郑"]
    with_app(officer)
    one = ask_for(people, change="reset_factor")
    assert factor.is_enrolled(officer.pk)
    decide(people, one)

    assert not factor.is_enrolled(officer.pk) and factor.codes_left(officer.pk) == 0


def test_account_is_made_linked_and_disabled(people):
    here = Sitting(people, "系管丁")
    here.post("/settings/officers/new/", username="lixin", name="李新")
    made = Officer.objects.get(username="lixin")
    link = re.search(
        r"http://testserver(/welcome/[^<\s]+)",
        here.post(f"/settings/officers/{made.pk}/link/", 200).content.decode(),
    ).group(1)
    opened = Sitting(people, "承办郑").client.get(link).status_code
    here.post(f"/settings/officers/{made.pk}/switch/")

    assert not made.has_usable_password() and opened == 200
    assert not Officer.objects.get(pk=made.pk).is_active
    assert [change for _by, change in changes("officer")] == ["made", "linked", "disabled"]
    assert "账号“lixin”已经存在" in main(
        here.post("/settings/officers/new/", 422, username="lixin", name="另人")
    )
    here.post(f"/settings/officers/{people.id('系管丁')}/switch/", 404)


def test_units_and_departments_are_made_and_dissolved(people):
    here = Sitting(people, "系管丁")
    here.post("/settings/units/new/", name="东湖县纪委监委", code="东纪", level="county", under="临江市")
    here.post("/settings/units/department/", unit="东湖县纪委监委", name="信访室", role="petition_dept")
    here.post("/settings/units/end/", unit="东湖县纪委监委", department="信访室", until="2023-03-31")
    unit = Unit.objects.get(code="东纪")

    assert unit.path == f"{people.top.path}{unit.pk}/"
    assert [(one.name, one.until) for one in unit.departments.all()] == [("信访室", date(2023, 3, 31))]
    assert "发文代字“东纪”已有单位使用" in main(
        here.post("/settings/units/new/", 422, name="西湖县", code="东纪", level="county")
    )
    assert changes("unit") == [(people.id("系管丁"), change) for change in ("made", "made", "ended")]


def test_commission_begins_with_the_departments_that_every_one_has(people):
    here = Sitting(people, "系管丁")
    here.post(
        "/settings/units/new/", name="西湖县纪委监委", code="西纪", level="own", under="临江市", usual="1"
    )
    departments = Unit.objects.get(code="西纪").departments.order_by("pk")

    assert list(departments.values_list("name", flat=True)) == [
        "领导班子", "信访室", "案件监督管理室", "监督检查室", "审查调查室", "案件审理室", "干部监督室", "办公室",
    ]  # fmt: skip
    assert changes("unit") == [(people.id("系管丁"), "made")] * 9


@pytest.mark.parametrize("who", ["承办李", "书记赵", "案管主任吴"])
def test_settings_do_not_exist_for_others(people, who):
    here = Sitting(people, who)
    for path in PAGES[1:]:
        here.get(path, 404)


@pytest.mark.parametrize("who", list(ADMINISTRATORS))
def test_administrators_have_a_desk_of_their_own_and_no_matters(people, who):
    here = Sitting(people, who)
    page = here.get("/").content.decode()

    assert "最近存证" in page and ("待决定的权限申请" in page) == (who != "审管己")
    assert "/register/" not in page and 'name="q"' not in page
    for path in PAGES:
        assert here.statements(path) <= 12, path


def test_auditor_looks_into_the_journal_and_sets_nothing_up(people):
    ask_for(people)
    here = Sitting(people, "审管己")
    desk = here.get("/")
    counted = re.search(r'href="(/settings/journal/[^"]*event=power[^"]*)">(\d+)条', desk.content.decode())

    page = desk.content.decode()

    assert 'href="/settings/journal/"' in page and 'href="/settings/units/"' not in page
    assert (
        here.get(counted[1].replace("&amp;", "&")).content.decode().count('<th scope="row">')
        == int(counted[2])
        == 1
    )


def test_account_is_found_by_its_name_which_stands_in_no_address(people):
    here = Sitting(people, "系管丁")
    found = main(here.post("/settings/officers/", 200, sought="承办"))

    assert "承办李" in found and "审理蒋" not in found
    assert "没有符合条件的账号。" in main(here.post("/settings/officers/", 200, sought="无此人"))


def test_accounts_stand_by_account_by_pinyin_or_by_post(people):
    here = Sitting(people, "系管丁")

    def names(order):
        page = main(here.get(f"/settings/officers/?order={order}", 200))
        return sorted((one.name for one in people.officers.values()), key=lambda name: page.index(name))

    by_pinyin, by_post = names("name"), names("post")
    assert (
        by_pinyin.index("案管王")
        < by_pinyin.index("承办李")
        < by_pinyin.index("承办郑")
        < by_pinyin.index("审理蒋")
    )
    assert by_pinyin[-1] == "主任张" and by_post.index("书记赵") < by_post.index("主任张")
    assert names("account") == names("nonsense") != by_pinyin


def test_pages_take_the_same_statements_for_more_rows(people):
    here = Sitting(people, "安管戊")
    ask_for(people)
    one = [here.statements(path) for path in PAGES]
    for name in ("承办李", "调查陈", "审理蒋"):
        ask_for(people, name)
        Unit.objects.create(
            name=f"{name}县",
            short=name,
            code=name,
            level="county",
            parent=people.top,
            path=f"{people.top.path}9/",
        )

    assert [here.statements(path) for path in PAGES] == one


def test_checklist_follows_what_is_there(people):
    words = main(Sitting(people, "系管丁").get("/settings/"))

    assert (
        "单位与内设机构 完成" in words and "三个管理员账号 未开始" in words and "第一件登记 未开始" in words
    )


def test_local_lawbook_is_shown_against_the_packaged_one(people, settings, tmp_path):
    from importlib.resources import files

    packaged = (files("mingjian") / "lawbook/taxonomies/level.yaml").read_text("utf-8")
    (tmp_path / "taxonomies").mkdir()
    (tmp_path / "taxonomies/level.yaml").write_text(packaged.replace("派驻机构", "派驻纪检监察组"), "utf-8")
    settings.MINGJIAN_LAWBOOK_OVERLAY = str(tmp_path)
    page = Sitting(people, "安管戊").get("/settings/lawbook/").context["page"]

    assert [(one.title, len(one.changes)) for one in page.differences] == [("taxonomies/level.yaml", 1)]
    assert "派驻纪检监察组" in page.differences[0].changes[0].new
