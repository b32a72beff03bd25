"""A dot plot: rates on one scale from zero, the rate of the whole as a line; every dot a link, in no order of size."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from mingjian.report.drawing import ROW, WIDTH, label_width, linked, svg

_RIGHT = 130  # room for what is written after the last dot


@dataclass(frozen=True, slots=True)
class Dot:
    """One rate in percent, what it was divided from (18/84), and where its records are."""

    label: str
    rate: Decimal
    parts: str
    href: str = ""


def dot_plot(dots: tuple[Dot, ...], whole: Decimal) -> SafeString:
    """The dots in the order given, under a scale that ends at the next ten percent above the largest."""
    top = min(100, (int(max([whole, *(dot.rate for dot in dots)])) // 10 + 1) * 10)
    left = min(max((label_width(dot.label) for dot in dots), default=0) + 14, 200)
    height = ROW * len(dots) + ROW
    line = _at(whole, left, top)
    body = [
        format_html('<line x1="{}" x2="{}" y1="0" y2="{}" class="c-axis"/>', line, line, height - ROW),
        _foot(0, left, height), _foot(top, _at(Decimal(top), left, top), height),
        *(linked(dot.href, _dot(dot, number * ROW, left, top)) for number, dot in enumerate(dots)),
    ]  # fmt: skip
    return svg(WIDTH, height, format_html_join("", "{}", ((part,) for part in body)), "dots")


def _at(rate: Decimal, left: int, top: int) -> int:
    return left + round((WIDTH - left - _RIGHT) * float(rate) / top)


def _foot(percent: int, x: int, height: int) -> SafeString:
    return format_html('<text x="{}" y="{}" class="c-foot">{}%</text>', x, height - 8, percent)


def _dot(dot: Dot, y: int, left: int, top: int) -> SafeString:
    x = _at(dot.rate, left, top)
    return format_html(
        '<text x="0" y="{}" class="c-label">{}</text><line x1="{}" x2="{}" y1="{}" y2="{}" class="c-axis"/>'
        '<circle cx="{}" cy="{}" r="6" class="c-single"/><rect x="{}" y="{}" width="{}" height="20" class="c-ground"/><text x="{}" y="{}" class="c-value">{}%<tspan class="c-share" dx="10">{}</tspan></text>',
        y + 20, dot.label, left, x, y + 15, y + 15, x, y + 15, x + 9, y + 5, label_width(f"{dot.rate}%{dot.parts}") + 16, x + 12, y + 20,
        dot.rate, dot.parts,
    )  # fmt: skip
