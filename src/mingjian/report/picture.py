"""A drawing as a picture for paper: the classes of the page with their colours and a Chinese font, rendered three times as large."""

from collections.abc import Callable

from django.utils.safestring import SafeString

from mingjian.report.text import Text

# The colours of mingjian.css, which a test compares.
_STYLE = """
text { font-family: 'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', SimHei, sans-serif; font-size: 13px; fill: #1B2430; }
.c-value { font-weight: 600; } .c-share, .c-unit, .c-note, .c-foot { fill: #4A5565; font-weight: 400; }
.c-top, .c-foot, .c-unit, .c-total { text-anchor: middle; } .c-foot { font-size: 12px; } .c-total { font-size: 28px; font-weight: 600; }
.c-single { fill: #1F5A99; } .c-ground { fill: #FFFFFF; } .c-compare { fill: none; stroke: #7A8798; }
.c-open { fill: #FFFFFF; stroke: #1F5A99; stroke-dasharray: 4 3; } .c-axis, .c-line { fill: none; stroke: #7A8798; }
.c-ring { fill: none; stroke-width: 34; } .c-ring1 { stroke: #5B89BF; } .c-ring2 { stroke: #3A6CA8; } .c-ring3 { stroke: #234E85; }
.c-ring4 { stroke: #0F2D54; } .c-ring5 { stroke: #9A5B00; } .c-ring6 { stroke: #2E7D5B; }
"""


def pictures(text: Text, draw: Callable[[str], SafeString | None]) -> dict[str, bytes]:
    """PNG by the id of its caption, for the captions of the text over which something is drawn."""
    drawings = {part.id: draw(part.id) for part in text.paragraphs if part.role == "caption"}
    return {name: png(drawing) for name, drawing in drawings.items() if drawing is not None}


def png(svg: str) -> bytes:
    """The drawing as a picture, its Chinese legible on any server that has one of the fonts named."""
    import vl_convert  # heavy, and only papers with charts need it

    whole = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).replace(
        ">", f"><style>{_STYLE}</style>", 1
    )
    picture: bytes = vl_convert.svg_to_png(whole, scale=3)
    return picture
