"""Where the masks of a comment are in its original, and room for the sentences in the place of what is hidden."""

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

BODY_LENGTH = models.CheckConstraint(
    name="comment_body_length",
    condition=LessThanOrEqual(Length("body"), 2_000)
    | (models.Q(is_official=True) & LessThanOrEqual(Length("body"), 5_000))
    | (models.Q(masked_at__isnull=False) & LessThanOrEqual(Length("body"), 8_000)),
    violation_error_message="Nội dung bình luận dài quá mức cho phép.",
)


class Migration(migrations.Migration):
    dependencies = [("comments", "0081_words_of_earlier_comments")]

    operations = [
        migrations.AddField(
            model_name="originaltext",
            name="spans",
            field=models.JSONField(default=list, verbose_name="các chỗ che"),
        ),
        migrations.AddField(
            model_name="originaltext",
            name="before",
            field=models.JSONField(default=dict, verbose_name="điều phát hiện trong bản gốc"),
        ),
        migrations.RemoveConstraint(model_name="comment", name="comment_body_length"),
        AddConstraintNotValid(model_name="comment", constraint=BODY_LENGTH),
        ValidateConstraint(model_name="comment", name="comment_body_length"),
    ]
