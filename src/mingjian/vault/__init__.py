"""What is kept secret: sealed values and files, keys in a folder, and an index that can be searched blind."""

from mingjian.vault.profile import CannotOpen

__all__ = ["CannotOpen"]
