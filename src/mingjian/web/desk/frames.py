"""The frame of the desk: commission, officer, and a menu of what the officer's posts reach."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mingjian.law.lawbook import Lawbook
from mingjian.law.values import BEIJING
from mingjian.ledger import instant, kinds
from mingjian.ledger.models import Matter
from mingjian.ledger.viewer import Viewer
from mingjian.web.account.last_seen import notices
from mingjian.web.account.live import is_office
from mingjian.web.desk.names import name, names
from mingjian.web.shared.frame import Frame, MenuGroup
from mingjian.web.shared.parts import Link, Mark, Notice

FIRST = ("complaint", "lead", "case", "execution", "appeal", "measure", "clarification", "false_report")
KEYS = 9  # registers that have a key of their own
HEADINGS = {  # of the menu (`taxonomies/menu_heading`), by room
    "complaints": "casework", "leads": "casework", "cases": "casework", "supervision": "supervision",
    "rectification": "supervision", "inspection": "inspection", "responsibility": "duty", "education": "duty",
    "sharing": "sharing", "team": "team",
}  # fmt: skip
OWN = {  # the heading that stands open for officers of a department, beside casework
    "supervision_dept": "supervision", "style_dept": "supervision", "stationed_group": "supervision", "inspection_body": "inspection",
    "cadre_supervision_dept": "team", "publicity_dept": "duty", "org_dept_internal": "team",
}  # fmt: skip


def language() -> str:
    """`en` or `zh`, as labels of the lawbook want it."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def code_words(book: Lawbook, taxonomy: str | None, code: Any) -> str:
    """A code of a list in the reader's language; empty where there is none, or none that the list has."""
    item = book.taxonomy(taxonomy).codes.get(code) if taxonomy and code else None
    return item.say(language()) if item else ""


def role_words(book: Lawbook, matter: Matter, role: str) -> str:
    """Who somebody is on a matter. A measure may be taken against a witness: there its own word for whom it is taken against stands."""
    declared = book.bound(matter.kind, matter.procedure).fields.get("person")
    if role == "person_concerned" and declared is not None:
        return str(declared.say(language()))
    return code_words(book, "person_role", role)


def post_there(book: Lawbook, post: str) -> str:
    """A post behind the name of its department, which says 部门 already: 一室工作人员."""
    return code_words(book, "post", post).removeprefix("部门")


def secrecy_words(book: Lawbook, level: int) -> str:
    """The mark of secrecy by its place in the list, from 1; none for 0."""
    return list(book.taxonomy("secrecy").codes.values())[level - 1].say(language()) if level else ""


def kind_label(viewer: Viewer, kind: str) -> str:
    return str(viewer.book.versions(kind)[-1].say(language()))


def tell(request: Any, sentence: str, kind: Literal["ok", "warn"] = "ok") -> None:
    """A sentence for the next page: what was done, or what was wanting."""
    request.session["said"] = [sentence, kind]


def told(request: Any) -> tuple[Notice, ...]:
    """What the page before had to say, once; a session without it is not written."""
    return (Notice(*request.session.pop("said")),) if "said" in request.session else ()


def mark(request: Any) -> Mark:
    """The mark of whoever looks. Its number is the request's, which stands in the journal entry of this reading (AUD-03)."""
    frame = request.frame
    now = instant.now().astimezone(BEIJING)
    return Mark(officer=frame.officer, unit=frame.department, at=now, number=request.number)


def build(request: Any) -> Frame:
    viewer: Viewer = request.viewer
    post = next(iter(viewer.posts), None)
    office = is_office(viewer)
    return Frame(
        commission=next(iter(names("commission").values()), "")
        if office
        else name("unit", post and post.unit),
        officer=request.user.name,
        department=code_words(viewer.book, "post", post and post.post)
        if office
        else name("department", post and post.department),
        home=reverse("desk"),
        menu=_office_menu(viewer, request.path) if office else _menu(viewer, request.path),
        search="" if office else reverse("find"),
        intake=_intake(viewer),
        reminders=None
        if office
        else Link(_("提醒"), reverse("reminders"), count=request.session.get("reminders") or None),
        notices=notices(request.session),
        account=(Link(_("账号与安全"), reverse("account")), Link(_("修改密码"), reverse("password"))),
        sign_out=reverse("sign_out"),
        language=reverse("language"),
        phone=settings.MINGJIAN_PHONE,
        help=reverse("help"),
        demo=settings.MINGJIAN_DEMO,
        idle_seconds=request.session.get("idle", settings.SESSION_COOKIE_AGE),
        stay=reverse("stay"),
    )


def marked(request: Any, kind: str) -> Frame:
    """The frame with the register of this kind marked in the menu, unless the page has a place of its own there."""
    frame: Frame = request.frame
    if any(link.current for group in frame.menu for link in group.links) or is_office(request.viewer):
        return frame
    return replace(frame, menu=_menu(request.viewer, reverse("register", args=[kind])))


