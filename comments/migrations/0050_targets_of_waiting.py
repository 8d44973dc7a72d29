from django.db import migrations
from django.utils import timezone

from ._working_time import add_hours, read_days

HOURS = 24  # the target of a portal that never set its own
BATCH = 500


def give_targets(apps, schema_editor):
    comments = apps.get_model("comments", "Comment").objects
    policy = apps.get_model("comments", "Policy").objects.first()
    hours, free_days = (policy.target_hours, read_days(policy.free_days)) if policy else (HOURS, frozenset())
    waiting = comments.filter(state="pending", due_at=None, is_official=False).only("created_at")
    given = []
    for comment in waiting.iterator(BATCH):
        comment.due_at = add_hours(timezone.localtime(comment.created_at), hours, free_days)
        given.append(comment)
    comments.bulk_update(given, ["due_at"], batch_size=BATCH)


class Migration(migrations.Migration):
    """What waited already when targets came gets its own, counted from when it was sent. It stays on the way back."""

    dependencies = [("comments", "0043_challenges")]
    operations = [migrations.RunPython(give_targets, migrations.RunPython.noop)]
