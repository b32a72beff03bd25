"""A dot plot: rates on one scale from zero, the rate of the whole or of the middle one as a line; every dot a link."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from mingjian.report.drawing import ROW, WIDTH, label_width, linked, svg

_RIGHT = 130  # room for what is written after the last dot


@dataclass(frozen=True, slots=True)
class Dot:
    """One rate, what it was divided from (18/84), and where its records are."""

    label: str
    rate: Decimal
    parts: str
    href: str = ""


def dot_plot(dots: tuple[Dot, ...], whole: Decimal, unit: str = "%") -> SafeString:
    """The dots in the order given, under a scale that ends at the next ten percent above the largest, or at a round number."""
    largest = max([whole, *(dot.rate for dot in dots)])
    top = min(100, (int(largest) // 10 + 1) * 10) if unit == "%" else _round(largest)
    left = min(max((label_width(dot.label) for dot in dots), default=0) + 14, 200)
    height = ROW * len(dots) + ROW
    line = _at(whole, left, top)
    body = [
        format_html('<line x1="{}" x2="{}" y1="0" y2="{}" class="c-axis"/>', line, line, height - ROW),
        _foot(0, unit, left, height), _foot(top, unit, _at(Decimal(top), left, top), height),
        *(linked(dot.href, _dot(dot, unit, number * ROW, left, top)) for number, dot in enumerate(dots)),
    ]  # fmt: skip
    return svg(WIDTH, height, format_html_join("", "{}", ((part,) for part in body)), "dots")


def _at(rate: Decimal, left: int, top: int) -> int:
    return left + round((WIDTH - left - _RIGHT) * float(rate) / top)


def _round(largest: Decimal) -> int:
    """The least of 1, 2, 5, 10, 20, 50 … that is no smaller."""
    ten = 1
    while largest > 10 * ten:
        ten *= 10
    return next(ten * step for step in (1, 2, 5, 10) if ten * step >= largest)


def _foot(value: int, unit: str, x: int, height: int) -> SafeString:
    return format_html('<text x="{}" y="{}" class="c-foot">{}{}</text>', x, height - 8, value, unit)


def _dot(dot: Dot, unit: str, y: int, left: int, top: int) -> SafeString:
    x = _at(dot.rate, left, top)
    return format_html(
        '<text x="0" y="{}" class="c-label">{}</text><line x1="{}" x2="{}" y1="{}" y2="{}" class="c-axis"/>'
        '<circle cx="{}" cy="{}" r="6" class="c-single"/><rect x="{}" y="{}" width="{}" height="20" class="c-ground"/><text x="{}" y="{}" class="c-value">{}{}<tspan class="c-share" dx="10">{}</tspan></text>',
        y + 20, dot.label, left, x, y + 15, y + 15, x, y + 15, x + 9, y + 5, label_width(f"{dot.rate}{unit}{dot.parts}") + 16, x + 12, y + 20,
        dot.rate, unit, dot.parts,
    )  # fmt: skip
