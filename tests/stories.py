"""Short lives of matters for tests: told by who does what on which day, through the ledger like everything else."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

from mingjian.complaints.acts import register as register_complaint
from mingjian.law.values import BEIJING
from mingjian.ledger.documents import stage
from mingjian.ledger.instant import standing_at
from mingjian.ledger.models import Matter
from mingjian.ledger.record import open_matter, record_act
from mingjian.statistics.catchup import catch_up
from mingjian.statistics.fact_models import FACT_MODELS


def at(day: date, hour: int = 10):
    """The clock stands at an hour of that day."""
    return standing_at(datetime(day.year, day.month, day.day, hour, tzinfo=BEIJING))


def do(people, matter, act, who, on, about=None, documents=(), **details):
    """An act by a person of the invented city; the id of the act."""
    with at(on):
        return record_act(
            matter, act, by=people.id(who), on=on, details=details, about=about, documents=documents
        )


def opened(people, kind, act, who, department, on, **details) -> Matter:
    """A matter of any kind, opened by an act of its own."""
    with at(on):
        return open_matter(kind, act, by=people.id(who), on=on, unit=people.unit.pk, department=people.department(department),
                           details=details)  # fmt: skip


def agree(people, matter, on, *names):
    """Everybody asked approves in turn."""
    for name in names:
        do(people, matter, "approve", name, on)


def lead(people, on=date(2023, 3, 1), **more) -> Matter:
    """A lead in the central register."""
    details = {
        "title": "反映某局违规发放津贴问题",
        "lead_origin": "petition",
        "rank_class": "township",
        **more,
    }
    with at(on):
        return open_matter(
            "lead",
            by=people.id("案管王"),
            on=on,
            unit=people.unit.pk,
            department=people.department("案管室"),
            details=details,
        )


def assigned_lead(people, on=date(2023, 3, 2), **more) -> Matter:
    """A lead that is with the second supervision office, handled by 承办李."""
    matter = lead(people, date(2023, 3, 1), **more)
    place = {"department": people.department("二室"), "handler": people.id("承办李")}
    do(people, matter, "assign", "案管王", on, **place)
    agree(people, matter, on, "书记赵")
    return matter


def case(people, person, on=date(2023, 5, 8), **more) -> Matter:
    """A case that was filed without a lead: on request, approved by everybody asked."""
    details = {
        "title": "某局原副局长涉嫌违反廉洁纪律案", "person": str(person) if person else None, "rank_class": "county",
        "behaviour": "integrity", "case_track": "both", "managed_by_same_level": False, "filing_report": "建议立案", **more,
    }  # fmt: skip
    with at(on):
        return open_matter(
            "case", "request_filing", by=people.id("调查陈"), on=on, unit=people.unit.pk,
            department=people.department("四室"), details=details,
        )  # fmt: skip


def finding(people, on=date(2023, 3, 1), **more) -> Matter:
    """A finding of daily supervision that is registered and handled by 承办李."""
    details = {"title": "资金拨付不及时", "finding_origin": "daily_supervision", "found_on": on.isoformat(), "finding_facts": "两笔资金超期。",
               "handler": people.id("承办李"), **more}  # fmt: skip
    return opened(people, "finding", "register", "承办李", "二室", on, **details)


def facts(table: str, *names: str) -> list[tuple[Any, ...]]:
    """These columns of a table of facts, after catching up, in the order of ids."""
    catch_up()
    return list(FACT_MODELS[table].objects.order_by("id").values_list(*names))


def measure(people, on, of="interrogation", **more) -> Matter:
    """A measure that is registered, without a case."""
    with at(on):
        return open_matter(
            "measure", by=people.id("调查陈"), on=on, unit=people.unit.pk, department=people.department("四室"),
            details={"title": "对某局原副局长采取措施", "measure": of, "handler": people.id("调查陈"), **more},
        )  # fmt: skip


def paper(matter, name="材料.txt", content="材料"):
    """A paper sealed for a matter, or for one that is prepared."""
    data = content.encode()
    return stage(matter, name, BytesIO(data), kind="other", size=len(data))


def study(people, on: date, *names: str) -> dict[str, Any]:
    """A collective study by these officers, the first in the chair."""
    present = [people.id(name) for name in names or ("承办李", "主任张")]
    return {"on": on.isoformat(), "chair": present[0], "present": present}


def complaint(people, on=date(2023, 3, 1), **more) -> Matter:
    """An online report in the petition office."""
    with at(on):
        return register_complaint(
            by=people.id("信访孙"), on=on, unit=people.unit.pk, department=people.department("信访室"),
            details=report(**more),
        )  # fmt: skip


def report(**more):
    """The fields of a report; anonymous and online unless told otherwise."""
    return {
        "title": "反映某镇干部违规领取补贴问题", "content": "某镇干部冒用他人名义领取农机补贴。", "channel": "network", "origin": "self",
        "content_class": "accusation", "is_signed": False, "is_repeat": False, **more,
    }  # fmt: skip


def analysed_complaint(people, on=date(2023, 3, 2), **more) -> Matter:
    """A report that the second supervision office has taken over."""
    matter = complaint(people, date(2023, 3, 1), **more)
    do(people, matter, "accept", "信访孙", on)
    do(people, matter, "hand_over", "信访孙", on, department=people.department("二室"))
    do(people, matter, "take_over", "承办李", on, handler=people.id("承办李"))
    return matter


def to_verification(people, matter, on):
    """Preliminary verification of an assigned lead, proposed and approved on a day; the study that it rests on."""
    studied = study(people, on, "主任张", "承办李")
    do(people, matter, "propose_disposal", "承办李", on, disposal_way="prelim_verification", study=studied,
       disposal_opinion="建议初核")  # fmt: skip
    agree(people, matter, on, "主任张", "常委钱")
    return studied


def verified_lead(people, persons, on=date(2023, 3, 20), **more) -> Matter:
    """A lead of which preliminary verification led to the proposal to file."""
    matter = assigned_lead(people, **more)
    studied = to_verification(people, matter, on)
    team = [people.id("承办李"), people.id("承办郑")]
    ids = [str(person) for person in persons]
    do(
        people,
        matter,
        "propose_verification",
        "承办李",
        on,
        persons=ids,
        team=team,
        verification_plan="查阅账目",
    )
    agree(people, matter, on, "主任张", "常委钱")
    do(people, matter, "report_verification", "承办李", on, outcome="true", officers=team, verification_report="属实",
       documents=[paper(matter)])  # fmt: skip
    do(
        people,
        matter,
        "propose_route",
        "承办李",
        on,
        verification_route="propose_filing",
        study=studied,
        route_opinion="建议立案",
    )
    agree(people, matter, on, "主任张", "常委钱", "书记赵")
    return matter


def filed_lead(people, persons, on=date(2023, 4, 3), **more) -> Matter:
    """The same, filed: one case for each person."""
    matter = verified_lead(people, persons, **more)
    studied = study(people, on, "主任张", "承办李")
    do(people, matter, "request_filing", "承办李", on, persons=[str(person) for person in persons], case_track="both",
       managed_by_same_level=False, rank_class="township", behaviour="integrity", is_party_member=True,
       is_public_official=True, study=studied, case_department=people.department("四室"), filing_report="建议立案", documents=[paper(matter)])  # fmt: skip
    agree(people, matter, on, "主任张", "常委钱", "书记赵")
    return matter
