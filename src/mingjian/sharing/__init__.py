"""移交、成果运用: what crosses between departments and units, and what is made of reports."""
