"""A small city: every matter of it is lawful and replays, it shows every kind and what goes wrong, and it can be counted."""

import json
import re
from collections import Counter
from datetime import date
from io import BytesIO
from itertools import pairwise

import pytest
from django.db import transaction
from django.db.models import F
from django.test import Client
from docx import Document as Docx

from mingjian.cases import checks as cases
from mingjian.city import build
from mingjian.city.words import vocabulary
from mingjian.city.working import texts
from mingjian.complaints import checks as complaints
from mingjian.education.models import IntegrityAgreement
from mingjian.inspection import checks as inspection
from mingjian.law.values import BEIJING
from mingjian.leads import checks as leads
from mingjian.ledger import documents, instant, kinds
from mingjian.ledger.history import history
from mingjian.ledger.instant import standing_at
from mingjian.ledger.models import Act, Ancestry, Clock, Document, Matter, Opinion
from mingjian.ledger.sealing import matter_key, open_act_words, titles
from mingjian.ledger.verify import verify
from mingjian.org.models import Appointment, Officer, StandIn, Unit
from mingjian.parties.models import Complainant
from mingjian.report.issuing import issue
from mingjian.responsibility.models import WorkTask
from mingjian.sharing import checks as sharing
from mingjian.statistics import identities
from mingjian.statistics.asking import ask
from mingjian.supervision.models import Interference
from mingjian.team import checks as team
from tests.city import agreement
from tests.figures.test_yearly_list import LIST
from tests.report.measure import body_lines, need_office, words
from tests.web.desk import at_desk, verified

pytestmark = pytest.mark.django_db
YEAR, SMALL = 2023, 0.08
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ROOMS = (complaints, leads, cases, inspection, sharing, team)


def test_the_same_seed_gives_the_same_city_and_another_another():
    """The first of the file: cities are built here while the one of the others does not stand yet."""
    found = []
    for seed in (7, 7, 8):
        with transaction.atomic():
            build.build(year=YEAR, size=0.02, seed=seed)
            found.append(_digest())
            transaction.set_rollback(True)

    assert found[0] == found[1]
    assert found[0] != found[2]


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker):
    """Built once for the module and rolled back; the clock stands where the desk of a demo stands."""
    with django_db_blocker.unblock(), transaction.atomic():
        staff = build.build(year=YEAR, size=SMALL)
        with standing_at(build.closing_time(date(YEAR, 12, 31))):
            yield staff
        transaction.set_rollback(True)


def test_every_matter_is_sound_and_replays_to_its_stored_position(city):
    report = verify(open_words=True)

    assert [str(problem) for problem in report.problems] == []
    assert report.counts["matters"] == Matter.objects.count()
    assert report.counts["acts"] == Act.objects.count()


def test_rooms_find_nothing_wrong(city):
    units = Unit.objects.values_list("pk", flat=True)

    assert [problem for unit in units for room in ROOMS for problem in room.check(unit)] == []


def test_units_and_officers_are_those_of_a_city(city):
    levels = Counter(Unit.objects.values_list("level", flat=True))

    assert levels == {"city": 1, "own": 1, "county": 4, "township": 2, "group": 6}
    assert 90 <= Officer.objects.count() <= 120
    assert Officer.objects.values("name").distinct().count() == Officer.objects.count()
    assert Appointment.objects.filter(until__year=YEAR).exists()
    assert StandIn.objects.filter(since__year=YEAR).count() == 3


def test_every_kind_of_matter_is_there(city):
    assert set(Matter.objects.values_list("kind", flat=True)) == set(kinds.names())


def test_every_kind_has_a_register_and_a_page(city):
    client = Client()
    client.force_login(Officer.objects.get(pk=city.offices[0].officers["secretary"]))
    verified(client)
    shown = Matter.objects.filter(unit=city.offices[0].unit).order_by("kind", "opened_on")
    first = {matter.kind: matter for matter in reversed(shown)}

    for kind in kinds.names():
        register = client.get(f"/register/{kind}/")
        assert (register.status_code, kind) == (200, kind)
        page = client.get(f"/m/{first[kind].pk}/") if kind in first else register
        assert (page.status_code, kind) == (200, kind)


