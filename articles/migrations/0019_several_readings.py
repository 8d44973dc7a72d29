from django.db import migrations

# They have another meaning in the life of the country: Ban Bí thư, quân đội. 0018_glossary explained them to readers.
SEVERAL_READINGS = {"BBT": "ban biên tập", "QĐ": "quyết định"}


def explain_no_more(apps, schema_editor):
    """Where editors have not said of which days or what else they mean."""
    rows = apps.get_model("articles", "Abbreviation").objects
    for short, long in SEVERAL_READINGS.items():
        rows.filter(short=short, long=long, since=None, until=None, note="").update(explains=False)


class Migration(migrations.Migration):
    """What has several readings is explained to nobody."""

    dependencies = [
        ('articles', '0018_glossary'),
    ]

    operations = [migrations.RunPython(explain_no_more, migrations.RunPython.noop)]
