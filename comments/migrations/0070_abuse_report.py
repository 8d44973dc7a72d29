from django.db import migrations


class Migration(migrations.Migration):
    """A name that tells these reports from those of statistics. No SQL: the table keeps its name."""

    dependencies = [("comments", "0062_every_event_has_its_kind")]

    operations = [
        migrations.AlterModelTable("Report", "comments_report"),
        migrations.RenameModel("Report", "AbuseReport"),
    ]
