from django.db import migrations, models

# The release beside this one knows no kinds. It hands over and erases with a step from a state to the same state.
FILL = """
CREATE FUNCTION comments_kind_of_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.kind := CASE
        WHEN NEW.from_state = '' THEN 'arrival'
        WHEN NEW.from_state <> NEW.to_state THEN 'decision'
        WHEN NEW.why = 'Xóa dữ liệu cá nhân theo yêu cầu' THEN 'erasure'
        ELSE 'hand_over'
    END;
    RETURN NEW;
END $$;
CREATE TRIGGER comment_event_kind BEFORE INSERT ON comments_commentevent
    FOR EACH ROW WHEN (NEW.kind IS NULL) EXECUTE FUNCTION comments_kind_of_event();
"""
FILL_NO_MORE = """
DROP TRIGGER comment_event_kind ON comments_commentevent;
DROP FUNCTION comments_kind_of_event();
"""


class Migration(migrations.Migration):
    """What kind of step each is. A trigger says it for the release that does not."""

    dependencies = [("comments", "0052_words_of_erased")]
    operations = [
        migrations.AddField(
            model_name="commentevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("arrival", "Gửi đến"),
                    ("decision", "Quyết định"),
                    ("hand_over", "Giao việc"),
                    ("erasure", "Xóa dữ liệu"),
                ],
                max_length=10,
                null=True,
                verbose_name="loại",
            ),
        ),
        migrations.RunSQL(FILL, FILL_NO_MORE),
    ]
