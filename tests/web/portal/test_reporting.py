"""From the first page to the receipt: every step, forwards and backwards, on one page too, and what is refused."""

import gzip
import re
import secrets
from datetime import date
from statistics import median
from time import perf_counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml.html import fromstring

from mingjian.channels import envelopes
from mingjian.channels.answers import Saying
from mingjian.ledger.sealing import keys
from tests.web.portal.reporter import (
    ANONYMOUS,
    NAMED,
    NOTHING,
    WHAT,
    WHOM,
    asks,
    code_of,
    fills,
    picture,
    reports,
    sends,
    words,
)
from tests.web.portal.test_querying import answers_with


def received(spool):
    """The envelopes of the spool, opened as the register opens them."""
    return [envelopes.read(path, keys()) for path in sorted((spool / "in").glob("*.envelope"))]


def test_anonymous_report_lies_sealed_in_the_spool(site, spool):
    code = reports(site)

    (envelope,) = received(spool)
    letter = envelope.letter.model_dump(exclude={"id", "box", "mailbox", "salt", "received_on"})
    assert letter == {
        "kind": "report", "number": f"{date.today().year}-0001", "content_class": "accusation",
        "persons": ({"name": "钱某", "unit": "临江市某局", "post": "副局长", "area": "城东区"},),
        "text": WHAT["text"], "amount": "五万元", "source": "亲眼所见", "agreement": "", "is_signed": False, "protection": "",
        "papers": (), "identity": None,
    }  # fmt: skip
    assert envelope.identity is None
    assert len(code) == len("K7QM 2HXT 9RNB 4WJC 6PVD 3FYA 8E-W")


def test_receipt_says_number_day_code_and_commitment(site, spool):
    fills(site)
    code = sends(site)
    page = words(site.get("/receipt/"))
    (envelope,) = received(spool)
    commitment = envelope.letter.commitment.hex()

    assert f"回执号{envelope.letter.number}" in page.replace(" ", "")
    assert " ".join(commitment[place : place + 4] for place in range(0, 64, 4)) in page
    saved = site.post("/receipt/file/")
    assert saved["Content-Disposition"] == f'attachment; filename="{envelope.letter.number}.html"'
    assert code in saved.content.decode() and envelope.letter.salt in saved.content.decode()


def test_sent_twice_is_one_report_with_one_receipt(site, spool):
    fills(site)
    cookie = site.cookies["report"].value
    kept = {path: path.read_bytes() for path in (spool / "sessions").iterdir()}
    first = sends(site)

    for path, data in kept.items():  # a second press that was on its way before the first was answered
        path.write_bytes(data)
    assert site.cookies["report"].value == cookie
    second = sends(site)

    assert first == second
    assert len(received(spool)) == 1
    assert site.post("/report/check/").headers["Location"] == "/receipt/"


def test_code_is_gone_with_the_session(site):
    reports(site)

    assert site.get("/leave/").status_code == 200
    answer = site.get("/receipt/")
    assert answer.status_code == 400
    assert "本次填写已经结束。" in words(answer)


def test_going_back_loses_nothing(site):
    fills(site)
    changed = {**WHAT, "text": WHAT["text"] + "另有补充。"}

    assert site.post("/report/3/", {**changed, "back": "1"}).headers["Location"] == "/report/2/"

    assert 'value="钱某"' in site.get("/report/2/").content.decode()
    assert "另有补充。" in site.get("/report/3/").content.decode()


def test_everything_on_one_page_is_the_same_report(site, spool):
    assert site.post("/report/", {"whole": "1"}).headers["Location"] == "/report/whole/"
    page = site.get("/report/whole/")

    assert page.status_code == 200
    assert (
        site.post("/report/whole/", {**WHOM, **WHAT, **NOTHING, **ANONYMOUS}).headers["Location"]
        == "/report/check/"
    )
    sends(site)
    assert [envelope.letter.text for envelope in received(spool)] == [WHAT["text"]]


@pytest.mark.parametrize(
    ("step", "given", "sentence"),
    [
        (2, {}, "请填写姓名或者单位；都不知道的，勾选“不知道是谁、哪个单位”。"),
        (3, {**WHAT, "text": "太短"}, "现有2字，请至少写20字。"),
        (3, {**WHAT, "text": "长" * 20001}, "现有20001字，最多20000字，请缩短。"),
        (3, {**WHAT, "content_class": "other"}, "请选择一项。"),
        (4, {}, "请选择文件；没有材料的，勾选“没有材料”。"),
        (5, {}, "请选择实名或者匿名。"),
        (5, {"signed": "named", "name": "孙小某"}, "实名举报请填写电话，以便告知受理情况、答复结果。"),
    ],
)
def test_step_says_what_is_missing_and_keeps_the_rest(site, step, given, sentence):
    site.post("/report/")

    answer = site.post(f"/report/{step}/", given)

    assert answer.status_code == 422
    assert f"有1处需要修改{sentence}" in words(answer)
    assert "<title>错误：" in answer.content.decode()


