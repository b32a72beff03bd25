"""Of a matter out of reach there is no trace at any address, in any search, choice, export, feed or error (desk.md 10.11).

Everything an officer can ask for is asked before the hidden matter exists, and again afterwards: byte for byte the same. The
hidden matter shares its person, its unit and its words with what is seen, is linked to it, waits for an approval and has a paper.
"""

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from python_calamine import CalamineWorkbook

from mingjian.ledger.models import Document
from mingjian.ledger.sealer import seal_new
from mingjian.ledger.search import index_new
from tests.ledger.seals import NOON
from tests.stories import at, do, lead, paper, study
from tests.web.account.factors import PASSWORD  # noqa: F401 - of the fixture
from tests.web.sitting import Sitting, steady
from tests.web.test_every_page import NO_PAGE, address, people, places  # noqa: F401 - fixtures
from tests.web.test_routes import routes

pytestmark = pytest.mark.django_db(transaction=True)
ON = date(2023, 6, 1)
SECRET, NUMBER = "反映某局长秘密收受玉器问题", "临纪线〔2023〕3号"
READERS = ("承办李", "主任张", "信访孙")
LEDGER = {"/verify/", "verified"}
OWN_LOOKS = "/looked/"  # who opened a file: one line more with each look of his own
KINDS = ("lead", "complaint", "case", "finding", "talk", "inspection_plan")


def hidden(people, places):  # noqa: F811
    """A lead of the fourth office about the same person and unit as a lead of the second, to which it is linked."""
    made, on = lead(people, date(2023, 5, 15), title=SECRET, rank_class="county"), date(2023, 5, 16)
    place = {"department": people.department("四室"), "handler": people.id("调查陈")}
    do(people, made, "assign", "案管王", on, **place)
    do(people, made, "approve", "书记赵", on)
    for named in ({"person": str(places["person"]), "person_role": "person_complained"},
                  {"organisation": str(places["organisation"]), "person_role": "unit_complained"}):  # fmt: skip
        do(people, made, "identify", "调查陈", on, **named)
    do(people, made, "link", "调查陈", on, other_matter=str(places["matter"]), link="related")
    do(people, made, "note", "调查陈", on, documents=[paper(made)], remark="玉器一只。")
    studied = study(people, on, "四室主任卫", "调查陈")
    do(
        people,
        made,
        "propose_disposal",
        "调查陈",
        on,
        disposal_way="hold",
        study=studied,
        disposal_opinion="暂存",
    )
    index_new(everything=True)
    return made


class Asker:
    """An officer who asks for everything; what he types is typed once, so that the addresses of his searches stay."""

    def __init__(self, people, name, places):  # noqa: F811
        self.name, self.here, self.places = name, Sitting(people, name, on=ON), places
        self._send("/people/", purpose="update", name="周某")  # his file opens
        self.addresses = sorted({*self._routes(), *self._kinds(), *self._searches()})

    def _routes(self):
        for pattern in routes():
            if pattern.name not in NO_PAGE | {"sign_out"} or pattern.name in (
                "calendar",
                "issue_file",
                "document",
            ):
                yield address(pattern, self.places)

    def _kinds(self):
        for kind in KINDS:
            yield from (
                f"/register/{kind}/{more}"
                for more in ("", "?due=late", "?sort=opened&down=1", "print/", "export/", "new/")
            )

    def _searches(self):
        for typed in ("玉器", "收受玉器", "〔2023〕3号", NUMBER):
            yield self._send("/find/", q=typed)["Location"]
            yield self._send("/register/lead/search/", q=typed)["Location"]

    def _send(self, path, **data):
        with at(ON, 11):
            return self.here.client.post(path, data)

    def post(self, path, **data):
        answer = self._send(path, **data)
        return f"{answer.status_code} {answer.get('Location', '')} {_text(answer)}"

    def get(self, path):
        with at(ON, 11):
            answer = self.here.client.get(path)
        return f"{answer.status_code} {dict(answer.items())} {_text(answer)}"

    def shown(self):
        self.get(
            "/register/lead/?sort=opened&down=1"
        )  # a matter leads back, and on, as the list at which he was last
        return {path: self.get(path) for path in self.addresses}

    def told(self):
        """What is answered to what he types and sends."""
        matter = f"/m/{self.places['matter']}/"
        columns = [str(number) for number in range(12)]
        return {
            "linked": self.post(f"{matter}do/link/", other_matter=NUMBER, link="related", on="2023-06-01"),
            "verified": self.post("/verify/one/", number=NUMBER),
            "person": self.post("/people/", purpose="matter", about=NUMBER, name="周某"),
            "unit": self.post("/units/", name="临江市财政局"),
            "same words": self.post(
                "/register/complaint/new/", title=SECRET, content="玉器一只。", on="2023-06-01"
            ),
            "sheet": self.post(
                "/register/lead/export/", columns=columns, purpose="report", recipient="办公室"
            ),
        }


def _text(answer):
    """What was answered, without request numbers and tokens; of a workbook its cells."""
    body = b"".join(answer) if answer.streaming else answer.content
    if "spreadsheet" in answer.get("Content-Type", ""):
        body = str(CalamineWorkbook.from_filelike(BytesIO(body)).get_sheet_by_index(0).to_python()).encode()
    return steady(body.decode("utf-8", "replace"))


def test_what_is_out_of_reach_leaves_no_trace_at_any_address(people, places):  # noqa: F811
    """desk.md 10.11, 2.7. How large the ledger is as a whole is told to everybody, witnesses outside among them (5.12)."""
    askers = [Asker(people, name, places) for name in READERS]
    before = [{**one.told(), **one.shown()} for one in askers]
    made = hidden(people, places)
    seal_new(NOON)
    assert SECRET in Sitting(people, "四室主任卫", on=ON).page("/register/lead/"), "whoever may see it does"

    for one, earlier in zip(askers, before, strict=True):
        later = {**one.shown(), **one.told()}
        differing = {path for path in earlier if earlier[path] != later[path]}
        assert {path for path in differing if not path.endswith(OWN_LOOKS)} == LEDGER, one.name
        absent, paper_id = uuid4(), Document.objects.get(act__matter=made).pk
        for pattern in routes():
            if "matter" in pattern.pattern.converters:
                there = {**places, "document": paper_id, "seq": 8}
                answers = [one.get(address(pattern, {**there, "matter": at, "plan": at})).replace(str(at), "")
                           for at in (made.pk, absent)]  # fmt: skip
                assert answers[0] == answers[1], pattern.name
        answers = [
            one.post("/verify/one/", number=number).replace(number, "")
            for number in (NUMBER, "临纪线〔2023〕99号")
        ]
        assert answers[0] == answers[1]
