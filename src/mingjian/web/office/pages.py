"""What the settings pages are drawn from, and who may open them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mingjian.law.values import Unreadable, read_date
from mingjian.ledger.viewer import Viewer
from mingjian.web.desk.officer import for_officers
from mingjian.web.shared.differing import Change
from mingjian.web.shared.fields import Field, failures_of
from mingjian.web.shared.parts import Fact, Head, Link, Notice, Table

_SAID = "office_said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A file of the local lawbook beside the packaged one."""

    title: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A form that is one button: what it does, and what it sends."""

    label: str
    action: str
    hidden: tuple[tuple[str, str], ...] = ()
    is_red: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """office/settings.html: facts and tables, links that lead on, buttons that act."""

    head: Head
    title: str
    words: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    tables: tuple[Table, ...] = ()
    links: tuple[Link, ...] = ()
    buttons: tuple[Button, ...] = ()
    differences: tuple[Difference, ...] = ()
    back: Link | None = None
    search: Field | None = None
    """A field whose word is posted to this page, so that it stands in no address."""
    sorts: tuple[Link, ...] = ()
    following: str = ""
    """The address of the page after this one of the last table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """office/form.html: fields and one button."""

    head: Head
    title: str
    action: str
    fields: tuple[Field, ...]
    submit: str
    back: Link
    words: tuple[str, ...] = ()
    is_red: bool = False
    """What the button does cannot be taken back."""

    @property
    def failures(self) -> list[tuple[str, str]]:
        return failures_of(self.fields)


@dataclass
class Typed:
    """What came with a form, and what is wrong with it, by field."""

    post: Any
    errors: dict[str, str] = field(default_factory=dict)

    def one(self, name: str, longest: int = 100) -> str:
        return str(self.post.get(name, "")).strip()[:longest]

    def needed(self, name: str, sentence: str, longest: int = 100) -> str:
        found = self.one(name, longest)
        if not found:
            self.errors.setdefault(name, sentence)
        return found

    def day(self, name: str, needed: bool = True) -> date | None:
        typed = self.one(name)
        if not typed and not needed:
            return None
        try:
            return read_date(typed)
        except Unreadable:
            self.errors.setdefault(
                name, _("“%(typed)s”不是日期，请改为如2026-11-23的日期。") % {"typed": typed}
            )
            return None


def holds(viewer: Viewer, *posts: str) -> bool:
    return any(post.post in posts for post in viewer.posts)


def for_posts(*posts: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A page for holders of these posts; to everybody else it does not exist."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @for_officers
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            if not holds(request.viewer, *posts):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def say(request: Any, sentence: str) -> None:
    """A sentence for the next settings page: what was done."""
    request.session[_SAID] = sentence


def head(request: Any, title: str, *, failed: bool = False) -> Head:
    said = request.session.pop(_SAID, "")
    return Head(title=title, failed=failed, notices=(Notice(said, "ok"),) if said else ())


def draw(request: Any, page: Settings | Form, status: int = 200) -> HttpResponse:
    template = "office/form.html" if isinstance(page, Form) else "office/settings.html"
    return render(request, template, {"page": page}, status=status)
