"""What the newsroom costs: forms, saves with their revisions, the pages of revisions, comparing, merging, previews.

    .venv/bin/python -m bench.newsroom                  every part; `--only revisions` one of them

Works with the articles of the database that it is given (the sample, or more by generate_load), in transactions that
it rolls back; makes no HTTP connection.
"""

# ruff: noqa: E402 – Django must be set up before the portal is imported
import argparse
import os
import random
import statistics
import uuid
from datetime import timedelta
from urllib.parse import urlsplit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc_portal.settings")

import django

django.setup()

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from reversion.models import Revision, Version

from articles.models import Article, Attachment, Tag, Transition
from bench.measured import conditions, measure
from comments.models import Comment
from newsroom.form_values import fields_of
from newsroom.merging.merges import prepare
from newsroom.models import Presence, WorkingCopy
from newsroom.preview import preview_links
from revisions.compare import Value, as_html, compare, merge
from revisions.models import SavedRow
from revisions.saving import keep, saved_by
from revisions.snapshots import load, state_of
from richtext.text import html_to_text

ROUNDS, REVISIONS, WORDS, BYTES, MUCH, SEED = 20, 500, 5_000, 40_000, 500, 11
OTHERS = 200_000  # revisions of other articles
FILL = """
WITH revision AS (
    INSERT INTO reversion_revision (date_created, comment, user_id)
    SELECT now() - number * interval '1 minute', '', %(user)s FROM generate_series(1, %(count)s) AS number RETURNING id
)
INSERT INTO revisions_savedrow (revision_id, content_type_id, object_id, kind, step, summary, names)
SELECT id, %(content_type)s, %(first)s + id %% %(rows)s, 'saved', '', 'sửa sapo', '{}'::jsonb FROM revision
"""


def report(name, work):
    print(f"{name:<58} {measure(work, ROUNDS)}", flush=True)


def long_body(enough):
    """Bodies of articles one after the other, from one that SEED names, until `enough` of the text is satisfied."""
    articles, body = Article.objects.order_by("pk").exclude(body=""), ""
    first = random.Random(SEED).randrange(articles.count())
    for found in (*articles[first : first + 200], *articles[:200]):
        body += f"\n{found.body}"
        if enough(body):
            break
    return body.strip()


def edited(body, chance, times):
    """`body` with so many words put in somewhere."""
    for _ in range(times):
        place = body.find(" ", chance.randrange(len(body)))
        if body.rfind("<", 0, place) <= body.rfind(">", 0, place):
            body = f"{body[:place]} sửa{chance.randrange(999)}{body[place:]}"
    return body


def save_once(article, user, chance):
    article.body, article.edition = edited(article.body, chance, 3), article.edition + 1
    article.save()


def save_keeping(article, user, chance):
    with saved_by(user):
        keep(article)
        save_once(article, user, chance)


def measure_revisions():
    chance = random.Random(SEED)
    user = get_user_model().objects.create(username="bench", is_staff=True, is_superuser=True)
    article = Article.objects.order_by("-pk").first()
    article.body = long_body(lambda body: len(body.encode()) > BYTES)
    article.save()
    print(f"An article of {len(article.body.encode()):,} bytes; {Article.objects.count():,} articles in the database.")
    report("a save without a revision", lambda: save_once(article, user, chance))
    report("a save with its revision", lambda: save_keeping(article, user, chance))
    print_size()
    fill(article, user, REVISIONS)
    report("… and 500 revisions before it", lambda: save_keeping(article, user, chance))
    measure_pages(article, user)
    measure_comparisons(chance)


