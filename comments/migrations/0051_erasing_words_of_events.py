from django.db import migrations

# The one change that is let through: the reason of a step of an erased comment, to this sentence and nothing else.
REFUSE_OR_ERASE = """
CREATE FUNCTION comments_keep_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    erased comments_commentevent := OLD;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        erased.why := '(Đã xóa cùng dữ liệu cá nhân.)';
        IF NEW IS NOT DISTINCT FROM erased
           AND EXISTS (SELECT FROM comments_comment WHERE id = OLD.comment_id AND erased_at IS NOT NULL) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'Rows of % are only ever added.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER comment_event_append_only ON comments_commentevent;
CREATE TRIGGER comment_event_append_only BEFORE UPDATE OR DELETE ON comments_commentevent
    FOR EACH ROW EXECUTE FUNCTION comments_keep_event();
"""
REFUSE = """
DROP TRIGGER comment_event_append_only ON comments_commentevent;
CREATE TRIGGER comment_event_append_only BEFORE UPDATE OR DELETE ON comments_commentevent
    FOR EACH ROW EXECUTE FUNCTION comments_refuse_change();
DROP FUNCTION comments_keep_event();
"""


class Migration(migrations.Migration):
    """A right to erasure is worth more than the wording of a reason; who decided what and when is still never changed."""

    dependencies = [("comments", "0050_targets_of_waiting")]
    operations = [migrations.RunSQL(REFUSE_OR_ERASE, REFUSE)]
