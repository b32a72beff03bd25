"""Every scenario in this folder, read as a lawyer reads it."""

import pytest

from mingjian.law.lawbook import packaged
from tests.scenarios.run import run, scenarios


@pytest.mark.parametrize("story", [pytest.param(story, id=name) for name, story in scenarios()])
def test_scenario(story):
    run(packaged(), story)
