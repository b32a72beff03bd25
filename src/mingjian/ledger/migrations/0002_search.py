"""The tokens of the blind index, as each database searches them: a column with GIN, or a contentless FTS5 table.

Written by hand: before 0001 is made anew, move this file away, and back afterwards.
"""

from django.db import migrations

_FORWARDS = {
    "postgresql": (
        "ALTER TABLE ledger_indexed ADD COLUMN tokens tsvector NOT NULL DEFAULT ''",
        "CREATE INDEX indexed_tokens ON ledger_indexed USING gin (tokens)",
    ),
    "sqlite": ("CREATE VIRTUAL TABLE ledger_tokens USING fts5(tokens, content='', detail=none, columnsize=0)",),
}
_BACKWARDS = {
    "postgresql": ("ALTER TABLE ledger_indexed DROP COLUMN tokens",),
    "sqlite": ("DROP TABLE ledger_tokens",),
}


def forwards(apps, schema_editor):
    for statement in _FORWARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in _BACKWARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
