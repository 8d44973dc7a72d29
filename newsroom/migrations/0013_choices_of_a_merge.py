from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0012_filters_and_the_last_release")]

    operations = [
        migrations.AddField(
            model_name="workingcopy",
            name="merge_choices",
            field=models.JSONField(
                db_default={},
                default=dict,
                help_text="What was chosen and typed so far on the page that merges it.",
            ),
        ),
    ]
