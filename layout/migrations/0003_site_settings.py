from django.db import migrations


class Migration(migrations.Migration):
    """A name that says what the row is. No SQL: the table keeps its name, which the last release knows."""

    dependencies = [("layout", "0002_public_statistics")]

    operations = [
        migrations.AlterModelTable("Site", "layout_site"),
        migrations.RenameModel("Site", "SiteSettings"),
    ]
