"""Sessions of thirty minutes in sealed files: name and key follow from the cookie, so without the cookie nobody reads them."""

import json
import os
import time
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError

from mingjian.vault.envelope import LONG, Place, open_bytes, open_text, seal_bytes, seal_text
from mingjian.vault.profile import CURRENT, CannotOpen

IDLE = 30 * 60
_PLACE = Place("portal", "session", b"session", b"session")
_PAPER = Place("portal", "session paper", b"session", b"session")


def folder() -> Path:
    found = settings.MINGJIAN_PORTAL / "sessions"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


@lru_cache(maxsize=1)
def _sweep_once(_minute: int) -> None:
    """At most once a minute, so that a flood of new sessions does not read the folder again and again."""
    sweep()


def sweep(now: float | None = None) -> None:
    """Remove what nobody has touched for thirty minutes, files of reports among it."""
    for path in folder().iterdir():
        with suppress(FileNotFoundError):  # another visitor's request has moved or removed it
            if path.stat().st_mtime < (now or time.time()) - IDLE:
                path.unlink()


class SessionStore(SessionBase):
    """Django's interface, over one sealed file a session and one for each file that waits in it."""

    def load(self) -> dict[str, Any]:
        try:
            kept = json.loads(open_text(self._key(), self._path().read_bytes(), _PLACE))
        except (FileNotFoundError, CannotOpen, TypeError):
            kept = None
        if kept is None or kept["until"] < time.time():
            self._session_key = None
            return {}
        return dict(kept["data"])

    def exists(self, session_key: str | None) -> bool:
        return bool(session_key) and self._path(session_key).exists()

    def create(self) -> None:
        _sweep_once(int(time.time()) // 60)
        while True:
            self._session_key = self._get_new_session_key()
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            return self.create()
        data = self._get_session(no_load=must_create)
        path = self._path()
        if must_create and path.exists():
            raise CreateError
        if not must_create and not path.exists():
            raise UpdateError
        kept = json.dumps({"until": time.time() + IDLE, "data": data})
        waiting = path.with_suffix(f".{os.urandom(4).hex()}")
        waiting.write_bytes(seal_text(self._key(), kept, _PLACE, LONG))
        os.replace(waiting, path)
        for paper in self._papers():
            os.utime(paper)
        return None

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            self._path(key).unlink(missing_ok=True)
            for paper in self._papers(key):
                paper.unlink(missing_ok=True)

    @classmethod
    def clear_expired(cls) -> None:
        sweep()

    def keep_paper(self, name: str, data: bytes) -> None:
        """A file that waits until the report is sent, sealed before it is written (FILE-02)."""
        if self.session_key is None:
            self.create()
        self._paper(name).write_bytes(seal_bytes(self._key(), data, _PAPER, b"p"))

    def paper(self, name: str) -> bytes:
        return open_bytes(self._key(), self._paper(name).read_bytes(), _PAPER, b"p")

    def drop_paper(self, name: str) -> None:
        self._paper(name).unlink(missing_ok=True)

    def _papers(self, key: str | None = None) -> list[Path]:
        return list(folder().glob(f"{self._path(key).name}-*"))

    def _paper(self, name: str) -> Path:
        return folder() / f"{self._path().name}-{name}"

    def _path(self, key: str | None = None) -> Path:
        return (
            folder()
            / CURRENT.derive((key or self.session_key or "").encode(), "mingjian/1/portal session")[:16].hex()
        )

    def _key(self) -> bytes:
        return CURRENT.derive((self.session_key or "").encode(), "mingjian/1/portal session key")
