"""One letter where two would come in the same second: the comment is posted, and answered."""

import pytest
from django.utils import timezone
from post_office.models import Email

from comments.models import Comment
from comments.moderation import decisions
from tests.comments.factories import waiting
from tests.factories import make_site

pytestmark = pytest.mark.django_db
BOTH, PUBLISHED = "Bình luận của bạn đã được đăng và có câu trả lời", "Bình luận của bạn đã được đăng"


@pytest.fixture
def asked():
    make_site()
    return waiting(wants_mail=True, email_confirmed_at=timezone.now())


def answer(comment, by):
    return decisions.answer_officially(comment, "Có, từ 7 giờ 30.", by=by, name="UBND xã Tân Phong")


def subjects():
    return list(Email.objects.order_by("pk").values_list("subject", flat=True))


def test_a_comment_that_is_answered_while_it_waits_brings_one_letter(asked, moderator):
    answer(asked, moderator)

    letter = Email.objects.get()
    assert letter.subject == BOTH
    for text in (letter.message, letter.html_message):
        assert "đã được đăng, và" in text
        assert "UBND xã Tân Phong" in text
        assert "Có, từ 7 giờ 30." in text


def test_so_does_an_answer_before_the_first_letter_has_gone(asked, moderator):
    decisions.decide(asked, "approved", by=moderator)
    answer(asked, moderator)

    assert subjects() == [BOTH]


def test_one_that_is_answered_later_brings_a_second_letter(asked, moderator):
    decisions.decide(asked, "approved", by=moderator)
    Email.objects.update(status=0)  # sent
    answer(asked, moderator)

    assert subjects() == [PUBLISHED, "Cơ quan đã trả lời bạn"]


def test_an_answer_that_is_taken_down_at_once_leaves_the_first(asked, moderator):
    given = answer(asked, moderator)
    decisions.decide(Comment.objects.get(pk=given.pk), "rejected", by=moderator, reason="Nhầm")

    assert subjects() == [PUBLISHED]


def test_the_step_taken_back_whole_leaves_none(asked, moderator):
    since = timezone.now()
    given = answer(asked, moderator)
    decisions.take_back_answer(asked, given.pk, approved=True, version=asked.version, by=moderator, since=since)

    assert subjects() == []


def test_a_comment_that_is_taken_down_takes_the_letter_with_it(asked, moderator):
    answer(asked, moderator)
    decisions.decide(asked, "rejected", by=moderator, reason="Nhầm")

    assert subjects() == ["Bình luận của bạn chưa được đăng"]
