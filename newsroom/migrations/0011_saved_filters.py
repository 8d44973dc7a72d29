import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Filters of the list of articles that people keep under names of theirs."""

    dependencies = [
        ("newsroom", "0010_preview_links_go_with_their_article"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="tên")),
                (
                    "query",
                    models.CharField(
                        help_text="Of the list's address, as saved_filters.read spells it.", max_length=1000
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "bộ lọc",
                "verbose_name_plural": "bộ lọc",
                "ordering": ["pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "name"),
                        name="saved_filter_name_once",
                        violation_error_message="Bạn đã có bộ lọc khác tên này.",
                    )
                ],
            },
        ),
    ]
