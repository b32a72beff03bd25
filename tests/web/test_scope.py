"""Nothing hints at what is out of reach: with and without a hidden matter every page is the same, byte for byte (desk.md 10)."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from python_calamine import CalamineWorkbook

from mingjian.ledger.models import Block, Matter
from mingjian.ledger.search import index_new
from mingjian.parties.persons import NewPerson, add_person
from mingjian.web.desk import names
from tests.lives import filed_case
from tests.people import city
from tests.stories import analysed_complaint, assigned_lead, complaint, do, lead, study
from tests.web.sitting import TODAY, Sitting, steady

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = (
    "/", "/?tab=waiting", "/?tab=done", "/?whose=mine", "/?whose=department", "/?whose=unit", "/?whose=unassigned", "/?lamp=overdue",
    "/?lamp=running", "/?department=1", "/approvals/", "/approvals/?tab=agreed", "/approvals/?tab=returned", "/approvals/?tab=proposed",
    "/register/lead/", "/register/lead/?step=disposal_proposed", "/register/lead/?due=later", "/register/lead/?sort=opened&down=1",
    "/register/lead/?rank_class=county", "/register/complaint/", "/register/case/", "/register/lead/export/", "/register/lead/print/",
    "/register/complaint/export/?state=open",
)  # fmt: skip
SECRET = "反映某局长秘密收受玉器问题"


@pytest.fixture
def people():
    names.forget()
    return city()


def everything(here, searches):
    """Every answer that this officer gets: pages, searches, the file of an export."""
    found = {path: here.page(path) for path in PAGES}
    for address in searches:
        found[address] = here.page(address)
    sheet = here.post(
        "/register/lead/export/",
        200,
        columns=[str(number) for number in range(12)],
        purpose="report",
        recipient="办公室",
    )
    rows = CalamineWorkbook.from_filelike(BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
    found["sheet"] = [[steady(str(cell)) for cell in row] for row in rows]
    return found


def searched(here):
    """Addresses of searches that would find the hidden matter."""
    words = ("玉器", "收受玉器", "〔2023〕2号", "临纪线〔2023〕2号")
    asked = [here.post("/find/", q=typed)["Location"] for typed in words]
    return asked + [here.post("/register/lead/search/", q=typed)["Location"] for typed in words]


def hidden(people):
    """A lead of the second supervision office with a proposal that waits for its head."""
    matter = assigned_lead(people, title=SECRET, rank_class="county")
    studied = study(people, TODAY, "主任张", "承办李")
    do(
        people,
        matter,
        "propose_disposal",
        "承办李",
        TODAY,
        disposal_way="close",
        close_ground="untrue",
        study=studied,
        disposal_opinion="玉器一事不实",
    )
    index_new(everything=True)
    return matter


def stand(people):
    """What is there anyhow."""
    assigned_lead(people)
    complaint(people)
    analysed_complaint(people, on=date(2023, 3, 3))


@pytest.mark.parametrize("name", ["承办郑", "审理蒋", "四室主任卫", "信访孙", "信访主任周", "常委冯"])
def test_matter_out_of_reach_leaves_no_trace(people, name):
    stand(people)
    here = Sitting(people, name)
    searches = searched(here)
    before = everything(here, searches)
    matter = hidden(people)

    after = everything(here, searches)
    assert {path for path, page in after.items() if page != before[path]} == set()
    absent = uuid4()
    for path in ("/m/{}/", "/approvals/{}/4/", "/approvals/{}/4/sheet/"):
        pages = [here.page(path.format(one), 404).replace(str(one), "") for one in (matter.id, absent)]
        assert pages[0] == pages[1], path


@pytest.mark.parametrize("bar", ["block", "secrecy"])
@pytest.mark.parametrize("name", ["承办李", "主任张", "常委钱", "书记赵", "案管王"])
def test_block_and_label_hide_a_matter_from_those_who_would_reach_it(people, name, bar):
    stand(people)
    here = Sitting(people, name)
    searches = searched(here)
    before = everything(here, searches)
    matter = hidden(people)
    assert everything(here, searches) != before, "it would be seen"

    if bar == "block":
        Block.objects.create(matter=matter, officer=people.officers[name], ground="near_relative")
    else:
        Matter.objects.filter(pk=matter.pk).update(secrecy=3)
    after = everything(here, searches)
    assert {path for path, page in after.items() if page != before[path]} == set()


def test_line_without_content_shows_no_title_anywhere(people):
    stand(people)
    here = Sitting(people, "案管王")
    searches = searched(here)
    hidden(people)

    pages = everything(here, searches)
    assert any("临纪线〔2023〕2号" in str(page) for page in pages.values())
    assert {path for path, page in pages.items() if SECRET in str(page)} == set()


def test_line_without_content_names_nobody_on_the_page_of_the_matter(people):
    person = add_person(NewPerson("王建明", unit="临江市水务局"))
    address = f"/m/{filed_case(people, person.pk, date(2023, 5, 8)).pk}/"

    of_the_team, of_case_management = (Sitting(people, who).page(address) for who in ("调查陈", "案管王"))
    assert "王建明" in of_the_team
    assert "王建明" not in of_case_management and "临纪案〔2023〕1号" in of_case_management


def test_titles_of_one_stay_with_those_who_hold_it(people):
    lead(people, title=SECRET)
    index_new(everything=True)

    assert SECRET in Sitting(people, "案管王").page("/register/lead/")
    assert SECRET not in steady(Sitting(people, "书记赵").get("/register/lead/").content.decode())
