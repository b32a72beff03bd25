"""What education asks beyond the setting of fields: only what has been dealt with is notified."""

from collections.abc import Mapping
from typing import Any

from mingjian.law.entry import Cite
from mingjian.law.refusal import Refusal, Refused
from mingjian.ledger.before import Before
from mingjian.ledger.book import book

DECIDED = (
    "decided_on",
    "concluded_on",
)  # the days of a result, on the records of cases and of problems of style
ONLY_DEALT_WITH = Cite(checked="house", note="只通报已处理的案件和问题")


def add_case(before: Before) -> Mapping[str, Any]:
    """Take a case into a notice: one that has been decided. Raises Refused."""
    chosen = before.other(before.said("about_matter"))
    if chosen is not None and not chosen.has_ended and not any(map(chosen.facts.get, DECIDED)):
        said = {"field": before.label("about_matter"), "cite": book().cite_words(ONLY_DEALT_WITH)}
        raise Refused([Refusal("not_dealt_with", said, "about_matter")])
    return before.details
