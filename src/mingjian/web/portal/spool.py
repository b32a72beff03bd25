"""What the public site writes: envelopes for the register, and for each report the box that its query code opens."""

import fcntl
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings

from mingjian.channels import answers, envelopes
from mingjian.channels.answers import Answer
from mingjian.channels.envelopes import Letter
from mingjian.vault.keys import PublicKeys, load_public_keys
from mingjian.vault.profile import CannotOpen
from mingjian.vault.query_code import box_of, new_code, new_mailbox, open_mailbox, read_code
from mingjian.web.portal import clock


@dataclass(frozen=True, slots=True)
class Box:
    """What is kept of a report here: nothing of its content, nothing that opens without the code."""

    number: str
    on: str
    commitment: str
    private: str
    sent: int = 0
    seen: str = ""

    @property
    def day(self) -> date:
        return date.fromisoformat(self.on)


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """A box that was opened with its code."""

    code: str
    name: str
    box: Box
    answer: Answer | None


def folder(name: str) -> Path:
    found: Path = settings.MINGJIAN_PORTAL / name
    found.mkdir(parents=True, exist_ok=True)
    return found


def public_keys() -> PublicKeys:
    return load_public_keys(settings.MINGJIAN_KEYS)


def submit(
    code: str, draft: Letter, papers: Sequence[bytes], identity: Mapping[str, str] | None
) -> tuple[Box, Letter]:
    """Seal a report and put it into the spool; the same code twice is one report with one receipt (INT-01)."""
    _forget_expired_once(clock.today())
    name, keys = box_of(code), public_keys()
    public, private = new_mailbox(code)
    parts = envelopes.seal_enclosures(draft, keys, papers, identity)
    with _locked():
        known = _read(name)
        if known is not None:
            return known, draft.model_copy(update={"number": known.number, "received_on": known.day})
        letter = draft.model_copy(update={"box": name, "number": _next(clock.today().year), "received_on": clock.today(),
                                          "mailbox": public.hex()})  # fmt: skip
        envelopes.write(folder("in"), letter, parts | envelopes.seal_letter(letter, keys), clock.hour())
        box = Box(letter.number, letter.received_on.isoformat(), letter.commitment.hex(), private.hex())
        _write(name, box)
    return box, letter


def add(opened: Opened, draft: Letter, papers: Sequence[bytes], identity: Mapping[str, str] | None) -> None:
    """What the reporter adds later, sealed as the report was; the same addition twice is one."""
    letter = draft.model_copy(
        update={"box": opened.name, "number": opened.box.number, "received_on": clock.today()}
    )
    keys = public_keys()
    parts = envelopes.seal_enclosures(letter, keys, papers, identity) | envelopes.seal_letter(letter, keys)
    with _locked():
        is_new = not (folder("in") / f"{letter.id.hex}.envelope").exists()
        envelopes.write(folder("in"), letter, parts, clock.hour())
        box = _read(opened.name)
        if box is not None and is_new:
            _write(opened.name, Box(**{**asdict(box), "sent": box.sent + 1}))


def look(text: str) -> Opened | None:
    """The box of a code, or nothing: for a wrong, an expired and a removed code the same work is done (RPT-09)."""
    typed = read_code(text)
    code = typed or _decoy()[0]
    name = box_of(code)
    box = _read(name)
    is_there = typed is not None and box is not None and not _is_over(name, box)
    sealed = bytes.fromhex(box.private) if is_there and box is not None else _decoy()[1]
    try:
        private = open_mailbox(code, sealed)
        answer = answers.read(folder("out"), name, private)
    except CannotOpen:
        return None
    return Opened(code, name, box, answer) if is_there and box is not None else None


def note_seen(opened: Opened) -> bool:
    """Whether there is something new since the last visit; from now on there is not."""
    news = opened.answer.news if opened.answer else ""
    if news == opened.box.seen:
        return False
    with _locked():
        box = _read(opened.name)
        if box is not None:
            _write(opened.name, Box(**{**asdict(box), "seen": news}))
    return bool(opened.box.seen)


def forget_expired() -> int:
    """Remove the boxes whose time is over, with the answers in them; how many."""
    gone = 0
    for path in folder("boxes").glob("*.json"):
        box = _read(path.stem)
        if box is not None and _is_over(path.stem, box):
            path.unlink(missing_ok=True)
            (folder("out") / f"{path.stem}.answer").unlink(missing_ok=True)
            gone += 1
    return gone


@cache
def _forget_expired_once(day: date) -> None:
    """Once a day in each process, with the first report of the day."""
    forget_expired()


def _is_over(name: str, box: Box) -> bool:
    """After so many days without a word from the commission."""
    answer = folder("out") / f"{name}.answer"
    last = date.fromtimestamp(answer.stat().st_mtime) if answer.exists() else box.day
    return clock.today() > max(last, box.day) + timedelta(days=settings.MINGJIAN_PORTAL_KEEP)


@cache
def _decoy() -> tuple[str, bytes]:
    """A code that was given to nobody, and a mailbox that no code opens."""
    return new_code(), new_mailbox(new_code())[1]


def _next(year: int) -> str:
    """The next receipt number of a year; the lock is held."""
    path = folder("boxes") / "numbers"
    counts = json.loads(path.read_text()) if path.exists() else {}
    counts[str(year)] = counts.get(str(year), 0) + 1
    _put(path, json.dumps(counts))
    return f"{year}-{counts[str(year)]:04d}"


def _read(name: str) -> Box | None:
    try:
        return Box(**json.loads((folder("boxes") / f"{name}.json").read_text()))
    except FileNotFoundError:
        return None


def _write(name: str, box: Box) -> None:
    _put(folder("boxes") / f"{name}.json", json.dumps(asdict(box)))


def _put(path: Path, text: str) -> None:
    waiting = path.with_suffix(".part")
    waiting.write_text(text)
    envelopes.settle(waiting, path, clock.hour())


@contextmanager
def _locked() -> Iterator[None]:
    """One writer at a time, over all processes of the site."""
    with (settings.MINGJIAN_PORTAL / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
