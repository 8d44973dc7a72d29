import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.functions.datetime
from django.db import migrations, models


from ._first_abbreviations import first_abbreviations

# A range of texts. Two ranges of one text each overlap where the texts are equal: so an exclusion constraint compares
# texts beside days, without the extension that other operators would need.
TYPE = "CREATE TYPE articles_wordrange AS RANGE (subtype = text, collation = \"C\");"
# Numbers of a sequence never come twice, also where a transaction was rolled back.
NUMBERS = """
CREATE SEQUENCE articles_glossary_number;
INSERT INTO articles_glossaryedition (id, number) VALUES (1, nextval('articles_glossary_number'));
"""
# In the database, so that a change counts whoever writes it: a form, an import, an update of many rows.
FUNCTIONS = """
CREATE FUNCTION articles_glossary_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO articles_glossaryedition (id, number) VALUES (1, nextval('articles_glossary_number'))
    ON CONFLICT (id) DO UPDATE SET number = excluded.number;
    RETURN NULL;
END $$;
CREATE FUNCTION articles_index_phrase() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO articles_phrasetoindex (phrase) VALUES (OLD.long);
    END IF;
    IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.long <> OLD.long) THEN
        INSERT INTO articles_phrasetoindex (phrase) VALUES (NEW.long);
    END IF;
    RETURN NULL;
END $$;
"""
NO_FUNCTIONS = "DROP FUNCTION articles_glossary_changed(); DROP FUNCTION articles_index_phrase();"
TRIGGERS = """
CREATE TRIGGER glossary_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON articles_abbreviation
    FOR EACH STATEMENT EXECUTE FUNCTION articles_glossary_changed();
CREATE TRIGGER index_phrase AFTER INSERT OR DELETE ON articles_abbreviation
    FOR EACH ROW EXECUTE FUNCTION articles_index_phrase();
CREATE TRIGGER index_phrase_changed AFTER UPDATE ON articles_abbreviation
    FOR EACH ROW WHEN ((OLD.short, OLD.long) IS DISTINCT FROM (NEW.short, NEW.long))
    EXECUTE FUNCTION articles_index_phrase();
"""
NO_TRIGGERS = """
DROP TRIGGER glossary_changed ON articles_abbreviation;
DROP TRIGGER index_phrase ON articles_abbreviation;
DROP TRIGGER index_phrase_changed ON articles_abbreviation;
"""


def fill_empty_table(apps, schema_editor):
    """The table that 0.4.0 has in its code. Articles are found by these already, so nothing is indexed anew."""
    rows = apps.get_model("articles", "Abbreviation").objects
    if not rows.exists():
        rows.bulk_create(
            rows.model(short=short, long=long, explains=explains) for short, long, explains in first_abbreviations()
        )


class Migration(migrations.Migration):
    """The abbreviations as rows, beside the table in the code of 0.4.0, which goes on reading that."""

    dependencies = [
        ('articles', '0017_changes_of_links'),
    ]

    operations = [
        migrations.RunSQL(TYPE, "DROP TYPE articles_wordrange;"),
        migrations.CreateModel(
            name='GlossaryEdition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField()),
            ],
            options={
                'verbose_name': 'lần sửa từ viết tắt',
                'verbose_name_plural': 'lần sửa từ viết tắt',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PhraseToIndex',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phrase', models.CharField(max_length=200)),
                ('reached', models.BigIntegerField(db_default=0, default=0)),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'verbose_name': 'cụm từ chờ lập chỉ mục',
                'verbose_name_plural': 'cụm từ chờ lập chỉ mục',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Abbreviation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('short', models.CharField(help_text='Đúng như trong bài, kể cả chữ hoa, chữ thường, dấu chấm, gạch nối: TTHC, KT-XH, Tp., Q.1.', max_length=20, verbose_name='chữ viết tắt')),
                ('long', models.CharField(help_text='Chữ thường, trừ tên riêng: “thủ tục hành chính”, “Ủy ban nhân dân”. Không ghi phần giải thích.', max_length=200, verbose_name='viết đầy đủ')),
                ('note', models.TextField(blank=True, help_text='Hiện ở trang “Từ viết tắt”. Ví dụ: “Từ 01/03/2025 thay Sở Kế hoạch và Đầu tư”.', max_length=500, verbose_name='ghi chú cho bạn đọc')),
                ('explains', models.BooleanField(default=True, help_text='Bỏ chọn nếu chữ này còn nghĩa khác (KH: kế hoạch, khách hàng): khi ấy nó chỉ giúp tìm kiếm, không hiện trong bài, không được đọc thành tiếng và không có ở trang “Từ viết tắt”.', verbose_name='giải thích cho bạn đọc')),
                ('since', models.DateField(blank=True, help_text='Bài đăng trước ngày này không được giải thích như vậy. Để trống: từ trước đến nay.', null=True, verbose_name='dùng từ ngày')),
                ('until', models.DateField(blank=True, help_text='Ví dụ khi cơ quan đổi tên. Bài đăng trước đó vẫn được giải thích như cũ. Để trống: đến nay.', null=True, verbose_name='dùng đến hết ngày')),
                ('sort_key', models.CharField(db_default='', editable=False, max_length=400)),
                ('long_key', models.CharField(db_default='', editable=False, max_length=400)),
            ],
            options={
                'verbose_name': 'từ viết tắt',
                'verbose_name_plural': 'từ viết tắt',
                'ordering': ['sort_key', 'since', 'pk'],
                'indexes': [models.Index(fields=['sort_key', 'since', 'id'], name='abbreviation_in_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('short', ''), _negated=True), models.Q(('long', ''), _negated=True)), name='abbreviation_has_both_forms', violation_error_message='Xin ghi cả chữ viết tắt và chữ viết đầy đủ.'), models.CheckConstraint(condition=models.Q(('since', None), ('until', None), ('until__gte', models.F('since')), _connector='OR'), name='abbreviation_ends_after_start', violation_error_message='“Dùng đến hết ngày” không được trước “Dùng từ ngày”.'), models.CheckConstraint(condition=models.Q(('since__gte', datetime.date(1990, 1, 1)), ('since__lt', datetime.date(2101, 1, 1)), ('until__gte', datetime.date(1990, 1, 1)), ('until__lt', datetime.date(2101, 1, 1))), name='abbreviation_days_within'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('explains', True)), expressions=[(models.Func(models.F('short'), models.F('short'), models.Value('[]'), function='articles_wordrange'), '&&'), (models.Func(models.F('since'), models.F('until'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='abbreviation_explained_once', violation_error_message='Chữ viết tắt này đang được giải thích theo nghĩa khác trong cùng thời gian.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('short'), models.F('short'), models.Value('[]'), function='articles_wordrange'), '&&'), (models.Func(models.F('long'), models.F('long'), models.Value('[]'), function='articles_wordrange'), '&&'), (models.Func(models.F('since'), models.F('until'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='abbreviation_once', violation_error_message='Đã có mục này trong cùng thời gian.')],
            },
        ),
        migrations.RunPython(fill_empty_table, migrations.RunPython.noop),
        migrations.RunSQL(NUMBERS, "DROP SEQUENCE articles_glossary_number;"),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
    ]
