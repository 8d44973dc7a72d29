"""The expiry of a rule and the day by which a question is answered lie between 1990 and 2100, as all that staff write."""

import logging
from datetime import UTC, date, datetime

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models

FIRST, END = datetime(1989, 12, 31, 17, tzinfo=UTC), datetime(2100, 12, 31, 17, tzinfo=UTC)
FIRST_DAY, END_OF_DAYS = date(1990, 1, 1), date(2101, 1, 1)

log = logging.getLogger(__name__)

# {table: [(column, its first and its last allowed value)]}
BOUNDS = {
    "comments_rule": [("expires_at", "'1990-01-01 00:00+07'", "'2100-12-31 23:59+07'")],
    "comments_question": [("due_on", "'1990-01-01'", "'2100-12-31'")],
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
    dependencies = [("comments", "0071_words")]

    operations = [
        AddConstraintNotValid(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(expires_at__gte=FIRST, expires_at__lt=END), name="rule_expiry_within"
            ),
        ),
        AddConstraintNotValid(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(due_on__gte=FIRST_DAY, due_on__lt=END_OF_DAYS), name="question_day_within"
            ),
        ),
        migrations.RunPython(move_within, migrations.RunPython.noop),
        ValidateConstraint(model_name="rule", name="rule_expiry_within"),
        ValidateConstraint(model_name="question", name="question_day_within"),
    ]
