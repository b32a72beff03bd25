"""The law as dated, cited data, and what follows from it: pure Python, no Django, no clock, no database."""
