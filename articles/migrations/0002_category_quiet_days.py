import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='category',
            name='quiet_days',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Số ngày, riêng cho chuyên mục này. Quá bấy nhiêu ngày không có bài mới thì chuyên mục hiện trên “Bảng nhắc việc”. Để trống thì theo số chung ở “Thông tin trang”.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(730)], verbose_name='nhắc khi không có bài mới'),
        ),
        migrations.AddConstraint(
            model_name='category',
            constraint=models.CheckConstraint(condition=models.Q(('quiet_days__gte', 1)), name='category_quiet_days_counted', violation_error_message='Số ngày để nhắc phải từ 1 trở lên.'),
        ),
    ]
