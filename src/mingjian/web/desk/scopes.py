"""Whose work the desk shows: one's own, one's departments', by post the whole unit's and what nobody handles yet."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from mingjian.ledger import access
from mingjian.ledger.access import Key
from mingjian.ledger.kinds import names as kinds
from mingjian.ledger.viewer import Viewer
from mingjian.web.desk import paging, panels
from mingjian.web.desk.figure_trends import buckets
from mingjian.web.desk.officer import DeskRequest

LEADERS = {
    "deputy_secretary",
    "standing_committee_member",
    "leader_in_charge",
}  # posts whose work is others' work


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    whose: str
    tab: str = "todo"
    lamp: str = ""
    department: int | None = None
    days: int | None = None
    """A bucket of days to due, of the heat map."""
    sort: str = "due"
    after: Key | None = None

    def query(self, **changes: Any) -> str:
        """The address of the desk with some things changed, from its first row."""
        now = {"whose": self.whose, "tab": self.tab if self.tab != "todo" else "", "lamp": self.lamp,
               "department": self.department, "days": self.days, "sort": self.sort if self.sort != "due" else ""}  # fmt: skip
        pairs = {name: value for name, value in {**now, **changes}.items() if value not in ("", None)}
        return f"?{urlencode(pairs)}"


def read(request: DeskRequest) -> Asked:
    """What is not understood, or not open to this officer, is left out."""
    given, open_to = request.GET, scopes(request.viewer)
    department, days = given.get("department", ""), given.get("days", "")
    sort = given["sort"] if given.get("sort") in access.SORTS else "due"
    return Asked(
        whose=given["whose"] if given.get("whose") in open_to else usual(request.viewer),
        tab=given["tab"] if given.get("tab") in ("waiting", "done") else "todo",
        lamp=given["lamp"] if given.get("lamp") in panels.GROUPS else "",
        department=int(department) if department.isdecimal() and len(department) < 12 else None,
        days=int(days) if days in map(str, range(len(buckets()))) else None,
        sort=sort,
        after=paging.read(given.get("after"), sort),
    )


def scopes(viewer: Viewer) -> list[str]:
    """Whose work this officer may look at: his own, his departments', by post the whole unit's and what nobody has."""
    found = ["mine"]
    if any(viewer.departments(kind) for kind in kinds()):
        found.append("department")
    manages = any(post.role == "case_mgmt_dept" for post in viewer.posts)
    if manages or any(post.post == "principal" for post in viewer.posts):
        found.append("unit")
    return [*found, "unassigned"] if manages else found


def usual(viewer: Viewer) -> str:
    """What the desk opens with: leaders begin with what they answer for, everybody else with his own work."""
    held = {post.post for post in viewer.posts}
    if "principal" in held:
        return "unit"
    return "department" if "leader_in_charge" in held and held <= LEADERS else "mine"
