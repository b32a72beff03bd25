"""The map of full coverage: reached from the page of its plan, one line for every body to be inspected."""

from datetime import date

import pytest

from mingjian.parties.persons import NewOrganisation, add_organisation
from tests.inspection.test_acts import opened
from tests.inspection.test_acts import people as people
from tests.stories import do
from tests.web.sitting import Sitting, main

pytestmark = pytest.mark.django_db(transaction=True)


def test_plan_leads_to_its_map_and_the_map_to_the_bodies(people):
    plan = opened(people, "inspection_plan", date(2022, 1, 10), title="规划", term_from="2021-09-30",
                  term_to="2026-09-30", plan="要点")  # fmt: skip
    here, address = Sitting(people, "巡察员许"), f"/m/{plan.pk}/coverage/"
    assert f'href="{address}"' in here.get(f"/m/{plan.pk}/").content.decode()
    assert "规划中还没有列入巡察对象。" in main(here.get(address))

    for name in ("市财政局", "市水务局", "市教育局"):
        unit = add_organisation(NewOrganisation(name, "government")).pk
        do(
            people,
            plan,
            "list_subject",
            "巡察员许",
            date(2022, 1, 11),
            subject=str(unit),
            subject_level="department",
        )
    page = here.get(address)

    assert "市财政局" in main(page) and f"/units/{unit}/" in page.content.decode()
    assert "应巡察 3个" in main(page) and "待巡察" in main(page) and "0.0%" in main(page)
    Sitting(people, "审理蒋").get(address, 404)


def test_other_matters_have_no_map(people):
    round_ = opened(
        people,
        "inspection_round",
        date(2023, 1, 10),
        title="第一轮",
        inspection_type="regular",
        round_number=1,
    )
    here = Sitting(people, "巡察员许")

    assert "/coverage/" not in here.get(f"/m/{round_.pk}/").content.decode()
    here.get(f"/m/{round_.pk}/coverage/", 404)
