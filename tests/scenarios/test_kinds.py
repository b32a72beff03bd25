"""Every kind of supervision, inspection, rectification, responsibility, education, team and sharing is whole: the list, one by one."""

from collections import defaultdict

import pytest

from mingjian.law.lawbook import packaged
from mingjian.ledger import kinds
from tests.scenarios.run import scenarios

ROOMS = {"supervision", "inspection", "rectification", "responsibility", "education", "team", "sharing"}
COUNTED_WITH = {"opinion_check": "opinion_request", "inspection_plan": "inspection", "inspection_round": "inspection"}  # fmt: skip
KINDS = sorted(name for name in kinds.names() if kinds.kind(name).record._meta.app_label in ROOMS)
STORIES = defaultdict(list)
for _, story in scenarios():
    STORIES[story["kind"]].append(story)


def version(kind):
    return packaged().versions(kind)[-1]


def test_the_rooms_have_these_kinds():
    assert len(KINDS) == 50
    assert set(COUNTED_WITH) < set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_open_step_has_a_dated_limit_with_its_ground(kind):
    book = packaged()
    for name, step in version(kind).steps.items():
        assert step.end or step.clock, (kind, name)
        if step.clock:
            rules = book.sections["clocks"][step.clock].entry.versions
            assert rules and all(rule.in_force and rule.cite.checked for rule in rules), (kind, name)


@pytest.mark.parametrize("kind", KINDS)
def test_an_ordinary_life_and_a_refusal_are_told(kind):
    acts = [act for story in STORIES[kind] for act in story["acts"]]
    ends = {name for name, step in version(kind).steps.items() if step.end}

    assert ends & {act.get("then", {}).get("step") for act in acts}
    assert [act for act in acts if act.get("refused")]


@pytest.mark.parametrize("kind", KINDS)
def test_it_has_a_paper_to_print(kind):
    papers = {name for act in version(kind).acts.values() for name in act.papers}

    assert papers
    assert papers <= set(packaged().sections["papers"])


@pytest.mark.parametrize("kind", KINDS)
def test_figures_count_it(kind):
    assert COUNTED_WITH.get(kind, kind) in packaged().sections["facts"]