def test_what_is_told_of_beside_cases_makes_sense(city):
    """Whoever interferes is a leading cadre; an agreement has a signing unit; next year's tasks are given out once."""
    deputies = {leader.person for leader in city.leaders if leader.position in ("deputy", "member")}
    confirmed = Interference.objects.exclude(person=None).values_list("person", flat=True)
    assert {str(one) for one in confirmed} <= deputies
    assert not IntegrityAgreement.objects.filter(organisation=None).exists()
    tasks = WorkTask.objects.filter(limit_on__year=YEAR + 1)
    said = set(titles([row.matter for row in tasks.select_related("matter")]).values())
    assert said == {title for title, _unit in texts("next_tasks")}
    assert tasks.count() == len(texts("next_tasks")) and not tasks.filter(organisation=None).exists()


def test_one_directive_has_come_to_a_sanction_and_to_a_return_check(city):
    came_of_it = Ancestry.objects.filter(ancestor__kind="directive", ancestor__step="concluded")
    directive = came_of_it.get(descendant__kind="execution").ancestor
    ends = came_of_it.filter(ancestor=directive).values_list("descendant__kind", "descendant__step")

    assert set(ends) >= {("finding", "filed"), ("advice_letter", "closed"), ("transfer", "fed_back"), ("lead", "concluded"),
                         ("case", "decision_made"), ("execution", "in_effect")}  # fmt: skip


def test_reports_come_by_every_road_and_go_every_way(city):
    steps = set(Matter.objects.filter(kind="complaint").values_list("step", flat=True))
    acts = set(Act.objects.filter(matter__kind="complaint").values_list("code", flat=True))

    assert {"closed", "forwarded", "not_accepted", "kept", "passed_up"} <= steps
    assert {"register_upward", "forward_down", "register_forwarded", "keep_repeat", "not_accept", "give_notice", "open_lead",
            "give_feedback", "treat_as_anonymous", "record_identity"} <= acts  # fmt: skip


def test_cases_are_tried_decided_and_carried_out(city):
    acts = set(
        Act.objects.filter(matter__kind__in=("case", "execution", "appeal")).values_list("code", flat=True)
    )

    assert {"register", "request_filing", "approve_plan", "show_facts", "accept_trial", "report_trial", "decide_party",
            "receive_appeal", "decide", "announce", "deliver", "report"} <= acts  # fmt: skip


def test_things_go_back_late_and_wrong_as_in_life(city):
    acts = Counter(Act.objects.values_list("code", flat=True))
    late = Clock.objects.filter(stopped_on__gt=F("due_on")).count()

    assert min(acts[name] for name in ("return", "extend", "correct", "recuse", "withdraw")) >= 1
    assert 0 < late < Clock.objects.count() * 0.2


def test_whoever_has_left_does_nothing_afterwards(city):
    own = city.offices[0]
    left = {officer: max(post.until for post in city.posts[officer]) for officer in _left(city, own)}
    kept = Appointment.objects.filter(officer__in=left).values_list("officer", "until")

    assert left
    assert dict(kept) == left
    assert set(Matter.objects.filter(kind="departure").values_list("opened_on", flat=True)) == set(
        left.values()
    )
    assert not [who for who, day in left.items() if Act.objects.filter(officer=who, on__gt=day).exists()]


def _left(city, office):
    """Whose posts have all ended."""
    return [who for who in office.officers.values() if not city.serves(who, date(YEAR, 12, 31))]


def test_nobody_agrees_to_what_he_has_looked_into_and_three_study_it(city):
    said = set(Opinion.objects.filter(body="").values_list("matter", "proposal", "officer"))
    wrong, small = [], []
    for matter in Matter.objects.filter(unit=city.offices[0].unit):
        there: set[int] = set()
        for done in history(matter.pk):
            if (
                done.about is not None
                and (matter.pk, done.about, int(done.officer or 0)) in said
                and int(done.officer) in there
            ):
                wrong.append((matter.number, done.seq))
            there |= {int(who) for name in ("officers", "team") for who in done.details.get(name) or ()}
            if matter.kind == "lead" and len(done.details.get("study", {"present": "abc"})["present"]) < 3:
                small.append((matter.number, done.seq))

    assert (wrong, small) == ([], [])


