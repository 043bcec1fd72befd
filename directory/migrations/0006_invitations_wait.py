"""An invitation may wait for its letter."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0005_journal_is_closed")]

    operations = [
        migrations.AlterField(
            model_name="invitation",
            name="sent_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
