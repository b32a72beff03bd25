"""An invented city for tests: one commission with its departments and everybody who is needed."""

from datetime import date
from typing import NamedTuple

from mingjian.org.models import Appointment, Department, Officer, Unit

SINCE = date(2018, 1, 1)


class City(NamedTuple):
    top: Unit
    unit: Unit
    departments: dict[str, Department]
    officers: dict[str, Officer]

    def id(self, name: str) -> int:
        return self.officers[name].pk

    def department(self, name: str) -> int:
        return self.departments[name].pk


DEPARTMENTS = {
    "领导班子": "leadership",
    "信访室": "petition_dept",
    "案管室": "case_mgmt_dept",
    "二室": "supervision_dept",
    "四室": "investigation_dept",
    "审理室": "trial_dept",
    "干部监督室": "cadre_supervision_dept",
}
OFFICERS = {
    "书记赵": [("领导班子", "principal")],
    "常委钱": [("二室", "leader_in_charge"), ("四室", "leader_in_charge"), ("信访室", "leader_in_charge")],
    "常委冯": [("审理室", "leader_in_charge"), ("案管室", "leader_in_charge")],
    "信访孙": [("信访室", "member")],
    "信访主任周": [("信访室", "head")],
    "案管王": [("案管室", "member")],
    "案管主任吴": [("案管室", "head")],
    "承办李": [("二室", "member")],
    "承办郑": [("二室", "member")],
    "主任张": [("二室", "head")],
    "调查陈": [("四室", "member")],
    "调查褚": [("四室", "member")],
    "四室主任卫": [("四室", "head")],
    "审理蒋": [("审理室", "member")],
    "审理沈": [("审理室", "member")],
    "审理主任韩": [("审理室", "head")],
    "干监杨": [("干部监督室", "head")],
}


def city() -> City:
    """Make it; a few rows a test."""
    top = Unit.objects.create(name="临江市", short="全市", code="临", level="city", path="")
    top.path = f"{top.pk}/"
    top.save()
    unit = Unit.objects.create(
        name="临江市纪委监委", short="市纪委监委", code="临纪", level="own", parent=top, path=""
    )
    unit.path = f"{top.path}{unit.pk}/"
    unit.save()
    departments = {
        name: Department.objects.create(unit=unit, name=name, short=name, role=role)
        for name, role in DEPARTMENTS.items()
    }
    officers = {}
    for number, (name, posts) in enumerate(OFFICERS.items(), start=1):
        officers[name] = Officer.objects.create(username=f"user{number}", name=name)
        for department, post in posts:
            Appointment.objects.create(
                officer=officers[name], department=departments[department], post=post, since=SINCE
            )
    return City(top, unit, departments, officers)


def county(of: City) -> Unit:
    """A county below the city, still without departments."""
    unit = Unit.objects.create(
        name="青山县纪委监委", short="青山县", code="青纪", level="county", parent=of.top, path=""
    )
    unit.path = f"{of.top.path}{unit.pk}/"
    unit.save()
    return unit


def county_where_zheng_served(of: City) -> Unit:
    """The county, where 承办郑 was in the office of letters until 2017: he must not inspect it."""
    unit = county(of)
    room = Department.objects.create(unit=unit, name="信访室", short="信访室", role="petition_dept")
    Appointment.objects.create(
        officer=of.officers["承办郑"],
        department=room,
        post="member",
        since=date(2015, 1, 1),
        until=date(2017, 12, 31),
    )
    return unit