def test_every_officer_of_the_supervision_rooms_has_one_room_through_the_year(city):
    rooms = city.offices[0].departments["supervision_dept"]
    held = Appointment.objects.filter(department__in=rooms, post__in=("head", "member"))
    there = [post for post in held if post.until is None or post.until.year >= YEAR]

    assert len({post.officer_id for post in there}) == len(there) == 6


def test_late_records_say_why(city):
    late = [act for act in Act.objects.select_related("matter") if _lag(act) > 1]
    words = [
        open_act_words(matter_key(act.matter.key, act.matter_id), act.pk, act.matter_id, act.sealed).words
        for act in late
    ]

    assert late
    assert all(said["late_reason"] for said in words)


def test_nothing_is_dated_before_what_it_follows_from(city):
    """Neither an act before the meeting that it cites, nor one before what has been done in its family already."""
    roots: dict = {}
    for one in Ancestry.objects.order_by("-depth"):
        roots.setdefault(one.descendant_id, one.ancestor_id)
    latest: dict = {}
    wrong = []
    for act in Act.objects.order_by("recorded_at", "on", "matter", "seq").select_related("matter"):
        root = roots.get(act.matter_id, act.matter_id)
        met = [
            value["on"] for value in act.details.values() if isinstance(value, dict) and "present" in value
        ]
        if any(day > act.on.isoformat() for day in met) or act.on < latest.get(root, act.on):
            wrong.append((act.matter.number, act.seq, act.on))
        latest[root] = max(act.on, latest.get(root, act.on))

    assert wrong == []


def _lag(act):
    return (act.recorded_at.astimezone(BEIJING).date() - act.on).days


def test_office_work_is_recorded_in_office_hours_and_in_order(city):
    instants = [at.astimezone(BEIJING) for at in Act.objects.values_list("recorded_at", flat=True)]
    by_matter = Act.objects.order_by("matter", "seq").values_list("matter", "seq", "recorded_at")
    after = pairwise(by_matter)

    assert {at.hour for at in instants} <= set(range(8, 18))
    assert all(one[2] <= other[2] for one, other in after if one[0] == other[0])


def test_the_last_day_finds_work_waiting_near_and_late(city):
    today = instant.today()
    due = list(Matter.objects.filter(closed_on=None).values_list("due_on", flat=True))

    assert today == date(YEAR, 12, 31)
    assert any(day < today for day in due)
    assert any(0 <= (day - today).days <= 14 for day in due)
    assert Matter.objects.filter(waiting__gt=0).exists()


def test_numbers_follow_the_order_of_registering(city):
    """Not the days: what was recorded afterwards has the next number too."""
    first = Act.objects.filter(seq=1, matter__opened_on__year=YEAR)
    for unit, kind in {(matter.unit_id, matter.kind) for matter in Matter.objects.only("unit", "kind")}:
        rows = first.filter(matter__unit=unit, matter__kind=kind).values_list("matter__number", "recorded_at")
        numbered = sorted(rows, key=lambda row: int(row[0].partition("〕")[2].removesuffix("号")))
        assert [at for _, at in numbered] == sorted(at for _, at in numbered), (unit, kind)


def test_texts_look_like_office_texts(city):
    read = titles(Matter.objects.all())
    registered = Act.objects.select_related("matter").filter(matter__kind="complaint", code="register")
    words = [
        open_act_words(matter_key(a.matter.key, a.matter_id), a.pk, a.matter_id, a.sealed).words
        for a in registered
    ]

    assert max(map(len, read.values())) <= 40
    assert all(80 <= len(said["content"]) <= 300 for said in words)
    assert not any("{" in said["content"] for said in words)


def test_named_reporters_are_sealed_and_papers_are_there(city):
    sealed = Complainant.objects.filter(is_named=True).values_list("identity", flat=True)

    assert len(sealed) > 5
    assert all(sealed)
    assert Document.objects.count() > 50


