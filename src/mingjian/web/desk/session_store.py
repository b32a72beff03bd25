"""Where sessions are kept: in the database, under a hashed id, for a quarter of an hour idle and eight hours in all (AUTH-06)."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import db
from django.utils import timezone

from mingjian.ledger.sealing import keys
from mingjian.vault.profile import CURRENT

ABSOLUTE = 8 * 3600


def stored(key: str) -> str:
    """The id of a session as the database has it: whoever reads the table cannot use it."""
    return CURRENT.mac(keys().derive("session ids"), key.encode()).hex()[:40]


class SessionStore(db.SessionStore):
    """Django's store. `idle` in the session is its own idle limit in seconds, `began` when it was signed in."""

    def _get_session_from_db(self) -> Any:
        found = self.model.objects.filter(pk=stored(self.session_key), expire_date__gt=timezone.now()).first()
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key: str) -> bool:
        return bool(super().exists(stored(session_key)))

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row = super().create_model_instance(data)
        row.session_key = stored(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            super().delete(stored(key))

    def get_expiry_age(self, **_: Any) -> int:
        idle = self.get("idle", settings.SESSION_COOKIE_AGE)
        began = self.get("began")
        left = began + ABSOLUTE - timezone.now().timestamp() if began else idle
        return max(0, int(min(idle, left)))

    def get_expiry_date(self, **_: Any) -> datetime:
        return timezone.now() + timedelta(seconds=self.get_expiry_age())
