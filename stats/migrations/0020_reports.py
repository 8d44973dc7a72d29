import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stats', '0003_dimensions'),
    ]

    operations = [
        migrations.CreateModel(
            name='SentReport',
            fields=[
                ('period', models.CharField(max_length=7, primary_key=True, serialize=False)),
                ('letters', models.PositiveIntegerField()),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='ReportRecipient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(error_messages={'unique': 'Địa chỉ này đã có trong danh sách nhận báo cáo.'}, max_length=254, unique=True, verbose_name='email')),
                ('name', models.CharField(blank=True, help_text='Ví dụ: Văn phòng Sở Nội vụ.', max_length=120, verbose_name='người nhận')),
                ('monthly', models.BooleanField(default=True, help_text='Gửi 7 giờ sáng ngày 1 tháng sau.', verbose_name='báo cáo tháng')),
                ('yearly', models.BooleanField(default=True, help_text='Gửi 7 giờ sáng ngày 1 tháng 1 năm sau.', verbose_name='báo cáo năm')),
            ],
            options={
                'verbose_name': 'người nhận báo cáo',
                'verbose_name_plural': 'người nhận báo cáo',
                'ordering': ['email'],
                'constraints': [models.CheckConstraint(condition=models.Q(('monthly', True), ('yearly', True), _connector='OR'), name='stats_recipient_gets_something', violation_error_message='Hãy chọn ít nhất một loại báo cáo.')],
            },
        ),
    ]
