"""Charts drawn as SVG for page and paper alike: plain shapes, direct labels, every mark a link.

Sizes and places are SVG attributes and colours are classes, because the content policy of pages allows no inline style;
on paper the same classes get the same colours from `picture`.
"""

from dataclasses import dataclass
from decimal import Decimal
from math import cos, pi, sin

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

ROW = 30
EM = 13
BARS = 320
BESIDE = 130  # for value, unit and share behind the longest bar
WIDTH = 640


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar or segment: value in whole units, `share` in words ready to print, `href` of its records."""

    label: str
    value: int
    unit: str = ""
    share: str = ""
    href: str = ""
    other: int | None = None
    """The value compared with, drawn as an outline."""
    young: int = 0
    """Part of the value whose way is not yet ended, drawn hatched."""
    guarded: bool = False
    """A cell too small to be told: neither length nor number, `share` says so."""
    break_before: str = ""
    """Words of a line drawn above, where the unit changes."""


def svg(width: int, height: int, body: SafeString, kind: str) -> SafeString:
    return format_html(
        '<svg class="chart chart--{}" viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true" '
        'focusable="false">{}</svg>',
        kind,
        width,
        height,
        width,
        height,
        body,
    )


def linked(href: str, body: SafeString) -> SafeString:
    return format_html('<a href="{}" tabindex="-1">{}</a>', href, body) if href else body


def _hatch() -> SafeString:
    return format_html(
        '<defs><pattern id="{}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="c-ground" width="6" height="6"/><rect class="c-single" width="2.5" height="6"/></pattern></defs>',
        "hatch",
    )


def bars(rows: tuple[Bar, ...]) -> SafeString:
    """Horizontal bars from zero, label left, value and share right; also the funnel of one batch."""
    top = max((max(row.value, row.other or 0) for row in rows), default=0) or 1
    left = min(max((label_width(row.label) for row in rows), default=0) + 14, 280)
    span = min(BARS, WIDTH - left - BESIDE)
    y, parts = 0, [_hatch()] if any(row.young for row in rows) else []
    for row in rows:
        if row.break_before:
            parts.append(_break(y, left, row.break_before))
            y += ROW
        parts.append(linked(row.href, _bar(row, y, left, span / top)))
        y += ROW
    return svg(WIDTH, y, format_html_join("", "{}", ((part,) for part in parts)), "bars")


def _bar(row: Bar, y: int, left: int, scale: float) -> SafeString:
    length = _scaled(row.value, scale)
    young = _scaled(row.young, scale)
    pieces = [
        format_html('<text x="0" y="{}" class="c-label">{}</text>', y + 20, row.label),
        format_html(
            '<rect x="{}" y="{}" width="{}" height="18" class="c-single"/>', left, y + 6, length - young
        ),
    ]
    if young:
        pieces.append(
            format_html(
                '<rect x="{}" y="{}" width="{}" height="18" fill="url(#hatch)" class="c-edge"/>',
                left + length - young,
                y + 6,
                young,
            )
        )
    if row.other is not None:
        pieces.append(
            format_html(
                '<rect x="{}" y="{}" width="{}" height="22" class="c-compare"/>',
                left + 0.5,
                y + 4,
                _scaled(row.other, scale),
            )
        )
    after = left + max(length, _scaled(row.other or 0, scale)) + 8
    pieces.append(
        format_html(
            '<text x="{}" y="{}" class="c-value">{}{}<tspan class="c-share" dx="10">{}</tspan></text>',
            after,
            y + 20,
            "" if row.guarded else row.value,
            row.unit,
            row.share,
        )
    )
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def label_width(words: str) -> int:
    """Width of a label in pixels: Han characters are square, others about half as wide."""
    return round(sum(EM if ord(sign) > 0x2E7F else EM * 0.56 for sign in words))


def _scaled(value: int, scale: float) -> int:
    return max(round(scale * value), 2 if value else 0)


def _break(y: int, left: int, words: str) -> SafeString:
    return format_html(
        '<line x1="0" x2="{}" y1="{}" y2="{}" class="c-break"/><text x="{}" y="{}" class="c-note">{}</text>',
        WIDTH,
        y + 19,
        y + 19,
        left,
        y + 14,
        words,
    )


def ring(segments: tuple[Bar, ...], *, unit: str) -> SafeString:
    """A ring from twelve o'clock clockwise, total in the middle, labels outside on lines; at most six segments."""
    total = sum(segment.value for segment in segments)
    side = max(144, *(_ring_label_width(segment) for segment in segments)) if segments else 144
    middle_x, middle_y, radius = side + 96, 112, 68
    parts, at = [], 0.0
    for number, segment in enumerate(segments):
        if not segment.value:
            continue
        part = 100 * segment.value / total
        parts.append(linked(segment.href, _segment(middle_x, middle_y, radius, at, part, number)))
        at += part
    parts += _ring_labels(segments, total, middle_x, middle_y, radius)
    parts.append(
        format_html(
            '<text x="{}" y="{}" class="c-total">{}</text><text x="{}" y="{}" class="c-unit">{}</text>',
            middle_x,
            middle_y + 6,
            total,
            middle_x,
            middle_y + 26,
            unit,
        )
    )
    return svg(2 * middle_x, 224, format_html_join("", "{}", ((part,) for part in parts)), "ring")


