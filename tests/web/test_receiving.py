"""Files that are sent never touch a disk in clear; what is too large is turned away, with what to do (security.md FILE-02)."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mingjian.ledger.documents import read
from mingjian.ledger.models import Document
from mingjian.web.desk import names, receiving
from tests.people import city
from tests.stories import assigned_lead
from tests.web.sitting import Sitting, main

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "收到凭证。".encode() * 250_000  # 3.75 MB: what Django would lay into a file


@pytest.fixture
def people():
    names.forget()
    return city()


def sent(here, matter, status, *files):
    form = {"token": "0123456789abcdef", "seen": "3", "on": "2023-03-20", "remark": "收到材料。"}
    return here.post(f"/m/{matter.pk}/do/note/", status, **form, documents=files)


def test_large_file_goes_from_the_request_into_its_envelope(people, settings, tmp_path):
    """With a folder for temporary files that does not exist nothing can be laid there."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "absent")
    matter = assigned_lead(people)
    here = Sitting(people, "承办李")

    page = sent(here, matter, 200, SimpleUploadedFile("凭证.txt", TEXT))
    assert "凭证.txt" in main(page)
    here.post(f"/m/{matter.pk}/do/note/", token="0123456789abcdef", seen="3", on="2023-03-20", remark="收到材料。", confirmed="1")  # fmt: skip

    assert b"".join(read(Document.objects.get(), matter)) == TEXT
    assert not any(
        TEXT[:60] in path.read_bytes() for path in Path(settings.MINGJIAN_DATA).rglob("*") if path.is_file()
    )


def test_file_that_is_too_large_is_named_with_its_size_and_the_others_stay(people, monkeypatch):
    monkeypatch.setattr(receiving, "LIMIT", 1 << 20)
    monkeypatch.setattr("mingjian.vault.accepted.LIMIT", 1 << 20)
    monkeypatch.setattr("mingjian.vault.accepted.check.__defaults__", (1 << 20,))
    matter = assigned_lead(people)

    files = SimpleUploadedFile("凭证.txt", b"ab"), SimpleUploadedFile("长.txt", TEXT)
    page = main(sent(Sitting(people, "承办李"), matter, 422, *files))

    assert "文件超过1兆（实为4兆）" in page and "凭证.txt" in page


def test_more_than_everything_at_once_is_turned_away_unread(people):
    answer = Client().generic("POST", "/sign-in/", b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(251 << 20))  # fmt: skip

    assert answer.status_code == 413
    assert "一次发送的文件合计超过250兆，没有收下。 请返回上一页，分几次选择文件" in main(answer)
