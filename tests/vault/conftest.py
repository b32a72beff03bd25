"""Keys in a temporary folder, made cheaply."""

import pytest

from mingjian.vault.custodian import Cost
from mingjian.vault.envelope import Place
from mingjian.vault.keys import create_keys, load_keys

PASSPHRASE = "明州城外三棵树2023"


@pytest.fixture
def folder(tmp_path):
    create_keys(tmp_path / "keys", custodian_passphrase=PASSPHRASE, cost=Cost(8, 1))
    return tmp_path / "keys"


@pytest.fixture
def keys(folder):
    return load_keys(folder)


@pytest.fixture
def passphrase():
    return PASSPHRASE


@pytest.fixture
def place():
    return Place("complaints_complaint", "title", b"r" * 16, b"k" * 16)
