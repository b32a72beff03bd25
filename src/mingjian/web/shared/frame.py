"""What stands round every page: commission, officer, menu, duty telephone; given to templates as `frame`."""

from dataclasses import dataclass

from django.http import HttpRequest

from mingjian.web.shared.parts import Link, Notice


@dataclass(frozen=True, slots=True)
class MenuGroup:
    """A heading of the menu; `links` holds only what the officer's powers reach. `folds`: shut until one opens it or is there."""

    label: str
    links: tuple[Link, ...]
    folds: bool = False

    @property
    def is_open(self) -> bool:
        return any(link.current for link in self.links)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Empty texts and links leave their place out. `officer` empty means nobody is signed in."""

    commission: str = ""
    officer: str = ""
    department: str = ""
    home: str = "/"
    menu: tuple[MenuGroup, ...] = ()
    search: str = ""
    """Address that takes the posted search; empty leaves the field out."""
    intake: Link | None = None
    reminders: Link | None = None
    notices: tuple[Notice, ...] = ()
    """What concerns the session rather than the page, above the notices of the page."""
    account: tuple[Link, ...] = ()
    sign_out: str = ""
    language: str = ""
    """Address that takes the posted language choice."""
    phone: str = ""
    help: str = ""
    version: str = ""
    lawbook: str = ""
    journalled: bool = False
    demo: bool = False
    shortcuts: bool = True
    idle_seconds: int = 0
    stay: str = ""
    """Address whose answer keeps the session alive; with `idle_seconds` it draws the dialog before sign-out."""


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Context processor: the frame that a middleware or view laid on the request, else an empty one."""
    return {"frame": getattr(request, "frame", None) or Frame()}
