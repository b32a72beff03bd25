"""Bulletins and the yearly report: numbers open, words may change, numbers may not be typed, drafts say so."""

import json
import re
from datetime import date
from io import BytesIO
from itertools import pairwise

import pytest
from docx import Document

from mingjian.ledger.models import Journal
from mingjian.ledger.record import open_matter
from mingjian.report import issuing
from mingjian.web.desk.models import Prose
from mingjian.web.desk.prose import kept
from tests.ledger.seals import at, lead
from tests.people import city
from tests.web.desk import at_desk, words

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    made = city()
    lead(made)
    return made


@pytest.fixture
def client(people):
    return at_desk(people.officers["案管主任吴"])


def test_every_number_of_a_bulletin_opens_its_source(client):
    page = words(client.get("/bulletin/?period=2023&edition=S4"))
    runs = re.findall(r'<a class="run [^"]*" href="([^"]+)"[^>]*>([^<]+)</a>', page)
    article = re.sub(
        r"<[^>]+>",
        "",
        re.search(r"<article.*?</article>", re.sub(r"<svg.*?</svg>", "", page, flags=re.S), re.S).group(0),
    )

    assert [words for _, words in runs] == re.findall(r"\d+(?:\.\d+)?(?:件次|件|人次|人|%)", article)
    for href, _printed in runs:
        assert client.get(href.replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/bulletin/?edition=S1", "/bulletin/?edition=S4", "/annual/", "/bulletin/?edition=S4&period=2023Q1"],
)
def test_text_is_sound_in_both_languages(client, address):
    for language in ("zh-hans", "en"):
        client.cookies["language"] = language
        page = re.sub(r"<dialog.*?</dialog>", "", words(client.get(address)), flags=re.S)
        levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels)), levels
        assert len(ids) == len(set(ids))


def test_captions_are_no_paragraphs(client):
    page = words(client.get("/bulletin/?period=2023&edition=S4"))

    said = re.findall(r'<p[^>]* class="caption">([^<]+)</p>', page)
    assert [one[:2] for one in said] == ["图1", "图2"]


def test_absent_edition_is_absent(client):
    assert client.get("/bulletin/?edition=S9").status_code == 404
    assert client.get("/bulletin/?edition=annual").status_code == 404
    assert client.get("/reports/S4/odt/").status_code == 404
    assert client.get("/reports/S9/text/").status_code == 404


def test_files_carry_the_text_and_are_noted(client):
    text = client.get("/reports/S4/text/?period=2023")
    document = Document(BytesIO(client.get("/reports/S4/docx/?period=2023").content))
    data = json.loads(client.get("/reports/S4/json/?period=2023").content)
    sheet = client.get("/reports/S4/xlsx/?period=2023")

    assert "全市纪检监察机关共接收信访举报0件次" in text.content.decode()
    assert any("全市纪检监察机关共接收信访举报0件次" in paragraph.text for paragraph in document.paragraphs)
    assert {item["id"] for item in data["figures"]} >= {"petitions_received", "leads_disposed"}
    assert sheet.content[:2] == b"PK"
    assert re.fullmatch(r'attachment; filename="S4-2023-\d+(-draft)?\.txt"', text["Content-Disposition"])
    assert [row.details["kind"] for row in Journal.objects.filter(event="export")] == ["S4"] * 4


def test_obstacle_marks_the_file_as_a_draft(client, people, monkeypatch):
    real = issuing._found
    broken = issuing.Obstacle("leads_disposed", "处置方式之和不等于处置总数")
    monkeypatch.setattr(issuing, "_found", lambda *given: [*real(*given), (broken, False)])
    page = words(client.get("/bulletin/?period=2023"))
    file = client.get("/reports/S4/docx/?period=2023")

    assert "处置方式之和不等于处置总数" in page
    assert "/figures/leads_disposed/wanting/?period=2023" in page
    assert "有未通过的核对，导出的文件标明草稿。" in page
    assert "-draft.docx" in file["Content-Disposition"]


def write(client, text, paragraph="political", **more):
    return client.post(f"/reports/annual/write/{paragraph}/?period=2023", {"words": text, **more})


