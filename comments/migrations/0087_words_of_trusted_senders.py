import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    """Say what trusting a sender cannot know; nothing of the table changes."""

    dependencies = [("comments", "0086_appeals_without_object")]

    operations = [
        migrations.AlterField(
            model_name="moderationpolicy",
            name="trusts_after",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Số bình luận đã duyệt để bình luận sau của người đã xác nhận email được đăng ngay. "
                "Hệ thống nhận ra người ấy theo email và máy: ai biết email ấy, dùng máy cùng loại trên cùng mạng "
                "(đồng nghiệp, người nhà) thì cũng được coi là người ấy. Điều bộ lọc không nhận ra cũng được đăng ngay. "
                "Để trống: mọi bình luận đều chờ duyệt.",
                null=True,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="người gửi quen",
            ),
        ),
    ]
