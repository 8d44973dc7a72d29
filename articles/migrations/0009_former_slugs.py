from django.db import migrations, models

TABLES = {
    "category": "articles_category",
    "tag": "articles_tag",
    "author": "articles_author",
    "event": "articles_event",
    "page": "articles_page",
}
# In the database, so that a renaming counts whoever writes it: a form, an update of many rows, the release beside.
FUNCTION = """
CREATE FUNCTION articles_keep_former_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM articles_formerslug WHERE kind = TG_ARGV[0] AND row_id = OLD.id;
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.slug <> '' THEN
        INSERT INTO articles_formerslug (kind, slug, row_id) VALUES (TG_ARGV[0], OLD.slug, NEW.id)
        ON CONFLICT (kind, slug) DO UPDATE SET row_id = excluded.row_id;
    END IF;
    DELETE FROM articles_formerslug WHERE kind = TG_ARGV[0] AND slug = NEW.slug;
    RETURN NULL;
END $$;
"""
TRIGGERS = """
CREATE TRIGGER former_slug AFTER INSERT OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION articles_keep_former_slug('{kind}');
CREATE TRIGGER former_slug_renamed AFTER UPDATE ON {table}
    FOR EACH ROW WHEN (OLD.slug <> NEW.slug) EXECUTE FUNCTION articles_keep_former_slug('{kind}');
"""
NO_TRIGGERS = """
DROP TRIGGER former_slug ON {table};
DROP TRIGGER former_slug_renamed ON {table};
"""


def for_each(statements):
    return "".join(statements.format(kind=kind, table=table) for kind, table in TABLES.items())


class Migration(migrations.Migration):
    """The slugs that categories, tags, authors, events and pages had lead to them."""

    dependencies = [("articles", "0008_first_addresses")]
    operations = [
        migrations.CreateModel(
            name="FormerSlug",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("category", "chuyên mục"),
                            ("tag", "thẻ"),
                            ("author", "tác giả"),
                            ("event", "sự kiện"),
                            ("page", "trang tĩnh"),
                        ],
                        max_length=10,
                    ),
                ),
                ("slug", models.CharField(max_length=100)),
                ("row_id", models.BigIntegerField()),
            ],
            options={
                "verbose_name": "đường dẫn cũ",
                "verbose_name_plural": "đường dẫn cũ",
                "default_permissions": (),
                "indexes": [models.Index(fields=["kind", "row_id"], name="former_slug_of_row")],
                "constraints": [models.UniqueConstraint(fields=("kind", "slug"), name="former_slug_once")],
            },
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION articles_keep_former_slug();"),
        migrations.RunSQL(for_each(TRIGGERS), for_each(NO_TRIGGERS)),
    ]
