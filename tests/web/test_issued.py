"""Issue: only by a leader, frozen byte for byte, every number with its records of that day; a correction is a new version."""

import re
from io import BytesIO

import pytest
from docx import Document

from mingjian.ledger.models import Journal
from mingjian.report.freezing import thaw
from mingjian.report.models import Issued
from tests.ledger.seals import lead
from tests.people import city
from tests.report.measure import need_office
from tests.web.desk import at_desk, words

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "?period=2023"


@pytest.fixture
def people():
    made = city()
    lead(made)
    return made


def issue(client, edition="annual", **given):
    return client.post(f"/reports/{edition}/issue/{HERE}", {"confirmed": "1", **given})


def test_leader_issues_and_the_word_file_stays_byte_for_byte(people):
    secretary = at_desk(people.officers["书记赵"])
    page = words(secretary.get(f"/annual/{HERE}"))
    looked = issue(secretary, confirmed="")
    assert not Issued.objects.exists()
    done = issue(secretary)
    row = Issued.objects.get()
    before = secretary.get(f"/issued/{row.id}/word/").content
    lead(people)  # registered within the year that was reported
    after = secretary.get(f"/issued/{row.id}/word/").content

    assert "审签并印发" in page
    assert "提交后不能修改，只能另作更正。" in words(looked) and "将印发" in words(looked)
    assert done["Location"] == f"/issued/{row.id}/"
    assert before == after == thaw(row).document
    assert before[:2] == b"PK"
    assert (row.version, row.figures["cases_filed"]) == (1, 0)
    assert Journal.objects.get(event="issue").details["version"] == 1
    assert b"\xe5\xb9\xb4" not in bytes(row.sealed)[:64]


def test_issued_text_carries_number_and_signer_and_comes_as_pdf(people):
    need_office()
    secretary = at_desk(people.officers["书记赵"])
    page = words(secretary.get(f"/annual/{HERE}"))
    wrong = issue(secretary, number="临纪(2024)第3号", signer="赵某某")
    issue(secretary, number="临纪〔2024〕3号", signer="赵某某", addressee="某省纪委监委")
    pdf = secretary.get(f"/issued/{Issued.objects.get().id}/pdf/")

    assert 'name="number"' in page and 'value="书记赵"' in page
    assert wrong.status_code == 422 and "发文字号“临纪(2024)第3号”不合格式" in wrong.content.decode()
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    said = [paragraph.text for paragraph in Document(BytesIO(thaw(Issued.objects.get()).document)).paragraphs]
    assert "临纪〔2024〕3号\t签发人：赵某某" in said and "某省纪委监委：" in said


def test_pdf_is_refused_in_the_page_where_the_office_program_is_missing(people, monkeypatch, tmp_path):
    secretary = at_desk(people.officers["书记赵"])
    issue(secretary, "supervision")
    monkeypatch.setenv("PATH", str(tmp_path))

    refused = [
        secretary.get(f"/reports/S4/pdf/{HERE}"),
        secretary.get(f"/issued/{Issued.objects.get().id}/pdf/"),
    ]

    assert [
        (answer.status_code, "服务器上没有LibreOffice" in answer.content.decode()) for answer in refused
    ] == [(422, True)] * 2


def test_nobody_but_a_leader_issues(people):
    clerk = at_desk(people.officers["案管主任吴"])

    assert "审签并印发" not in words(clerk.get(f"/annual/{HERE}"))
    assert issue(clerk).status_code == 404
    assert issue(at_desk(people.officers["承办李"])).status_code == 404
    assert not Issued.objects.exists()


def test_every_number_of_the_issued_text_opens_to_as_many_records(people):
    secretary = at_desk(people.officers["书记赵"])
    issue(secretary, "supervision")
    row = Issued.objects.get()
    page = words(secretary.get(f"/issued/{row.id}/"))
    frozen = thaw(row)

    assert "看记录" not in page
    opened = set(re.findall(rf'href="(/issued/{row.id}/[^"]+)"', page)) - {
        f"/issued/{row.id}/{form}/" for form in ("word", "pdf")
    }
    assert len(opened) == len(frozen.figures)
    for key, entry in frozen.figures.items():
        if entry["unit"] != "%" and not entry["id"].startswith(
            ("style_handled", "style_sanctioned", "activity_", "checked_units")
        ):
            assert len(entry["records"]) == (entry["value"] or 0), key
        assert secretary.get(f"/issued/{row.id}/{key}/").status_code == 200
        assert secretary.get(f"/issued/{row.id}/{key}/records/").status_code == 200


def test_unchanged_text_is_not_issued_twice_and_a_correction_needs_its_reason(people):
    secretary = at_desk(people.officers["书记赵"])
    issue(secretary, "supervision")
    again = issue(secretary, "supervision", reason="校对")
    lead(people)
    changed = words(secretary.get(f"/bulletin/{HERE}&edition=supervision"))
    without = issue(secretary, "supervision")

    assert again.status_code == 422
    assert "与已印发的第1版相同，不需要更正。" in again.content.decode()
    assert without.status_code == 422 or "其后各数没有变动" in changed
    assert Issued.objects.count() == 1


def test_correction_is_a_new_version_with_a_notice_and_the_old_one_says_so(people, monkeypatch):
    from mingjian.web.desk import prose

    secretary = at_desk(people.officers["书记赵"])
    issue(secretary)
    prose.keep(
        "围绕中心工作。",
        unit=people.top.pk,
        edition="annual",
        period="2023",
        paragraph="political",
        officer=people.officers["书记赵"].pk,
    )
    offered = words(secretary.get(f"/annual/{HERE}"))
    done = issue(secretary, reason="文字有误")
    first, second = Issued.objects.order_by("version")
    old, new = (words(secretary.get(f"/issued/{row.id}/")) for row in (first, second))

    assert "其后有变动：正文。" in offered and "更正并印发新版" in offered
    assert done.status_code == 302
    assert "本版已更正，以第2版为准。" in old
    assert "临江市纪委监委2023年工作报告》（第1版），因文字有误，更正文字。" in new
    assert "围绕中心工作。" in new and "围绕中心工作。" not in old


def test_issued_texts_are_listed_within_reach_only(people):
    secretary = at_desk(people.officers["书记赵"])
    empty = words(secretary.get("/issued/"))
    issue(secretary)

    assert "还没有印发过通报或者报告" in empty
    assert "年度工作报告" in words(secretary.get("/issued/"))
    assert at_desk(people.officers["承办李"]).get("/issued/").status_code == 404
    row = Issued.objects.get()
    for tail in ("", "word/", "cases_filed/", "cases_filed/records/"):
        assert at_desk(people.officers["承办李"]).get(f"/issued/{row.id}/{tail}").status_code == 404
