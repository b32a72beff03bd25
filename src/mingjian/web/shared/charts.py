"""A chart of a page: the question, its drawing, what is seen, and its table twin beside it; the steps of the heat scale."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from mingjian.web.shared.parts import Link, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A question, its drawing, one sentence of what is seen, and the same numbers as a table."""

    title: str
    drawing: SafeString
    table: Table | None = None
    sentence: str = ""
    lead: str = ""
    key: str = ""
    """What the marks of the drawing stand for; where there is no drawing, nobody asks."""
    links: tuple[Link, ...] = ()
    open_period: bool = False
    restated: Link | None = None


def heat_step(count: int, highest: int) -> int:
    """Step 0 to 5 of the heat scale; zero is blank ground, the highest count the darkest step."""
    if count <= 0 or highest <= 0:
        return 0
    return min(5, 1 + int(4 * count / highest))
