from django.db import migrations

from ._links import noted


class Migration(migrations.Migration):
    """The tables tell which of their rows may have other links; the worker reads all that are there."""

    dependencies = [("comments", "0075_keys_of_lists"), ("links", "0001_addresses")]
    operations = [
        *noted("comments_comment", "answer", "body", "state", "is_official", only="is_official"),
    ]