TYPED = "金丝雀"
WRONG_STEPS = {
    "/report/2/": {"post_1": TYPED, "area_1": TYPED * 60},
    "/report/3/": {"text": TYPED, "amount": TYPED * 60, "source": TYPED * 200, "content_class": TYPED},
    "/report/4/": {"papers": SimpleUploadedFile(f"{TYPED}.exe", TYPED.encode())},
    "/report/5/": {"signed": "named", "name": TYPED, "reach": TYPED * 80, "protection": TYPED},
    "/query/": {"code": TYPED},
    "/language/": {"language": TYPED, "next": f"/{TYPED}/"},
}


@pytest.mark.parametrize("path", WRONG_STEPS)
def test_errors_say_what_to_do_and_never_what_was_typed(site, path):
    """desk.md 5.13: neither in the summary nor beside the field, nor on a page that tells of an error."""
    site.post("/report/")
    answer = site.post(path, WRONG_STEPS[path])
    page = fromstring(answer.content.decode() or "<p></p>")
    said = "".join("".join(one.itertext()) for one in page.xpath("//*[@class='errsum' or @class='error']"))

    assert said or answer.status_code in (302, 400), path
    assert TYPED not in said and TYPED not in answer.headers.get("Location", "")
    lost = site.get(f"/{TYPED}/")
    assert lost.status_code == 404 and TYPED not in lost.content.decode()


def test_not_knowing_whom_is_an_answer(site, spool):
    reports(site, whom={"unknown": "1"})

    assert [envelope.letter.persons for envelope in received(spool)] == [()]


def test_up_to_five_can_be_named(site, spool):
    site.post("/report/")
    for _press in range(6):
        page = site.post(
            "/report/2/", {**WHOM, **{f"name_{n}": f"某{n}" for n in range(2, 6)}, "stay": "person"}
        )
    assert page.content.decode().count('<fieldset class="person">') == 5
    assert "再加一个" not in words(page)

    reports(site, whom={f"name_{n}": f"某{n}" for n in range(1, 6)})
    assert [person.name for person in received(spool)[0].letter.persons] == [
        "某1",
        "某2",
        "某3",
        "某4",
        "某5",
    ]


def test_named_report_has_its_identity_sealed_for_the_custodian_only(site, spool):
    reports(site, who=NAMED)

    (envelope,) = received(spool)
    assert envelope.letter.is_signed and envelope.letter.protection == "threat"
    assert envelope.identity is not None
    assert "孙小某" not in envelope.letter.model_dump_json()
    with pytest.raises(ValueError, match="信封打不开"):
        try:
            keys().open_content(envelope.identity, envelopes.identity_place(envelope.letter.identity))
        except Exception as error:
            raise ValueError(str(error)) from None


@pytest.mark.parametrize(
    ("decision", "text", "is_moved"),
    [
        ("keep", "他的电话13900005678，邮箱a.b@example.org，请核对金额和时间。", False),
        ("move", "他的电话〔已移到身份信息〕，邮箱〔已移到身份信息〕，请核对金额和时间。", True),
        ("drop", "他的电话〔举报人已删去〕，邮箱〔举报人已删去〕，请核对金额和时间。", False),
    ],
)
def test_traces_of_the_writer_are_his_to_decide(site, spool, decision, text, is_moved):
    fills(site, what={**WHAT, "text": "他的电话13900005678，邮箱a.b@example.org，请核对金额和时间。"})
    page = words(site.get("/report/check/"))
    assert "正文里有电子邮箱a.b@example.org；电话号码13900005678，怎样处理？" in page
    assert site.post("/report/check/").status_code == 422

    sends(site, decision)

    (envelope,) = received(spool)
    assert envelope.letter.text == text
    assert (envelope.identity is not None) is is_moved


def test_files_go_along_as_they_came(site, spool):
    reports(site, papers={"papers": [picture(), SimpleUploadedFile("说明.txt", "一句话".encode())]})

    (envelope,) = received(spool)
    assert [(paper.name, paper.media_type) for paper in envelope.letter.papers] == [
        ("照片.jpg", "image/jpeg"), ("说明.txt", "text/plain")]  # fmt: skip
    assert envelope.papers == (b"\xff\xd8\xff\xe0 a picture", "一句话".encode())
    assert list((spool / "sessions").glob("*-*")) == []


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (SimpleUploadedFile("程序.exe", b"MZ"), "不接受这种文件（.exe）。"),
        (SimpleUploadedFile("没有", b"x"), "不接受没有扩展名的文件。"),
        (SimpleUploadedFile("假.pdf", b"not a pdf"), "文件内容与扩展名.pdf不符，请核对后重新选择。"),
        (SimpleUploadedFile("空.txt", b""), "文件是空的，请重新选择。"),
    ],
)
def test_file_that_is_not_taken_keeps_the_others(site, file, sentence):
    site.post("/report/")
    file.seek(0)

    answer = site.post("/report/4/", {"papers": [picture(), file]})

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert "照片.jpg" in words(answer)


