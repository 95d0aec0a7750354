"""The database itself refuses to change or remove an event."""

from django.db import migrations

SQLITE = [
    "CREATE TRIGGER access_event_no_update BEFORE UPDATE ON access_event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END",
    "CREATE TRIGGER access_event_no_delete BEFORE DELETE ON access_event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END",
]
SQLITE_BACK = ["DROP TRIGGER access_event_no_update", "DROP TRIGGER access_event_no_delete"]
POSTGRESQL = [
    """CREATE FUNCTION access_event_is_append_only() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION 'events are append-only'; END; $$ LANGUAGE plpgsql""",
    "CREATE TRIGGER access_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access_event "
    "FOR EACH STATEMENT EXECUTE FUNCTION access_event_is_append_only()",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER access_event_append_only ON access_event",
    "DROP FUNCTION access_event_is_append_only()",
]


def run(statements_by_vendor):
    def inner(apps, schema_editor):
        for statement in statements_by_vendor[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return inner


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [
        migrations.RunPython(
            run({"sqlite": SQLITE, "postgresql": POSTGRESQL}),
            run({"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}),
        )
    ]
