from django.db import migrations

from ._on_delete import on_delete


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0006_presence")]

    # Deletions of articles and accounts, also by the last release, which does not know this table.
    operations = [on_delete("newsroom_presence", "CASCADE", taken_by_id="SET NULL")]
