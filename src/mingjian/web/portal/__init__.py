"""The public reporting site: asks, seals, gives a receipt, and cannot read what it has received (KEY-01)."""
