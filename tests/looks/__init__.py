"""Pictures of every page of the desk on the demo city, and what has changed in them (desk.md 10, check 16)."""
