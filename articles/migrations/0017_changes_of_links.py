from django.db import migrations

from ._links import noted


class Migration(migrations.Migration):
    """The tables tell which of their rows may have other links; the worker reads all that are there."""

    dependencies = [("articles", "0016_attachments_say_more"), ("links", "0001_addresses")]
    operations = [
        *noted("articles_article", "article", "body", "source_url", "summary", "cover_caption", "slug", "status", "published_at", "expires_at", "binned_at"),
        *noted("articles_page", "page", "body", "summary", "slug", "is_published"),
        *noted("articles_event", "event", "summary", "slug"),
        *noted("articles_category", "category", "description", "slug"),
        *noted("articles_author", "author", "bio", "slug"),
        *noted("articles_tag", "tag", "slug"),
    ]
