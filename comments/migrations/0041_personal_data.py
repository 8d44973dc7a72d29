from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("comments", "0040_questions")]

    operations = [
        migrations.AlterModelOptions(
            name="comment",
            options={
                "ordering": ["created_at", "pk"],
                "permissions": [("handle_personal_data", "Được tra cứu, xuất và xóa dữ liệu cá nhân")],
                "verbose_name": "bình luận",
                "verbose_name_plural": "bình luận",
            },
        ),
    ]
