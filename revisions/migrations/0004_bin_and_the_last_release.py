from django.db import migrations

from ._on_delete import on_delete


class Migration(migrations.Migration):
    dependencies = [("revisions", "0003_bin")]

    # The last release deletes accounts without knowing this table.
    operations = [on_delete("revisions_binentry", "CASCADE", binned_by_id="SET NULL", brought_back_by_id="SET NULL")]
