"""Standard papers: what they print, what they leave blank, when they may be issued."""

from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from pydantic import ValidationError

from mingjian.law import lawbook
from mingjian.law.paper import Cell, Paper
from mingjian.law.reading import read, shape
from mingjian.report import qr
from mingjian.report.forms import spans
from mingjian.report.papers import Concerned, Opinion, PaperError, missing_facts, render_paper, said
from tests.report.conftest import LAWBOOK

NAMES = sorted(path.stem for path in (LAWBOOK / "papers").glob("*.yaml"))
FACTS: dict[str, Any] = {
    "number": "某纪线〔2026〕128号", "title": "反映某局违规发放津补贴问题", "unit": "某市纪委监委", "handler": "李某",
    "on": date(2026, 11, 23), "issuer": "中共某市纪律检查委员会", "secrecy": "机密",
    "persons": [("张某", "某局", "副局长"), ("王某某", "某局", "财务科科长")],
    "opinions": [("承办部门", "赵某", "同意。", date(2026, 11, 24)), ("特邀专家", "钱某", "无异议。", None)],
    "lead_origin": "信访举报", "disposal_way": "初步核实", "disposal_opinion": "建议初步核实。",
    "summary": "第一段。\n第二段。",
}  # fmt: skip


def paper(name: str) -> Paper:
    return shape(Paper, read(LAWBOOK / "papers" / f"{name}.yaml", f"papers/{name}.yaml"))


def opened(content: bytes) -> Any:
    return Document(BytesIO(content))


def rows(document: Any) -> list[list[str]]:
    """The boxes of a form, row by row; a merged box once."""
    return [list(dict.fromkeys(cell.text for cell in row.cells)) for row in document.tables[0].rows]


def paragraphs(document: Any) -> list[str]:
    return [p.text for p in document.paragraphs if p.text]


@pytest.mark.parametrize("name", NAMES)
def test_every_paper_draws_with_all_facts_and_with_none(name: str) -> None:
    known = paper(name)
    full = {**FACTS, **{fact: f"（{label}）" for fact, label in {**known.facts, **known.may_have}.items()}}

    printed = opened(render_paper(known, full, issued=True))
    empty = opened(render_paper(known, {}))

    everything = "\n".join(
        paragraphs(printed) + [box for row in (rows(printed) if printed.tables else []) for box in row]
    )
    assert [label for fact, label in known.facts.items() if f"（{label}）" not in everything] == []
    assert "{" not in everything
    assert paragraphs(empty)


def test_heading_stays_with_its_text_and_a_labelled_line_is_not_pulled_apart() -> None:
    plan = opened(render_paper(paper("inspection_plan"), {**FACTS, "plan": "要点。"}))
    record = opened(render_paper(paper("check_record"), {**FACTS, "items_text": "逐项检查。"}))

    heading = next(p for p in plan.paragraphs if p.text == "一、规划要点")
    labelled = next(p for p in record.paragraphs if p.text.startswith("检查："))
    assert heading.paragraph_format.keep_with_next
    assert labelled.alignment == WD_ALIGN_PARAGRAPH.LEFT


def test_form_has_a_row_for_each_person_and_each_opinion() -> None:
    boxes = rows(opened(render_paper(paper("disposal_approval"), FACTS)))

    assert boxes[3:5] == [
        ["被反映人", "张某", "单位职务", "某局副局长"],
        ["被反映人", "王某某", "单位职务", "某局财务科科长"],
    ]
    assert [row[0].replace("\n", "") for row in boxes[-5:]] == [
        "承办部门意见", "案件监督管理部门意见", "分管领导意见", "主要负责人意见", "特邀专家意见"]  # fmt: skip
    assert boxes[-5][1] == "同意。\n签名：赵某　2026年11月24日"
    assert boxes[-1][1] == "无异议。\n签名：钱某　　　年　　月　　日"
    assert ["反映主要\n问题", "第一段。\n第二段。"] in boxes


def test_letter_leaves_blanks_and_drops_what_is_optional() -> None:
    letter = paragraphs(
        opened(render_paper(paper("acceptance_notice"), {**FACTS, "received_on": date(2026, 11, 1)}))
    )

    assert letter == [
        "某纪线〔2026〕128号", "检举控告受理告知书", "＿＿＿＿＿＿同志：",
        "你于2026年11月1日提出的检举控告收悉（编号：某纪线〔2026〕128号）。经审核，属于本机关受理范围，现予以受理。",
        "本机关将依规依纪依法办理，并按规定反馈办理结果。请你如实提供情况，配合核实，遵守保密要求。诬告陷害他人的，将依规依纪依法处理。",
        "中共某市纪律检查委员会", "2026年11月23日",
    ]  # fmt: skip


