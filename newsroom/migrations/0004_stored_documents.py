import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0009_former_slugs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("newsroom", "0003_own_saves"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file", models.FileField(upload_to="tep/%Y/%m", verbose_name="tệp")),
                (
                    "name",
                    models.CharField(help_text="Of the file, on the machine that it came from.", max_length=200),
                ),
                ("size", models.PositiveIntegerField()),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("attached_at", models.DateTimeField(null=True)),
                (
                    "attachment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="articles.attachment",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "tệp đã tải lên",
                "verbose_name_plural": "tệp đã tải lên",
                "default_permissions": (),
                "indexes": [models.Index(fields=["uploaded_at"], name="stored_document_age")],
            },
        ),
    ]
