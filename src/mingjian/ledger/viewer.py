"""An officer as somebody who looks: posts of today, and from them what lies within reach."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mingjian.law.access import Span
from mingjian.law.asking import CONFIRM, RECORD
from mingjian.law.lawbook import Lawbook
from mingjian.ledger.book import book
from mingjian.org.authority import Place, Post, posts_of, powers
from mingjian.org.models import Officer

ALL = "all"


@dataclass(frozen=True)
class Viewer:
    """Who looks, on which day. Built once for a request, with one query; revocation holds on the next request."""

    officer: int
    clearance: int
    on: date
    posts: tuple[Post, ...]
    book: Lawbook

    @classmethod
    def of(cls, officer: Officer, on: date) -> "Viewer":
        return cls.holding(officer, posts_of(officer.pk), on)

    @classmethod
    def holding(cls, officer: Officer, posts: Iterable[Post], on: date) -> "Viewer":
        """The same of posts that are known already, for work on many officers at once."""
        held = tuple(post for post in posts if post.held(on))
        return cls(officer.pk, officer.clearance, on, held, book())

    @cached_property
    def _given(self) -> tuple[tuple[Span, Post], ...]:
        spans: list[Span] = [
            span for span in self.book.entries("access").values() if span.in_force <= self.on
        ]
        return tuple(
            (span, post)
            for post in self.posts
            for span in spans
            if post.post in span.posts and span.role in (None, post.role)
        )

    def units(self, kind: str) -> frozenset[int]:
        """Units of whose matters of this kind the line is seen."""
        return frozenset(post.unit for span, post in self._given if {kind, ALL} & set(span.lines))

    def departments(self, kind: str) -> frozenset[int]:
        """Departments of whose matters of this kind the content is seen while they have them."""
        return frozenset(post.department for span, post in self._given if {kind, ALL} & set(span.content))

    @cached_property
    def statistics(self) -> frozenset[int]:
        """Units of which, and of everything under which, figures may be seen."""
        return frozenset(post.unit for span, post in self._given if span.statistics)

    @cached_property
    def asked(self) -> tuple[tuple[str, str, int], ...]:
        """What this officer may be asked to approve: (what is asked, unit or department, its id)."""
        return tuple(sorted(set(self._asked())))

    def _asked(self) -> Iterator[tuple[str, str, int]]:
        names = self.book.entries("powers")
        for post in self.posts:
            for name, power in names.items():
                if post.post not in power.posts or (power.role is not None and power.role != post.role):
                    continue
                where = (
                    ("department", post.department) if power.where == "department" else ("unit", post.unit)
                )
                yield (name, *where)
                for other, outside in names.items():
                    if outside.recorded_by == name:
                        yield (f"{other}:{RECORD}", *where)
                    if outside.confirmed_by == name:
                        yield (f"{other}:{CONFIRM}", *where)

    def powers_at(self, place: Place) -> frozenset[str]:
        """The powers held with regard to a matter at that place."""
        return powers(self.book, self.officer, self.posts, place, self.on)
