from django.db import migrations

from ._on_delete import on_delete


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0009_preview_links")]

    # The last release deletes articles and accounts without knowing this table.
    operations = [on_delete("newsroom_previewlink", "CASCADE", withdrawn_by_id="SET NULL")]