def test_papers_are_word_files_that_say_what_their_acts_say(city):
    """A letter that came stands in its scan, a report of verification says what was found, in words of the act."""
    saying = {"attach_original": (1, "content"), "report_verification": (None, "verification_report")}
    papers = Document.objects.filter(act__code__in=saying).select_related("act__matter")

    assert set(Document.objects.values_list("media_type", flat=True)) == {DOCX}
    for paper in papers:
        matter, (seq, name) = paper.act.matter, saying[paper.act.code]
        lines = [line.text for line in Docx(BytesIO(b"".join(documents.read(paper, matter)))).paragraphs]
        said = _words(matter, seq or paper.act.seq)[name]
        assert {f"编号：{matter.number}", said} <= set(lines), matter.number
    assert {paper.act.code for paper in papers} == set(saying)


def test_every_paper_is_of_a_kind_and_those_of_one_campaign_name_their_units(city):
    assert not Document.objects.filter(kind="other").exists()
    studied = Act.objects.filter(code="record_study").select_related("matter").order_by("seq")
    names = [json.loads(_words(act.matter, act.seq)["documents"])[0][1] for act in studied]
    assert len(set(names)) == len(names) == 4
    assert names[0] == "临江市财政局学习情况登记表.docx"


def test_a_meeting_is_attended_on_the_day_for_which_it_is_planned(city):
    """Recorded that day; now and then one was held earlier."""
    attended = Act.objects.filter(code="attend", matter__kind="life_meeting", seq=2)
    recorded = [act.recorded_at.astimezone(BEIJING).date().isoformat() for act in attended]

    assert recorded and recorded == [history(act.matter_id)[0].details["limit_on"] for act in attended]


def test_a_returned_proposal_comes_again_with_what_was_asked_for(city):
    """Nothing refers to an attachment that is not there."""
    said = " ".join(
        str(value)
        for act in Act.objects.select_related("matter").filter(
            matter__kind__in=("lead", "style_problem", "personal_report")
        )
        for value in (_words(act.matter, act.seq) if act.sealed else {}).values()
    )
    assert "附件中说明" not in said and "时间和人员附后" not in said


def _words(matter, seq):
    act = Act.objects.get(matter=matter, seq=seq)
    return open_act_words(matter_key(matter.key, matter.pk), act.pk, matter.pk, act.sealed).words


def test_who_is_complained_of_is_dealt_with_where_he_is_managed(city):
    """And what somebody who reports says of himself goes no further than his report."""
    counties = {office.unit: office.county for office in city.offices if office.county}
    reports = Matter.objects.filter(kind="complaint", unit__in=counties, step__in=("closed", "as_lead"))
    mentioned = [
        (counties[one.unit_id], who["unit"])
        for one in reports
        for who in json.loads(_words(one, 1).get("mentions", "[]"))
    ]
    openings = {words for found in vocabulary()["opening"].values() for words in found}
    summaries = [_words(one, 1).get("summary", "") for one in Matter.objects.filter(kind="lead")]

    assert mentioned and [pair for pair in mentioned if not pair[1].startswith(pair[0])] == []
    assert not [said for said in summaries if any(words in said for words in openings)]


def test_sanctions_rest_on_the_rules_that_bind_the_person(city):
    decided = Act.objects.filter(matter__kind="case", code__startswith="decide_").select_related("matter")
    wrong = []
    for act in decided:
        grounds, opened = _words(act.matter, act.seq).get("grounds"), history(act.matter_id)[0].details
        if grounds and ("《中国共产党纪律处分条例》" in grounds) != opened["is_party_member"]:
            wrong.append((act.matter.number, grounds))

    assert decided and wrong == []


def test_figures_of_the_year_are_computed_and_agree(city):
    answer = ask(period=str(YEAR))
    asked = list(answer.figures)

    assert answer.failures(asked) == []
    assert answer.lacking(asked) == []
    for name in ("petitions_received", "leads_disposed", "cases_filed", "persons_sanctioned", "form_uses"):
        assert answer.figures[name].value > 0, name


def test_the_rows_of_the_yearly_list_count_records_of_the_year(city):
    """A city as small as this one has no leader held to account, no letter of a member, lead of a group or check of responsibilities."""
    wanted = {name for row, names in LIST.items() for name in names} - {
        "activities.by_kind:rule", "leaders_accountable", "responsibility_letters.by_signer:group_member", "group_leads_assigned_share",
        "activities.by_kind:responsibility_check",
    }  # fmt: skip
    answer = ask(period=str(YEAR), ids=wanted)

    assert {name for name in wanted if not answer.figures[name].value} == set()


