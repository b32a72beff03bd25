"""Small tags for templates: icons, dates, numbers and the dash for what is missing."""

from datetime import date, datetime

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mingjian.web.shared import phrases
from mingjian.web.shared.graph import Drawing, Graph, Item, draw
from mingjian.web.shared.graph import outline as graph_outline
from mingjian.web.shared.moments import minute
from mingjian.web.shared.reading import reading

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A symbol of the sprite; always beside a word, hence hidden from readers of the page by ear."""
    return format_html('<svg class="i" aria-hidden="true" focusable="false"><use href="#i-{}"/></svg>', name)


@register.simple_tag
def dash() -> SafeString:
    """An empty value: a dash for the eye, a word for the ear."""
    return format_html('<span aria-hidden="true">—</span><span class="sr">{}</span>', _("无"))


@register.filter
def numbers(words: str) -> SafeString:
    """Words in which a day, an article or a document number neither breaks nor gets a gap before 号 (desk.md 3.4)."""
    if isinstance(words, SafeString):
        return words  # drawn already
    parts = phrases.WHOLE.split(str(words))
    return format_html_join(
        "",
        "{}{}",
        ((word, _unbroken(number)) for word, number in zip(parts[::2], [*parts[1::2], ""], strict=True)),
    )


def _unbroken(number: str) -> SafeString | str:
    return format_html('<span class="no">{}</span>', number) if number else ""


@register.filter
def before(label: str) -> str:
    """A label that stands before its words in one line: a colon in English, a gap in Chinese."""
    return f"{label}:" if phrases.in_english() and not label.endswith(":") else label


@register.filter
def aside(words: str) -> str:
    """In the brackets of the page's language; nothing of nothing."""
    return phrases.aside(words)


@register.filter
def day(value: date | None) -> SafeString:
    """2026-11-23 in a time element that never breaks; a dash when there is none."""
    return format_html('<time datetime="{0}">{0}</time>', value.isoformat()) if value else dash()


@register.filter
def short_day(value: date | None) -> SafeString:
    """11-23, for narrow places whose head carries the year."""
    if not value:
        return dash()
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), value.strftime("%m-%d"))


@register.filter
def instant(value: datetime | None) -> SafeString:
    """2026-11-23 09:12 on the clock of Beijing."""
    if not value:
        return dash()
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), minute(value))


@register.filter
def thousands(value: int | None) -> str:
    """Commas from ten thousand on, as tables want it."""
    if value is None:
        return ""
    return f"{value:,}" if abs(value) >= 10_000 else str(value)


@register.filter
def grouped(value: str) -> str:
    """The first eight signs of a hash in groups of four."""
    return f"{value[:4]} {value[4:8]}"


@register.filter
def read_as(words: str) -> SafeString | str:
    """What may be typed in pinyin for a choice of a long list; the script narrows the list by it."""
    return format_html(' data-read="{}"', heard) if (heard := reading(words)) else ""


@register.simple_tag
def drawing(graph: Graph, small: bool | str = False) -> Drawing:
    """Boxes and lines of a graph."""
    return draw(graph, small=bool(small))


@register.simple_tag
def outline(graph: Graph) -> list[Item]:
    """The graph as a nested list."""
    return graph_outline(graph)
