"""What responsibility asks beyond the setting of fields: a list is announced with its edition."""

from collections.abc import Mapping
from typing import Any

from mingjian.ledger.before import Before


def name_edition(before: Before) -> Mapping[str, Any]:
    """The title under which a list is announced says its edition, so that editions can be told apart wherever it is named."""
    title, edition = before.said("announced_title").strip(), f"（第{before.said('list_version')}版）"
    if not title or title.endswith(edition):
        return before.details
    return {**before.details, "announced_title": title + edition}
