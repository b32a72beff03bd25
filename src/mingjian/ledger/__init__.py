"""Matters, acts, documents and links: what was done, by whom, on which day; and who may see it."""
