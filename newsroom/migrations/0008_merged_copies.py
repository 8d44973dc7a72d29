from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0007_presence_goes_with_its_article")]

    operations = [
        migrations.AddField(
            model_name="workingcopy",
            name="merged_from",
            field=models.UUIDField(help_text="Key of the copy whose text was joined with what was saved.", null=True),
        ),
        migrations.AddField(
            model_name="workingcopy",
            name="merged_digest",
            field=models.CharField(
                blank=True, db_default="", default="", help_text="Of the text that was joined.", max_length=64
            ),
        ),
        migrations.AddField(
            model_name="workingcopy",
            name="merge_note",
            field=models.TextField(blank=True, db_default="", default="", help_text="What was joined, in words."),
        ),
        migrations.AddField(
            model_name="workingcopy",
            name="leaves_out",
            field=models.BooleanField(
                db_default=False, default=False, help_text="Whether something of that copy was not taken."
            ),
        ),
    ]
