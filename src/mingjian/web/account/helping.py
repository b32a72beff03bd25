"""The help page: in the same place on every page, one page for everybody."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mingjian.web.desk.officer import DeskRequest, for_officers
from mingjian.web.shared.parts import Fact, Head


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """account/help.html: questions with their answers, and whom to ring."""

    head: Head
    questions: tuple[Fact, ...]
    phone: str


@for_officers
def help_page(request: DeskRequest) -> HttpResponse:
    """What newcomers ask, whom to ring, and the keys."""
    page = Help(head=Head(title=_("帮助")), questions=_questions(), phone=settings.MINGJIAN_PHONE)
    return render(request, "account/help.html", {"page": page})


def _questions() -> tuple[Fact, ...]:
    pairs = (
        (_("今天该办什么"), _("“我的工作”按到期先后列出。红灯是超期，黄灯将到期，绿灯在期；点要做的事直接到表单。")),
        (_("期限是怎么来的"), _("在事项页点开期限，逐行写明起算、天数、暂停和延长，以及依据哪一条。")),
        (_("为什么不能办"), _("不能办的行为下面写着理由：权限、环节、职责分离或者缺少的内容。")),
        (_("填错了怎么办"), _("提交后不能改，用“更正”写明理由；原来的记录照样保留。")),
        (_("看不到某件"), _("只能看到分给您的、您部门正在办理的和您审批的事项；看不到的与不存在的没有区别。")),
        (_("出差、休假"), _("在“账号与安全”申请外出代理，批准后代理人在期间内有您的权限。")),
        (_("换了手机"), _("用恢复码登录后登记新的软件；恢复码也丢失的，请系统管理员申请重置。")),
        (_("查阅是否留痕"), _("登录、查阅、导出、打印都记入日志，审计管理员可以查。")),
    )  # fmt: skip
    return tuple(Fact(question, answer, wide=True) for question, answer in pairs)
