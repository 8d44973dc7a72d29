from django.db import migrations

BATCH = 2_000
FILL = """
INSERT INTO comments_commentwords (comment_id, words)
SELECT id, comments_words_of(name || E'\\n' || body) FROM comments_comment
WHERE id > %(after)s AND id <= %(up_to)s
ON CONFLICT DO NOTHING
"""


def fill(apps, schema_editor):
    """The words of what was sent before, some at a time; one that is killed half way goes on where it is begun again."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM comments_comment")
        (last,) = cursor.fetchone()
        for after in range(0, last, BATCH):
            cursor.execute(FILL, {"after": after, "up_to": after + BATCH})


class Migration(migrations.Migration):
    atomic = False  # a batch is a transaction of its own, and locks nothing for long

    dependencies = [("comments", "0080_words_and_places")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
