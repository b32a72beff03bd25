"""Statistics: facts counted as the lawbook's indicators declare, each figure with the records it counts."""
