from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    """No step without a kind, and none whose states say otherwise."""

    dependencies = [("comments", "0061_kinds_of_earlier_events")]
    operations = [
        migrations.AlterField(
            model_name="commentevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("arrival", "Gửi đến"),
                    ("decision", "Quyết định"),
                    ("hand_over", "Giao việc"),
                    ("erasure", "Xóa dữ liệu"),
                ],
                max_length=10,
                verbose_name="loại",
            ),
        ),
        migrations.AddConstraint(
            model_name="commentevent",
            constraint=models.CheckConstraint(
                name="comment_event_kind_fits",
                condition=Q(kind="arrival", from_state="")
                | (Q(kind="decision") & ~Q(from_state=""))
                | Q(kind__in=["hand_over", "erasure"], from_state=F("to_state")),
                violation_error_message="Loại bước xử lý không khớp với trạng thái trước và sau.",
            ),
        ),
    ]
