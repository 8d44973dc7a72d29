from django.db import migrations

# The trigger that keeps steps as they are stands aside for this one transaction; others who write wait for its end.
GIVE_KINDS = """
ALTER TABLE comments_commentevent DISABLE TRIGGER comment_event_append_only;
UPDATE comments_commentevent SET kind = CASE
    WHEN from_state = '' THEN 'arrival'
    WHEN from_state <> to_state THEN 'decision'
    WHEN why = 'Xóa dữ liệu cá nhân theo yêu cầu' THEN 'erasure'
    ELSE 'hand_over'
END
WHERE kind IS NULL;
ALTER TABLE comments_commentevent ENABLE TRIGGER comment_event_append_only;
"""


class Migration(migrations.Migration):
    """The kinds of the steps before, as the release that wrote them understood them: a step that moves nothing handed
    the comment over, unless it says that it erased. On the way back the column goes, and the kinds with it.
    """

    dependencies = [("comments", "0060_kind_of_event")]
    operations = [migrations.RunSQL(GIVE_KINDS, migrations.RunSQL.noop)]
