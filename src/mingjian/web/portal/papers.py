"""Files of a report until it is sent: checked, sealed under the session, dropped with it."""

from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mingjian.channels.envelopes import PAPERS, Paper
from mingjian.vault.accepted import TYPES, NotAccepted, check

ALONE, TOGETHER = 20 * 1024 * 1024, 50 * 1024 * 1024  # bytes of one file, and of all
Kept = dict[str, Any]


def take_in(request: HttpRequest, kept: list[Kept]) -> str:
    """Add the files of a form to those that wait; what is wrong with the first that was refused, the others stay."""
    refused = ""
    for file in request.FILES.getlist("papers"):
        try:
            kept.append(_taken(request, file, kept))
        except NotAccepted as error:
            refused = refused or _said(error)
    return refused


def _taken(request: HttpRequest, file: UploadedFile, kept: list[Kept]) -> Kept:
    size = file.size or 0
    media_type = check(str(file.name), file, size, ALONE)  # type: ignore[arg-type]
    if len(kept) >= PAPERS:
        raise NotAccepted("count", str(PAPERS), "")
    if sum(item["size"] for item in kept) + size > TOGETHER:
        raise NotAccepted("together", "", "")
    name = uuid4().hex[:12]
    request.session.keep_paper(name, file.read())
    return {"key": name, "name": str(file.name)[-200:], "media_type": media_type, "size": size}


def drop(request: HttpRequest, kept: list[Kept], key: str) -> list[Kept]:
    """All but the one that is dropped."""
    for item in kept:
        if item["key"] == key:
            request.session.drop_paper(key)
    return [item for item in kept if item["key"] != key]


def contents(request: HttpRequest, kept: list[Kept]) -> tuple[tuple[Paper, ...], list[bytes]]:
    """What goes into the envelope."""
    papers = tuple(
        Paper(name=item["name"], media_type=item["media_type"], size=item["size"]) for item in kept
    )
    return papers, [request.session.paper(item["key"]) for item in kept]


def accepted() -> str:
    """The endings that are taken, for the hint."""
    return " ".join(TYPES)


def size_of(size: int) -> str:
    return f"{size / 1024**2:.1f} MB" if size >= 100 * 1024 else f"{max(1, round(size / 1024))} KB"


def _said(error: NotAccepted) -> str:
    """Why a file is not taken, in the language of the page; its name is not repeated."""
    if error.why == "type":
        what = _("不接受这种文件（%(ending)s）。") if error.value else _("不接受没有扩展名的文件。")
        return what % {"ending": error.value}
    if error.why == "size":
        return _("文件超过20兆（实为%(size)s兆），请压缩或分开上传。") % {"size": error.value}
    if error.why == "count":
        return ngettext("最多%(n)s个文件，其余没有收下。", "最多%(n)s个文件，其余没有收下。", PAPERS) % {
            "n": PAPERS
        }
    if error.why == "together":
        return _("文件合计超过50兆，其余没有收下。")
    if error.why == "content":
        return _("文件内容与扩展名%(ending)s不符，请核对后重新选择。") % {"ending": error.value}
    return _("文件是空的，请重新选择。")
