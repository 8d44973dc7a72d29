import re
import unicodedata
from itertools import islice

from django.db import migrations, models

APP = "comments"
TEXTS = {"Rule": "pattern"}

# As vietnamese.names and vietnamese.fields wrote keys when this migration was made.
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
LETTER_RANK = {letter: f"{rank}" for rank, letter in enumerate(ALPHABET, start=20)}
TONE_RANK = {tone: rank for rank, tone in enumerate("\u0300\u0309\u0303\u0301\u0323", start=1)}
WORD = re.compile(r"[^\W_]+")
DIGITS = 400


def letter_key(letter):
    if letter.isdecimal():
        return f"{10 + unicodedata.decimal(letter)}"
    base = unicodedata.normalize("NFD", letter)[0]
    return LETTER_RANK.get(letter) or LETTER_RANK.get(base) or f"99{ord(letter):08}"


def word_key(word):
    decomposed = unicodedata.normalize("NFD", word.lower())
    tone = next((TONE_RANK[mark] for mark in decomposed if mark in TONE_RANK), 0)
    toneless = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in TONE_RANK))
    return "".join(map(letter_key, toneless)) + f"{tone:02}"


def key_of(text):
    return "".join(map(word_key, WORD.findall(unicodedata.normalize("NFC", text))))[:DIGITS]


def fill(model, text):
    unread = model.objects.only(text, "sort_key").iterator(chunk_size=500)
    while some := list(islice(unread, 500)):
        for row in some:
            row.sort_key = key_of(getattr(row, text))
        model.objects.bulk_update(some, ["sort_key"])


def fill_all(apps, schema_editor):
    for name, text in TEXTS.items():
        fill(apps.get_model(APP, name), text)


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0073_senders_and_ratings_aside'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='rule',
            options={'ordering': ['kind', 'sort_key', 'pk'], 'verbose_name': 'quy tắc lọc', 'verbose_name_plural': 'quy tắc lọc'},
        ),
        migrations.AddField(
            model_name='rule',
            name='sort_key',
            field=models.CharField(db_default='', editable=False, max_length=400),
        ),
        migrations.RunPython(fill_all, migrations.RunPython.noop),
    ]