def test_file_can_be_dropped_again(site, spool):
    site.post("/report/")
    page = site.post("/report/4/", {"papers": picture(), "stay": "papers"}).content.decode()
    key = re.search(r'name="drop" value="(\w+)"', page).group(1)

    page = site.post("/report/4/", {"drop": key})

    assert "照片.jpg" not in words(page)
    assert list((spool / "sessions").glob("*-*")) == []


def test_more_than_sixty_megabytes_are_turned_away_unread(site):
    answer = Client().generic("POST", "/report/4/", b"", content_type="multipart/form-data; boundary=x",
                              CONTENT_LENGTH=str(61 * 1024 * 1024))  # fmt: skip

    assert answer.status_code == 413
    assert "一次上传的文件合计不超过50兆。" in words(answer)


def test_agreement_of_the_code_that_led_here_goes_along(site, spool):
    answer = site.get("/", {"agreement": "临纪廉〔2023〕12号"})
    assert answer.headers["Location"] == "/"
    assert "您由廉洁协议临纪廉〔2023〕12号进入" in words(site.get("/"))

    reports(site)

    assert [envelope.letter.agreement for envelope in received(spool)] == ["临纪廉〔2023〕12号"]


def test_step_without_a_report_says_that_the_session_is_over(site):
    for where in ("/report/2/", "/report/whole/", "/report/check/", "/receipt/", "/box/"):
        assert site.get(where).status_code == 400, where


def test_session_ends_thirty_minutes_after_the_last_click(site, monkeypatch):
    fills(site)
    import time

    now = time.time()
    monkeypatch.setattr("mingjian.web.portal.sessions.time.time", lambda: now + 29 * 60)
    assert site.get("/report/3/").status_code == 200
    monkeypatch.setattr("mingjian.web.portal.sessions.time.time", lambda: now + 29 * 60 + 31 * 60)
    assert site.get("/report/3/").status_code == 400


def test_forms_need_the_token_of_their_session(site):
    strict = Client(enforce_csrf_checks=True)
    page = strict.get("/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)

    assert strict.post("/report/").status_code == 400
    assert (
        strict.post("/report/", {"csrfmiddlewaretoken": token}, headers={"origin": "null"}).status_code == 302
    )
    assert list(strict.cookies) == ["report"]


def test_language_and_size_are_kept_for_the_session(site):
    site.post("/language/", {"language": "en", "next": "/"})
    site.post("/type/", {"size": "larger", "next": "/"})
    page = site.get("/").content.decode()

    assert '<html lang="en" class="portal larger">' in page
    assert "Before you begin" in words(site.get("/"))
    assert site.post("/type/", {"size": "large", "next": "https://example.org/"}).headers["Location"] == "/"


def test_thirty_two_at_once_get_numbers_without_gaps(site, spool):
    from concurrent.futures import ThreadPoolExecutor

    def one(_number: int) -> str:
        visitor = Client()
        reports(visitor)
        return code_of(visitor)

    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(one, range(32)))

    year = date.today().year
    assert len(set(codes)) == 32
    assert sorted(envelope.letter.number for envelope in received(spool)) == [
        f"{year}-{n:04d}" for n in range(1, 33)
    ]


def test_every_step_is_light_and_quick(site, spool):
    """desk.md 10, weights: 10 kB of HTML, with receipt and a box full of questions; 100 ms at the server; no statement, for there is no database."""
    fills(site, what={**WHAT, "text": WHAT["text"] * 5}, who=NAMED)
    steps = [
        "/",
        *(f"/report/{step}/" for step in range(2, 6)),
        "/report/whole/",
        "/report/check/",
        "/query/",
    ]
    weighed, taken = {}, {}
    for step in steps:
        answers = []
        for _try in range(9):
            began = perf_counter()
            answers.append(site.get(step))
            taken.setdefault(step, []).append(perf_counter() - began)
        weighed[step] = len(gzip.compress(answers[-1].content))
        assert answers[-1].status_code == 200, step
    code = sends(site, "keep")
    weighed["/receipt/"] = len(gzip.compress(site.get("/receipt/").content))
    talk = (Saying(sort="question", on=date(2023, 3, 1), text=f"第{number}问：{secrets.token_hex(60)}") for number in range(30))  # fmt: skip
    answers_with(spool, "请补充", "Please add something", *talk)
    assert "第29问" in asks(site, code)
    weighed["/box/"] = len(gzip.compress(site.get("/box/").content))

    assert {step: size for step, size in weighed.items() if size > 10_000} == {}
    assert {step: median(times) for step, times in taken.items() if median(times) > 0.1} == {}
