"""Samples of refusals and failures."""

from datetime import date

from mingjian.web.desk.pages import Trouble
from mingjian.web.gallery.samples.form import OPINION
from mingjian.web.shared.parts import Chip, Entry, Fact, Head, Link, Opinion

DESK, FORM = Link("回工作台", "/styleguide/desk/"), Link("回到表单", "/styleguide/act-form/")


def _trouble(
    code: int, sentence: str, advice: str = "", links: tuple[Link, ...] = (DESK,), request: str = "7F3A-19C2"
) -> Trouble:
    return Trouble(
        head=Head(title=sentence.rstrip("。"), failed=True),
        code=code,
        sentence=sentence,
        advice=advice,
        links=links,
        request=request,
    )


def expired() -> Trouble:
    return _trouble(400, "页面已过期，内容已保留。", "请回到表单核对后再提交。", (FORM, DESK))


def absent() -> Trouble:
    return _trouble(404, "没有这个页面，或您无权查看。", "请核对编号，或从台账进入。")


def conflict() -> Trouble:
    return Trouble(
        head=Head(title="本件已变动", failed=True),
        code=409,
        sentence="本件刚被张文礼“退回补正”（10:41）。您的内容尚未提交。",
        advice="请看过左边的变化，再决定是否继续。",
        links=(
            Link("带着我的内容继续", "/styleguide/act-form/"),
            Link("放弃我的内容", "/styleguide/matter/"),
        ),
        meanwhile=(
            Entry(
                number=15,
                on=date(2026, 11, 23),
                label="退回补正",
                by=Chip("张文礼", "二室主任"),
                opinions=(Opinion("请补充可查性分析。", "张文礼", date(2026, 11, 23)),),
                state="returned",
            ),
        ),
        mine=(Fact("处置方式", "初步核实"), Fact("处置意见", OPINION)),
    )


def too_large() -> Trouble:
    return _trouble(413, "文件超过100兆（实为132兆）。", "其余文件已保留，请压缩或拆分后再上传。", (FORM,))


def too_many() -> Trouble:
    return _trouble(429, "操作过于频繁，请于30秒后再试。")


def broken() -> Trouble:
    return _trouble(
        500,
        "系统出错，未作任何改动。",
        "请把请求编号告诉管理员。",
        (Link("再试一次", "/styleguide/desk/"), DESK),
    )
