"""The database itself refuses to change a line of the journal of roles.

PostgreSQL refuses to delete one too; SQLite does since 0008.
"""

from django.db import migrations

SQLITE = """
CREATE TRIGGER rolejournal_is_closed BEFORE UPDATE ON directory_rolejournal
BEGIN SELECT RAISE(ABORT, 'the journal of roles is closed'); END
"""
POSTGRESQL = """
CREATE FUNCTION rolejournal_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the journal of roles is closed' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER rolejournal_is_closed BEFORE UPDATE OR DELETE ON directory_rolejournal
FOR EACH ROW EXECUTE FUNCTION rolejournal_refuse()
"""


def close(apps, editor):
    """Set the trigger."""
    editor.execute(SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL)


def reopen(apps, editor):
    """Take it away."""
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER rolejournal_is_closed")
    else:
        editor.execute("DROP TRIGGER rolejournal_is_closed ON directory_rolejournal")
        editor.execute("DROP FUNCTION rolejournal_refuse()")


class Migration(migrations.Migration):
    dependencies = [("directory", "0004_who_decides")]
    operations = [migrations.RunPython(close, reopen)]
