"""A plan of inspection, two rounds of a year, and what comes of each: leads, rectification, the report that others use."""

from datetime import timedelta

from mingjian.city import rectifying
from mingjian.city.beside import Beside
from mingjian.city.leads_flow import lead
from mingjian.city.life import Life
from mingjian.city.people import Office
from mingjian.city.words import Allegation, Subject, vocabulary
from mingjian.city.world import Flow, Pace, Until
from mingjian.parties.persons import organisation_named

ORDINALS = "零一二三四五六七八九"
TEAMS = (
    ("style_head", "investigator2", "organiser"), ("office_head", "investigator4", "inspector2"),
    ("cadre2", "trial2", "organiser"),
)  # fmt: skip
PROBLEMS = (  # category of the problem, of the finding, whom it concerns, the words, on what it rests
    (
        "main_duty",
        "responsibility",
        "leading_group",
        "研究部署全面从严治党工作不够，压力传导不到位。",
        "《党委（党组）落实全面从严治党主体责任规定》",
        "三年常委会记录、责任清单和个别谈话记录。",
    ),
    (
        "near_people",
        "near_people",
        "unit",
        "惠民补贴发放不及时，群众反映较多。",
        "《中国共产党巡视工作条例》关于监督内容的规定",
        "四个乡镇的发放台账、十二户入户核对记录。",
    ),
    (
        "leading_group",
        "group",
        "leading_group",
        "干部队伍年龄结构不合理，年轻干部培养不够。",
        "《党政领导干部选拔任用工作条例》",
        "干部名册、三年调整情况和谈话记录。",
    ),
    (
        "line_decisions",
        "line",
        "unit",
        "重点项目推进缓慢，任务落实打折扣。",
        "《中国共产党巡视工作条例》关于监督内容的规定",
        "项目月报、资金拨付凭证和五处现场查看记录。",
    ),
    (
        "appointments",
        "appointment",
        "head",
        "选人用人程序不规范，酝酿环节记录不全。",
        "《党政领导干部选拔任用工作条例》",
        "两批干部的任免材料、常委会记录。",
    ),
)


LED_TO = {  # number of a problem → what somebody managed by the city may have done there: of which organ, post, breach
    1: ("人民政府", "副县长", "work", "惠民补贴监管不力", "分管惠民补贴发放工作，对两个乡镇补贴滞留账户超过半年失察。{year}年以来三次收到群众反映，均批转了事，没有督促核查。主管部门报送的发放进度与账面不符，未予纠正。"),
    3: ("人民政府", "副县长", "work", "虚报项目进度", "分管重点项目建设，授意经办部门在月报中虚增完成投资。{year}年底上报的三个项目均未达到所报进度，有一处尚未开工。督查组现场核查前，又要求补填施工记录。"),
    4: ("委组织部", "副部长", "organisational", "违规选拔任用干部", "在{year}年的两批干部调整中，向考察组打招呼，要求推荐其熟悉的人选。其中一人不符合任职年限，档案材料有改动痕迹。酝酿环节的不同意见没有如实记录。"),
}  # fmt: skip


def _opened(world: Beside, office: Office, kind: str, **details: object) -> Life:
    state = world.many.open(kind, by=office.officers["inspector"], on=world.today, unit=office.unit,
                            department=office.department("inspection_body"), details=details)  # fmt: skip
    return Life(world, office, state)


def _organisation(name: str) -> str | None:
    found = organisation_named(name)
    return str(found.pk) if found else None


def plan(world: Beside, office: Office, offices: list[Office], year: int) -> Flow:
    """The plan of the term lists everything due; the rounds of the year are opened from it."""
    life = _opened(world, office, "inspection_plan", title="本届市委巡察工作规划（修订）", term_from=f"{year - 2}-09-30",
                   term_to=f"{year + 3}-09-30", plan="一届任期内对所辖党组织巡察全覆盖，突出县（市、区）党委和权力集中部门；前四轮已经完成，现就后续各轮作出安排。")  # fmt: skip
    by = office.officers["inspector"]
    counties = [found for found in offices if found.county]
    for county in counties:
        life.do("list_subject", by, subject=_organisation(f"{county.county}委"), subject_level="county")
    for unit in vocabulary()["city_units"]:
        level = "department" if unit["kind"] == "government" else "enterprise"
        life.do("list_subject", by, subject=_organisation(unit["name"]), subject_level=level)
    yield 1
    yield from life.propose("adopt", by, returnable=False, reason="根据机构和职能调整情况修订，请审定。")
    for number, (half, wait) in enumerate(((counties[:2], 12), (counties[2:], 110)), start=5):
        yield wait
        life.do(
            "open_round",
            by,
            title=f"市委第{ORDINALS[number]}轮巡察",
            inspection_type="regular",
            round_number=number,
        )
        world.begin(round_(life.opened("inspection_round")[-1], half))


