from django.db import migrations, models


class Migration(migrations.Migration):
    """The word that everybody knows. No SQL: the column keeps its name, which the last release knows."""

    dependencies = [("stats", "0031_dimension_day")]

    operations = [
        migrations.AlterField("SentReport", "letters", models.PositiveIntegerField(db_column="letters")),
        migrations.RenameField("SentReport", "letters", "emails"),
    ]
