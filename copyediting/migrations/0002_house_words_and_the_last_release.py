from django.db import migrations

from ._on_delete import on_delete


class Migration(migrations.Migration):
    dependencies = [("copyediting", "0001_house_words")]

    # The last release deletes accounts without knowing these tables.
    operations = [
        on_delete("copyediting_houseword", "SET NULL"),
        on_delete("copyediting_dismissal", "SET NULL"),
        on_delete("copyediting_ownword", "CASCADE"),
        on_delete("copyediting_readfindings", "CASCADE"),
    ]
