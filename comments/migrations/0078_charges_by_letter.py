from django.db import migrations, models
from django.db.models import Q

KINDS = [
    ("arrival", "Gửi đến"),
    ("decision", "Quyết định"),
    ("hand_over", "Giao việc"),
    ("erasure", "Xóa dữ liệu"),
    ("answer", "Phản hồi của cơ quan"),
    ("charge", "Giao đơn vị"),
    ("mask", "Che dữ liệu cá nhân"),
    ("unmask", "Bỏ che"),
    ("report", "Bạn đọc báo cáo"),
    ("note", "Ghi chú"),
    ("unit", "Đơn vị gửi trả lời"),
    ("appeal", "Người gửi đề nghị xem lại"),
]


class Migration(migrations.Migration):
    """Why a unit's answer was sent back, notes among the steps, and the steps of colleagues by their time."""

    dependencies = [("comments", "0077_a_moderators_week")]
    operations = [
        migrations.AddField(
            model_name="unitanswer",
            name="returned_why",
            field=models.TextField(blank=True, db_default="", max_length=500, verbose_name="vì sao gửi lại"),
        ),
        migrations.AlterField(
            model_name="commentevent",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=10, verbose_name="loại"),
        ),
        migrations.AddIndex(
            model_name="commentevent",
            index=models.Index(fields=["at"], name="comment_event_by_colleague", condition=Q(by__isnull=False)),
        ),
        migrations.AddConstraint(
            model_name="unitanswer",
            constraint=models.CheckConstraint(
                name="unit_answer_settled_with_outcome",
                condition=Q(outcome="", settled_at=None) | (~Q(outcome="") & Q(settled_at__isnull=False)),
                violation_error_message="Trả lời đã xử lý thì phải có kết quả và giờ.",
            ),
        ),
    ]