def round_(life: Life, counties: list[Office]) -> Flow:
    """One round of inspection with its counties, until the overall report has been decided and shared."""
    world, office, by = life.world, life.office, life.office.officers["inspector"]
    for county in counties:
        life.do("add_subject", by, title=f"对{county.county}委的巡察", subject=_organisation(f"{county.county}委"),
                subject_level="county", subject_unit=str(county.unit))  # fmt: skip
    yield 2
    yield from life.propose(
        "launch",
        by,
        plan=f"组建{'零一两三四'[len(counties)]}个巡察组，各进驻一个县（区），现场巡察约一个半月。",
    )
    world.begin(secondment(life, life.opened("inspection")[0], counties[-1]))
    stories = [
        world.begin(inspection(one, counties[place], TEAMS[place % len(TEAMS)]))
        for place, one in enumerate(life.opened("inspection"))
    ]
    for story in stories:
        yield Until(story, 70)
    yield 1
    yield from life.propose(
        "report_results",
        by,
        returnable=False,
        overall_report=f"本轮巡察{len(counties)}个县（区）党委，发现问题{len(counties) * len(PROBLEMS)}个、移交问题线索{len(counties) * len(LED_TO)}件，"
        "共性问题集中在责任落实、惠民补贴和选人用人。",
    )
    world.begin(shared(world, office, life, f"{life.fact('round_number')}"))


def secondment(round_life: Life, about: Life, county: Office) -> Flow:
    """An officer of another county is lent to one inspection."""
    world, office = round_life.world, round_life.office
    by, begins, ends = (
        office.officers["inspector"],
        world.today + timedelta(days=7),
        world.today + timedelta(days=77),
    )
    life = _opened(world, office, "secondment", title=f"抽调{county.county}干部参加第{ORDINALS[int(round_life.fact('round_number') or 0)]}轮巡察", seconded=county.officers["investigator"], about_matter=about.id,
                   from_on=begins.isoformat(), until_on=ends.isoformat(), tasks="参加现场巡察。")  # fmt: skip
    yield from life.agree(1, by)
    yield max(1, world.working_days_to(begins))
    life.do("begin", by)
    yield world.working_days_to(ends)
    life.do("end_service", by)
    yield 3
    life.do("appraise", office.officers["organisation"], appraisal="good", appraisal_words="工作认真负责。")


def inspection(life: Life, county: Office, keys: tuple[str, ...]) -> Flow:
    """One subject from the authorised team to the report; rectification goes on by itself."""
    world, office = life.world, life.office
    team = [office.officers[key] for key in keys]
    yield from life.propose(
        "form_team",
        office.officers["inspector"],
        returnable=False,
        handler=team[0],
        deputies=[team[1]],
        team=team,
    )
    yield Pace(4, 8).draw(world.random)
    life.do(
        "enter",
        team[0],
        announcement="巡察组即日起进驻，现场工作约一个半月；设值班电话和专门信箱，受理反映被巡察党组织领导班子及其成员问题的来信、来电、来访。",
    )
    entries = []
    for number, problem in enumerate(PROBLEMS, start=1):
        yield Pace(4, 6).draw(world.random)
        category, _, affects, words, rule, evidence = problem
        entries.append(life.do("record_problem", team[1 + number % 2], problem_category=category, problem_affects=affects, problem=words,
                basis=f"{rule}。", evidence=evidence))  # fmt: skip
    life.do("record_progress", team[0], interviews=60 + int(world.random.random() * 60), visits=12 + int(world.random.random() * 10),
            petitions_received=20 + int(world.random.random() * 40))  # fmt: skip
    life.do("correct_at_once", team[0], problem_category="near_people", problem_affects="unit", problem="窗口服务排队时间长。",
            correction="十日内增设窗口。")  # fmt: skip
    yield Pace(3, 6).draw(world.random)
    life.do("leave", team[0])
    yield Pace(6, 9).draw(world.random)
    yield from life.propose(
        "submit_report", team[0], returnable=False, inspection_report="发现五个方面问题，建议反馈并督促整改。"
    )
    world.begin(rectified(life, county, team, entries))


