"""Chromium for the journeys through the pages."""

from tests.browser import chromium as chromium
