from django.db import migrations


class Migration(migrations.Migration):
    """The sequence behind `content_version.py`: it is no model's, and belongs to no transaction."""

    initial = True

    operations = [
        migrations.RunSQL("CREATE SEQUENCE content_version", "DROP SEQUENCE content_version"),
    ]
