"""问题线索: disposal in four ways, talk and inquiry, preliminary verification, hold and review."""
