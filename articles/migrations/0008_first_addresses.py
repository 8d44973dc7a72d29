from django.conf import settings
from django.db import migrations, models

# What feeds call an article is its address at the time when readers first could see it. That is its address still,
# until somebody gives it another slug or takes it back: then the slug is kept, whichever release writes, and nobody
# changes that again. `saved_at` stands beside now(): it is the moment by the clock of whoever
# writes.
KEEP = """
CREATE FUNCTION articles_article_first_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.first_slug := coalesce(nullif(OLD.first_slug, ''), OLD.slug);
    RETURN NEW;
END $$;
CREATE TRIGGER article_first_slug BEFORE UPDATE ON articles_article FOR EACH ROW
    WHEN (
        OLD.first_slug <> ''
        OR OLD.status IN ('published', 'withdrawn') AND OLD.published_at <= greatest(NEW.saved_at, now())
        AND (OLD.slug, OLD.status, OLD.published_at) IS DISTINCT FROM (NEW.slug, NEW.status, NEW.published_at)
    )
    EXECUTE FUNCTION articles_article_first_slug();
"""
KEEP_NO_MORE = """
DROP TRIGGER article_first_slug ON articles_article;
DROP FUNCTION articles_article_first_slug();
"""
# Feeds have shown these; they were taken back, and may get another address before they return.
TAKEN_BACK = """
UPDATE articles_article SET first_slug = slug
WHERE status IN ('draft', 'review') AND published_at <= now() AND EXISTS (
    SELECT FROM articles_transition
    WHERE article_id = articles_article.id AND from_status IN ('published', 'withdrawn')
)
"""


def keep_origin(apps, schema_editor):
    """`SITE_URL` of today, which begins the name of every entry that feeds have shown."""
    origin = schema_editor.quote_value(settings.SITE_URL)
    function = f"articles_feed_origin() RETURNS text LANGUAGE sql IMMUTABLE AS $body$ SELECT {origin}::text $body$"
    schema_editor.execute(f"CREATE FUNCTION {function}", params=None)


def drop_origin(apps, schema_editor):
    schema_editor.execute("DROP FUNCTION articles_feed_origin()")


class Migration(migrations.Migration):
    """Feeds go on calling an article what they have called it, whatever becomes of its slug and of SITE_URL."""

    dependencies = [("articles", "0007_sort_keys")]
    operations = [
        migrations.AddField(
            model_name="article",
            name="first_slug",
            field=models.CharField(
                default="",
                db_default="",
                editable=False,
                help_text="By which feeds know it; empty while that is its slug. A trigger keeps it.",
                max_length=100,
            ),
        ),
        migrations.RunPython(keep_origin, drop_origin),
        migrations.RunSQL(TAKEN_BACK, migrations.RunSQL.noop),
        migrations.RunSQL(KEEP, KEEP_NO_MORE),
    ]
