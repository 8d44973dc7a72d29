from django.db import migrations

REFUSE = """
CREATE FUNCTION comments_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are only ever added.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER comment_event_append_only BEFORE UPDATE OR DELETE ON comments_commentevent
    FOR EACH ROW EXECUTE FUNCTION comments_refuse_change();
"""
ALLOW = """
DROP TRIGGER comment_event_append_only ON comments_commentevent;
DROP FUNCTION comments_refuse_change();
"""


class Migration(migrations.Migration):
    """What was decided about a comment cannot be rewritten, not even by a mistake in our own code."""

    dependencies = [("comments", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
