from django.db import migrations, models


class Migration(migrations.Migration):
    """The few articles that two filters of the admin's list find, in its order."""

    dependencies = [("articles", "0012_right_to_backdate")]
    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["-saved_at", "-id"], name="article_saved_featured", condition=models.Q(("is_featured", True))
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["-saved_at", "-id"], name="article_saved_in_ticker", condition=models.Q(("in_ticker", True))
            ),
        ),
    ]
