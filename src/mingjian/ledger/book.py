"""The lawbook that this installation works under: the packaged one with the local overlay over it."""

from pathlib import Path

from django.conf import settings

from mingjian.law.lawbook import Lawbook, packaged


def book() -> Lawbook:
    """Read and checked once; raises LawbookError with every mistake, its file, line and remedy."""
    overlay = settings.MINGJIAN_LAWBOOK_OVERLAY
    return packaged(Path(overlay) if overlay else None)
