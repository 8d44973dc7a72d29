from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('layout', '0007_changes_of_links'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='link',
            options={'ordering': ['menu', 'position', 'pk'], 'verbose_name': 'liên kết', 'verbose_name_plural': 'liên kết'},
        ),
    ]
