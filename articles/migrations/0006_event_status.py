from django.db import migrations, models

# The release beside this one writes `is_cancelled` alone, and meant postponed by it. Whoever writes one of the two
# columns changes the other.
POSTPONED = "UPDATE articles_event SET status = 'postponed' WHERE is_cancelled"
FOLLOW = """
CREATE FUNCTION articles_event_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.is_cancelled AND NEW.status = 'scheduled' THEN NEW.status := 'postponed'; END IF;
    ELSIF NEW.status = OLD.status AND NEW.is_cancelled <> OLD.is_cancelled THEN
        NEW.status := CASE WHEN NEW.is_cancelled THEN 'postponed' ELSE 'scheduled' END;
    END IF;
    NEW.is_cancelled := NEW.status <> 'scheduled';
    RETURN NEW;
END $$;
CREATE TRIGGER event_status BEFORE INSERT OR UPDATE ON articles_event
    FOR EACH ROW EXECUTE FUNCTION articles_event_status();
"""
FOLLOW_NO_MORE = """
DROP TRIGGER event_status ON articles_event;
DROP FUNCTION articles_event_status();
"""


class Migration(migrations.Migration):
    """Postponed and cancelled are two things. What was stored said “Đã hoãn” on every page, and stays postponed; on the
    way back both are `is_cancelled` again.
    """

    dependencies = [("articles", "0005_moments_within")]
    operations = [
        migrations.AddField(
            model_name="event",
            name="status",
            field=models.CharField(
                choices=[("scheduled", "Theo lịch"), ("postponed", "Đã hoãn"), ("cancelled", "Đã hủy")],
                db_default="scheduled",
                default="scheduled",
                help_text="Hoãn: sẽ có ngày khác. Hủy: không tổ chức nữa. Đừng xóa sự kiện, bạn đọc cần biết.",
                max_length=10,
                verbose_name="tình trạng",
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="is_cancelled",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="Postponed or cancelled: one word for both in the last release. A trigger keeps it.",
            ),
        ),
        migrations.RunSQL(POSTPONED, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["scheduled", "postponed", "cancelled"])),
                name="event_status_known",
                violation_error_message="Tình trạng của sự kiện không hợp lệ.",
            ),
        ),
        migrations.RunSQL(FOLLOW, FOLLOW_NO_MORE),
    ]
