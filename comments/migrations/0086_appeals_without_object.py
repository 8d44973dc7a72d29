from django.db import migrations, models


class Migration(migrations.Migration):
    """An appeal may lose its object: a further outcome, which changes no table."""

    dependencies = [("comments", "0085_kinds_of_rules")]
    operations = [
        migrations.AlterField(
            "appeal",
            "outcome",
            models.CharField(
                blank=True,
                choices=[
                    ("changed", "Đã thay quyết định"),
                    ("kept", "Giữ nguyên quyết định"),
                    ("moot", "Không còn gì để xem lại"),
                ],
                max_length=10,
                verbose_name="kết quả",
            ),
        ),
    ]
