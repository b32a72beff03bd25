"""How a number is written in an official text: 万, shares, growth, money, days."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from mingjian.law.instrument import han
from mingjian.law.style import About, Style, Wan

Number = int | Decimal


def half_up(value: Number, decimals: int) -> Decimal:
    """Rounded half up, as counts are rounded in print: 0.05 is 0.1 at one decimal."""
    return Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def plain(value: Decimal, *, trailing_zero: bool) -> str:
    """A decimal number as digits: 61.0, or 61 where the house drops trailing zeros."""
    text = f"{value:f}"
    return text if trailing_zero or "." not in text else text.rstrip("0").rstrip(".")


def wan(count: int, *, decimals: int, trailing_zero: bool) -> str:
    """A count in ten thousands, rounded half up from the exact count: 12.3万."""
    return plain(half_up(Decimal(count) / 10_000, decimals), trailing_zero=trailing_zero) + "万"


def share(percent: Decimal, *, trailing_zero: bool) -> str:
    """A share with one decimal: 28.7%."""
    return plain(half_up(percent, 1), trailing_zero=trailing_zero) + "%"


def number(value: Number, style: Style, figure: str, unit: str) -> str:
    """The value of a figure without its unit, as the style writes it.

    Ratios have one decimal, amounts of money two at most; counts are exact or in 万.
    """
    if isinstance(value, Decimal) and unit == "%":
        return plain(half_up(value, 1), trailing_zero=style.trailing_zero)
    if isinstance(value, Decimal) and value != value.to_integral_value():
        return plain(half_up(value, 2), trailing_zero=False)
    count = int(value)
    if style.wan is not None and _in_wan(count, style.wan, figure):
        return wan(count, decimals=style.wan.decimals, trailing_zero=style.trailing_zero)
    if style.about is not None and _about(count, style.about, figure):
        return f"{count - count % style.about.step}余" if count % style.about.step else str(count)
    return str(count)


def growth(now: Number, before: Number, unit: str, style: Style) -> str:
    """The change over the same period last year, from exact values; in numbers only where the base is zero."""
    change = Decimal(now) - Decimal(before)
    word = "上升" if change > 0 else "下降"
    if change == 0:
        return "持平"
    if unit == "%":
        points = plain(half_up(abs(change), 1), trailing_zero=style.trailing_zero)
        return f"{word}{points}个百分点"
    if before == 0:
        return f"增加{change}{unit}"
    percent = abs(change) * 100 / Decimal(before)
    return word + share(percent, trailing_zero=style.trailing_zero)


def day(on: date) -> str:
    """2023年4月7日: no leading zeros, as official documents are dated."""
    return f"{on.year}年{on.month}月{on.day}日"


def _about(count: int, rule: About, figure: str) -> bool:
    return count >= rule.at_least and (not rule.figures or bool(_names(figure) & set(rule.figures)))


def _names(figure: str) -> set[str]:
    return {figure, figure.split(":")[0]}


def _in_wan(count: int, rule: Wan, figure: str) -> bool:
    names = _names(figure)
    if names & set(rule.never):
        return False
    return count >= rule.at_least or bool(names & set(rule.always))


def month_or_day(on: date, form: str) -> str:
    """5月, or 5月8日."""
    return f"{on.month}月" if form == "month" else f"{on.month}月{on.day}日"


def titles(named: Sequence[str]) -> str:
    """《…》《…》等: what is counted, by name, before its number."""
    return "".join(f"《{title}》" for title in named) + "等" if named else ""


def duration(first: date, last: date) -> str:
    """为期三个月的, from a day to the corresponding one or the day before it; 为期20天的 where that is no whole month."""
    after = last + timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month
    months -= after.day < first.day
    if months < 1:
        return f"为期{(last - first).days + 1}天的"
    return f"为期{'两' if months == 2 else han(months)}个月的"
