from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    """A name that says what the row is. No SQL: table and column keep their names, which the last release knows."""

    dependencies = [("stats", "0023_late_views_of_a_seal")]

    operations = [
        migrations.AlterModelTable("DaySeal", "stats_dayseal"),
        migrations.RenameModel("DaySeal", "DayChecksum"),
        migrations.AlterField(
            "DayChecksum",
            "sealed_at",
            models.DateTimeField("đóng lúc", db_column="sealed_at", default=timezone.now),
        ),
        migrations.RenameField("DayChecksum", "sealed_at", "signed_at"),
    ]
