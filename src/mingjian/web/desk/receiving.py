"""Files that are sent are taken in memory, within bounds: not even for a moment do they lie on disk in clear (FILE-02)."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mingjian.vault.accepted import LIMIT
from mingjian.web.desk import failing


class InMemory(FileUploadHandler):
    """Django's own handler but for what is larger than a file may be: of that only the size is kept, for the sentence that refuses it."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._taken = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) <= LIMIT:
            self._taken.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self._taken.seek(0)
        return InMemoryUploadedFile(self._taken, self.field_name, self.file_name, self.content_type, file_size, self.charset)  # fmt: skip


def bounded(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware; what is larger than everything that may be sent at once is turned away unread."""
    most = settings.MINGJIAN_UPLOAD_AT_ONCE

    def respond(request: HttpRequest) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > most:
            said = _("一次发送的文件合计超过%(n)s兆，没有收下。") % {"n": most >> 20}
            return failing.trouble(
                request, 413, said, advice=_("请返回上一页，分几次选择文件；保存过的内容在草稿里。")
            )
        return get_response(request)

    return respond
