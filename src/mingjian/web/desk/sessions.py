"""Sessions sealed at rest: what was typed in a search or a draft never lies in the database as plain text."""

import json
from typing import Any

from mingjian.ledger.sealing import keys
from mingjian.vault.envelope import LONG, Place, open_text, seal_text

_PLACE = Place("django_session", "session_data", b"session", b"session")


class SealedSerializer:
    """Django's interface of session serializers, over the vault."""

    def dumps(self, content: dict[str, Any]) -> bytes:
        return seal_text(keys().derive("sessions"), json.dumps(content), _PLACE, LONG)

    def loads(self, sealed: bytes) -> Any:
        return json.loads(open_text(keys().derive("sessions"), sealed, _PLACE))
