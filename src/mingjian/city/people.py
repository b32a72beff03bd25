"""The units of the city, its officers with their posts, and who holds a power on a day."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import NamedTuple

from mingjian.city.words import Words, vocabulary
from mingjian.law.lawbook import Lawbook
from mingjian.ledger.journal import note
from mingjian.org.authority import Place, Post, all_posts, powers
from mingjian.org.founding import found_department, found_unit
from mingjian.org.models import Appointment, Department, Officer, StandIn, Unit

CITY = "临江市"
LEADERS = "领导班子"
HEADS = frozenset({"head", "deputy_head"})
Seats = dict[str, list[tuple[str, str]]]  # an officer's key → (department, post) held

# Departments by unit: full name → function (a code of `department_role`). All of procedure.md 1.1 in the city.
CITY_DEPARTMENTS = {
    LEADERS: "leadership", "信访室": "petition_dept", "案件监督管理室": "case_mgmt_dept",
    "第一监督检查室": "supervision_dept", "第二监督检查室": "supervision_dept",
    "第三审查调查室": "investigation_dept", "第四审查调查室": "investigation_dept",
    "案件审理室": "trial_dept", "干部监督室": "cadre_supervision_dept", "党风政风监督室": "style_dept",
    "办公室": "general_office", "组织部": "org_dept_internal", "宣传部": "publicity_dept", "巡察办": "inspection_body",
}  # fmt: skip
COUNTY_DEPARTMENTS = {
    LEADERS: "leadership", "信访室": "petition_dept", "案件监督管理室": "case_mgmt_dept",
    "监督检查审查调查室": "investigation_dept", "案件审理室": "trial_dept", "办公室": "general_office",
}  # fmt: skip
GROUP_DEPARTMENTS = {LEADERS: "leadership", "综合室": "case_mgmt_dept", "监督检查组": "stationed_group"}
TOWN_DEPARTMENTS = {LEADERS: "leadership", "综合室": "case_mgmt_dept", "纪检监察办公室": "supervision_dept"}
BY_UNIT = (
    "stationed_group",
    "supervision_dept",
)  # the one such department of a group or township is called as it is

CITY_SEATS: Seats = {
    "secretary": [(LEADERS, "principal")],
    "leader": [(LEADERS, "deputy_secretary"), *[(name, "leader_in_charge") for name in
               ("信访室", "第一监督检查室", "第二监督检查室", "党风政风监督室", "干部监督室")]],
    "leader2": [(LEADERS, "standing_committee_member"), *[(name, "leader_in_charge") for name in
                ("第三审查调查室", "第四审查调查室", "办公室")]],
    "leader3": [(LEADERS, "standing_committee_member"), *[(name, "leader_in_charge") for name in
                ("案件监督管理室", "案件审理室", "组织部", "宣传部", "巡察办")]],
    "petition_head": [("信访室", "head")], "petition": [("信访室", "member")], "petition2": [("信访室", "member")],
    "manager_head": [("案件监督管理室", "head")], "manager": [("案件监督管理室", "member")],
    "manager2": [("案件监督管理室", "member")],
    "head": [("第一监督检查室", "head")], "supervisor": [("第一监督检查室", "member")],
    "supervisor2": [("第一监督检查室", "member")],
    "head2": [("第二监督检查室", "head")], "supervisor3": [("第二监督检查室", "member")],
    "supervisor4": [("第二监督检查室", "member")],
    "head3": [("第三审查调查室", "head")], "investigator": [("第三审查调查室", "deputy_head")],
    "investigator2": [("第三审查调查室", "member")],
    "head4": [("第四审查调查室", "head")], "investigator3": [("第四审查调查室", "deputy_head")],
    "investigator4": [("第四审查调查室", "member")],
    "trial_head": [("案件审理室", "head")], "trial": [("案件审理室", "member")], "trial2": [("案件审理室", "member")],
    "review": [("案件审理室", "deputy_head")], "review2": [("案件审理室", "member")],
    "cadre_head": [("干部监督室", "head")], "cadre": [("干部监督室", "member")],
    "cadre2": [("干部监督室", "member")], "cadre3": [("干部监督室", "member")],
    "style_head": [("党风政风监督室", "head")],
    "office_head": [("办公室", "head"), ("宣传部", "head")], "keeper": [("办公室", "member")],
    "organisation": [("组织部", "head"), ("巡察办", "head")], "organiser": [("组织部", "member")],
    "inspector": [("巡察办", "member")], "inspector2": [("巡察办", "member")],
}  # fmt: skip
_ROOM = "监督检查审查调查室"
COUNTY_SEATS: Seats = {
    "secretary": [(LEADERS, "principal")],
    "leader": [(LEADERS, "deputy_secretary"), *[(name, "leader_in_charge") for name in ("信访室", _ROOM, "办公室")]],
    "leader2": [(LEADERS, "standing_committee_member"), *[(name, "leader_in_charge") for name in
                ("案件监督管理室", "案件审理室")]],
    "manager_head": [("案件监督管理室", "head"), ("信访室", "head")],
    "manager": [("案件监督管理室", "member"), ("信访室", "member"), ("办公室", "member")],
    "head": [(_ROOM, "head")], "investigator": [(_ROOM, "member")], "investigator2": [(_ROOM, "member")],
    "investigator3": [(_ROOM, "member")],
    "trial_head": [("案件审理室", "head")], "trial": [("案件审理室", "member")], "trial2": [("案件审理室", "member")],
}  # fmt: skip
GROUP_SEATS: Seats = {
    "head": [(LEADERS, "principal"), ("监督检查组", "head")], "member": [("监督检查组", "member")],
    "member2": [("监督检查组", "member")],
}  # fmt: skip
TOWN_SEATS: Seats = {
    "head": [(LEADERS, "principal"), ("纪检监察办公室", "head")], "member": [("纪检监察办公室", "member")],
    "member2": [("纪检监察办公室", "member")],
}  # fmt: skip
SENT_TO_TOWN = {
    "manager_head": [("综合室", "head")],
    "manager": [("综合室", "member")],
    "leader": [("纪检监察办公室", "leader_in_charge")],
}
# The groups' leads are kept, and the groups led, by officers of the commission that sent them.
SENT = {
    "manager_head": [("综合室", "head")],
    "manager": [("综合室", "member")],
    "leader": [("监督检查组", "leader_in_charge")],
}


LEAVING = ("leaver", "leaver2", "leaver3")  # who leaves in the year


@dataclass
class Office:
    """A unit that handles matters: its departments by function, in order, and its officers by key."""

    unit: int
    name: str
    level: str
    county: str | None = None
    host: str | None = None
    departments: dict[str, list[int]] = field(default_factory=dict)
    officers: dict[str, int] = field(default_factory=dict)

    def department(self, role: str) -> int:
        return self.departments[role][0]


class Leader(NamedTuple):
    """Somebody in the leading group of a supervised unit."""

    person: str
    unit: str
    position: str
    title: str
    since: date
    until: date | None


@dataclass
class Staff:
    """Everybody, with posts by day; asked who may do what."""

    offices: list[Office]
    posts: dict[int, list[Post]]
    absences: list[tuple[int, date, date]]
    book: Lawbook
    leaders: list["Leader"] = field(default_factory=list)
    towns: list[Office] = field(default_factory=list)
    near: dict[int, list[int]] = field(default_factory=dict)
    within: dict[int, list[Post]] = field(default_factory=dict)
    answering: dict[str, int] = field(
        default_factory=dict
    )  # name or id of a unit → department that supervises it

    def leader(self, unit: str, post: str, on: date) -> "Leader | None":
        """Who held this post in the leading group of a unit on the day: of several the first."""
        found = (one for one in self.leaders if one.unit == unit and post in one.title.split("、"))
        return next(
            (one for one in found if one.since <= on and (one.until is None or on <= one.until)), None
        )

    def head_of(self, unit: str, on: date) -> "Leader | None":
        """Who heads the leading group of a unit on the day."""
        found = (one for one in self.leaders if one.unit == unit and one.position == "head")
        return next(
            (one for one in found if one.since <= on and (one.until is None or on <= one.until)), None
        )

    def deputy(self, unit: str | None, on: date) -> "Leader | None":
        """Somebody of the leading group of a unit on the day who does not head it."""
        found = (one for one in self.leaders if one.unit == unit and one.position in ("deputy", "member"))
        return next(
            (one for one in found if one.since <= on and (one.until is None or on <= one.until)), None
        )

    def away(self, officer: int, on: date) -> bool:
        return any(who == officer and since <= on <= until for who, since, until in self.absences)

    def same_posts(self, officer: int, one: date, other: date) -> bool:
        return all(post.held(one) == post.held(other) for post in self.posts[officer])

    def members(self, department: int, on: date) -> list[int]:
        """Who works in a department on a day and is there: head, deputies, members, in the order of their posts."""
        ranks = ("head", "deputy_head", "member")
        found = [
            (ranks.index(post.post), post.officer)
            for post in self._posts_in(department, on)
            if post.post in ranks
        ]
        return [officer for _, officer in sorted(found) if not self.away(officer, on)]

    def head(self, department: int, on: date) -> int:
        """The head, or whoever stands in for him."""
        heads = [post.officer for post in self._posts_in(department, on) if post.post == "head"]
        return next((officer for officer in heads if not self.away(officer, on)), heads[0])

    def workers(self, department: int, on: date) -> list[int]:
        """Whom cases are given to: deputies and members."""
        return [officer for officer in self.members(department, on) if officer != self.head(department, on)]

    def holder(
        self, power: str, place: Place, on: date, *, but: Collection[int] = (), unless: str | None = None
    ) -> int:
        """An officer who holds the power on the day and is none of `but`.

        Rather somebody who is there, does not hold the power `unless`, and is no head where members may act.
        """
        posts = self.book.power(power).posts
        near = (
            officer
            for officer in self._of(place.unit)
            if officer not in but and (not posts or any(post.post in posts for post in self.posts[officer]))
        )
        held = {officer: powers(self.book, officer, self.posts[officer], place, on) for officer in near}
        found = [officer for officer, names in held.items() if power in names]
        if not found:
            raise LookupError(f"单位{place.unit}部门{place.department}没有人有权限“{power}”")
        heads = HEADS & set(posts) and "member" in posts
        return min(found, key=lambda officer: (self.away(officer, on), unless in held[officer],
                                               bool(heads) and self._is_head(officer, on), officer))  # fmt: skip

    def _of(self, unit: int) -> list[int]:
        """Whoever ever held a post in the unit."""
        if unit not in self.near:
            self.near[unit] = sorted(
                who for who, held in self.posts.items() if any(post.unit == unit for post in held)
            )
        return self.near[unit]

    def serves(self, officer: int, on: date) -> bool:
        return any(post.held(on) for post in self.posts[officer])

    def leave(self, officer: int, on: date) -> None:
        """Nobody holds a post after the day on which he has left."""
        for post in self.posts[officer]:
            if post.held(on):
                Appointment.objects.filter(pk=post.appointment).update(until=on)
                details = {
                    "other": officer,
                    "department": post.department,
                    "appointment": post.appointment,
                    "change": "dismiss",
                }
                note("appointment", officer=None, outcome="done", details=details)
        self.posts[officer] = [
            post._replace(until=on) if post.held(on) else post for post in self.posts[officer]
        ]
        self.within.clear()

    def _is_head(self, officer: int, on: date) -> bool:
        return any(post.post in HEADS and post.held(on) for post in self.posts[officer])

    def _posts_in(self, department: int, on: date) -> Iterator[Post]:
        if department not in self.within:
            everybody = (post for who in sorted(self.posts) for post in self.posts[who])
            self.within[department] = [post for post in everybody if post.department == department]
        return (post for post in self.within[department] if post.held(on))


def settle(words: Words, book: Lawbook, *, year: int, since: date) -> Staff:
    """Make the units, departments and officers of the city, with the changes and absences of the year."""
    top = found_unit(CITY, short="全市", code="临", level="city", under=None)
    city = _office(
        words, top, (f"{CITY}纪委监委", "市纪委监委", "临纪", "own"), CITY_DEPARTMENTS, CITY_SEATS, since, ""
    )
    offices = [city]
    for number, county in enumerate(vocabulary()["counties"], start=1):
        name = f"{county['name']}纪委监委"
        office = _office(
            words,
            top,
            (name, name, county["code"], "county"),
            COUNTY_DEPARTMENTS,
            COUNTY_SEATS,
            since,
            f"c{number}-",
        )
        office.county = county["name"]
        offices.append(office)
    for number, group in enumerate(vocabulary()["groups"], start=1):
        said = (group["name"], group["short"], group["code"], "group")
        office = _office(words, top, said, GROUP_DEPARTMENTS, GROUP_SEATS, since, f"g{number}-")
        office.host = group["host"]
        for key, seats in SENT.items():
            _appoint(office, city.officers[key], seats, since)
        offices.append(office)
    towns = _towns(Words(Random(since.year), words.taken), offices[1], since)  # noqa: S311 - a play, not a secret
    _leavers(Words(Random(since.year + 1), words.taken), city, since)  # noqa: S311 - a play, not a secret
    _changes(city, year)
    absences = list(StandIn.objects.order_by("pk").values_list("absent", "since", "until"))
    return Staff(offices, all_posts(), absences, book, towns=towns)


def _towns(words: Words, county: Office, since: date) -> list[Office]:
    """Two townships that register their own work, under the first county; they draw for themselves."""
    unit, towns = Unit.objects.get(pk=county.unit), []
    for number, town in enumerate(vocabulary()["counties"][0]["towns"][:2], start=1):
        said = (f"{town}纪委", f"{town}纪委", f"{unit.code}{town[0]}", "township")
        office = _office(words, unit, said, TOWN_DEPARTMENTS, TOWN_SEATS, since, f"t{number}-")
        office.host = f"{county.county}{town}"
        for key, seats in SENT_TO_TOWN.items():
            _appoint(office, county.officers[key], seats, since)
        towns.append(office)
    return towns


def _office(
    words: Words, top: Unit, said: tuple[str, str, str, str], departments: dict[str, str], seats: Seats,
    since: date, prefix: str,
) -> Office:  # fmt: skip
    name, short, code, level = said
    unit = found_unit(name, short=short, code=code, level=level, under=top)
    office = Office(unit.pk, unit.name, unit.level)
    for name, role in departments.items():
        own = level in ("group", "township") and role in BY_UNIT
        made = found_department(unit, name, short=unit.short if own else _brief(name), role=role)
        office.departments.setdefault(role, []).append(made.pk)
    for key, held in seats.items():
        _officer(words, office, key, f"{prefix}{key}", held, since)
    return office


def _officer(
    words: Words, office: Office, key: str, username: str, held: list[tuple[str, str]], since: date
) -> None:
    officer = Officer(username=username, name=words.name(unique=True))
    officer.set_unusable_password()
    officer.save()
    note("officer", officer=None, outcome="done", details={"other": officer.pk, "change": "made"})
    office.officers[key] = officer.pk
    _appoint(office, officer.pk, held, since)


def _leavers(words: Words, city: Office, since: date) -> None:
    """Officers who leave in the year and do no act that is told; they draw for themselves."""
    for key in LEAVING:
        _officer(words, city, key, key, [("宣传部", "member")], since)


def _brief(name: str) -> str:
    known = {
        "案件监督管理室": "案管室",
        "案件审理室": "审理室",
        "监督检查审查调查室": "审查调查室",
        "党风政风监督室": "党风室",
    }
    return known.get(name, name.replace("监督检查室", "室").replace("审查调查室", "室").removeprefix("第"))


def _appoint(
    office: Office, officer: int, seats: list[tuple[str, str]], since: date, until: date | None = None
) -> None:
    for name, post in seats:
        department = Department.objects.get(unit=office.unit, name=name)
        given = Appointment.objects.create(
            officer_id=officer, department=department, post=post, since=since, until=until
        )
        details = {"other": officer, "department": department.pk, "appointment": given.pk, "change": "given"}
        note("appointment", officer=None, outcome="done", details=details)


def _changes(city: Office, year: int) -> None:
    """Two officers changed places the year before; heads are away in the year and others stand in."""
    for key, department in (("supervisor4", "第一监督检查室"), ("supervisor2", "第二监督检查室")):
        moved = city.officers[key]
        Appointment.objects.filter(officer=moved, post="member").update(until=date(year - 1, 6, 30))
        _appoint(city, moved, [(department, "member")], date(year - 1, 7, 1))
    for absent, officer, since, until, reason in (
        ("head", "supervisor4", date(year, 4, 10), date(year, 4, 28), "参加培训"),
        ("trial_head", "review", date(year, 8, 14), date(year, 8, 31), "休假"),
        ("leader", "leader2", date(year, 10, 16), date(year, 10, 27), "参加党校学习"),
    ):
        StandIn.objects.create(
            absent_id=city.officers[absent],
            officer_id=city.officers[officer],
            since=since,
            until=until,
            reason=reason,
        )
