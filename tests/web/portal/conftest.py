"""The public site inside the process of the tests: its own settings laid over those of the desk, its spool a new folder."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import clear_url_caches

from mingjian.conf import portal

# What the public site sets and the desk sets otherwise; applications and databases stay those of the tests.
OWN = [name for name in dir(portal) if name.isupper() and name not in ("INSTALLED_APPS", "DATABASES", "LOGGING", "SECRET_KEY",
                                                                        "MINGJIAN_DATA", "MINGJIAN_KEYS", "ALLOWED_HOSTS")]  # fmt: skip


@pytest.fixture
def spool(tmp_path: Path) -> Path:
    return tmp_path / "portal"


@pytest.fixture
def site(settings, spool: Path) -> Client:
    """A browser before the first page of the site."""
    for name in OWN:
        setattr(settings, name, getattr(portal, name))
    settings.MINGJIAN_PORTAL = spool
    settings.MINGJIAN_COMMISSION = "临江市纪委监委"
    settings.MINGJIAN_PORTAL_RATE = (10**9, 10**9)  # tests of overload say otherwise
    spool.mkdir()
    clear_url_caches()
    return Client()
