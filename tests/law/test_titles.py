"""What a matter is called that comes of another."""

from datetime import date

import pytest

from mingjian.ledger.book import book

DAY = date(2023, 3, 1)
REPORTED = "反映临江市水务局办公室主任公车私用问题"


@pytest.mark.parametrize(
    ("kind", "act", "opening", "title"),
    [
        ("lead", "request_filing", REPORTED, "临江市水务局办公室主任公车私用案"),
        ("lead", "request_filing", f"再次{REPORTED}", "临江市水务局办公室主任公车私用案"),
        ("lead", "refer_clarification", REPORTED, "临江市水务局办公室主任公车私用问题澄清正名"),
        ("case", "decide_party", "某局科长公车私用案", "某局科长公车私用案处分执行"),
        ("case", "receive_appeal", "某局科长公车私用案", "某局科长公车私用案处理决定的申诉"),
        ("complaint", "open_lead", REPORTED, REPORTED),
    ],
)
def test_what_comes_of_a_report_is_not_called_by_the_accusation(kind, act, opening, title):
    assert book().procedure(kind, DAY).acts[act].opens.title(opening) == title
