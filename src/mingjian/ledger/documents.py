"""Documents: checked and sealed before any lock is taken, tied to an act, opened again for those who may."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID, uuid4

from django.conf import settings

from mingjian.ledger.models import Document, Matter
from mingjian.ledger.sealing import keys, matter_key
from mingjian.vault.accepted import check
from mingjian.vault.envelope import Place, new_key
from mingjian.vault.files import file_commitment, open_file, seal_file


@dataclass(frozen=True)
class Prepared:
    """A matter about to be opened: its id and wrapped key, so that papers can be sealed before it is locked."""

    id: UUID
    key: bytes


def prepare() -> Prepared:
    matter = uuid4()
    return Prepared(matter, keys().wrap(new_key(), matter.bytes))


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
