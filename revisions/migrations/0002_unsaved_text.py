from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("revisions", "0001_what_was_saved")]

    operations = [
        migrations.AlterField(
            model_name="savedrow",
            name="kind",
            field=models.CharField(
                choices=[
                    ("baseline", "Bản có trước khi lưu"),
                    ("created", "Tạo mới"),
                    ("saved", "Lưu"),
                    ("step", "Bước duyệt"),
                    ("restored", "Khôi phục"),
                    ("deleted", "Xóa"),
                    ("unsaved", "Nội dung chưa lưu vào mục"),
                ],
                max_length=10,
            ),
        ),
    ]
