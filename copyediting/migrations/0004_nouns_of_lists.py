from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('copyediting', '0003_stored_archive'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='houseword',
            options={'ordering': ['sort_key', 'pk'], 'verbose_name': 'từ của tòa soạn', 'verbose_name_plural': 'từ trong từ điển của tòa soạn'},
        ),
    ]
