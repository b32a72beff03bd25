"""Documents: checked and sealed before any lock is taken, tied to an act, opened again for those who may."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID, uuid4

from django.conf import settings

from mingjian.ledger.models import Document, Matter
from mingjian.ledger.sealing import keys, matter_key
from mingjian.vault.envelope import Place, new_key
from mingjian.vault.files import file_commitment, open_file, seal_file

LIMIT = 100 * 1024 * 1024  # bytes of one file
# What office work needs, recognised by the first bytes, never by the name alone (FILE-01).
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


@dataclass(frozen=True)
class Prepared:
    """A matter about to be opened: its id and wrapped key, so that papers can be sealed before it is locked."""

    id: UUID
    key: bytes


def prepare() -> Prepared:
    matter = uuid4()
    return Prepared(matter, keys().wrap(new_key(), matter.bytes))


class NotAccepted(ValueError):
    """A file that is not taken: one sentence that says why and what to do."""


@dataclass(frozen=True)
class Staged:
    """A sealed file that waits for its act; `name` is sealed with the words of the act."""

    id: UUID
    kind: str
    name: str
    media_type: str
    size: int
    file: str
    key: bytes
    commitment: bytes

    def row(self, act: UUID) -> dict[str, Any]:
        return {"id": self.id, "act_id": act, "kind": self.kind, "media_type": self.media_type, "size": self.size,
                "file": self.file, "key": self.key, "commitment": self.commitment}  # fmt: skip


def folder() -> Path:
    return Path(settings.MINGJIAN_DATA) / "files"


def stage(
    matter: Matter | Prepared, name: str, source: BinaryIO, *, kind: str, size: int, durable: bool = True
) -> Staged:
    """Check a file and seal it under the key of a matter (`prepare` makes one yet to be opened). Raises NotAccepted; on any failure nothing stays behind."""
    media_type = check(name, source, size)
    document = uuid4()
    target = folder() / document.hex[:2] / document.hex
    target.parent.mkdir(parents=True, exist_ok=True)
    sealed = seal_file(
        matter_key(matter.key, matter.id), source, target, _place(document, matter.id), durable=durable
    )
    return Staged(
        document, kind, name, media_type, sealed.size, document.hex, sealed.salt_sealed, sealed.commitment
    )


def check(name: str, source: BinaryIO, size: int) -> str:
    """The media type of an acceptable file. Raises NotAccepted."""
    ending = Path(name).suffix.lower()
    if ending not in TYPES:
        raise NotAccepted(f"不接受这种文件（{ending or '没有扩展名'}）；可用：{'、'.join(TYPES)}。")
    if size > LIMIT:
        raise NotAccepted(f"文件超过{LIMIT // 1024**2}兆（实为{size / 1024**2:.0f}兆），请压缩或分开上传。")
    if size == 0:
        raise NotAccepted("文件是空的，请重新选择。")
    media_type, beginnings = TYPES[ending]
    head = source.read(8)
    source.seek(0)
    if beginnings and not head.startswith(beginnings):
        raise NotAccepted(f"文件内容与扩展名{ending}不符，请核对后重新选择。")
    return media_type


def discard(staged: Staged) -> None:
    """Remove a sealed file whose act was refused."""
    (folder() / staged.file[:2] / staged.file).unlink(missing_ok=True)


def read(document: Document, matter: Matter) -> Iterator[bytes]:
    """The original, piece by piece; raises CannotOpen if it was changed, cut or swapped."""
    path = folder() / document.file[:2] / document.file
    return open_file(matter_key(matter.key, matter.id), path, _place(document.id, matter.id))


def recomputed(document: Document, matter: UUID, key: bytes) -> bytes:
    """The commitment computed anew from the stored file; raises CannotOpen, FileNotFoundError."""
    path = folder() / document.file[:2] / document.file
    return file_commitment(key, path, _place(document.id, matter), bytes(document.key))


def _place(document: UUID, matter: UUID) -> Place:
    return Place("ledger_document", "file", document.bytes, matter.bytes)