def test_the_eight_point_table_adds_up_in_every_month(city):
    asked = ("style_problems", "style_handled", "style_sanctioned")
    year, *months = (
        ask(period=f"{YEAR}{part}", ids=asked) for part in ("", *(f"-{month:02}" for month in range(1, 13)))
    )

    assert [answer.failures(asked) for answer in (year, *months)] == [[]] * 13
    for name in asked:
        assert sum(answer.figures[name].value for answer in months) == year.figures[name].value > 0, name


def test_all_papers_of_a_year_print_the_same_numbers(city):
    """Bulletins, return, analysis, eight-point table, yearly report and dashboard: every number is that of its indicator."""
    top = Unit.objects.get(level="city").pk
    editions = ("S1", "S4", "annual", "petitions", "supervision", "own_cadre")
    papers = agreement.printed(str(YEAR), top, editions)
    papers |= agreement.printed(f"{YEAR}-12", top, ("eight_point",))
    client = at_desk(Officer.objects.get(pk=city.offices[0].officers["secretary"]))
    papers["dashboard"] = agreement.on_page(client, f"/figures/?period={YEAR}&scope={top}")
    papers["shortfalls"] = agreement.on_page(client, f"/figures/shortfalls/?period={YEAR}&scope={top}")

    assert agreement.differing(papers) == []
    assert {
        "style_problems",
        "cases_filed",
        "persons_sanctioned",
        "form_uses.by_form:1",
        "petitions_received",
    } <= agreement.shared(papers)
    assert len(papers["dashboard"]) > 40 and len(papers["annual"]) > 50


def test_the_yearly_report_stands_on_the_grid_of_the_standard(city, tmp_path):
    """GB/T 9704-2012, 5.2: margins of 37, 35, 28 and 26 mm, 22 lines of 28 characters; measured on the printed page."""
    need_office()
    (tmp_path / "annual.pdf").write_bytes(issue("annual", period=str(YEAR)).written("pdf", draft=True))

    lines = body_lines(words(tmp_path / "annual.pdf"))

    on_page = Counter(line.page for line in lines)
    assert len(on_page) > 4 and max(on_page.values()) == 22
    later = [line for line in lines if line.page > 1]  # on the first one the head stands above
    steps = [(after.top - line.top) * 22 / 225 for line, after in pairwise(later) if line.page == after.page]
    assert steps == [pytest.approx(max(1, round(step)), abs=0.05) for step in steps]
    assert min(line.left for line in lines) == pytest.approx(28, abs=0.2)
    assert min(line.top for line in lines) > 37 and max(line.bottom for line in lines) < 297 - 35 + 0.5
    full = [line for line in lines if re.fullmatch("[\u4e00-\u9fff，。；、]{27}[\u4e00-\u9fff]", line.text)]
    assert len(full) > 5
    assert [line.right for line in full] == [pytest.approx(210 - 26, abs=0.6)] * len(full)


def test_every_number_opens_to_the_records_it_counts(city):
    assert agreement.unopened(ask((), period=str(YEAR))) == []


def test_identities_hold_between_spans_and_between_units(city):
    """Slow, because every figure is asked of four spans and of each unit of the city, none is sampled."""
    spans = [ask(period=period).figures for period in agreement.every_span(YEAR)]
    whole = ask(period=str(YEAR))
    units = Unit.objects.filter(level__in=("own", "county", "group"))
    parts = [ask(period=str(YEAR), scope=str(unit.pk)).figures for unit in units]
    once = identities.counted_once(whole.indicators, whole.period)

    but = identities.may_fall(whole.indicators, whole.period)
    assert [identities.fallen(earlier, later, but=but) for earlier, later in pairwise(spans)] == [[]] * 3
    assert identities.shares_off(whole.figures) == []
    assert identities.parts_off(whole.figures, parts, once=once) == []


def _digest():
    """What must be the same in two cities of one seed: numbers, steps, days, acts and instants, not ids."""
    matters = Matter.objects.order_by("number").values_list(
        "number", "step", "opened_on", "closed_on", "due_on", "seq"
    )
    acts = Act.objects.order_by("matter__number", "seq").values_list(
        "matter__number", "seq", "code", "on", "recorded_at"
    )
    return list(matters), list(acts)
