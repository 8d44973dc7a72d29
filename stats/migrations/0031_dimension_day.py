from django.db import migrations


class Migration(migrations.Migration):
    """The field's term for what was called a facet. No SQL: the table keeps its name, which the last release knows."""

    dependencies = [("stats", "0030_day_checksum")]

    operations = [
        migrations.AlterModelTable("FacetDay", "stats_facetday"),
        migrations.RenameModel("FacetDay", "DimensionDay"),
    ]
