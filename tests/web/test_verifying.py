"""Sealing and verification pages: the state is true, what was changed is named, nobody sees more than before."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml.html import fromstring

from mingjian.leads.models import Lead
from mingjian.ledger.instant import standing_at
from mingjian.ledger.models import Checkpoint, Journal, Matter
from mingjian.ledger.sealer import seal_new
from mingjian.org.models import Appointment, Department, Officer
from tests.ledger.seals import NOON, assigned, state_file
from tests.people import SINCE, city
from tests.web.desk import at_desk, words

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    state_file().unlink(missing_ok=True)
    yield city()
    state_file().unlink(missing_ok=True)


@pytest.fixture
def auditor(people):
    place = Department.objects.create(
        unit=people.unit, name="系统管理", short="系统管理", role="administration"
    )
    officer = Officer.objects.create(username="audit", name="审计员")
    Appointment.objects.create(officer=officer, department=place, post="audit_admin", since=SINCE)
    return officer


def facts(response):
    return {fact.label: fact.tag.word if fact.tag else fact.value for fact in response.context["page"].facts}


def test_empty_ledger_says_so(people):
    page = words(at_desk(people.officers["承办李"]).get("/verify/"))

    assert "尚无存证点" in page and "还没有存证点。" in page
    assert "全库核验</button>" not in page


def test_state_names_the_last_checkpoint(people):
    assigned(people)
    seal_new(NOON)
    client = at_desk(people.officers["承办李"])
    with standing_at(NOON + timedelta(minutes=3)):
        response = client.get("/verify/")

    assert facts(response)["树"] == "3条"
    assert facts(response)["最近存证"] == "第3号，2023-06-01 12:00（3分钟前）"
    (row,) = response.context["page"].tables[0].rows
    assert [row.cells[0].words, row.cells[1].words, row.cells[3].tag.word] == [
        "3",
        "2023-06-01 12:00",
        "签名有效",
    ]
    root = row.cells[2]
    assert (len(root.whole), root.words) == (64, f"{root.whole[:4]} {root.whole[4:8]}")
    assert f"<code data-copy>{root.whole}</code>" in response.content.decode()
    assert client.get("/verify/checkpoints/3/").content.decode() == Checkpoint.objects.get().note
    assert client.get("/verify/checkpoints/4/").status_code == 404


def test_checkpoint_that_was_changed_is_shown_as_such(people):
    assigned(people)
    seal_new(NOON)
    point = Checkpoint.objects.get()
    Checkpoint.objects.update(note=point.note.replace("\n3\n", "\n2\n", 1))

    (row,) = at_desk(people.officers["承办李"]).get("/verify/").context["page"].tables[0].rows

    assert (row.cells[3].tag.word, row.late) == ("签名无效", True)


def test_queries_do_not_grow_with_checkpoints(people):
    client, counts = at_desk(people.officers["承办李"]), []
    client.get("/verify/")
    for number in range(3):
        assigned(people)
        seal_new(NOON + timedelta(minutes=number))
        with CaptureQueriesContext(connection) as asked:
            client.get("/verify/")
        counts.append(len(asked))

    assert len(set(counts)) == 1
    assert counts[0] <= 8


def test_matter_is_verified_by_whoever_may_see_it(people):
    matter = assigned(people)
    seal_new(NOON)
    response = at_desk(people.officers["承办李"]).get(f"/verify/m/{matter.id}/")
    (event,) = Journal.objects.filter(event="verification")

    assert facts(response)["结果"] == "一致"
    assert facts(response)["已存证至"] == "第3号"
    assert facts(response)["办理行为"] == "3条"
    assert (event.matter_id, event.outcome, event.details["acts"]) == (matter.id, "done", 3)
    assert at_desk(people.officers["调查陈"]).get(f"/verify/m/{matter.id}/").status_code == 404


def test_auditor_verifies_a_number_and_sees_no_matter(people, auditor):
    matter = assigned(people)
    Lead.objects.filter(matter=matter).update(rank_class="county")
    client = at_desk(auditor)

    found = client.post("/verify/one/", {"number": Matter.objects.get(pk=matter.id).number})
    page = words(client.get(found["Location"]))

    assert "与办理记录不符" in page
    assert "county" not in page and f"/m/{matter.id}/" not in page.replace(f"/verify/m/{matter.id}/", "")
    assert client.get(f"/m/{matter.id}/").status_code == 404


def test_change_is_named_to_readers_and_only_noticed_for_others(people):
    matter = assigned(people)
    Lead.objects.filter(matter=matter).update(rank_class="county")

    reader = words(at_desk(people.officers["承办李"]).get(f"/verify/m/{matter.id}/"))
    line = words(at_desk(people.officers["案管主任吴"]).get(f"/verify/m/{matter.id}/"))

    assert "rank_class存为“county”，按办理记录应为“township”。" in reader
    assert "county" not in line and "与办理记录不符" in line
    assert "台账核验有不符，请勿继续办理有关事项" in reader and "台账核验有不符，请勿继续办理有关事项" in line
    assert set(Journal.objects.filter(event="verification").values_list("outcome", flat=True)) == {"failed"}


def test_number_leads_to_the_matter_or_to_nothing(people):
    matter = assigned(people)
    number = Matter.objects.get(pk=matter.id).number
    sees, not_sees = at_desk(people.officers["承办李"]), at_desk(people.officers["调查陈"])

    found = sees.post("/verify/one/", {"number": f" {number} "})
    hidden = not_sees.post("/verify/one/", {"number": number})
    absent = not_sees.post("/verify/one/", {"number": "临纪线〔2023〕9号"})

    assert found["Location"] == f"/verify/m/{matter.id}/"
    assert hidden.status_code == absent.status_code == 422
    assert "没有这个编号的事项，或您无权查看。" in hidden.content.decode()


def test_auditor_verifies_everything(people, auditor):
    matter = assigned(people)
    seal_new(NOON)
    client = at_desk(auditor)
    sound = client.post(
        "/verify/all/", {"note": SimpleUploadedFile("note.txt", Checkpoint.objects.get().note.encode())}
    )
    Lead.objects.filter(matter=matter).update(rank_class="county")
    broken = client.post("/verify/all/")
    state = client.get("/verify/")

    assert facts(sound) == {"事项": "1", "办理行为": "3", "树": "3", "存证点": "1", "结果": "一致"}
    assert facts(broken)["结果"] == "有不符"
    assert facts(state)["最近全库核验"] == "有不符"
    assert "台账核验有不符" in state.content.decode()


def test_nothing_on_the_pages_repairs_or_hides_a_break(people, auditor):
    """desk.md 5.12: a red box with whom to call; forms only verify, whoever looks, and afterwards the break is still there."""
    matter = assigned(people)
    seal_new(NOON)
    Lead.objects.filter(matter=matter).update(rank_class="county")
    client = at_desk(auditor)
    client.post("/verify/all/")
    for reader, path in (
        (client, "/verify/"),
        (at_desk(people.officers["承办李"]), f"/verify/m/{matter.id}/"),
    ):
        main = fromstring(reader.get(path).content.decode()).find(".//main")
        box = main.xpath(".//*[contains(@class, 'notice--error')]")
        assert box and "台账核验有不符，请勿继续办理有关事项" in box[0].text_content(), path
        assert "8001" in box[0].text_content(), "whom to call"
        forms = {form.get("action") for form in main.xpath(".//form")}
        assert forms <= {"/verify/one/", "/verify/all/", f"/verify/m/{matter.id}/"}, path
        for form in forms - {"/verify/all/"}:
            reader.post(form, {"number": Matter.objects.get(pk=matter.id).number})

    assert Lead.objects.get(matter=matter).rank_class == "county"
    assert facts(client.post("/verify/all/"))["结果"] == "有不符"


def test_foreign_note_is_a_finding(people, auditor):
    assigned(people)
    seal_new(NOON)
    response = at_desk(auditor).post(
        "/verify/all/", {"note": SimpleUploadedFile("note.txt", b"\xff something else")}
    )

    assert facts(response)["结果"] == "有不符"


def test_others_cannot_check_everything(people):
    assert at_desk(people.officers["书记赵"]).post("/verify/all/").status_code == 404
