"""Spans: what the holder of a post may see without being named on a matter, as lines or with content."""

from datetime import date

from mingjian.law.entry import Cite, Labelled


class Span(Labelled):
    """What a post gives.

    - `posts`, `role`: for whom (any of these posts, in a department with this role if one is named);
    - `lines`: kinds of which every matter of the unit is seen as a line (number, step, dates; `all` kinds);
    - `content`: kinds of which title and words are seen while the matter is with the department of the post;
    - `statistics`: figures of the unit and everything under it, and the lines behind them.
    """

    posts: tuple[str, ...]
    role: str | None = None
    lines: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    statistics: bool = False
    in_force: date
    cite: Cite
