import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('articles', '0009_former_slugs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='WorkingCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('edition', models.PositiveIntegerField(default=0, help_text='Of the article when the form was opened.')),
                ('page', models.UUIDField()),
                ('number', models.PositiveIntegerField()),
                ('fields', models.JSONField(help_text="By the field's name, the values that the form would send, as texts.")),
                ('began_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('typed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ending', models.CharField(blank=True, choices=[('saved', 'đã lưu vào bài'), ('discarded', 'đã bỏ')], default='', max_length=10)),
                ('article', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.article')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'bản nháp',
                'verbose_name_plural': 'bản nháp',
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['user', 'article'], name='working_copy_open'), models.Index(condition=models.Q(('ended_at__isnull', False)), fields=['ended_at'], name='working_copy_ended')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ending', '')), models.Q(('ended_at__isnull', False), models.Q(('ending', ''), _negated=True)), _connector='OR'), name='working_copy_ends_once')],
            },
        ),
    ]
