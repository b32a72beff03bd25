"""House styles: from one base text, each setting changed alone, the whole text compared; bulletins S0 to S4; houses by level."""

from dataclasses import replace
from datetime import date

import pytest

from mingjian.law.style import House, Style, house_of
from mingjian.report.comparing import Spanned
from mingjian.report.fill import fill
from mingjian.report.issuing import issue
from mingjian.statistics.csvfacts import read_facts
from mingjian.statistics.figure import Figure
from mingjian.statistics.kept import keep
from mingjian.statistics.period import parse
from tests.figures.csv_folder import write_csv
from tests.figures.sample_city import UNITS, sample_facts
from tests.report.conftest import edition, figure, figures, load
from tests.report.test_fill import ON, S1_TEXT, S4_TEXT, WORDS

HEAD = "2031年上半年，全市纪检监察机关共"
RANKS = "处分县处级干部7人，乡科级干部61人，一般干部39人，农村、企业等其他人员284人"
S0_TEXT = """\
2031年上半年，全市纪检监察机关共接收信访举报1432件次，处置问题线索986件，谈话函询142件次，立案402件，\
处分391人（其中党纪处分367人）。处分县处级干部7人，乡科级干部61人，一般干部39人，农村、企业等其他人员284人。
图1：全市纪检监察机关处分人员按职级划分图
2031年上半年，全市纪检监察机关运用“四种形态”批评教育帮助和处理共331人次。其中，运用第一种形态批评教育帮助202人次；\
运用第二种形态处理95人次；运用第三种形态处理16人次；运用第四种形态处理18人次。
图2：全市纪检监察机关运用“四种形态”占比图"""


def made(name: str, values: dict[str, Figure] | None = None, **more: object) -> str:
    return fill(edition(name), values or figures(), words=WORDS, on=ON, **more).plain()  # type: ignore[arg-type]


def test_s0_has_no_shares_and_no_governmental_sanctions() -> None:
    assert made("S0") == S0_TEXT
    assert edition("S0").title.endswith("纪律审查情况")


def test_s2_adds_accusations_to_s1() -> None:
    whole = S1_TEXT.replace("1432件次，", "1432件次，其中检举控告类信访举报611件次，")

    assert made("S2") == whole


@pytest.mark.parametrize(
    ("on", "helped"), [(date(2023, 6, 30), "批评教育帮助"), (date(2023, 9, 30), "批评教育和处理")]
)
def test_s3_adds_inquiries_to_s4_and_changes_its_words_in_the_year(on: date, helped: str) -> None:
    whole = S4_TEXT.replace("处置问题线索986件。", "处置问题线索986件，谈话函询142件次。")
    forms = "批评教育帮助和处理共" if helped == "批评教育帮助" else "批评教育和处理共"
    whole = whole.replace("批评教育和处理共", forms).replace("形态批评教育和处理202", f"形态{helped}202")

    assert fill(edition("S3"), figures(), words=WORDS, on=on).plain() == whole


