"""The pages of the gallery: name, label, template and the function that makes the sample."""

from collections.abc import Callable
from typing import Any

from mingjian.web.gallery.samples import (
    approval,
    desk,
    errors,
    figures,
    form,
    lawbook,
    matter,
    register,
    sign_in,
)

PAGES: dict[str, tuple[str, str, Callable[[], Any]]] = {
    "sign-in": ("登录", "desk/sign_in.html", sign_in.sign_in),
    "sign-in-failed": ("登录：账号或密码不正确", "desk/sign_in.html", sign_in.sign_in_failed),
    "second-step": ("第二步验证", "desk/second_step.html", sign_in.second_step),
    "step-up": ("再次验证", "desk/second_step.html", sign_in.step_up),
    "elsewhere": ("另一台机器在用", "desk/second_step.html", sign_in.elsewhere),
    "desk": ("工作台", "desk/desk.html", desk.desk),
    "desk-empty": ("工作台：没有事项", "desk/desk.html", desk.desk_empty),
    "desk-beside": ("工作台：最近写入", "desk/beside_page.html", desk.beside),
    "register": ("台账", "desk/register.html", register.register),
    "register-empty": ("台账：没有结果", "desk/register.html", register.register_empty),
    "matter": ("事项", "desk/matter.html", matter.matter),
    "matter-lineage": ("事项：来龙去脉", "desk/matter_section_page.html", matter.section),
    "act-form": ("办理", "desk/act_form.html", form.act_form),
    "act-form-errors": ("办理：有错误", "desk/act_form.html", form.act_form_errors),
    "confirm": ("核对", "desk/confirm.html", form.confirm),
    "confirm-severe": ("核对：不可撤回", "desk/confirm.html", form.confirm_severe),
    "approvals": ("待我审批", "desk/approvals.html", approval.approvals),
    "approval": ("呈批", "desk/approval.html", approval.approval),
    "approval-excluded": ("呈批：不得审批", "desk/approval.html", approval.approval_excluded),
    "approval-sheet": ("呈批表", "desk/approval_sheet.html", approval.approval_sheet),
    "figures": ("数据看板", "desk/figures.html", figures.figures),
    "report": ("情况通报", "desk/report.html", figures.report),
    "lawbook": ("规程法规", "desk/lawbook.html", lawbook.lawbook),
    "error-400": ("出错：页面已过期", "shared/error.html", errors.expired),
    "error-404": ("出错：没有这个页面", "shared/error.html", errors.absent),
    "error-409": ("出错：本件已变动", "shared/error.html", errors.conflict),
    "error-413": ("出错：文件过大", "shared/error.html", errors.too_large),
    "error-422": ("出错：内容有误", "desk/act_form.html", form.act_form_errors),
    "error-429": ("出错：过于频繁", "shared/error.html", errors.too_many),
    "error-500": ("出错：系统出错", "shared/error.html", errors.broken),
}
STATUS = {
    "act-form-errors": 422,
    "error-400": 400,
    "error-404": 404,
    "error-409": 409,
    "error-413": 413,
    "error-422": 422,
    "error-429": 429,
    "error-500": 500,
}
