"""The triggers that keep the table of events append-only, for migrations to put back.

On SQLite Django changes a table by making it anew, and the triggers go with the old one. So every migration that
alters `access_event` ends with `migrations.RunPython(restore_triggers, migrations.RunPython.noop)`; a test of the
migrated database refuses one that forgot.
"""

from typing import Any

REFUSAL = "events are append-only"
SQLITE = [
    f"""CREATE TRIGGER IF NOT EXISTS access_event_no_{deed} BEFORE {deed.upper()} ON access_event
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"""
    for deed in ("update", "delete")
]
POSTGRESQL = [
    f"""CREATE OR REPLACE FUNCTION access_event_is_append_only() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION '{REFUSAL}'; END; $$ LANGUAGE plpgsql""",
    "DROP TRIGGER IF EXISTS access_event_append_only ON access_event",
    """CREATE TRIGGER access_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access_event
    FOR EACH STATEMENT EXECUTE FUNCTION access_event_is_append_only()""",
]


def restore_triggers(apps: Any, schema_editor: Any) -> None:
    """Put the triggers back where they are missing."""
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)
