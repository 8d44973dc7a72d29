from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AddField(
            "user", "sort_key", models.CharField(default="", editable=False, max_length=200), preserve_default=False
        ),
        migrations.AlterModelOptions(
            "user",
            {
                "ordering": ["sort_key", "username"],
                "verbose_name": "người dùng",
                "verbose_name_plural": "người dùng",
            },
        ),
    ]
