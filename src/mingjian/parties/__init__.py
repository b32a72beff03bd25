"""Who is concerned: persons, organisations, complainants (sealed), their roles on matters, and matching."""