def test_paragraph_is_rewritten_with_slots_and_kept_sealed(client, people):
    before = words(client.get("/reports/annual/write/political/?period=2023"))
    done = write(client, "围绕中心工作，\n处置问题线索{处置问题线索}，其中{处置问题线索：谈话函询|bare}件。")
    page = words(client.get("/annual/?period=2023"))
    row = Prose.objects.get()

    assert "围绕党中央重大决策部署" in before
    assert done["Location"] == f"/annual/?period=2023&scope={people.top.pk}#political"
    assert "围绕中心工作，处置问题线索<a" in page and "再改写" in page
    assert "围绕中心工作".encode() not in bytes(row.sealed)
    assert kept(unit=people.top.pk, edition="annual", period="2023") == {
        "political": "围绕中心工作，处置问题线索{leads_disposed}，其中{leads_disposed.by_way:talk_inquiry|bare}件。"
    }
    assert "处置问题线索{处置问题线索}，其中{处置问题线索：谈话函询|只写数}件。" in words(
        client.get("/reports/annual/write/political/?period=2023")
    )
    assert Journal.objects.get(event="prose").details["paragraph"] == "political"
    assert (
        "围绕中心工作，处置问题线索0件，其中0件。"
        in client.get("/reports/annual/text/?period=2023").content.decode()
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("处置问题线索391件。", "“391”像是数字，数字须来自指标"),
        ("处置问题线索三百九十一件。", "像是数字，数字须来自指标"),
        ("处置{no_such_figure}。", "没有指标“no_such_figure”"),
        ("处置{处置的问题线索}。", "没有指标“处置的问题线索”，是不是“处置问题线索”？请从下表中选用。"),
        ("处置{处置问题线索|比重}。", "“{处置问题线索|比重}”中的“比重”不是数字的写法，可以写占比、"),
        ("处置{leads_disposed。", "花括号不成对"),
        ("立案{立案|同比}。", "本段需要“立案”，但没有这个数，请先补齐记录或统计。"),
        ("字" * 4001, "正文太长，最多4000字，现有4001字。"),
    ],
)
def test_typed_numbers_and_strange_slots_are_refused_and_the_text_stays(client, typed, said):
    response = write(client, typed)

    assert response.status_code == 422
    assert said in response.content.decode()
    assert typed[:40] in response.content.decode()
    assert not Prose.objects.exists()


def test_own_words_of_the_edition_come_back(client):
    write(client, "围绕中心工作。")
    write(client, "", restore="1")

    assert not Prose.objects.exists()
    assert "围绕党中央重大决策部署" in words(client.get("/annual/?period=2023"))


def test_shortfalls_stand_beside_the_second_part_and_are_not_printed(client):
    page = words(client.get("/annual/?period=2023"))
    writing = words(client.get("/reports/annual/write/problem_sharing/?period=2023"))
    text = client.get("/reports/annual/text/?period=2023").content.decode()

    assert page.count("依据：供撰写人判断，不印发</summary>") == 4
    assert "巡察、政治生态、选人用人等报告运用不够" in page and "半年内被引用" not in text
    assert "可以采用的句子" in writing and "移交{移交}" in writing
    for href in re.findall(r'href="(/figures/[^"]+)"', writing):
        assert client.get(href.replace("&amp;", "&")).status_code == 200


def test_tasks_of_next_year_stand_beside_the_third_part_within_reach_only(people):
    details = {"title": "督查重大项目", "limit_on": "2024-11-30"}
    with at(date(2023, 11, 20)):
        task = open_matter("work_task", by=people.id("案管王"), on=date(2023, 11, 20), unit=people.unit.pk,
                           department=people.department("案管室"), details=details)  # fmt: skip
    reader, other = at_desk(people.officers["书记赵"]), at_desk(people.officers["案管主任吴"])

    pages = [words(desk.get("/annual/?period=2023")) for desk in (reader, other)]

    assert ["依据：2024年已分解的任务，不印发</summary>" in page for page in pages] == [True, True]
    assert all(task.number in page or "督查重大项目" in page for page in pages)
    assert all(
        "责任落实中还没有登记下年度的任务。" in words(desk.get("/annual/?period=2024"))
        for desk in (reader, other)
    )


def test_only_prose_may_be_rewritten(client):
    assert client.get("/reports/annual/write/petitions/?period=2023").status_code == 404
    assert client.get("/reports/S4/write/heads/?period=2023").status_code == 404


def test_words_belong_to_one_unit_and_year(client, people):
    write(client, "围绕中心工作。")

    assert "围绕中心工作。" not in words(client.get("/annual/?period=2022"))
    assert "围绕中心工作。" not in words(client.get(f"/annual/?period=2023&scope={people.unit.pk}"))
