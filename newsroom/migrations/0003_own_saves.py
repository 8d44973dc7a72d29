from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0002_deleted_by_the_last_release")]

    operations = [
        migrations.AddField(
            model_name="workingcopy",
            name="saved_edition",
            field=models.PositiveIntegerField(help_text="The edition that the save has made.", null=True),
        ),
        migrations.AddField(
            model_name="workingcopy",
            name="saved_digest",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Of what was sent: sent again, it saves once.",
                max_length=64,
            ),
        ),
    ]
