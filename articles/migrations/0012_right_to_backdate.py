from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_order_of_lists")]
    operations = [
        migrations.AlterModelOptions(
            name="article",
            options={
                "ordering": ["-published_at", "-pk"],
                "permissions": [
                    ("publish_article", "Được duyệt, xuất bản và trả lại bài"),
                    ("withdraw_article", "Được gỡ bài đã xuất bản"),
                    ("edit_any_article", "Được sửa bài của người khác"),
                    ("backdate_article", "Được ghi ngày xuất bản lùi về trước"),
                ],
                "verbose_name": "bài viết",
                "verbose_name_plural": "bài viết",
            },
        )
    ]
