"""Copies without hidden data: who wrote a file, with which machine, where a picture was taken. The original stays as it came.

What officers open first is such a copy (RPT-13). A kind of file that cannot be cleaned here has none.
"""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from struct import error as StructError
from struct import unpack_from
from zipfile import BadZipFile

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import NameObject

from mingjian.report.packed import repacked

OFFICE = "application/vnd.openxmlformats-officedocument."
_PROPERTIES = re.compile(r"docProps/(core|app|custom)\.xml|docProps/thumbnail\.\w+")
_AUTHORS = re.compile(rb'(w:author|w:initials|w15:author|lastModifiedBy)="[^"]*"')
_NAMES = re.compile(rb"<(author|dc:creator|cp:lastModifiedBy)>[^<]*</\1>")
_PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"sRGB", b"cHRM", b"sBIT", b"bKGD"}


class CannotClean(ValueError):
    """The file is damaged, or not what its name says."""


def cleaned(media_type: str, data: bytes) -> bytes | None:
    """The copy that is opened first; nothing for a kind that only its own program could clean. Raises CannotClean."""
    if media_type.startswith(OFFICE):
        return _office(data)
    clean = _CLEANERS.get(media_type)
    if clean is None:
        return None
    try:
        return clean(data)
    except (IndexError, ValueError, StructError, PyPdfError) as error:
        raise CannotClean(str(error)) from error


def _jpeg(data: bytes) -> bytes:
    """The picture without the segments of applications and comments; colours and shape of the pixels stay."""
    found, place = [data[:2]], 2
    while data[place] == 0xFF and data[place + 1] != 0xDA:
        marker, end = data[place + 1], place + 2 + unpack_from(">H", data, place + 2)[0]
        if (marker not in range(0xE1, 0xF0) and marker != 0xFE) or (
            marker == 0xEE and data[place + 4 : place + 9] == b"Adobe"
        ):
            found.append(data[place:end])
        place = end
    return b"".join([*found, data[place:]])


def _png(data: bytes) -> bytes:
    """The picture without texts, times and whatever a program has left beside it."""
    found = [data[:8]]
    for kind, chunk in _chunks(data):
        if kind in _PNG_KEPT:
            found.append(chunk)
    return b"".join(found)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 8
    while place < len(data):
        length = unpack_from(">I", data, place)[0]
        yield data[place + 4 : place + 8], data[place : place + 12 + length]
        place += 12 + length


def _mp3(data: bytes) -> bytes:
    """The sound without its tags at either end."""
    if data[:3] == b"ID3":
        size = 0
        for byte in data[6:10]:
            size = size << 7 | byte & 0x7F
        data = data[10 + size :]
    return data[:-128] if data[-128:-125] == b"TAG" else data


def _pdf(data: bytes) -> bytes:
    """The pages without author, program, history and embedded files."""
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted:
        raise ValueError("encrypted")
    writer = PdfWriter()
    for page in reader.pages:
        for name in ("/Metadata", "/PieceInfo", "/LastModified"):
            page.pop(NameObject(name), None)
        writer.add_page(page)
    writer.metadata = None
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def _office(data: bytes) -> bytes:
    """The document without its properties, with the names of its authors taken out of changes and remarks."""
    try:
        return repacked(BytesIO(data), _clean_part)
    except (
        BadZipFile,
        KeyError,
        RuntimeError,
        NotImplementedError,
    ) as error:  # whatever an archive may be that is none
        raise CannotClean(str(error)) from error


def _clean_part(name: str, part: bytes) -> bytes:
    if _PROPERTIES.fullmatch(name):
        return _emptied(name, part)
    if name.endswith(".xml"):
        return _NAMES.sub(rb"<\1></\1>", _AUTHORS.sub(rb'\1=""', part))
    if name.lower().endswith((".jpg", ".jpeg", ".png")):
        return cleaned("image/png" if name.lower().endswith("png") else "image/jpeg", part) or b""
    return part


def _emptied(name: str, part: bytes) -> bytes:
    """Properties with their root and nothing in it; a picture of the first page with nothing at all."""
    if not name.endswith(".xml"):
        return b""
    root = re.search(rb"<([A-Za-z:]+)[^>]*?/?>", re.sub(rb"<\?.*?\?>", b"", part, flags=re.S))
    if root is None:
        return b""
    opening = root.group(0).rstrip(b"/>").rstrip() + b">"
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + opening + b"</" + root.group(1) + b">"


_CLEANERS: dict[str, Callable[[bytes], bytes]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "audio/mpeg": _mp3,
    "application/pdf": _pdf,
    "text/plain": lambda data: data,
}
