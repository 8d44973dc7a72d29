"""Comments of an article in the bin are decided as those of a withdrawn one, and say where their article is."""

import pytest

from comments.models import Comment, Rating
from comments.models.public_state import PublicState, public_state
from comments.moderation import decisions
from tests.comments.factories import make_comment, waiting
from tests.comments.queue.moderating import QUEUE
from tests.factories import EDITOR, WRITER, make_article, make_user
from tests.newsroom.bin.binned import bin_it, take_out_of_bin

pytestmark = pytest.mark.django_db


@pytest.fixture
def hoa():
    return make_user(EDITOR, username="hoa", pen_name="Minh Hòa")


def test_the_queue_names_the_article_with_the_place_where_it_is(staff_client, hoa):
    article = make_article(title="Bến Lam")
    waiting(article)
    bin_it(article, hoa)

    page = staff_client.get(QUEUE).content.decode()

    assert page.count("Bến Lam (trong thùng rác)") == 2


def test_the_comments_of_a_draft_that_moderators_may_not_know_name_it_as_little_as_before(staff_client, hoa):
    article = make_article(title="Bến Lam", status="draft", published_at=None, created_by=make_user(WRITER))
    waiting(article)
    bin_it(article, hoa)

    page = staff_client.get(QUEUE).content.decode()

    assert "Bài chưa đăng" in page
    assert "Bến Lam" not in page


def test_what_is_decided_meanwhile_stands_below_the_article_when_it_comes_back(client, moderator, hoa):
    article = make_article()
    comment, shown = waiting(article, name="Đang đợi"), make_comment(article, name="Đã đăng")
    bin_it(article, hoa)
    decisions.decide(comment, Comment.State.APPROVED, by=moderator)
    for each in (comment, shown):
        assert public_state(Comment.objects.get(pk=each.pk)) == PublicState.OFF_SITE

    take_out_of_bin(article, hoa)

    page = client.get(article.get_absolute_url()).content.decode()
    assert "Đang đợi" in page
    assert "Đã đăng" in page
    assert public_state(Comment.objects.get(pk=comment.pk)) == PublicState.SHOWN


def test_nobody_comments_on_it_or_rates_it_until_it_comes_back(client, hoa):
    article = make_article()
    bin_it(article, hoa)

    assert client.get(f"/binh-luan/{article.pk}/").status_code == 404
    assert client.post(f"/binh-luan/{article.pk}/", {"name": "Liên", "body": "Cảm ơn."}).status_code == 404
    assert client.post(f"/danh-gia/{article.pk}/", {"score": 5}).status_code == 404
    assert not Comment.objects.newest(5)


def test_its_ratings_are_counted_as_before(client, hoa):
    article = make_article()
    client.post(f"/danh-gia/{article.pk}/", {"score": 4})
    before = Rating.objects.summary(article)

    bin_it(article, hoa)
    take_out_of_bin(article, hoa)

    assert Rating.objects.summary(article) == before
    assert before.count == 1