def test_decision_names_each_person() -> None:
    decision = paragraphs(opened(render_paper(paper("filing_decision"), FACTS)))

    assert decision[:5] == [
        "机密",
        "中共某市纪律检查委员会",
        "某纪线〔2026〕128号",
        "立案决定书",
        "张某，某局副局长。",
    ]
    assert decision[5] == "王某某，某局财务科科长。"


def test_issuing_needs_every_fact() -> None:
    known = paper("inquiry_letter")

    assert missing_facts(known, {"respondent": "张某", "questions": ""}) == ["函询的问题", "回复期限"]
    with pytest.raises(PaperError, match="《函询通知书》还缺函询的问题、回复期限，请补充后再印发"):
        render_paper(known, {**FACTS, "respondent": "张某"}, issued=True)


@pytest.mark.parametrize("name", ["disposal_approval", "inquiry_letter", "sanction_decision"])
def test_what_is_not_issued_is_marked_as_draft(name: str) -> None:
    known = paper(name)
    full = {**FACTS, **dict.fromkeys(known.facts, "某")}

    def marked(content: bytes) -> bool:
        section = opened(content).sections[0]
        parts = [section.header, section.even_page_header, section.first_page_header]
        return any('string="草稿"' in part._element.xml for part in parts)

    assert marked(render_paper(known, full)) and not marked(render_paper(known, full, issued=True))


def test_said_writes_facts_as_papers_do() -> None:
    facts = [
        None,
        date(2026, 1, 2),
        datetime(2026, 1, 2, 9, 5),
        ["李某", "周某"],
        Concerned("张某", "某局", "局长"),
        3,
    ]

    assert [said(fact) for fact in facts] == [
        "",
        "2026年1月2日",
        "2026年1月2日9时05分",
        "李某、周某",
        "张某（某局局长）",
        "3",
    ]
    assert Opinion("室主任", "赵某", "同意", None).post == "室主任"


def test_spans_fill_the_row() -> None:
    cells = [Cell(label="一", width=1), Cell(label="二", width=2)]

    assert (spans(cells[:1]), spans(cells), spans([*cells, *cells[:1]])) == ([10], [3, 5], [2, 3, 1])


def test_a_paper_refuses_facts_that_nobody_declared() -> None:
    with pytest.raises(ValidationError, match="文书用到respondent"):
        Paper.model_validate({
            "label": "函", "en": "Letter", "in_force": "2024-01-01", "cite": {"checked": "house"}, "layout": "letter",
            "title": "函", "body": ["{respondent}同志"],
        })  # fmt: skip


def test_every_paper_that_an_act_names_exists() -> None:
    book = lawbook.load()

    named = {
        paper
        for entry in book.entries("procedures").values()
        for act in entry.acts.values()
        for paper in act.papers
    }
    assert named - book.entries("papers").keys() == set()


def test_an_integrity_agreement_leads_by_its_number_to_the_page_where_one_reports() -> None:
    facts = {"number": "临纪协〔2023〕7号", "title": "道路工程廉洁协议", "counterpart": "某建设公司", "project": "道路工程", "phone": "12388",
             "mailbox": "一号信箱", "report_url": "https://report.example/"}  # fmt: skip

    drawn = render_paper(paper("integrity_agreement"), facts, issued=True)

    address = "https://report.example/?agreement=%E4%B8%B4%E7%BA%AA%E5%8D%8F%E3%80%942023%E3%80%957%E5%8F%B7"
    assert _pictures(drawn) == [qr.png(address)]
    assert "扫码反映问题（协议编号临纪协〔2023〕7号）" in paragraphs(opened(drawn))
    for wanting in (
        "number",
        "report_url",
    ):  # no site is set: no code that leads nowhere, and no words about one
        drawn = render_paper(paper("integrity_agreement"), facts | {wanting: ""})
        assert _pictures(drawn) == []
        assert not any("扫码" in words for words in paragraphs(opened(drawn)))


def _pictures(content: bytes) -> list[bytes]:
    with ZipFile(BytesIO(content)) as packed:
        return [packed.read(name) for name in packed.namelist() if name.startswith("word/media/")]


def test_signatures_of_a_record_never_stand_alone_on_a_page() -> None:
    document = opened(render_paper(paper("return_check_record"), FACTS))

    assert [one.paragraph_format.keep_with_next for one in document.paragraphs[-4:]] == [
        True,
        True,
        True,
        None,
    ]