def rectified(life: Life, county: Office, team: list[int], entries: list[int]) -> Flow:
    """Feedback, leads handed over, findings to be put right, reports, review, publication, evaluation, return check."""
    world, by = life.world, life.office.officers["inspector"]
    yield Pace(3, 6).draw(world.random)
    life.do("feed_back", team[0], fed_back_to="先向主要负责人、再向领导班子反馈。")
    for entry, (_, category, affects, words, *_) in zip(entries, PROBLEMS, strict=True):
        life.do(
            "open_finding",
            by,
            title=f"{county.county}{words[: words.index('，')]}",
            problem_entry=entry,
            finding_category=category,
            finding_facts=words,
            is_head_concerned=affects == "head",
        )
        world.begin(rectifying.rectified(life.opened("finding")[-1], is_watched=True), world.later(1))
    for number in LED_TO:
        found, entry = _accused(world, county, number), entries[number]
        yield from life.propose(
            "hand_over_lead",
            team[0],
            returnable=False,
            problem_entry=entry,
            title=found.title,
            summary=found.content,
            mentions=[found.subject.mention],
        )
        world.begin(lead(life.opened("lead")[-1], found), world.later(1))
    suggested = life.do(
        "suggest", by, receiver=f"{county.county}财政局", suggestion="完善惠民补贴发放核对办法。"
    )
    yield Pace(14, 19).draw(world.random)
    life.do("receive_plan", by, has_three_lists=True)
    yield Pace(32, 38).draw(world.random)
    life.do(
        "answer_suggestion",
        by,
        suggestion_entry=suggested,
        is_adopted=True,
        adoption="已修订发放办法并公布。",
    )
    life.do(
        "receive_report",
        by,
        items_total=32,
        items_done=30,
        rectification_report="三十二项整改事项完成三十项。",
    )
    yield Pace(4, 8).draw(world.random)
    life.do(
        "review",
        by,
        study=life.meeting(life.office.officers["organisation"], *team[:2]),
        inspection_review="passed",
        reason="整改措施与问题对应，材料齐全。",
    )
    yield Pace(4, 8).draw(world.random)
    life.do("publish", by, publication_scope="both")
    yield Pace(6, 10).draw(world.random)
    yield from life.propose(
        "evaluate", by, returnable=False, grade="fair", evaluation="整改总体到位，两项持续推进。"
    )
    yield Pace(40, 60).draw(world.random)
    while any(found.step not in ("closed_off", "filed") for found in life.opened("finding")):
        yield 5  # nothing holds that has not been put right yet
    life.do(
        "check_again", team[0], officers=team[:2], return_check="held", check_facts="抽查十项，整改效果保持。"
    )
    while not all(found.has_ended for found in life.opened("finding")):
        yield 10
    life.do("archive", by)


def _accused(world: Beside, county: Office, number: int) -> Allegation:
    """Whom a problem points to: somebody of the county whom the city manages."""
    organ, post, behaviour, theme, said = LED_TO[number]
    unit = f"{county.county}{organ}"
    if str(county.county).endswith("区"):
        post = post.replace("县长", "区长")
    subject = Subject(world.words.name(), unit, post, "county", True, True)
    facts = f"{unit}{post}{subject.name}{said.format(year=world.today.year - 1)}"
    return Allegation(f"反映{unit}{post}{theme}问题", facts, behaviour, theme, subject)


def shared(world: Beside, office: Office, round_life: Life, number: str) -> Flow:
    """The overall report goes to the supervision offices, and is cited in a lead that came of the round."""
    life = _opened(world, office, "shared_report", title=f"第{ORDINALS[int(number)]}轮巡察综合报告", report_kind="inspection_report",
                   report_on=world.today.isoformat(), summary="共性问题集中在责任落实、惠民资金和选人用人三个方面，并提出工作建议。")  # fmt: skip
    yield 2
    readers = [office.officers[key] for key in ("supervisor", "supervisor3", "head", "head2")]
    life.do("distribute", office.officers["inspector"], team=readers)
    yield 1
    life.do("take_note", readers[0])
    leads = [one for subject in round_life.opened("inspection") for one in subject.opened("lead")]
    for one in leads[:3]:
        yield Pace(8, 15).draw(world.random)
        life.do("cite", readers[0], other_matter=one.id, section="第三部分：有关问题和线索。")
