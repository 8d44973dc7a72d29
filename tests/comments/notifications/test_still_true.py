"""No email says of a comment that it is posted, or answered, when nobody can see that by then."""

from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from articles.models import Article
from comments.models import Comment
from comments.moderation.decisions import answer_officially, decide, recall
from comments.notifications.still_true import take_back_untrue
from tests.comments.factories import make_comment, waiting
from tests.factories import EDITOR, make_site, make_user
from tests.newsroom.bin.binned import bin_it

pytestmark = pytest.mark.django_db
State = Comment.State


@pytest.fixture(autouse=True)
def site(time_machine):
    make_site()
    time_machine.move_to("2026-03-11T08:30:00+07:00", tick=False)


def subscribed(**fields):
    return fields | {"wants_mail": True, "email_confirmed_at": timezone.now()}


@pytest.fixture
def root():
    return make_comment(**subscribed(email="lien@thu.example"))


def two_minutes_later(time_machine):
    time_machine.move_to(timezone.now() + timedelta(minutes=2, seconds=1), tick=False)


def left():
    return sorted((email.to[0], email.subject) for email in Email.objects.all())


def withdrawn(article):
    Article.objects.filter(pk=article.pk).update(status="withdrawn")


def expired(article):
    Article.objects.filter(pk=article.pk).update(expires_at=timezone.now())


def put_off(article):
    Article.objects.filter(pk=article.pk).update(published_at=timezone.now() + timedelta(days=1))


def binned(article):
    bin_it(article, make_user(EDITOR))


@pytest.mark.parametrize("way", [withdrawn, expired, put_off, binned])
def test_nobody_hears_of_a_comment_whose_article_is_gone_by_then(root, moderator, time_machine, way):
    comment = waiting(root.article, parent=root, **subscribed(email="tho@thu.example"))
    decide(comment, State.APPROVED, by=moderator)
    assert left() == [
        ("lien@thu.example", "Có người trả lời bình luận của bạn"),
        ("tho@thu.example", "Bình luận của bạn đã được đăng"),
    ]
    way(root.article)

    assert take_back_untrue() == 0  # they wait still
    two_minutes_later(time_machine)
    assert take_back_untrue() == 2

    assert left() == []


@pytest.mark.parametrize("state", ["rejected", "spam", "pending"])
def test_whose_comment_is_taken_down_hears_of_no_answer_to_it(root, moderator, time_machine, state):
    answer_officially(root, "Xin cảm ơn.", by=moderator, name="Ban Biên tập")
    assert left() == [("lien@thu.example", "Cơ quan đã trả lời bạn")]

    root.refresh_from_db()
    decide(root, state, by=moderator, reason="Thông tin chưa có căn cứ" if state == "rejected" else "")
    two_minutes_later(time_machine)
    take_back_untrue()

    assert "Cơ quan đã trả lời bạn" not in [subject for _, subject in left()]


def test_who_answered_below_still_hears_that_it_is_posted(root, moderator, time_machine):
    """It stands there, below a sentence."""
    comment = waiting(root.article, parent=root, **subscribed(email="tho@thu.example"))
    decide(comment, State.APPROVED, by=moderator)
    recall(root)
    two_minutes_later(time_machine)

    assert take_back_untrue() == 1

    assert left() == [("tho@thu.example", "Bình luận của bạn đã được đăng")]


def test_what_is_so_goes_out(root, moderator, time_machine):
    shown = waiting(root.article, **subscribed(email="tho@thu.example"))
    refused = waiting(root.article, **subscribed(email="an@thu.example"))
    decide(shown, State.APPROVED, by=moderator)
    decide(refused, State.REJECTED, by=moderator, reason="Quảng cáo, mời chào")
    two_minutes_later(time_machine)

    assert take_back_untrue() == 0

    assert [address for address, _ in left()] == ["an@thu.example", "tho@thu.example"]


def test_a_refusal_goes_out_although_its_article_is_gone(root, moderator, time_machine):
    refused = waiting(root.article, **subscribed(email="an@thu.example"))
    decide(refused, State.REJECTED, by=moderator, reason="Quảng cáo, mời chào")
    withdrawn(root.article)
    two_minutes_later(time_machine)

    assert take_back_untrue() == 0
    assert [address for address, _ in left()] == ["an@thu.example"]


@pytest.mark.parametrize("count", [1, 30])
def test_asking_costs_the_same_for_many(root, moderator, time_machine, django_assert_max_num_queries, count):
    for number in range(count):
        comment = waiting(root.article, parent=root, **subscribed(email=f"tho{number}@thu.example"))
        decide(comment, State.APPROVED, by=moderator)
    two_minutes_later(time_machine)

    with django_assert_max_num_queries(4):
        assert take_back_untrue() == 0
    withdrawn(root.article)
    with django_assert_max_num_queries(7):
        assert take_back_untrue() == 2 * count


def test_with_nothing_due_it_is_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert take_back_untrue() == 0
