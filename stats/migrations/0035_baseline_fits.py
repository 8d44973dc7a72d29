"""Visits carried over leave room for those that are added: a number of nineteen digits ended every reading of totals.

Rows are never changed, so an earlier one beyond stays; what reads the totals caps it (`stats.queries.live_counts`).
"""

import django.core.validators
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stats", "0034_words")]

    operations = [
        migrations.AlterField(
            model_name="baseline",
            name="visits",
            field=models.BigIntegerField(
                help_text="Viết liền các chữ số, ví dụ 312343234.",
                validators=[
                    django.core.validators.MinValueValidator(0, "Số lượt truy cập không thể là số âm."),
                    django.core.validators.MaxValueValidator(
                        10**12, "Số lượt truy cập mang sang nhiều nhất là một nghìn tỷ."
                    ),
                ],
                verbose_name="số lượt truy cập mang sang",
            ),
        ),
        AddConstraintNotValid(
            model_name="baseline",
            constraint=models.CheckConstraint(
                condition=models.Q(visits__lte=10**12),
                name="stats_baseline_fits",
                violation_error_message="Số lượt truy cập mang sang nhiều nhất là một nghìn tỷ.",
            ),
        ),
    ]
