from django.db import migrations, models


class Migration(migrations.Migration):
    """A document is opened when it is stored: how many pages it has goes with it to its attachment."""

    dependencies = [("newsroom", "0013_choices_of_a_merge")]
    operations = [
        migrations.AddField(
            model_name="storeddocument",
            name="pages",
            field=models.PositiveIntegerField(help_text="As an attachment has them.", null=True),
        ),
    ]
