"""The clock's timetable."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Schedule",
            fields=[
                ("name", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("next_due", models.DateTimeField(db_index=True)),
                ("last_run", models.DateTimeField(null=True)),
            ],
            options={"ordering": ["name"]},
        ),
    ]
