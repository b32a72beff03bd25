"""What makes the record tamper-evident: canonical bytes, chains, tree, checkpoints, stand-alone verifier."""
