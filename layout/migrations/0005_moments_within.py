"""The moments of banners lie between 1990 and 2100, as those of articles do."""

import logging
from datetime import UTC, datetime

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models

FIRST, END = datetime(1989, 12, 31, 17, tzinfo=UTC), datetime(2100, 12, 31, 17, tzinfo=UTC)

log = logging.getLogger(__name__)

# {table: [(column, its first and its last allowed value)]}: what ends stays behind what begins.
BOUNDS = {
    "layout_banner": [("starts_at", "'1990-01-01 00:00+07'", "'2100-12-31 23:59+07'"), ("ends_at", "'1990-01-01 00:01+07'", "'2100-12-31 23:59:59+07'")],
}


def move_within(apps, schema_editor):
    """Move what lies beyond to the nearest allowed value, and log the keys of the rows."""
    with schema_editor.connection.cursor() as cursor:
        for table, columns in BOUNDS.items():
            beyond = " OR ".join(f"{name} NOT BETWEEN {low} AND {high}" for name, low, high in columns)
            # `greatest` passes over NULL: what is empty stays empty.
            nearest = ", ".join(
                f"{name} = CASE WHEN {name} IS NOT NULL THEN least(greatest({name}, {low}), {high}) END"
                for name, low, high in columns
            )
            cursor.execute(f"UPDATE {table} SET {nearest} WHERE {beyond} RETURNING id")  # noqa: S608
            for (pk,) in cursor.fetchall():
                log.warning("%s %s held a date beyond 1990 to 2100; it was moved to the nearest.", table, pk)


class Migration(migrations.Migration):
    dependencies = [("layout", "0004_words")]

    operations = [
        AddConstraintNotValid(
            model_name="banner",
            constraint=models.CheckConstraint(
                condition=models.Q(starts_at__gte=FIRST, starts_at__lt=END, ends_at__gte=FIRST, ends_at__lt=END),
                name="banner_moments_within",
            ),
        ),
        migrations.RunPython(move_within, migrations.RunPython.noop),
        ValidateConstraint(model_name="banner", name="banner_moments_within"),
    ]
