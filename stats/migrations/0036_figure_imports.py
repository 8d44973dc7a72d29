"""Imports with a record of their own. Earlier ones have none: their figures are part of their days."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stats', '0035_baseline_fits'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FigureImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('log', 'Nhật ký truy cập'), ('series', 'Số liệu từng ngày')], max_length=10, verbose_name='loại')),
                ('state', models.CharField(choices=[('waiting', 'Chờ xác nhận'), ('added', 'Đã nhập'), ('undone', 'Đã hoàn tác')], default='waiting', max_length=10, verbose_name='trạng thái')),
                ('file_name', models.CharField(max_length=200, verbose_name='tệp')),
                ('digest', models.BinaryField(max_length=32)),
                ('checked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='đọc lúc')),
                ('added_at', models.DateTimeField(null=True, verbose_name='nhập lúc')),
                ('undone_at', models.DateTimeField(null=True, verbose_name='hoàn tác lúc')),
                ('first_day', models.DateField(null=True, verbose_name='từ ngày')),
                ('last_day', models.DateField(null=True, verbose_name='đến ngày')),
                ('day_count', models.IntegerField(verbose_name='số ngày')),
                ('views', models.BigIntegerField(verbose_name='lượt xem')),
                ('visits', models.BigIntegerField(verbose_name='lượt truy cập')),
                ('visitors', models.BigIntegerField(verbose_name='khách')),
                ('excluded', models.BigIntegerField(verbose_name='không tính')),
                ('report', models.JSONField(default=dict)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người nhập')),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người hoàn tác')),
            ],
            options={
                'verbose_name': 'đợt nhập số liệu',
                'verbose_name_plural': 'đợt nhập số liệu',
                'ordering': ['-pk'],
                'default_permissions': ('add',),
            },
        ),
        migrations.CreateModel(
            name='ImportedDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('added', models.JSONField()),
                ('figure_import', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='stats.figureimport')),
            ],
        ),
        migrations.AddConstraint(
            model_name='figureimport',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('by', 'digest'), name='stats_import_waits_once', violation_error_message='Tệp này đang chờ bạn xác nhận.'),
        ),
        migrations.AddConstraint(
            model_name='figureimport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('added_at', None), ('state', 'waiting')), models.Q(('added_at__isnull', False), ('state__in', ['added', 'undone'])), _connector='OR'), name='stats_import_times', violation_error_message='Đợt nhập phải có giờ nhập.'),
        ),
        migrations.AddConstraint(
            model_name='importedday',
            constraint=models.UniqueConstraint(fields=('figure_import', 'day'), name='stats_importedday_once'),
        ),
    ]
