"""What holds for tests of the worker: a signer that has signed nothing yet."""

import pytest

from tests.ledger.seals import state_file


@pytest.fixture(autouse=True)
def fresh_signer():
    state_file().unlink(missing_ok=True)
    yield
    state_file().unlink(missing_ok=True)
