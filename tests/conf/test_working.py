"""The worker: what was written is found and sealed after a round, and a second round changes nothing."""

from datetime import date

import pytest
from django.db.models import Q

from mingjian.conf.working import work
from mingjian.ledger.access import Wanted, page
from mingjian.ledger.models import Checkpoint, Leaf
from mingjian.ledger.search import matching
from mingjian.ledger.viewer import Viewer
from tests.ledger.test_access import lead
from tests.people import city

pytestmark = pytest.mark.django_db(transaction=True)


def test_round_of_the_worker_indexes_and_seals():
    people = city()
    matter = lead(people, title="反映某镇低保评定问题")

    work(rounds=2, pause=lambda seconds: None)

    viewer = Viewer.of(people.officers["案管王"], date(2023, 3, 1))
    hits, _more = page(viewer, Wanted("lead", match=matching("低保")), size=10)
    assert [hit.id for hit in hits] == [matter.id]
    # the act, in the journal the calendar that its deadline rests on, and that nobody kept it
    of_lead = Q(act__matter=matter) | Q(act=None)  # the duties of the month are opened as well
    leaves = Leaf.objects.filter(of_lead).order_by("number")
    assert list(leaves.values_list("act__code", "journal__event")) == [
        ("register", None),
        (None, "calendar"),
        ("escalate", None),
    ]
    assert Checkpoint.objects.count() == 1
