from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    """The field's term. No SQL: the column keeps its name, which the last release knows."""

    dependencies = [("stats", "0032_emails_of_a_report")]

    operations = [
        migrations.AlterField(
            "Hit",
            "facets",
            ArrayField(models.TextField(), blank=True, db_column="facets", db_default=[], default=list),
        ),
        migrations.RenameField("Hit", "facets", "dimensions"),
    ]
