"""First run: what is still to be set up, who does it, how long it takes, and what will not work before."""

from typing import Any, Literal, NamedTuple

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from mingjian.ledger.book import book
from mingjian.ledger.models import Checkpoint, Matter
from mingjian.org.granting import ADMINISTRATORS
from mingjian.org.models import SYSTEM, Appointment, Department, Officer, Unit
from mingjian.web.office.pages import Settings, draw, for_posts, head
from mingjian.web.office.units import EVERYBODY
from mingjian.web.shared.parts import Cell, Column, Row, Table, Tag

State = Literal["open", "begun", "done"]


class Item(NamedTuple):
    """One thing to set up."""

    what: str
    state: State
    who: str
    takes: str
    without: str
    href: str = ""


@for_posts(*EVERYBODY)
def checklist(request: Any) -> HttpResponse:
    """The task list of a new installation; it empties as the work goes on."""
    return draw(request, Settings(head=head(request, _("首次使用")), title=_("首次使用"), tables=(table(request.viewer.on),),
                                  words=(_("从上到下依次办理；“未完成前”一栏写明缺了什么。"),)))  # fmt: skip


def table(on: Any) -> Table:
    columns = (
        Column(label=_("事项"), kind="head"),
        Column(label=_("状态")),
        Column(label=_("由谁办")),
        Column(label=_("约需")),
        Column(label=_("未完成前")),
    )
    return Table(caption=_("设置清单"), columns=columns, rows=tuple(_row(item) for item in items(on)))


def _row(item: Item) -> Row:
    tags = {
        "open": Tag(_("未开始"), "warn"),
        "begun": Tag(_("进行中"), "info"),
        "done": Tag(_("完成"), "neutral"),
    }
    return Row(
        cells=(
            Cell(words=item.what, href=item.href),
            Cell(tag=tags[item.state]),
            Cell(words=item.who),
            Cell(words=item.takes),
            Cell(words=item.without),
        )
    )


def _state(done: Any, begun: Any = False) -> State:
    return "done" if done else "begun" if begun else "open"


def items(on: Any) -> list[Item]:
    """In the order in which they are done. Nothing here is ticked by hand: each is looked up."""
    system, security, both = _("系统管理员"), _("安全管理员"), _("系统管理员、安全管理员")
    units, departments = (
        Unit.objects.exclude(level=SYSTEM).count(),
        Department.objects.exclude(unit__level=SYSTEM).count(),
    )
    people, posts = _people()
    waiting = Officer.objects.filter(
        password__startswith=UNUSABLE_PASSWORD_PREFIX, appointments__post__in=ADMINISTRATORS
    ).count()
    return [
        Item(_("三个管理员账号"), _state(not waiting, waiting < len(ADMINISTRATORS)), _("三位管理员本人"), _("各5分钟"), _("别人登录不了"), reverse("officers")),
        Item(_("单位与内设机构"), _state(units and departments, units), system, _("10分钟"), _("不能任命人员、编号"), reverse("own_units")),
        Item(_("人员账号"), _state(people), system, _("每人1分钟"), _("没有人能登录办理"), reverse("officers")),
        Item(_("职务与权限"), _state(posts and posts >= people, posts), both, _("每人2分钟"), _("没有人能办理、审批"), reverse("powers")),
        Item(_("工作日历"), _state(str(on.year) in book().entries("calendars")), system, _("核对5分钟"), _("工作日期限只按周末推算"), reverse("calendars")),
        Item(_("规程核对"), "begun" if settings.MINGJIAN_LAWBOOK_OVERLAY else "open", security, _("逐条，可分次"), _("待核的时限只提示、不阻止"), reverse("overlay")),
        Item(_("存证"), _state(Checkpoint.objects.exists()), _("自动"), _("首次启动后5分钟"), _("篡改不可发现"), reverse("verification")),
        Item(_("邮件提醒"), _state(settings.MINGJIAN_MAIL), system, _("10分钟"), _("只在工作台提醒")),
        Item(_("第一件登记"), _state(Matter.objects.exists()), _("信访室"), _("5分钟"), _("统计没有数字")),
    ]  # fmt: skip


def _people() -> tuple[int, int]:
    """Officers beside the administrators, and how many of them hold a post."""
    officers = Officer.objects.exclude(appointments__post__in=ADMINISTRATORS).count()
    holders = Appointment.objects.exclude(post__in=ADMINISTRATORS).values("officer").distinct().count()
    return officers, holders