def _segment(x: int, y: int, radius: int, at: float, part: float, number: int) -> SafeString:
    """A stretch of the ring; lengths in pixels, because drawings on paper know no others."""
    round_ = 2 * pi * radius
    gap = 0 if part >= 100 else 2  # pixels of ground between segments; a lone segment closes the ring
    length = max(round_ * part / 100 - gap, 1)
    return format_html(
        '<circle cx="{}" cy="{}" r="{}" class="c-ring c-ring{}" stroke-dasharray="{} {}" stroke-dashoffset="{}" '
        'transform="rotate(-90 {} {})"/>',
        x, y, radius, number + 1, f"{length:.2f}", f"{round_ - length:.2f}", f"{-round_ * at / 100:.2f}", x, y,
    )  # fmt: skip


def _ring_labels(segments: tuple[Bar, ...], total: int, x: int, y: int, radius: int) -> list[SafeString]:
    """Labels left and right of the ring, pushed apart so that small neighbours never overlap."""
    places, at = [], 0.0
    for segment in segments:
        angle = 2 * pi * (at + segment.value / 2) / total - pi / 2 if total else 0
        at += segment.value
        if segment.value:
            places.append(
                (segment, x + (radius + 16) * cos(angle), y + (radius + 16) * sin(angle), cos(angle) >= 0)
            )
    labels = []
    for is_right in (True, False):
        side = sorted((place for place in places if place[3] == is_right), key=lambda place: place[2])
        free = 14.0
        for place, (segment, tip_x, tip_y, _right) in enumerate(side):
            room = 212 - 36 * (len(side) - 1 - place)
            at_y = min(max(tip_y, free), room)
            free = at_y + 36
            edge = x + 96 if is_right else x - 96
            labels.append(_ring_label(segment, tip_x, tip_y, at_y, edge))
    return labels


def _ring_label_width(segment: Bar) -> int:
    return max(label_width(segment.label), label_width(f"{segment.value}{segment.unit}  {segment.share}"))


def _ring_label(segment: Bar, tip_x: float, tip_y: float, at_y: float, edge: int) -> SafeString:
    is_right = edge > tip_x
    anchor, knee = ("start", edge - 6) if is_right else ("end", edge + 6)
    lines = format_html(
        '<path d="M{} {}L{} {}" class="c-line"/><text x="{}" y="{}" text-anchor="{}" class="c-label">{}</text>'
        '<text x="{}" y="{}" text-anchor="{}" class="c-value">{}{}<tspan dx="6" class="c-share">{}</tspan></text>',
        f"{tip_x:.0f}",
        f"{tip_y:.0f}",
        knee,
        f"{at_y:.0f}",
        edge,
        f"{at_y:.0f}",
        anchor,
        segment.label,
        edge,
        f"{at_y + 16:.0f}",
        anchor,
        segment.value,
        segment.unit,
        segment.share,
    )
    return linked(segment.href, lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter:
    """A column of the trend: `last_year` as an outline, hollow while the period is open."""

    label: str
    value: int | Decimal | None
    href: str = ""
    last_year: int | None = None
    is_open: bool = False
    changed: str = ""
    """Words where the definition changed before this quarter."""


def columns(quarters: tuple[Quarter, ...]) -> SafeString:
    """Columns from zero with the value on top, a dash where there is none; last year's same quarter as a thin outline behind."""
    top = max((max(q.value or 0, q.last_year or 0) for q in quarters), default=0) or 1
    height, step = 150, WIDTH // max(len(quarters), 1)
    parts = [
        format_html('<line x1="0" x2="{}" y1="{}" y2="{}" class="c-axis"/>', WIDTH, height + 20, height + 20)
    ]
    for place, quarter in enumerate(quarters):
        parts.append(linked(quarter.href, _column(quarter, place * step, step, height, top)))
    return svg(WIDTH, height + 44, format_html_join("", "{}", ((part,) for part in parts)), "columns")


def _column(quarter: Quarter, x: int, step: int, height: int, top: int | Decimal) -> SafeString:
    tall = round(height * (quarter.value or 0) / top)
    wide, middle, floor = step - 18, x + step // 2, height + 20
    pieces = []
    if quarter.changed:
        pieces.append(format_html('<line x1="{0}" x2="{0}" y1="4" y2="{1}" class="c-break"/>', x, floor))
    if quarter.last_year is not None:
        other = round(height * quarter.last_year / top)
        pieces.append(
            format_html(
                '<rect x="{}" y="{}" width="{}" height="{}" class="c-compare"/>',
                x + 5,
                floor - other,
                step - 10,
                other,
            )
        )
    shape = "c-open" if quarter.is_open else "c-single"
    pieces.append(
        format_html(
            '<rect x="{}" y="{}" width="{}" height="{}" class="{}"/><text x="{}" y="{}" class="c-top">{}</text>'
            '<text x="{}" y="{}" class="c-foot">{}</text>',
            x + 9,
            floor - tall,
            wide,
            tall,
            shape,
            middle,
            floor - tall - 5,
            "—" if quarter.value is None else quarter.value,
            middle,
            floor + 17,
            quarter.label,
        )
    )
    return format_html_join("", "{}", ((piece,) for piece in pieces))
