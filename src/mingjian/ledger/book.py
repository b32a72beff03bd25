"""The lawbook that this installation works under: the packaged one with the local overlay over it."""

import gc
from functools import cache
from pathlib import Path

from django.conf import settings

from mingjian.law.lawbook import Lawbook, packaged


def book() -> Lawbook:
    """Read and checked once; raises LawbookError with every mistake, its file, line and remedy."""
    return _kept(settings.MINGJIAN_LAWBOOK_OVERLAY or None)


@cache
def _kept(overlay: str | Path | None) -> Lawbook:
    """It stays until the process ends, like models and modules: the collector of garbage need not walk over it again."""
    found = packaged(Path(overlay) if overlay else None)
    gc.collect()
    gc.freeze()
    return found
