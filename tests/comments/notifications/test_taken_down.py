"""Whose comment readers saw is told that it was taken down, and since when it stood there."""

from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from comments.models import Comment
from comments.models.event import taken_down_since
from comments.moderation import decisions
from comments.tokens import write_appeal_link
from tests.comments.factories import make_comment, waiting
from tests.factories import make_site

pytestmark = pytest.mark.django_db
REASON = "Thông tin chưa có căn cứ"
AFTER_A_WHILE = timedelta(minutes=10)


@pytest.fixture(autouse=True)
def site():
    return make_site()


def moved(by, *states, apart=AFTER_A_WHILE, **fields):
    """A comment that waited and came into these states, so long apart each."""
    sender = {"email": "tho@thu.example", "wants_mail": True, "email_confirmed_at": timezone.now()}
    comment = waiting(**sender | fields)
    begin = timezone.now() - apart * (len(states) - 1)
    for number, state in enumerate(states[:-1]):
        at = begin + apart * number
        before = comment.state
        comment.events.create(kind="decision", at=at, by=by, from_state=before, to_state=state)
        decided = (
            {"decided_at": None, "decided_by": None} if state == "pending" else {"decided_at": at, "decided_by": by}
        )
        reason = REASON if state == "rejected" else ""
        Comment.objects.filter(pk=comment.pk).update(state=state, reason=reason, **decided)
        comment.refresh_from_db()
    decisions.decide(comment, states[-1], by=by, reason=REASON if states[-1] == "rejected" else "")
    comment.refresh_from_db()
    return comment


def test_the_letter_says_since_when_it_stood_and_that_it_is_gone(moderator):
    moved(moderator, "approved", "rejected")

    letter = Email.objects.get()
    assert letter.subject == "Bình luận của bạn đã được gỡ"
    for words in (letter.message, letter.html_message):
        assert "đã đăng từ" in words
        assert "nay Ban Biên tập đã gỡ" in words
        assert REASON in words
        assert "chưa đăng được" not in words


@pytest.mark.parametrize(
    ("states", "apart", "was_shown"),
    [
        (["rejected"], AFTER_A_WHILE, False),
        (["spam", "pending", "rejected"], AFTER_A_WHILE, False),
        (["approved", "rejected"], timedelta(seconds=20), False),
        (["approved", "rejected"], AFTER_A_WHILE, True),
        (["approved", "pending", "rejected"], AFTER_A_WHILE, True),
        (["approved", "approved", "spam"], AFTER_A_WHILE, True),
        (["approved", "rejected", "pending", "approved"], AFTER_A_WHILE, False),
    ],
)
def test_shown_is_what_readers_could_see_longer_than_a_slip(moderator, states, apart, was_shown):
    assert bool(taken_down_since(moved(moderator, *states, apart=apart))) == was_shown


@pytest.mark.parametrize(("states", "says"), [(["approved", "rejected"], True), (["rejected"], False)])
def test_the_page_of_the_number_and_of_the_appeal_say_the_same(client, moderator, states, says):
    comment = moved(moderator, *states)
    link = f"/binh-luan/xem-lai/{write_appeal_link(comment, comment.decided_at)}/"

    looked_up = client.post("/hoi-dap/tra-cuu/", {"number": comment.reference, "email": comment.email}).text
    appeal = client.get(link).text

    for page in (looked_up, appeal):
        assert ("nay đã gỡ" in page) == says
        assert "Không đăng<" not in page or not says


def test_what_readers_see_is_not_taken_down_and_costs_no_query(django_assert_num_queries):
    comment = make_comment()

    with django_assert_num_queries(0):
        assert taken_down_since(comment) is None
