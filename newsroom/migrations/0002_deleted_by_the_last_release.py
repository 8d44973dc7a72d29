from django.db import migrations

from ._on_delete import on_delete


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0001_working_copies")]

    # The last release deletes articles and accounts without knowing this table.
    operations = [on_delete("newsroom_workingcopy", "CASCADE", article_id="SET NULL")]
