from django.db import migrations
from django.db.models import Q
from django.utils import timezone

DECIDING = ("manager", "reviewer", "editor", "administrator")


def write_down(apps, schema_editor):
    """Write on those who decide for others today that they prove twice who they are."""
    today = timezone.localdate()
    Role, User = apps.get_model("directory", "Role"), apps.get_model("accounts", "User")
    held = Role.objects.filter(Q(ends__isnull=True) | Q(ends__gt=today), kind__in=DECIDING, begins__lte=today)
    User.objects.filter(Q(pk__in=held.values("person")) | Q(is_superuser=True)).update(needs_second_factor=True)


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_invitations"), ("accounts", "0003_notifications_and_second_factor")]
    operations = [migrations.RunPython(write_down, migrations.RunPython.noop)]
