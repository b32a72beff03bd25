"""The sentence of a shortfall: what is known is said, what is not goes."""

from datetime import date
from decimal import Decimal

from mingjian.law.lawbook import packaged
from mingjian.statistics.figure import Figure
from mingjian.statistics.shortfalls import sentence

RECTIFICATION = packaged().find("shortfalls", "rectification_not_followed")


def figure(id_, value, unit):
    return Figure(id_, id_, value, unit, None, (), date(2018, 1, 1))


def said(*figures):
    return sentence(RECTIFICATION, {item.id: item for item in figures}, scope="全市", period="2023年")


def test_sentence_is_filled_from_figures():
    assert said(
        figure("findings_due", 120, "个"), figure("rectification_on_time_rate", Decimal("91.7"), "%"),
        figure("findings_rechecked", 30, "个"), figure("letters_on_time_share", Decimal("80.0"), "%"),
    ) == "到期应整改问题120个；按期整改率91.7%；回头看30个；建议书和函件按期回复率80.0%。"  # fmt: skip


def test_part_without_figure_goes():
    known = said(figure("findings_due", 0, "个"), figure("rectification_on_time_rate", None, "%"))

    assert known == "到期应整改问题0个。"


def test_nothing_known_says_nothing():
    assert said() == ""


def test_every_complaint_of_the_report_is_there_and_only_of_units():
    entries = packaged().entries("shortfalls")
    asked = {name for entry in entries.values() for name in entry.figures}

    assert len(entries) == 14
    assert all(entry.sentence.endswith("。") for entry in entries.values())
    assert len(asked) > 30
