"""The office answers under a comment."""

import pytest

from comments.models import Comment
from comments.moderation import decisions
from comments.moderation.decisions import AlreadyDecided
from tests.comments.factories import make_comment, waiting

from .archive import page_of

pytestmark = pytest.mark.django_db


def test_the_office_answers_and_the_question_shows_with_it(staff_client, moderator):
    comment = waiting()
    fields = {"answer": "1", "name": "UBND xã Tân Phong", f"version-{comment.pk}": "0"}

    empty = staff_client.post(page_of(comment), fields | {"body": " "})
    staff_client.post(page_of(comment), fields | {"body": "Xã làm việc cả sáng thứ Bảy."})

    assert empty.status_code == 422
    assert "Xin viết nội dung trả lời." in empty.content.decode()
    comment.refresh_from_db()
    answer = comment.replies.get()
    assert comment.state == "approved"
    assert (answer.is_official, answer.name, answer.state) == (True, "UBND xã Tân Phong", "approved")
    assert (answer.email, answer.sender_key, answer.decided_by) == ("", None, moderator)
    assert answer.events.get().is_seen_by_readers


def test_an_answer_to_an_answer_of_a_reader_hangs_on_the_root(staff_client):
    root = make_comment()
    reply = make_comment(root.article, parent=root)

    staff_client.post(
        page_of(reply), {"answer": "1", "name": "Ban Biên tập", "body": "Xin cảm ơn.", f"version-{reply.pk}": "0"}
    )

    answer = Comment.objects.get(is_official=True)
    assert (answer.parent, answer.in_reply_to) == (root, reply)


def test_a_rejected_comment_is_not_answered(staff_client):
    comment = make_comment(state="rejected")

    staff_client.post(page_of(comment), {"answer": "1", "name": "Ban Biên tập", "body": "Xin chào."})

    assert Comment.objects.count() == 1


def test_a_button_pressed_twice_makes_one_answer(staff_client):
    comment = make_comment()
    fields = {"answer": "1", "name": "Ban Biên tập", "body": "Xin cảm ơn."}

    for _ in range(2):
        staff_client.post(page_of(comment), fields)
    staff_client.post(page_of(comment), fields | {"body": "Còn một ý nữa."})

    assert [answer.body for answer in comment.replies.order_by("pk")] == ["Xin cảm ơn.", "Còn một ý nữa."]


def test_the_office_does_not_answer_itself(staff_client, moderator):
    answer = decisions.answer_officially(make_comment(), "Xin cảm ơn.", by=moderator, name="Ban Biên tập")

    page = staff_client.get(page_of(answer)).content.decode()
    staff_client.post(page_of(answer), {"answer": "1", "name": "Ban Biên tập", "body": "Không có gì."})

    assert 'name="answer"' not in page
    assert Comment.objects.filter(is_official=True).count() == 1


def test_an_answer_from_an_older_page_is_not_published_under_what_was_taken_down(moderator):
    comment = make_comment()
    shown = Comment.objects.get(pk=comment.pk)
    decisions.decide(comment, "rejected", by=moderator, reason="Quảng cáo, mời chào")

    with pytest.raises(AlreadyDecided):
        decisions.answer_officially(shown, "Xin cảm ơn.", by=moderator, name="Ban Biên tập")

    assert Comment.objects.count() == 1
