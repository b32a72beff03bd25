"""The editions of the lawbook by name."""

from mingjian.law.edition import Edition
from mingjian.ledger.book import book


class NoSuchEdition(LookupError):
    """No official text of this name; says which there are."""


def find_edition(name: str, kind: str | None = None) -> Edition:
    """The edition of this name, of a kind if one is meant; NoSuchEdition."""
    editions = {entry.id: entry for entry in book().entries("editions").values()}
    found = editions.get(name) or editions.get(name.upper())
    if found is None or kind not in (None, found.kind):
        choices = "、".join(
            f"{entry.id}（{entry.label}）" for entry in editions.values() if kind in (None, entry.kind)
        )
        raise NoSuchEdition(f"没有版式「{name}」，可用：{choices}")
    return found
