"""Packed files (office documents are archives) written anew, part by part."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def _as_it_is(_name: str, part: bytes) -> bytes:
    return part


def repacked(file: Path | BytesIO, change: Callable[[str, bytes], bytes] = _as_it_is) -> bytes:
    """The archive with each part as `change(name, part)` gives it; parts bear no time of writing. BadZipFile."""
    made = BytesIO()
    with ZipFile(file) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for item in source.infolist():
            target.writestr(ZipInfo(item.filename), change(item.filename, source.read(item)), ZIP_DEFLATED)
    return made.getvalue()