def print_size():
    sizes = [
        len(version.serialized_data.encode())
        for version in Version.objects.filter(content_type__model="article").order_by("-pk")[:10]
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT avg(pg_column_size(serialized_data)) FROM reversion_version")
        print(f"A revision: {statistics.mean(sizes):,.0f} bytes of text, {cursor.fetchone()[0]:,.0f} on the disk")


def fill(article, user, number):
    """Give the article `number` revisions, at most sixty of them with a text, and others very many more."""
    while SavedRow.objects.of(article).count() < min(number, 60):
        save_keeping(article, user, random.Random(12))
    like = SavedRow.objects.of(article).first()
    more = max(0, number - SavedRow.objects.of(article).count())
    revisions = Revision.objects.bulk_create(Revision(date_created=timezone.now(), user=user) for _ in range(more))
    SavedRow.objects.bulk_create(
        SavedRow(revision=revision, content_type=like.content_type, object_id=article.pk, kind="saved", summary="x")
        for revision in revisions
    )
    save_keeping(article, user, random.Random(13))
    with connection.cursor() as cursor:
        values = {"user": user.pk, "count": OTHERS, "content_type": like.content_type_id}
        cursor.execute(FILL, values | {"first": article.pk + 1, "rows": OTHERS // 50})
        cursor.execute("ANALYZE revisions_savedrow")
        cursor.execute("ANALYZE reversion_revision")


def measure_pages(article, user):
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
    of_article = "admin:articles_article_{}"
    texts = SavedRow.objects.of(article).exclude(summary="x")
    first, last = texts.last(), texts.first()
    listed = reverse(of_article.format("revisions"), args=[article.pk])
    compared = reverse(of_article.format("comparison"), args=[article.pk])
    report("page: the newest 30 of 500", lambda: client.get(listed))
    report("page: the last of 17", lambda: client.get(f"{listed}?trang=17"))
    report("page: two compared", lambda: client.get(f"{compared}?tu={first.pk}&den={last.pk}"))
    look = reverse(of_article.format("revision"), args=[article.pk, first.pk])
    report("page: a look at the first", lambda: client.get(look))


def measure_comparisons(chance):
    body = long_body(lambda body: len(body.split()) > WORDS)
    blocks = body.split("\n")
    others = {
        "5,000 words, a few edited": edited(body, chance, 8),
        "5,000 words, every paragraph edited": edited(body, chance, 400),
        "5,000 words, half moved to the front": "\n".join(blocks[len(blocks) // 2 :] + blocks[: len(blocks) // 2]),
        "5,000 words against another text": "\n".join(reversed([edited(block, chance, 20) for block in blocks])),
    }
    for name, other in others.items():
        both = [Value.rich("nội dung", text, is_stored=True) for text in (body, other)]
        report(f"{name}, as HTML", lambda both=both: as_html(compare({"body": both[0]}, {"body": both[1]})))
    report("three texts of 5,000 words merged", lambda: merge(body, *list(others.values())[:2]))


def measure_previews():
    """The page that a frame or a tab fetches after a pause, and the one that a link leads to."""
    user = get_user_model().objects.create(username="bench", is_staff=True, is_superuser=True)
    article = Article.objects.filter(cover__isnull=False).order_by("-pk").first()
    article.status, article.published_at = "draft", None
    article.body = long_body(lambda body: len(html_to_text(body, is_stored=True).split()) > WORDS)
    article.save()
    copy = WorkingCopy.objects.create(user=user, article=article, page=uuid.uuid4(), number=1, fields={})
    link = preview_links.make(article, by=user, days=1, form_key=uuid.uuid4())
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
    for size, body in {"as long as most": article.body[:6_000], f"{WORDS:,} words": article.body}.items():
        copy.fields = {"title": ["Bến Lam"], "body": [body], "tags": [str(tag.pk) for tag in article.tags.all()]}
        copy.save()
        asked = reverse("preview:copy", args=[copy.key])
        report(f"preview of a working copy, {size}, opened", lambda asked=asked: client.get(asked, secure=True))
        report("… after a pause in typing", lambda asked=asked: client.get(f"{asked}?phan=1", secure=True))
    anybody, path = Client(headers={"host": "127.0.0.1"}), urlsplit(link.address).path
    report(f"a preview link, {WORDS:,} words", lambda: anybody.get(path, secure=True))


def measure_merging():
    """The page "Gộp hai bản" of 5,000 words that two people edited, here and there or everywhere; and its button."""
    chance = random.Random(SEED)
    user = get_user_model().objects.create(username="bench-merge", is_staff=True, is_superuser=True)
    article = Article.objects.order_by("-pk").first()
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
    body = long_body(lambda body: len(body.split()) > WORDS)
    for times in (12, 200):
        save_body(article, user, body)
        fields = fields_of(state_of(load(Article, article.pk))) | {"body": [edited(body, chance, times)]}
        copy = WorkingCopy.objects.create(
            user=user, article=article, edition=article.edition, page=uuid.uuid4(), number=1, fields=fields
        )
        save_body(article, user, edited(body, chance, times))
        print(f"{len(prepare(user, copy.key).merge.conflicts)} conflicts in {len(body.split()):,} words")
        page, sent = reverse("newsroom:merge", args=[copy.key]), {"ban": article.edition, "con-lai": "cua-ban"}
        report("three texts joined", lambda key=copy.key: prepare(user, key))
        report("page: two texts merged", lambda page=page: client.get(page))
        report("the joined text as a working copy", lambda page=page, sent=sent: client.post(page, sent))


def save_body(article, user, body):
    with saved_by(user):
        keep(article)
        article.body, article.edition = body, article.edition + 1
        article.save()


def measure_form():
    """The form of an article on which much hangs, and of one on which nothing does; the list of the first one's
    revisions.
    """
    chance = random.Random(SEED)
    author = get_user_model().objects.create(username="bench-form", is_staff=True, is_superuser=True)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(author)
    keys = Article.objects.exclude(body="").order_by("pk").values_list("pk", flat=True)
    bare, full = (Article.objects.get(pk=keys[chance.randrange(len(keys))]) for _ in range(2))
    pages = {article.pk: reverse("admin:articles_article_change", args=[article.pk]) for article in (bare, full)}
    print(f"{Article.objects.count():,} articles, {Comment.objects.count():,} comments")
    report("the form of a new article", lambda: client.get(reverse("admin:articles_article_add")))
    report("the form of an article", lambda: client.get(pages[bare.pk]))
    full.body = long_body(lambda body: len(body.split()) > WORDS)
    with saved_by(author):
        keep(full)
        full.save()
    fill(full, author, 50)
    report("… of 5,000 words with 50 revisions", lambda: client.get(pages[full.pk]))
    hang_much_on(full, author)
    fill(full, author, REVISIONS)
    report(f"… with {REVISIONS} revisions and {MUCH} of all but attachments", lambda: client.get(pages[full.pk]))
    for number in (20, 80, MUCH - 100):
        hang(full, Attachment, number, title="Biểu mẫu", file="tep/2026/11/bieu-mau.pdf", size=1_000)
        report(f"… and {full.attachments.count()} attachments", lambda: client.get(pages[full.pk]))
    listed = reverse("admin:articles_article_revisions", args=[full.pk])
    report(f"the newest 30 of {REVISIONS} revisions", lambda: client.get(listed))
    report("… the last page", lambda: client.get(f"{listed}?trang=17"))


def hang_much_on(article, author):
    """MUCH tags, steps, comments, open pages of others and working copies of `author`."""
    people = get_user_model().objects.bulk_create(
        get_user_model()(username=f"bench-{number}", is_staff=True) for number in range(MUCH)
    )
    tags = Tag.objects.bulk_create(Tag(name=f"Thẻ đo {number}", slug=f"the-do-{number}") for number in range(MUCH))
    article.tags.set(tags)
    hang(article, Transition, MUCH, by=author, from_status="draft", to_status="review", note="Xin sửa sapo.")
    hang(article, Comment, MUCH, name="Bạn đọc", body="Rất nhanh.", consented_at=timezone.now(), consent_version="1")
    fields = {"title": ["Bến Lam"], "body": [article.body], "tags": [str(tag.pk) for tag in tags[:3]]}
    WorkingCopy.objects.bulk_create(
        WorkingCopy(article=article, user=author, page=uuid.uuid4(), number=1, fields=fields) for _ in range(MUCH)
    )
    open_until = timezone.now() + timedelta(hours=1)
    Presence.objects.bulk_create(
        Presence(article=article, user=user, page=uuid.uuid4(), alive_until=open_until, can_write=True)
        for user in people
    )


def hang(article, model, number, **values):
    model.objects.bulk_create(model(article=article, **values) for _ in range(number))


PARTS = {
    "form": measure_form,
    "revisions": measure_revisions,
    "merging": measure_merging,
    "previews": measure_previews,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--seed", type=int, default=SEED, help="which articles, and where they are edited")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    globals().update(SEED=options.seed, ROUNDS=options.rounds)
    for name, part in PARTS.items():
        if options.only in {None, name}:
            print(f"{name}: {conditions()}")
            with transaction.atomic():
                part()
                transaction.set_rollback(True)


if __name__ == "__main__":
    main()
