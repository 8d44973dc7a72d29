from django.db import migrations

from ._on_delete import on_delete


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0015_stored_manuscripts")]

    # The last release deletes accounts without knowing this table; the worker deletes files without a row.
    operations = [on_delete("newsroom_storedmanuscript", "CASCADE")]
