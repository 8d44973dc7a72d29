"""Writes very many articles without the models, for measuring speed.

The rows are those that a save would make (a test compares them). They are made fast: texts are put together from
sentences whose lexemes are known, and several processes copy them in.
"""

import io
import random
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from multiprocessing import get_context
from operator import itemgetter

from django.contrib.postgres.indexes import GinIndex
from django.db import connection, connections, transaction
from django.utils import timezone

from accounts.models import User
from articles import glossary
from articles.models import Article, Author, Category, Tag
from articles.search.index import lexemes, weighted
from uploads.models import Image
from vietnamese.order import AlphabetKeyField
from vietnamese.slugs import slugify

from .prose import Prose

CHUNK = 1_000
MANY = 10_000
YEARS = 5
LANES = ("exact", "folded")


class Press:
    """Turns the stories of one `Prose` into rows of articles, the same for the same seed, moment and count.

    Article 0 is `YEARS` old and the last one is from today: the rows lie in the order of time, as on a real portal.
    """

    def __init__(self, seed, now, count):
        self.synonyms = glossary.current().synonyms
        self.prose, self.now, self.count = Prose(seed, self.synonyms), now, count
        self.categories = list(Category.objects.order_by("pk").values_list("pk", flat=True))
        self.covers = list(Image.objects.order_by("pk").values_list("pk", flat=True)) or [None]
        self.tags = list(Tag.objects.order_by("pk").values_list("pk", flat=True))
        self.writers = list(User.objects.filter(is_staff=True).order_by("pk").values_list("pk", flat=True)) or [None]
        self.authors = list(Author.objects.order_by("pk").values_list("pk", "name"))

    def articles(self, first_pk, numbers):
        """(article, its vectors, pks of its tags, pks of its authors) for each of `numbers`."""
        for number in numbers:
            chance = random.Random(f"{self.prose.seed}:{number}")
            story = self.prose.story(number)
            authors = chance.sample(self.authors, min(len(self.authors), chance.choice((1, 1, 1, 2))))
            published_at = self.now - timedelta(days=365 * YEARS) * (1 - number / self.count) ** 1.3
            article = self._article(story, first_pk + number, published_at, authors, chance)
            tags = chance.sample(self.tags, min(len(self.tags), chance.randint(1, 4)))
            yield article, _vectors(article, story, self.synonyms), tags, [pk for pk, _ in authors]

    def _article(self, story, pk, published_at, authors, chance):
        status = chance.choices(("published", "draft", "withdrawn"), (980, 15, 5))[0]
        expires = chance.random() < 0.01
        writer = random.Random(f"{self.prose.seed}:{pk}").choice(self.writers)
        return Article(
            pk=pk,
            title=story.title,
            slug=slugify(story.title),
            summary=story.summary,
            body=story.body,
            category_id=self.categories[story.source % len(self.categories)],
            cover_id=chance.choice(self.covers),
            byline=" – ".join(name for _, name in authors),
            source="Ban Biên tập",
            status=status,
            published_at=None if status == "draft" else published_at,
            expires_at=published_at + timedelta(days=90) if expires else None,
            created_by_id=writer,
            created_at=published_at - timedelta(hours=5),
            saved_by_id=writer,
            saved_at=published_at,
        )


def _vectors(article, story, synonyms):
    title, summary = lexemes(article.title, synonyms), lexemes(article.summary, synonyms)
    signature = lexemes(f"{article.byline} {article.source}", synonyms)
    return {
        f"search_{lane}": _vector_text(
            weighted(title=title[lane], summary=summary[lane], body=story.lexemes[lane], signature=signature[lane])
        )
        for lane in LANES
    }


def _vector_text(parts):
    """Like `to_tsvector_text` at a quarter of the time: PostgreSQL collects the places of a word itself."""
    entries, before = [], 0
    for places, weight in parts:
        entries += [f"'{lexeme}':{before + position}{weight}" for lexeme, position in places]
        before += 1 + max(map(itemgetter(1), places), default=0)
    return " ".join(entries)


def load_articles(count, *, seed=1, processes=2, report=print):
    """Add `count` articles; calls `report` with the progress. With `processes=1` no child process is started."""
    now = timezone.now()
    first_pk = _reserve(Article, count)
    chunks = [range(start, min(start + CHUNK, count)) for start in range(0, count, CHUNK)]
    with _without_search_indexes() if count >= MANY else nullcontext():
        written = 0
        for rows in _print(chunks, processes, (seed, now, count, first_pk)):
            written += rows
            report(f"{written:,} articles")
        report("Indexes …")


def _print(chunks, processes, arguments):
    """Yield the number of rows of each chunk when it is done."""
    if processes == 1:
        _start(*arguments)
        yield from map(_print_chunk, chunks)
        return
    connections.close_all()  # a connection cannot be shared with a child
    with get_context("fork").Pool(processes, _start, arguments) as pool:
        yield from pool.imap_unordered(_print_chunk, chunks)


@contextmanager
def _without_search_indexes():
    """Drop the GIN indexes meanwhile: building one at once takes a fraction of the time of adding row by row."""
    indexes = [index for index in Article._meta.indexes if isinstance(index, GinIndex)]
    with connection.schema_editor() as editor:
        for index in indexes:
            editor.remove_index(Article, index)
    try:
        yield
    finally:
        with connection.schema_editor() as editor:
            editor.execute("SET LOCAL maintenance_work_mem = '256MB'")
            for index in indexes:
                editor.add_index(Article, index)


def _reserve(model, count):
    """Reserve `count` primary keys; returns the first."""
    sequence = f"pg_get_serial_sequence('{model._meta.db_table}', 'id')"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT nextval({sequence})")
        first = cursor.fetchone()[0]
        cursor.execute(f"SELECT setval({sequence}, %s)", [first + count])
    return first


def _start(seed, now, count, first_pk):
    global _press, _first_pk
    _press, _first_pk = Press(seed, now, count), first_pk


def _print_chunk(numbers):
    articles, tagged, signed = [], [], []
    fields = Article._meta.concrete_fields
    keys = [field for field in fields if isinstance(field, AlphabetKeyField)]
    for article, vectors, tags, authors in _press.articles(_first_pk, numbers):
        values = {field.attname: getattr(article, field.attname) for field in fields} | vectors
        values |= {key.attname: key.key_of(article) for key in keys}
        articles.append(values)
        tagged += [{"article_id": article.pk, "tag_id": tag} for tag in tags]
        signed += [{"article_id": article.pk, "author_id": author} for author in authors]
    with transaction.atomic():
        _copy(Article._meta.db_table, articles)
        _copy(Article.tags.through._meta.db_table, tagged)
        _copy(Article.authors.through._meta.db_table, signed)
    return len(numbers)


def _copy(table, rows):
    """COPY `rows` (dicts with the same keys) into `table`."""
    if not rows:
        return
    lines = "\n".join("\t".join(map(_cell, row.values())) for row in rows)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({', '.join(rows[0])}) FROM STDIN", io.StringIO(lines))


def _cell(value):
    if value is None:
        return "\\N"
    text = str(value)  # not `str.translate`: ten times slower on long Vietnamese text
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
