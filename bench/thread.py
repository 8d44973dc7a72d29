"""Measures one page of a very long thread: the statement, the part of the article's page, the whole thread page.

    .venv/bin/python -m bench.thread

Writes 5,000 comments under one article in a transaction that it rolls back; makes no HTTP connection.
"""

# ruff: noqa: E402 – Django must be set up before the portal is imported
import os
import random
import statistics
import time
import uuid
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc_portal.settings")

import django

django.setup()

from django.db import connection, transaction
from django.template import Context, Template
from django.test import Client
from django.utils import timezone

from articles.models import Article
from comments.models import Comment
from comments.models.thread import ROOTS_PER_PAGE, Order

COMMENTS, ROUNDS = 5_000, 40
WORDS = "Tôi nhận trích lục khai sinh cho cháu đúng 40 phút, xin hỏi sáng thứ Bảy bộ phận một cửa có làm không? "
SECTION = Template("{% load comments_tags %}{% comment_thread article %}")


def write_thread(article):
    """Write the comments: three of ten are replies, some are liked, every fiftieth root is withdrawn above its
    answers.
    """
    chance, start = random.Random(18), timezone.now() - timedelta(days=9)
    roots = []
    for number in range(COMMENTS):
        is_reply = bool(roots) and chance.random() < 0.3
        roots.append(
            Comment(
                article=article,
                parent=chance.choice(roots) if is_reply else None,
                name=f"Bạn đọc {number}",
                body=WORDS * chance.randint(1, 6),
                state="approved",
                decided_at=start,
                created_at=start + timedelta(seconds=number),
                likes=int(chance.expovariate(0.3)),
                submission_id=uuid.UUID(int=chance.getrandbits(128)),
                consent_version="bench",
                consented_at=start,
            )
        )
        if is_reply:
            roots.pop().save()
        else:
            roots[-1].save()
    Comment.objects.filter(pk__in=[root.pk for root in roots[::50]]).update(state="withdrawn")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE comments_comment")


def measure(name, work):
    """Print the time by the clock and the processor time of this process, which is steadier on a busy machine."""
    work()
    taken, before = [], time.process_time()
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    used = (time.process_time() - before) * 1000 / ROUNDS
    p95 = sorted(taken)[int(ROUNDS * 0.95) - 1]
    print(f"{name:<45} p50 {statistics.median(taken):6.1f} ms   p95 {p95:6.1f} ms   CPU {used:5.1f} ms", flush=True)


def main():
    article = Article.objects.published().for_cards().first()
    client = Client(headers={"host": "127.0.0.1"})
    address = f"/binh-luan/{article.pk}/"
    with transaction.atomic():
        write_thread(article)
        last = Comment.objects.roots_shown(article).count() // ROOTS_PER_PAGE
        for order in Order:
            measure(f"statement, first page, {order}", lambda order=order: Comment.objects.thread(article, 1, order))
        measure(f"statement, page {last}", lambda: Comment.objects.thread(article, last))
        measure("the article's part: statement and HTML", lambda: SECTION.render(Context({"article": article})))
        for query in ("trang=1", "sap_xep=moi-nhat", "sap_xep=huu-ich", f"trang={last}"):
            measure(f"thread page ?{query}", lambda query=query: client.get(f"{address}?{query}"))
        newest = Comment.objects.newest(1)[0]
        measure("permanent link of the newest", lambda: client.get(newest.get_absolute_url()))
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
