"""How an article takes comments: first, after, slowly, not now; and whose are shown at once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from cchc_portal.serving import content_version
from comments.models import Comment, CommentMode, ModerationPolicy, Policy, SenderStop
from comments.models.mode import ModeInForce
from tests.comments.factories import address, ago, make_comment, post
from tests.factories import MODERATOR, make_article, make_category, make_site, make_user

pytestmark = pytest.mark.django_db
CLOSED = "Ban Biên tập tạm ngừng nhận bình luận mới ở bài này."
WORDS = "Bộ phận một cửa làm việc nhanh, xin cảm ơn anh chị"


@pytest.fixture(autouse=True)
def _site():
    make_site()


def set_mode(mode, *, article=None, category=None, **fields):
    return CommentMode.objects.create(mode=mode, article=article, category=category, by=make_user(MODERATOR), **fields)


def send(article, body=None, **fields):
    answer = post(Client(), article, body=body or f"{WORDS} {uuid4().hex[:4]}", **fields)
    return Comment.objects.latest("pk") if answer.status_code == 303 else answer


def test_a_closed_article_says_so_on_every_page_and_takes_nothing():
    article = make_article()
    set_mode("closed", article=article)
    client = Client()

    assert CLOSED in client.get(article.get_absolute_url()).content.decode()
    assert CLOSED in client.get(address(article)).content.decode()
    assert CLOSED in client.get(address(article), {"trang": 1}).content.decode()
    refused = post(client, article, body="Chữ tôi viết")
    assert refused.status_code == 403
    assert "Chữ tôi viết" in refused.content.decode()
    assert not Comment.objects.exists()


def test_the_nearest_mode_counts():
    above = make_category()
    below = make_category(parent=above)
    article, other, aside = (
        make_article(category=below),
        make_article(category=below),
        make_article(category=make_category()),
    )
    set_mode("closed", category=above)
    assert CLOSED in Client().get(address(article)).content.decode()

    set_mode("slow", category=below)
    set_mode("first", article=other)

    assert "Bài này nhận chậm" in Client().get(address(article)).content.decode()
    assert "nhận chậm" not in Client().get(address(other)).content.decode()
    assert "Viết bình luận" in Client().get(article.get_absolute_url()).content.decode()
    assert send(aside).state == "pending"


@pytest.mark.parametrize(
    "closes",
    [lambda article: Policy(is_open=False).save(), lambda article: type(article).objects.update(comments_open=False)],
)
def test_what_is_closed_by_article_or_portal_stays_closed_in_every_mode(closes):
    article = make_article()
    set_mode("after", article=article)
    closes(article)

    assert send(article).status_code == 403


def test_published_at_once_and_to_be_looked_at():
    article = make_article()
    set_mode("after", article=article)

    comment = send(article)

    assert (comment.state, comment.decided_by, comment.due_at) == ("approved", None, None)
    assert list(Comment.objects.published_unseen()) == [comment]
    assert comment.body in Client().get(article.get_absolute_url()).content.decode()
    assert comment.events.get().to_state == "approved"
    assert "hiện ngay" in Client().get(address(article)).content.decode()


@pytest.mark.parametrize("body", ["Xem ở bit.ly/x nhé", "Đ" * 30, f"{WORDS.upper()}!"])
def test_what_has_a_finding_waits_in_every_mode(body):
    article = make_article()
    set_mode("after", article=article)

    answer = send(article, body=body)

    assert not Comment.objects.filter(state="approved").exists()
    assert getattr(answer, "state", "pending") != "approved"


def test_the_page_after_sending_says_what_is_true():
    article = make_article()
    set_mode("after", article=article)
    client = Client()
    shown = client.get(post(client, article, body=WORDS)["Location"]).content.decode()
    CommentMode.objects.all().delete()
    Comment.objects.update(created_at=ago(days=1))
    waiting = client.get(post(client, article, body=f"{WORDS} nữa")["Location"]).content.decode()

    assert "Bình luận đã hiện trên trang tin" in shown
    assert "chờ Ban Biên tập duyệt rồi mới hiện" in waiting


def test_slowly_is_one_comment_a_person_in_so_many_minutes():
    article, other = make_article(), make_article()
    set_mode("slow", article=article, slow_minutes=30)
    assert send(article).state == "pending"
    Comment.objects.update(created_at=ago(minutes=20))

    refused = send(article)
    assert refused.status_code == 429
    assert "mỗi người một bình luận trong 30 phút. Xin đợi 1" in refused.content.decode()
    assert send(article, email="khac@thu.example").state == "pending"
    assert send(other).state == "pending"
    Comment.objects.update(created_at=ago(minutes=31))
    assert send(article).state == "pending"


@pytest.mark.django_db(transaction=True)
def test_a_mode_renders_cached_pages_anew():
    article = make_article()
    stamps = [content_version.watch(0).get().stamp]
    for change in (lambda: set_mode("closed", article=article), lambda: CommentMode.objects.get().delete()):
        change()
        stamps.append(content_version.watch(0).get().stamp)

    assert len(set(stamps)) == 3


def known(article, count=3, **fields):
    """`count` approved comments under the confirmed address of who sends from here next."""
    first = send(article)
    Comment.objects.filter(pk=first.pk).update(
        **{"email_confirmed_at": ago(days=3), "state": "approved", "decided_at": ago(days=3)}
        | {"decided_by": make_user(MODERATOR), "created_at": ago(days=4)}
    )
    for _ in range(count - 1):
        earlier = {"email_confirmed_at": ago(days=90), "created_at": ago(days=90), "decided_by": make_user(MODERATOR)}
        make_comment(article, **earlier | fields)
    first.refresh_from_db()
    return first


def test_who_was_approved_often_is_published_at_once_when_the_office_wants_it():
    article = make_article()
    known(article)
    assert send(article).state == "pending"
    Comment.objects.filter(state="pending").update(state="withdrawn", decided_at=ago(days=1), created_at=ago(days=1))

    ModerationPolicy(trusts_after=3).save()

    assert send(article).state == "approved"


@pytest.mark.parametrize(
    "spoils",
    [
        lambda first: ModerationPolicy(trusts_after=4).save(),
        lambda first: Comment.objects.filter(pk=first.pk).update(email_confirmed_at=None),
        lambda first: Comment.objects.filter(pk=first.pk).update(browser_key=uuid4()),
        lambda first: Comment.objects.filter(pk=first.pk).update(decided_by=None),
        lambda first: make_comment(first.article, state="rejected", email_confirmed_at=ago(days=9)),
        lambda first: make_comment(first.article, state="spam", email_confirmed_at=ago(days=9)),
        lambda first: SenderStop.objects.create(
            email=first.email, why="x", by=make_user(MODERATOR), lifted_at=timezone.now() - timedelta(days=1)
        ),
        lambda first: set_mode("first", article=first.article),
    ],
    ids=["too few", "unconfirmed", "elsewhere", "nobody read it", "rejected", "spam", "stopped", "mode"],
)
def test_who_is_not_surely_trusted_waits(spoils):
    article = make_article()
    ModerationPolicy(trusts_after=3).save()
    spoils(known(article))

    assert send(article).state == "pending"


def test_the_mode_in_force_of_no_row_is_as_everywhere():
    mode = ModeInForce.read(None)

    assert not any([mode.is_closed, mode.shows_at_once, mode.waits_always, mode.is_slow])