def _menu(viewer: Viewer, path: str) -> tuple[MenuGroup, ...]:
    groups = [
        MenuGroup(_("工作台"), (
            _link(_("我的工作"), reverse("desk"), path, key="d"),
            _link(_("待我审批"), reverse("approvals"), path, key="a"),
            _link(_("我的导出"), reverse("exports"), path),
        )),
        *_registers(viewer, path),
    ]  # fmt: skip
    groups.append(MenuGroup(_("对象"), (
        _link(_("单位"), reverse("units"), path),
        _link(_("查找人员"), reverse("people"), path),
    )))  # fmt: skip
    if viewer.statistics:
        groups.append(MenuGroup(_("统计"), (
            _link(_("数据看板"), reverse("figures"), "" if path.startswith(reverse("shortfalls")) else path, key="t"),
            _link(_("监督短板"), reverse("shortfalls"), path),
            _link(_("情况通报"), reverse("bulletin"), path),
            _link(_("年度报告"), reverse("annual"), path),
            _link(_("已印发"), reverse("issued_list"), path),
        )))  # fmt: skip
    groups.append(_ground(path))
    return tuple(groups)


def _office_menu(viewer: Viewer, path: str) -> tuple[MenuGroup, ...]:
    """What administrators and auditors have instead of matters; the journal is the auditor's alone."""
    desk = MenuGroup(_("工作台"), (_link(_("我的工作"), reverse("desk"), path, key="d"),))
    if any(post.post == "audit_admin" for post in viewer.posts):
        audited = (
            (_("月度审查"), "review"),
            (_("查阅日志"), "journal"),
            (_("人员账号"), "officers"),
            (_("权限申请"), "powers"),
        )
        return (
            desk,
            MenuGroup(_("审计"), tuple(_link(label, reverse(to), path) for label, to in audited)),
            _ground(path),
        )
    decides = any(post.post == "security_admin" for post in viewer.posts)
    security = (_link(_("月度审查"), reverse("review"), path),) if decides else ()
    return (
        desk,
        MenuGroup(_("设置"), (
            Link(_("首次使用"), reverse("checklist"), current=path == reverse("checklist")),
            _link(_("单位和部门"), reverse("own_units"), path),
            _link(_("人员账号"), reverse("officers"), path),
            _link(_("权限申请"), reverse("powers"), path),
            _link(_("本地规程"), reverse("overlay"), path),
            _link(_("工作日历"), reverse("calendars"), path),
            *security,
        )),
        _ground(path),
    )  # fmt: skip


def _ground(path: str) -> MenuGroup:
    return MenuGroup(_("依据"), (
        _link(_("规程法规"), reverse("lawbook"), path),
        _link(_("存证核验"), reverse("verification"), path),
    ))  # fmt: skip


def _registers(viewer: Viewer, path: str) -> list[MenuGroup]:
    """A register for every kind of matter, under the heading of the room that keeps it."""
    grouped = by_heading(viewer.book, lambda number, kind: _link(
        kind_label(viewer, kind), reverse("register", args=[kind]), path, key=f"r{number}" if number <= KEYS else ""
    ))  # fmt: skip
    own = {"casework", *(OWN[post.role] for post in viewer.posts if post.role in OWN)}
    return [MenuGroup(label, links, folds=name not in own) for name, label, links in grouped]


def in_order() -> list[str]:
    """The kinds of matter: casework in the order of work, then the others."""
    return sorted(kinds.names(), key=lambda kind: FIRST.index(kind) if kind in FIRST else len(FIRST))


def by_heading(book: Lawbook, link: Callable[[int, str], Link]) -> list[tuple[str, str, tuple[Link, ...]]]:
    """(name, label, links) of every heading of the menu that has kinds: casework in the order of work, then the others."""
    headings = book.taxonomy("menu_heading").codes
    grouped: dict[str, list[Link]] = {name: [] for name in headings}
    for number, kind in enumerate(in_order(), start=1):
        room = kinds.kind(kind).record._meta.app_label
        grouped[HEADINGS.get(room, "other")].append(link(number, kind))
    return [(name, headings[name].say(language()), tuple(links)) for name, links in grouped.items() if links]


def _link(label: str, href: str, path: str, key: str = "") -> Link:
    return Link(label, href, current=path == href or (href != "/" and path.startswith(href)), key=key)


def _intake(viewer: Viewer) -> Link | None:
    """Taking in a report is one click away for those who may."""
    may = any(post.role == "petition_dept" and post.post != "leader_in_charge" for post in viewer.posts)
    return Link(_("登记收件"), reverse("new", args=["complaint"])) if may else None
