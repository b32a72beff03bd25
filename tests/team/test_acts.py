"""The register of intercessions: quick to write, out of reach of those who are asked."""

from datetime import date

import pytest

from mingjian.ledger.access import reach
from mingjian.ledger.models import Block
from mingjian.ledger.viewer import Viewer
from mingjian.team import acts, checks, queries
from mingjian.team.models import Intercession
from tests.people import city
from tests.stories import assigned_lead, at

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2023, 3, 6)


@pytest.fixture
def people():
    return city()


def register(people, about, who="信访孙", **more):
    details = {
        "title": "某局退休干部打听线索进展", "intercession_kind": "asks", "happened_on": "2023-03-05", "about_matter": str(about.pk),
        "who": [{"name": "主任张"}], "manner": "电话", "said": "问查到哪一步了", **more,
    }  # fmt: skip
    with at(DAY):
        return acts.register(by=people.id(who), on=DAY, unit=people.unit.pk, details=details)


def test_intercession_goes_to_cadre_supervision(people):
    about = assigned_lead(people)

    matter = register(people, about)

    row = Intercession.objects.get()
    assert (matter.department.name, row.about_matter_id, row.happened_on) == (
        "干部监督室",
        about.pk,
        date(2023, 3, 5),
    )
    assert queries.intercessions_about(about) == [row]
    assert checks.check(people.unit.pk) == []


def test_those_who_handle_the_matter_and_whoever_asked_do_not_see_it(people):
    about = assigned_lead(people)

    matter = register(people, about)

    blocked = set(Block.objects.filter(matter=matter).values_list("officer__name", flat=True))
    assert blocked == {"案管王", "书记赵", "承办李", "主任张"}
    assert reach(Viewer.of(people.officers["承办李"], DAY), matter) == (False, False)
    assert reach(Viewer.of(people.officers["干监杨"], DAY), matter) == (True, True)


def test_handler_who_reports_is_not_blocked(people):
    about = assigned_lead(people)

    matter = register(people, about, who="承办李")

    assert not Block.objects.filter(matter=matter, officer=people.id("承办李")).exists()
