"""What the ledger does in a second, beside the bare database doing the same writes: ratios travel, figures do not."""