# Each setting of statistics.md §7 alone, over S1; what changes in the whole text.
SETTINGS: list[tuple[str, dict[str, object], list[tuple[str, str]]]] = [
    ("scope", {"scope": "全县"}, [("全市", "全县")]),
    ("opening", {"words": {"total": ""}}, [(HEAD, HEAD[:-1])]),
    ("verb", {"words": {"verb": "受理"}}, [("接收", "受理")]),
    ("other verb", {"words": {"verb": "接受"}}, [("接收", "接受")]),
    ("petitions omitted", {"hide": ["petitions_received"]}, [("接收信访举报1432件次，", "")]),
    ("inquiries omitted", {"hide": ["inquiries"]}, [("谈话函询142件次，", "")]),
    ("closed cases given", {"show": ["cases_closed"]}, [("立案402件，", "立案402件，结案388件，")]),
    ("Party sanctions only", {"hide": ["gov_sanctioned"]}, [("、政务处分58人", "")]),
    ("both joined by a semicolon", {"words": {"sanctions_join": "；"}}, [("367人、政务", "367人；政务")]),
    ("names of ranks", {"ranks": {"county": "处级干部", "township": "科级干部"}}, [("县处级", "处级"), ("乡科级", "科级")]),
    ("all ranks printed", {"zero": "print"}, [("处分县处级", "处分省部级干部0人，厅局级干部0人，县处级")]),
    ("ranks not printed", {"hide": ["persons_sanctioned.by_rank"]}, [(RANKS + "。", "")]),
    ("wan", {"wan": {"at_least": 1000}}, [("1432件次", "0.1万件次")]),
    ("wan, two decimals", {"wan": {"at_least": 1000, "decimals": 2}}, [("1432件次", "0.14万件次")]),
    ("wan, always", {"wan": {"at_least": 10**6, "decimals": 2, "always": ["leads_disposed"]}}, [("986件，", "0.1万件，")]),
    ("wan, never", {"wan": {"at_least": 900, "never": ["leads_disposed"]}}, [("1432件次", "0.1万件次")]),
    ("about", {"about": {"at_least": 900}}, [("1432件次", "1400余件次"), ("986件", "900余件")]),
    ("about, by tens, of one figure", {"about": {"at_least": 900, "step": 10, "figures": ["leads_disposed"]}}, [("986件，", "980余件，")]),
    ("trailing zeros", {"trailing_zero": True}, [("61%", "61.0%")]),
    ("unit of petitions", {"units": {"petitions_received": "件（次）"}}, [("1432件次", "1432件（次）")]),
    ("words of the period", {"periods": {"上半年": "1至6月"}}, [("上半年", "1至6月")]),
    ("words of the forms", {"words": {"forms_open": "共运用“四种形态”批评教育和处理"}},
     [("运用“四种形态”批评教育帮助和处理共", "共运用“四种形态”批评教育和处理")]),
    ("words of the first form", {"words": {"helped": "批评教育和处理"}}, [("形态批评教育帮助202", "形态批评教育和处理202")]),
    ("share without its base", {"words": {"share_first": "占"}}, [("占总人次的", "占")]),
    ("captions without a colon", {"caption": "　"}, [("图1：", "图1　"), ("图2：", "图2　")]),
    ("no charts", {"charts": False}, [("\n图1：全市纪检监察机关处分人员按职级划分图", ""), ("\n图2：全市纪检监察机关运用“四种形态”占比图", "")]),
    ("compared with last year", {"comparison": {"figures": ["cases_filed"]}}, [("立案402件", "立案402件（同比上升6.9%）")]),
    ("compared with the span before", {"comparison": {"figures": ["cases_filed"], "to": ["before"]}},
     [("立案402件", "立案402件（环比下降50%）")]),
    ("compared with both, in its own marks",
     {"comparison": {"figures": ["cases_filed"], "to": ["year", "before"], "open": "，", "join": "、", "close": ""}},
     [("立案402件", "立案402件，同比上升6.9%、环比下降50%")]),
    ("compared by another word", {"comparison": {"figures": ["cases_filed"], "words": {"year": "比上年同期"}}},
     [("立案402件", "立案402件（比上年同期上升6.9%）")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("settings", "changes"), [item[1:] for item in SETTINGS], ids=[item[0] for item in SETTINGS]
)
def test_one_setting_changes_only_what_it_says(
    settings: dict[str, object], changes: list[tuple[str, str]]
) -> None:
    whole = S1_TEXT
    for old, new in changes:
        assert old in whole
        whole = whole.replace(old, new)
    year, before = ({"cases_filed": figure("cases_filed", count)} for count in (376, 804))
    spans = {"year": Spanned("2030H1", year), "before": Spanned("2030-07..2030-12", before)}

    assert made("S1", house=settings, spans=spans) == whole


def test_every_setting_of_a_style_is_changed_alone() -> None:
    """`incomparable` below; `first_release` is of the eight-point release alone, `titles` of the yearly report: tested with their texts."""
    changed = {name for _, settings, _ in SETTINGS for name in settings}

    assert set(Style.model_fields) - changed == {"incomparable", "first_release", "titles"}


def test_house_says_in_its_own_words_what_cannot_be_compared() -> None:
    before = {"cases_filed": replace(figure("cases_filed", 376), definition=date(2020, 1, 1))}
    house = {"comparison": {}, "incomparable": "统计口径有调整"}

    said = made("S1", house=house, spans={"year": Spanned("2030H1", before)})

    assert said == S1_TEXT.replace("立案402件", "立案402件（同比统计口径有调整）")


def test_first_sentence_that_stays_takes_the_opening_words() -> None:
    house = {"hide": ["petitions_received", "petitions_accusation"]}
    whole = S4_TEXT.replace("共接收信访举报1432件次，其中检举控告类信访举报611件次。处置", "共处置")

    assert made("S4", house=house) == whole


def test_growth_across_a_changed_definition_is_not_comparable() -> None:
    before = {"cases_filed": replace(figure("cases_filed", 376), definition=date(2020, 1, 1))}

    assert "立案402件（同比口径不同，不可比）" in made(
        "S1", house={"comparison": {}}, spans={"year": Spanned("2030H1", before)}
    )


def test_every_figure_is_compared_where_the_house_names_none() -> None:
    year = {name: figure(name, 10) for name in ("leads_disposed", "inquiries", "form_uses")}
    text = made("S1", house={"comparison": {}}, spans={"year": Spanned("2030H1", year)})

    assert "处置问题线索986件（同比上升9760%），谈话函询142件次（同比上升1320%），立案402件，" in text


def test_country_writes_in_wan_and_ranks_from_county_down_always() -> None:
    values = figures(**{
        "petitions_received": 3_616_000, "cases_filed": 595_200, "persons_sanctioned": 12_345,
        "persons_sanctioned.by_rank:provincial": 53, "persons_sanctioned.by_rank:bureau": 2450,
        "persons_sanctioned.by_rank:county": 6000, "persons_sanctioned.by_rank:township": 90_000,
    })  # fmt: skip
    text = made("S1", values, house=load().find("houses", "country").style)

    assert "接收信访举报361.6万件次，处置问题线索986件" in text
    assert "立案59.5万件，处分1.2万人" in text
    assert "处分省部级干部53人，厅局级干部2450人，县处级干部0.6万人，乡科级干部9万人" in text


def test_houses_of_the_lawbook_are_those_of_each_level() -> None:
    houses = load().entries("houses")

    def name(unit: str, level: str) -> str | None:
        found = house_of(houses, "S4", unit=unit, level=level, on=ON)
        return found and found.label

    assert [name("", level) for level in ("country", "province", "city", "county", "own", "group")] == [
        "全国写法", "省级写法", "市级写法", "县级写法", "县级写法", "市级写法"]  # fmt: skip


def test_house_that_names_the_unit_comes_first() -> None:
    said = {"en": "x", "in_force": "2020-01-01", "cite": {"checked": "house"}, "style": {}}
    houses = {
        "level": House.model_validate({**said, "label": "县", "levels": ["county"]}),
        "own": House.model_validate({**said, "label": "东河", "units": ["东河县"], "editions": ["S4"]}),
    }

    def found(edition: str, on: date = ON) -> House | None:
        return house_of(houses, edition, unit="东河县", level="county", on=on)

    assert (found("S4"), found("S1"), found("S4", date(2019, 1, 1))) == (houses["own"], houses["level"], None)


@pytest.mark.django_db
def test_overlay_house_is_laid_over_by_the_command_of_the_unit(tmp_path, settings) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "houses").mkdir()
    (tmp_path / "houses" / "ours.yaml").write_text(
        "ours: {label: 本市写法, en: Ours, in_force: 2020-01-01, cite: {checked: house}, units: [临江市],\n"
        "  style: {words: {verb: 受理}, trailing_zero: true}}\n", "utf-8",
    )  # fmt: skip
    text = issue_from_csv(tmp_path, settings, "S1")

    assert text == S1_TEXT.replace("接收", "受理").replace("61%", "61.0%")


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "whole"), [("S0", S0_TEXT), ("S1", S1_TEXT), ("S4", S4_TEXT)])
def test_csv_facts_give_the_published_sentences(name, whole, tmp_path, settings) -> None:  # type: ignore[no-untyped-def]
    assert issue_from_csv(tmp_path, settings, name) == whole


def issue_from_csv(tmp_path, settings, name):  # type: ignore[no-untyped-def]
    """The bulletin of the invented city from CSV files, as the command makes it."""
    settings.MINGJIAN_DATA, settings.MINGJIAN_LAWBOOK_OVERLAY = tmp_path, tmp_path
    keep(read_facts(write_csv(tmp_path / "csv", sample_facts())), tmp_path / "facts")
    city = next(unit["id"] for unit in UNITS if unit["name"] == "临江市")
    return issue(name, period="2031H1", scope=city, imported=True).text.plain()


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2031-03", "2031-02"),
        ("2031-01", "2030-12"),
        ("2031", "2030"),
        ("2031Q1", "2030-10..2030-12"),
        ("2031Q3", "2030-04..2030-12"),
    ],
)
def test_span_just_before_is_as_long(period: str, before: str) -> None:
    assert parse(period).just_before().code == before
