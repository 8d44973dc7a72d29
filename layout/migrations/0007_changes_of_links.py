from django.db import migrations

from ._links import noted


class Migration(migrations.Migration):
    """The tables tell which of their rows may have other links; the worker reads all that are there."""

    dependencies = [("layout", "0006_keys_of_lists"), ("links", "0001_addresses")]
    operations = [
        *noted("layout_link", "menu", "url"),
        *noted("layout_banner", "banner", "url"),
        *noted("layout_site", "site", "description", "address", "copyright", "licence", "indicators_source"),
    ]
