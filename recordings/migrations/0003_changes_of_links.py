from django.db import migrations

from ._links import noted


class Migration(migrations.Migration):
    """The tables tell which of their rows may have other links; the worker reads all that are there."""

    dependencies = [("recordings", "0002_words_of_the_library"), ("links", "0001_addresses")]
    operations = [
        *noted("recordings_recording", "recording", "code"),
    ]
