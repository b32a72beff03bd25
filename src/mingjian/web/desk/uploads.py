"""Files that were sent with a form and wait for their act: sealed on disk at once, remembered in the sealed session."""

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from mingjian.ledger.documents import Prepared, Staged, discard, stage
from mingjian.ledger.models import Matter
from mingjian.vault.accepted import NotAccepted

_KEY = "staged"


def kept(request: HttpRequest, token: str) -> list[Staged]:
    """The files of this form, in the order in which they came."""
    rows = request.session.get(_KEY, {}).get(token, [])
    return [_staged(row) for row in rows]


def rows(request: HttpRequest, token: str) -> list[dict[str, Any]]:
    """The same as plain rows, for a draft."""
    return list(request.session.get(_KEY, {}).get(token, []))


def give_back(request: HttpRequest, token: str, found: list[dict[str, Any]]) -> None:
    """The files of a draft stand in this session again."""
    request.session[_KEY] = {**request.session.get(_KEY, {}), token: found}


def take_in(request: HttpRequest, token: str, matter: Matter | Prepared) -> str:
    """Seal the files just sent; the first sentence of refusal, or nothing. Those accepted stay.

    Without files the session is left alone: a draft that saves itself while the form is being sent would else write
    back the session as it was before, without the files of the form.
    """
    if not request.FILES.getlist("documents"):
        return ""
    refused = ""
    found = kept(request, token)
    for file in request.FILES.getlist("documents"):
        try:
            found.append(_sealed(file, matter))
        except NotAccepted as error:
            refused = refused or str(error)
    _keep(request, token, found)
    return refused


def drop(request: HttpRequest, token: str, key: str) -> None:
    """Remove one file again."""
    found = kept(request, token)
    for item in found:
        if str(item.id) == key:
            discard(item)
    _keep(request, token, [item for item in found if str(item.id) != key])


def forget(request: HttpRequest, token: str) -> None:
    """The act has taken them over."""
    _keep(request, token, [])


def _sealed(file: UploadedFile, matter: Matter | Prepared) -> Staged:
    assert file.file is not None
    return stage(matter, str(file.name), file.file, kind="attachment", size=file.size or 0)


def _keep(request: HttpRequest, token: str, staged: list[Staged]) -> None:
    every = {name: rows for name, rows in request.session.get(_KEY, {}).items() if name != token}
    if staged:
        every[token] = [_row(item) for item in staged]
    request.session[_KEY] = every


def _row(item: Staged) -> dict[str, Any]:
    return {"id": str(item.id), "kind": item.kind, "name": item.name, "media_type": item.media_type, "size": item.size,
            "file": item.file, "key": item.key.hex(), "commitment": item.commitment.hex()}  # fmt: skip


def _staged(row: dict[str, Any]) -> Staged:
    return Staged(UUID(row["id"]), row["kind"], row["name"], row["media_type"], row["size"], row["file"],
                  bytes.fromhex(row["key"]), bytes.fromhex(row["commitment"]))  # fmt: skip
