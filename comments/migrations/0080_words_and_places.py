import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from ._on_delete import on_delete

# What stands between words: ASCII signs, those of Latin-1, dashes and quotes, arrows and symbols, pictures.
BETWEEN = (
    r"[\s!-/:-@\[-`{-~\u0080-\u00bf\u00d7\u00f7\u2000-\u206f\u2190-\u2bff\u3000-\u303f\ufe00-\ufe0f"
    r"\U0001f000-\U0001faff]+"
)
# Small letters are made of letters and marks apart, so that every locale knows them.
FUNCTIONS = rf"""
CREATE FUNCTION comments_words_of(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
WITH split AS (
    SELECT left(normalize(word, NFC), 64) AS word, place
    FROM regexp_split_to_table(lower(translate(normalize(said, NFD), 'ĐÐƉØŁ', 'đđđøł')), '{BETWEEN}')
         WITH ORDINALITY AS split(word, place)
), runs AS (
    SELECT regexp_replace(run[1], '[^0-9]', '', 'g') AS digits
    FROM regexp_matches(said, '[0-9](?:[ .,()/*_–\u00a0-]{{0,3}}[0-9]){{3,}}', 'g') AS run
), lexemes AS (
    SELECT format('''%s'':%s', word, least(place, 16383)) AS lexeme FROM split WHERE word <> ''
    UNION ALL
    SELECT format('''~%s'':%s', translate(regexp_replace(normalize(word, NFD), '[\u0300-\u036f]', '', 'g'),
                                          'đðɖøł', 'dddol'), least(place, 16383))
    FROM split WHERE word <> ''
    UNION ALL
    SELECT format('''#%s''', substr(digits, start, 24)) FROM runs, generate_series(1, length(digits) - 3) AS start
    UNION ALL
    SELECT format('''#0%s''', substr(digits, start + 2, 23)) FROM runs, generate_series(1, length(digits) - 10) AS start
    WHERE substr(digits, start, 2) = '84'
)
SELECT coalesce(string_agg(lexeme, ' '), '')::tsvector FROM lexemes
$$;
CREATE FUNCTION comments_keep_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO comments_commentwords (comment_id, words)
    VALUES (NEW.id, comments_words_of(NEW.name || E'\n' || NEW.body))
    ON CONFLICT (comment_id) DO UPDATE SET words = excluded.words;
    RETURN NULL;
END $$;
CREATE TRIGGER comment_words AFTER INSERT ON comments_comment
    FOR EACH ROW EXECUTE FUNCTION comments_keep_words();
CREATE TRIGGER comment_other_words AFTER UPDATE OF name, body ON comments_comment
    FOR EACH ROW WHEN (OLD.name <> NEW.name OR OLD.body <> NEW.body) EXECUTE FUNCTION comments_keep_words();
"""
NO_FUNCTIONS = """
DROP TRIGGER comment_other_words ON comments_comment;
DROP TRIGGER comment_words ON comments_comment;
DROP FUNCTION comments_keep_words();
DROP FUNCTION comments_words_of(text);
"""


class Migration(migrations.Migration):
    dependencies = [
        ('articles', '0019_several_readings'),
        ('comments', '0079_rules_by_kinds'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name='CommentWords',
            fields=[
                ('comment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='comments.comment', verbose_name='bình luận')),
                ('words', django.contrib.postgres.search.SearchVectorField(editable=False, verbose_name='từ')),
            ],
            options={
                'verbose_name': 'từ trong bình luận',
                'verbose_name_plural': 'từ trong bình luận',
                'default_permissions': (),
            },
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('state', 'pending'), _negated=True), fields=['state', '-decided_at', '-id'], name='comment_decided'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('decided_by', None), ('is_official', False), ('state', 'approved')), fields=['created_at', 'id'], name='comment_unseen'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['-created_at', '-id'], name='comment_newest_of_all'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(django.db.models.functions.text.Upper('email'), models.OrderBy(models.F('created_at'), descending=True), condition=models.Q(('email', ''), _negated=True), name='comment_by_address'),
        ),
        migrations.AddIndex(
            model_name='commentwords',
            index=django.contrib.postgres.indexes.GinIndex(fields=['words'], name='comment_words'),
        ),
        on_delete("comments_commentwords", "CASCADE"),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
    ]
