import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('layout', '0001_initial'),
        ('uploads', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='site',
            name='publishes_statistics',
            field=models.BooleanField(default=True, help_text='Tắt mục nào thì mục ấy không còn trên trang; bộ đếm vẫn đếm và bàn làm việc vẫn thấy đủ.', verbose_name='công bố trang “Thống kê truy cập”'),
        ),
        migrations.AddField(
            model_name='site',
            name='quiet_days',
            field=models.PositiveSmallIntegerField(default=30, help_text='Số ngày. Quá bấy nhiêu ngày thì chuyên mục hiện trên “Bảng nhắc việc”.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(730)], verbose_name='nhắc khi chuyên mục không có bài mới'),
        ),
        migrations.AddField(
            model_name='site',
            name='show_counters',
            field=models.BooleanField(default=True, verbose_name='hiện hộp “Thống kê trong ngày”'),
        ),
        migrations.AddField(
            model_name='site',
            name='show_most_read',
            field=models.BooleanField(default=True, verbose_name='hiện mục “Đọc nhiều”'),
        ),
        migrations.AddField(
            model_name='site',
            name='show_view_counts',
            field=models.BooleanField(default=True, verbose_name='hiện lượt xem của từng bài'),
        ),
        migrations.AddConstraint(
            model_name='site',
            constraint=models.CheckConstraint(condition=models.Q(('quiet_days__gte', 1)), name='site_quiet_days_counted', violation_error_message='Số ngày để nhắc phải từ 1 trở lên.'),
        ),
    ]
