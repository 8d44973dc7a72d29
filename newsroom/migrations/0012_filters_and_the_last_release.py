from django.db import migrations

from ._on_delete import on_delete


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0011_saved_filters")]

    # The last release deletes accounts without knowing this table.
    operations = [on_delete("newsroom_savedfilter", "CASCADE")]
