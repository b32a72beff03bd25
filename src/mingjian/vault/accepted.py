"""Which files are taken in, recognised by their first bytes and never by their name alone (FILE-01)."""

from pathlib import Path
from typing import BinaryIO

LIMIT = 100 * 1024 * 1024  # bytes of one file
# What office work needs.
TYPES = {
    ".pdf": ("application/pdf", (b"%PDF-",)),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (b"PK\x03\x04",)),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (b"PK\x03\x04",)),
    ".doc": ("application/msword", (b"\xd0\xcf\x11\xe0",)),
    ".xls": ("application/vnd.ms-excel", (b"\xd0\xcf\x11\xe0",)),
    ".jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".mp3": ("audio/mpeg", (b"ID3", b"\xff\xfb", b"\xff\xf3")),
    ".txt": ("text/plain", ()),
}


class NotAccepted(ValueError):
    """A file that is not taken: one sentence that says why and what to do; `why` and `value` for other languages."""

    def __init__(self, why: str, value: str, sentence: str) -> None:
        super().__init__(sentence)
        self.why, self.value = why, value


def check(name: str, source: BinaryIO, size: int, limit: int = LIMIT) -> str:
    """The media type of an acceptable file. Raises NotAccepted."""
    ending = Path(name).suffix.lower()
    if ending not in TYPES:
        shown = ending if ending.isascii() and 0 < len(ending) <= 8 else ""
        said = f"不接受这种文件（{shown or '没有扩展名'}）；可用：{'、'.join(TYPES)}。"
        raise NotAccepted("type", shown, said)
    if size > limit:
        megabytes = f"{size / 1024**2:.0f}"
        said = f"文件超过{limit // 1024**2}兆（实为{megabytes}兆），请压缩或分开上传。"
        raise NotAccepted("size", megabytes, said)
    if size == 0:
        raise NotAccepted("empty", "", "文件是空的，请重新选择。")
    media_type, beginnings = TYPES[ending]
    head = source.read(8)
    source.seek(0)
    if beginnings and not head.startswith(beginnings):
        raise NotAccepted("content", ending, f"文件内容与扩展名{ending}不符，请核对后重新选择。")
    return media_type
