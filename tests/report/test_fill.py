"""Filled texts, character for character."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingjian.law.edition import Edition
from mingjian.report.checks import check_text
from mingjian.report.comparing import Spanned
from mingjian.report.fill import FillError, check_prose, fill
from mingjian.report.numbers import duration
from mingjian.report.text import Text
from mingjian.report.trace import trace, trace_plain
from mingjian.statistics import compute
from mingjian.statistics.engine import Facts
from mingjian.statistics.figure import Figure
from mingjian.statistics.period import parse
from mingjian.statistics.scope import scope
from tests.figures import sample_city
from tests.figures.indicators import packaged_indicators
from tests.report.conftest import edition, figure, figures

WORDS = {"period": "2031年上半年", "scope": "全市", "issuer": "某市纪委监委", "city": "某市"}
ON = date(2031, 6, 30)
S1_TEXT = """\
2031年上半年，全市纪检监察机关共接收信访举报1432件次，处置问题线索986件，谈话函询142件次，立案402件，\
处分391人（其中党纪处分367人、政务处分58人）。处分县处级干部7人，乡科级干部61人，一般干部39人，农村、企业等其他人员284人。
图1：全市纪检监察机关处分人员按职级划分图
2031年上半年，全市纪检监察机关运用“四种形态”批评教育帮助和处理共331人次。其中，运用第一种形态批评教育帮助202人次，\
占总人次的61%；运用第二种形态处理95人次，占28.7%；运用第三种形态处理16人次，占4.8%；运用第四种形态处理18人次，占5.5%。
图2：全市纪检监察机关运用“四种形态”占比图"""
S4_TEXT = """\
2031年上半年，全市纪检监察机关共接收信访举报1432件次，其中检举控告类信访举报611件次。处置问题线索986件。\
立案402件，其中立案县处级干部9人、乡科级干部66人；立案现任或原任村党支部书记、村委会主任37人。\
处分391人，其中党纪处分367人、政务处分58人；处分县处级干部7人，乡科级干部61人，一般干部39人，农村、企业等其他人员284人。
图1：全市纪检监察机关处分人员按职级划分图
2031年上半年，全市纪检监察机关运用“四种形态”批评教育和处理共331人次。其中，运用第一种形态批评教育和处理202人次，\
占总人次的61%；运用第二种形态处理95人次，占28.7%；运用第三种形态处理16人次，占4.8%；运用第四种形态处理18人次，占5.5%。
图2：全市纪检监察机关运用“四种形态”占比图
2031年上半年，全市纪检监察机关坚持受贿行贿一起查，立案行贿人员12人，移送检察机关3人。"""


def test_s1_is_the_published_text(s1: Edition, city: dict[str, Figure]) -> None:
    text = fill(s1, city, words=WORDS, on=ON)

    assert text.plain() == S1_TEXT
    assert text.title == "某市纪委监委通报2031年上半年全市纪检监察机关监督检查、审查调查情况"


def test_s4_is_the_published_text(s4: Edition, city: dict[str, Figure]) -> None:
    assert fill(s4, city, words=WORDS, on=ON).plain() == S4_TEXT


def test_a_quiet_period_loses_its_clauses_with_their_marks(s4: Edition) -> None:
    quiet = {name: figure(name, 0) for name in figures()} | {"cases_filed": figure("cases_filed", 1)}

    text = fill(s4, quiet, words=WORDS, on=ON, house={"charts": False})

    assert text.plain() == (
        "2031年上半年，全市纪检监察机关共接收信访举报0件次。处置问题线索0件。立案1件。处分0人。\n"
        "2031年上半年，全市纪检监察机关运用“四种形态”批评教育和处理共0人次。"
    )


def test_house_style_changes_words_units_zeros_and_figures_shown(
    s1: Edition, city: dict[str, Figure]
) -> None:
    house = {
        "words": {"verb": "受理"}, "units": {"petitions_received": "件（次）"}, "trailing_zero": True,
        "hide": ["inquiries", "gov_sanctioned"], "ranks": {"county": "处级干部"}, "charts": False,
        "scope": "全县", "periods": {"上半年": "1至6月"},
    }  # fmt: skip

    text = fill(s1, city, words=WORDS, on=ON, house=house)

    assert text.plain().startswith(
        "2031年1至6月，全县纪检监察机关共受理信访举报1432件（次），处置问题线索986件，立案402件，"
        "处分391人（其中党纪处分367人）。处分处级干部7人，"
    )
    assert "占总人次的61.0%" in text.plain()
    assert {(item.figure, item.why) for item in text.left_out} == {
        ("petitions_accusation", "hidden"), ("cases_closed", "hidden"), ("inquiries", "hidden"), ("gov_sanctioned", "hidden"), ("persons_sanctioned.by_rank:provincial", "zero"),
        ("persons_sanctioned.by_rank:bureau", "zero"),
    }  # fmt: skip


def test_zeros_are_printed_where_the_house_prints_them(s1: Edition, city: dict[str, Figure]) -> None:
    assert (
        "处分省部级干部0人，厅局级干部0人，"
        in fill(s1, city, words=WORDS, on=ON, house={"zero": "print"}).plain()
    )


def test_large_numbers_in_wan(s1: Edition) -> None:
    large = figures(petitions_received=1_234_567)

    text = fill(s1, large, words=WORDS, on=ON, house={"wan": {"at_least": 10_000}})

    assert "共接收信访举报123.5万件次，处置问题线索986件" in text.plain()


def test_a_required_figure_that_is_missing_is_named(s1: Edition, city: dict[str, Figure]) -> None:
    del city["cases_filed"]

    with pytest.raises(FillError, match="“heads”段需要“cases_filed”"):
        fill(s1, city, words=WORDS, on=ON)


def test_a_word_that_is_asked_for_is_named(annual: Edition, city: dict[str, Figure]) -> None:
    with pytest.raises(FillError, match="还缺city"):
        fill(annual, city, words={"period": "2031年", "scope": "全市"}, on=ON)


def annual_text(values: dict[str, Figure], **more: object) -> Text:
    return fill(edition("annual"), values, words={**WORDS, "period": "2031年"}, on=date(2031, 12, 31), **more)  # type: ignore[arg-type]


def paragraph(text: Text, name: str) -> str:
    return next(str(part) for part in text.paragraphs if part.id == name)


def test_annual_numbers_its_points_and_prints_the_case_side(city: dict[str, Figure]) -> None:
    text = annual_text(city)

    assert [str(p)[:2] for p in text.paragraphs if p.runs[0].lead] == ["一是", "二是", "三是", "四是", "五是"] + [
        "一是", "二是", "三是", "四是"] * 2  # fmt: skip
    assert paragraph(text, "petitions") == (
        "处置信访举报603件，其中121件属实，84件基本属实，398件不属实作了结处理；"
        "给予205名党员干部纪律处分，41名党员干部受到组织处理。"
    )


def test_month_and_day_of_a_meeting_come_from_its_record_and_go_without_one(city: dict[str, Figure]) -> None:
    held = {
        "activities.by_kind:warning_meeting": figure("activities.by_kind:warning_meeting", 1, unit="次"),
        "activity_attendance.by_kind:warning_meeting": figure("activity_attendance.by_kind:warning_meeting", 420, unit="人次"),
        "activities.by_kind:integrity_meeting": figure("activities.by_kind:integrity_meeting", 1, unit="次"),
    }  # fmt: skip
    told = {
        ("activities.by_kind:warning_meeting", "month"): "5月",
        ("activities.by_kind:integrity_meeting", "day"): "2月14日",
    }

    dated = annual_text(city | held, told=told)
    without = annual_text(city)

    assert "5月召开警示教育大会，参加420人次，" in paragraph(dated, "three_nots")
    assert "2月14日召开党风廉政建设和反腐败工作会议" in paragraph(dated, "political")
    assert ("activities.by_kind:warning_meeting", "5月") in {
        (run.figure, run.text) for _, run in dated.printed()
    }
    assert "警示教育大会" not in without.plain() and "工作会议" not in without.plain()


def test_rules_are_named_before_their_number_and_only_counted_where_no_title_is_announced(
    city: dict[str, Figure],
) -> None:
    made = {"rules_made": figure("rules_made", 5, unit="项")}

    named = annual_text(
        city | made, told={("rules_made", "titles"): "《组织生活会实施办法》《廉政风险排查防控办法》等"}
    )
    counted = annual_text(city | made)

    assert "制定和修订《组织生活会实施办法》《廉政风险排查防控办法》等制度5项" in paragraph(
        named, "three_nots"
    )
    assert ("rules_made", "titles") in {(run.figure, run.format) for _, run in named.printed()}
    assert "制定和修订制度5项" in paragraph(counted, "three_nots")


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (date(2023, 8, 10), "为期三个月的"), (date(2023, 8, 9), "为期三个月的"), (date(2023, 8, 8), "为期两个月的"),
        (date(2024, 4, 9), "为期十一个月的"), (date(2023, 6, 8), "为期30天的"),
    ],
)  # fmt: skip
def test_how_long_something_is_planned_to_last_is_said_in_months(last: date, said: str) -> None:
    assert duration(date(2023, 5, 10), last) == said


def test_whole_months_from_a_first_to_a_last_day_of_a_month_are_counted_whole() -> None:
    assert duration(date(2023, 6, 1), date(2023, 8, 31)) == "为期三个月的"
    assert duration(date(2024, 2, 1), date(2024, 2, 29)) == "为期一个月的"


def test_annual_says_what_it_left_out_until_rooms_are_built(city: dict[str, Figure]) -> None:
    before = annual_text(city)
    after = annual_text(city | {"counties_inspected": figure("counties_inspected", 4)})

    assert "counties_inspected" in {item.figure for item in before.left_out if item.why == "missing"}
    assert "对4个县委进行党委巡察。" in paragraph(after, "political")
    assert "县委" not in paragraph(before, "political")


def test_annual_compares_with_last_year_where_that_is_known(city: dict[str, Figure]) -> None:
    before = {
        "cases_filed": figure("cases_filed", 376),
        "persons_sanctioned": figure("persons_sanctioned", 0),
    }

    printed = paragraph(annual_text(city, spans={"year": Spanned("2030H1", before)}), "cases")

    assert "立案402件（同比上升6.9%），结案388件。处分391人（同比增加391人），其中党纪处分367人" in printed


OUTCOMES = (
    "substantiated",
    "mostly_substantiated",
    "partly_substantiated",
    "unsubstantiated",
    "unverifiable",
    "other",
)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(min_value=0, max_value=10**6), min_size=6, max_size=6))
def test_results_of_petitions_add_up_in_the_text(counts: list[int]) -> None:
    parts = {f"petitions_concluded.by_outcome:{name}": n for name, n in zip(OUTCOMES, counts, strict=True)}
    values = figures() | {
        name: Figure(name, name, n, "件", None, (), ON)
        for name, n in {**parts, "petitions_concluded": sum(counts)}.items()
    }

    text = annual_text(values)

    first = paragraph(text, "petitions").split("；")[0]
    total, *printed = [int(n) for n in re.findall(r"(\d+)件", first)]
    assert sum(printed) == total == sum(counts)
    assert check_text(edition("annual"), text, values) == []


def test_prose_of_the_writer_takes_the_place_of_the_words(city: dict[str, Figure]) -> None:
    text = annual_text(city, prose={"team": "全年处置问题线索{leads_disposed}，队伍面貌一新。"})

    assert paragraph(text, "team") == "五是加强自身建设，锻造过硬队伍。全年处置问题线索986件，队伍面貌一新。"


def test_prose_with_a_typed_count_is_refused(city: dict[str, Figure]) -> None:
    with pytest.raises(FillError, match="“team”段：“12”像是数字"):
        annual_text(city, prose={"team": "集中学习12次。"})


def test_check_prose_lists_every_problem(annual: Edition) -> None:
    assert check_prose(annual, "学习十二次，谈话{talk}，{period}立案{cases_filed}", {"cases_filed"}) == [
        "“十二次”像是数字，数字须来自指标，请改用下表中的写法。",
        "没有指标“talk”，请从指标表中选用。",
    ]


def test_every_digit_comes_from_a_figure_the_period_or_a_declared_name(
    s4: Edition, city: dict[str, Figure]
) -> None:
    text = fill(s4, city, words=WORDS, on=ON)

    words = "".join(run.text for part in text.paragraphs for run in part.runs if not run.figure)
    assert re.findall(r"\d+", words.replace(WORDS["period"], "")) == ["1", "2"]


def test_check_text_finds_what_does_not_add_up(s1: Edition) -> None:
    values = figures(**{"persons_sanctioned.by_rank:county": 8})
    values["form_uses.by_form:4"] = figure("form_uses.by_form:4", 18, share="5.4")

    found = check_text(s1, fill(s1, values, words=WORDS, on=ON), values)

    assert [(failure.figure, failure.warns) for failure in found] == [
        ("persons_sanctioned", False),
        ("form_uses.by_form", False),
    ]
    assert found[0].sentence == "persons_sanctioned391，各项合计392，不相符；请核对记录"


def test_check_text_finds_parts_that_are_not_printed_and_small_cells(s1: Edition) -> None:
    values = figures(**{"persons_sanctioned.by_rank:county": 1, "persons_sanctioned.by_rank:other": 290})
    text = fill(s1, values, words=WORDS, on=ON, house={"hide": ["persons_sanctioned.by_rank:general"]})

    found = check_text(s1, text, values)

    assert [(failure.figure, failure.warns) for failure in found] == [
        ("persons_sanctioned", False),
        ("persons_sanctioned.by_rank:county", True),
    ]


def test_json_lists_figures_in_printed_order(s1: Edition, city: dict[str, Figure]) -> None:
    made = fill(s1, city, words=WORDS, on=ON).as_json()

    assert {name: made[name] for name in made if name != "figures"} == {
        "title": "某市纪委监委通报2031年上半年全市纪检监察机关监督检查、审查调查情况",
        "period": "2031年上半年", "scope": "全市", "edition": "S1", "text": S1_TEXT,
    }  # fmt: skip
    assert [entry["id"] for entry in made["figures"]][:5] == [
        "petitions_received", "leads_disposed", "inquiries", "cases_filed", "persons_sanctioned"]  # fmt: skip
    assert made["figures"][-1] == {
        "id": "form_uses.by_form:4", "label": "form_uses.by_form:4", "value": 18, "printed": "18", "unit": "人次",
        "share": 5.5, "share_printed": "5.5%",
    }  # fmt: skip


def test_json_gives_records_when_asked(s1: Edition, city: dict[str, Figure]) -> None:
    entries = fill(s1, city, words=WORDS, on=ON).as_json(records=True)["figures"]

    assert all(len(entry["records"]) == entry["value"] for entry in entries)


def test_trace_opens_every_number(s1: Edition, city: dict[str, Figure]) -> None:
    text = fill(s1, city, words=WORDS, on=ON)

    traced = trace(text)

    assert [item.printed for item in traced] == re.findall(r"[\d.]+(?:件次|人次|件|人|%)", S1_TEXT)
    assert (traced[-1].paragraph, traced[-1].place, len(traced[-1].records)) == (3, "forms", 18)
    assert (
        trace_plain(text).splitlines()[0]
        == "1　第1段　1432件次　petitions_received（口径2024-01-01，记录1432条）"
    )


def test_a_rate_prints_one_decimal(city: dict[str, Figure]) -> None:
    rate = {
        "conversion_rate.by_origin:inspection": figure(
            "conversion_rate.by_origin:inspection", Decimal("37.0"), "%"
        )
    }

    assert "巡察移交问题线索成案率为37%。" in paragraph(annual_text(city | rate), "problem_sharing")


def test_from_records_to_the_published_sentences(s1: Edition) -> None:
    period = parse(sample_city.PERIOD)
    counted = compute.figures(packaged_indicators(), Facts(sample_city.sample_facts()),
                              scope=scope(sample_city.UNITS, "临江市"), period=period, records=True)  # fmt: skip

    text = fill(s1, counted, words={**WORDS, "period": period.words()}, on=period.end)

    assert text.plain() == S1_TEXT
    assert [(item.printed, len(item.records)) for item in trace(text)][:2] == [
        ("1432件次", 1432),
        ("986件", 986),
    ]
