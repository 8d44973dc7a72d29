"""The steps that a session keeps hold no word of a citizen: the bar names the sender as the comment does now."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.models import Comment
from comments.moderation import masking
from comments.moderation.taken_steps import NAME
from comments.privacy.personal_data import erase
from tests.comments.factories import make_comment, waiting

from .moderating import QUEUE, ask, decide, seen, take_back, told

pytestmark = pytest.mark.django_db

NUMBER = "0356781239"
SENDER = f"Lan {NUMBER}"


def _hide_name(comment, by):
    comment.refresh_from_db()
    choices = masking.choices(masking.source_of(comment, None))
    masking.mask(comment, [choice.span for choice in choices if choice.span.field == "name"], by=by)


def _sessions():
    return "".join(str(session.get_decoded()) for session in Session.objects.all())


def test_a_name_that_is_masked_later_is_in_no_session_and_not_in_the_bar(staff_client, moderator):
    comment = waiting(name=SENDER)
    answer = ask(staff_client, "decide", chosen=comment.pk, decision="approved", **seen(comment))
    assert f"Bình luận của {SENDER}: đã duyệt." in answer["bar"]

    _hide_name(comment, moderator)

    assert NUMBER not in _sessions()
    assert staff_client.get(QUEUE).context["step"]["told"] == "Bình luận của Lan [đã ẩn số điện thoại]: đã duyệt."


def test_a_sender_who_is_erased_is_in_no_session_and_not_in_the_bar(staff_client, moderator):
    comment = waiting(name="Zubatxy")
    ask(staff_client, "hand_over", comment, colleague=moderator.pk, given_to="", **seen(comment))
    decide(staff_client, "approved", comment)

    erase(comment.email)

    assert "Zubatxy" not in _sessions()
    page = staff_client.get(QUEUE)
    assert "Zubatxy" not in page.text
    assert page.context["step"]["told"].endswith(": đã duyệt.")


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("decide", {"decision": "approved"}),
        ("decide", {"decision": "rejected", "reason": "Quảng cáo, mời chào"}),
        ("answer", {"name": "Sở Tư pháp", "body": "Cảm ơn bạn."}),
        ("mask", {"words": "12-34-56 78", "what": "phone"}),
        ("hand_over", {"colleague": "", "given_to": ""}),
        ("stop", {"length": "1n", "whom": "browser", "other_reason": "Gửi liên tiếp"}),
        ("note", {"note": "Gọi lại."}),
    ],
)
def test_no_step_keeps_the_name(staff_client, name, fields):
    comment = waiting(name="Zubatxy", body="Số là 12-34-56 78 nhé bạn.")
    chosen = comment if name != "decide" else None

    ask(staff_client, name, chosen, chosen=comment.pk, **fields, **seen(comment))

    assert "Zubatxy" not in str(staff_client.session.get("queue_steps_taken"))


def test_what_was_taken_back_names_the_sender_as_the_comment_does(staff_client):
    comment = make_comment(name="Khải")
    ask(staff_client, "answer", comment, name="Sở Tư pháp", body="Cảm ơn bạn.", **seen(comment))

    page = take_back(staff_client)

    assert told(page) == ["Đã hoàn tác: câu trả lời cho Khải đã được gỡ."]


@pytest.mark.parametrize("name", ["Bình luận", "của", "a", "{name}", "đã duyệt", "A.B (c) \\1"])
def test_whatever_the_name_the_bar_says_the_same_sentence(staff_client, name):
    comment = waiting(name=name)

    decide(staff_client, "approved", comment)

    assert staff_client.get(QUEUE).context["step"]["told"] == f"Bình luận của {name}: đã duyệt."


def test_the_name_costs_one_query_and_none_where_the_comment_is_in_the_list(staff_client):
    comment = waiting()
    decide(staff_client, "approved", comment)
    assert NAME in staff_client.session["queue_steps_taken"][-1]["told"]

    def names_asked(address):
        staff_client.get(address)
        with CaptureQueriesContext(connection) as queries:
            staff_client.get(address)
        start = 'SELECT "comments_comment"."name" AS'
        return sum(query["sql"].startswith(start) for query in queries)

    assert Comment.objects.get().state == "approved"
    assert names_asked(QUEUE) == 1
    assert names_asked(f"{QUEUE}?trang_thai=approved") == 0
