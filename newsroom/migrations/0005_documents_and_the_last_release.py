from django.db import migrations

from ._on_delete import on_delete


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0004_stored_documents")]

    # The last release deletes attachments and accounts without knowing this table.
    operations = [on_delete("newsroom_storeddocument", "SET NULL")]
