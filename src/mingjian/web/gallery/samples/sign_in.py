"""Sample of the pages before sign-in."""

from mingjian.web.desk.pages import SecondStep, SignIn
from mingjian.web.shared.parts import Head, Link, Notice


def sign_in() -> SignIn:
    return SignIn(head=Head(title="登录"), action="/styleguide/second-step/", phone="8001")


def sign_in_failed() -> SignIn:
    return SignIn(
        head=Head(title="登录", failed=True),
        action="/styleguide/sign-in/",
        account="limy",
        failed=True,
        wait=45,
        phone="8001",
    )


def second_step() -> SecondStep:
    return SecondStep(
        label="动态口令",
        hint="6位数字，30秒内有效",
        head=Head(title="验证身份"),
        action="/styleguide/desk/",
        who="李明远（账号limy）",
        change="/styleguide/sign-in/",
        key_action="/styleguide/desk/",
    )


def step_up() -> SecondStep:
    return SecondStep(
        label="动态口令",
        hint="6位数字，30秒内有效",
        head=Head(title="再次验证", failed=True),
        action="/styleguide/approval/",
        who="张文礼（账号zhangwl）",
        failures=("动态口令或者恢复码不正确、已过期或者已经用过，请填新的。",),
        purpose="审批：清纪线〔2026〕128号处置意见",
    )


def elsewhere() -> SecondStep:
    words = "上次登录：2026-11-20 08:31，来自第二监督检查室03号机。其后有1次失败的尝试（11-21 19:02）。"
    return SecondStep(
        label="动态口令",
        hint="6位数字，30秒内有效",
        head=Head(title="验证身份", notices=(Notice(words, "info", Link("不是您本人？", "/styleguide/")),)),
        action="/styleguide/desk/",
        who="李明远（账号limy）",
        change="/styleguide/sign-in/",
        elsewhere="您的账号正在另一台机器上使用（03号机，自08:10）。",
    )
