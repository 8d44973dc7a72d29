from django.db import migrations

# A CHECK would also refuse every other change of a row whose text was longer before there was a limit.
LIMIT = """
CREATE FUNCTION articles_body_length() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' OR NEW.body IS DISTINCT FROM OLD.body THEN
        RAISE EXCEPTION 'a body has at most 500000 bytes' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER article_body_length BEFORE INSERT OR UPDATE OF body ON articles_article
    FOR EACH ROW WHEN (octet_length(NEW.body) > 500000) EXECUTE FUNCTION articles_body_length();
CREATE TRIGGER page_body_length BEFORE INSERT OR UPDATE OF body ON articles_page
    FOR EACH ROW WHEN (octet_length(NEW.body) > 500000) EXECUTE FUNCTION articles_body_length();
"""
NO_LIMIT = """
DROP TRIGGER article_body_length ON articles_article;
DROP TRIGGER page_body_length ON articles_page;
DROP FUNCTION articles_body_length();
"""


class Migration(migrations.Migration):
    """Bodies are at most 500 kB long; one that is longer already stays as it is."""

    dependencies = [("articles", "0003_words")]
    operations = [migrations.RunSQL(LIMIT, NO_LIMIT)]
