"""SQLite too refuses to delete a line of the journal of roles; PostgreSQL does since 0005.

A later migration that makes SQLite copy the table loses both triggers: it sets them again.
"""

from django.db import migrations

SQLITE = """
CREATE TRIGGER rolejournal_keeps_its_lines BEFORE DELETE ON directory_rolejournal
BEGIN SELECT RAISE(ABORT, 'the journal of roles is closed'); END
"""


def keep(apps, editor):
    """Set the trigger."""
    if editor.connection.vendor == "sqlite":
        editor.execute(SQLITE)


def let_go(apps, editor):
    """Take it away."""
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER rolejournal_keeps_its_lines")


class Migration(migrations.Migration):
    dependencies = [("directory", "0007_erased_accounts")]
    operations = [migrations.RunPython(keep, let_go)]
