"""The office answers under a comment."""

import pytest

from comments.models import Comment
from comments.moderation import decisions
from comments.moderation.decisions import AlreadyDecided
from comments.moderation.outcome import explain
from comments.moderation.steps import AlreadyAnswered
from comments.questions.assignment import charge
from tests.comments.factories import make_comment, waiting
from tests.comments.queue.moderating import take_back
from tests.factories import make_article

from .archive import act, page_of, texts

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
    fields = {"answer": "1", "name": "Ban Biên tập", "body": "Xin cảm ơn.", f"version-{comment.pk}": "0"}

    for _ in range(2):
        staff_client.post(page_of(comment), fields)

    assert [answer.body for answer in comment.replies.all()] == ["Xin cảm ơn."]
    assert comment.events.count() == 1


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


@pytest.mark.parametrize("state", ["pending", "approved"])
def test_a_comment_has_one_published_answer_at_a_time(moderator, colleague, state):
    comment = make_comment(state=state)
    theirs, mine = Comment.objects.get(), Comment.objects.get()
    first = decisions.answer_officially(theirs, "Sáng thứ Bảy có.", by=colleague, name="UBND xã Tân Phong")

    with pytest.raises(AlreadyAnswered) as clash:
        decisions.answer_officially(mine, "Chiều thứ Bảy nghỉ.", by=moderator, name="Ban Biên tập")
    with pytest.raises(AlreadyAnswered):
        decisions.answer_officially(Comment.objects.get(pk=comment.pk), "Xin chờ.", by=moderator, name="Ban Biên tập")

    says = explain(clash.value)
    assert "phản hồi của UBND xã Tân Phong, Nguyễn Văn Bình đăng lúc" in says
    assert "“Sáng thứ Bảy có.”" in says
    assert Comment.objects.filter(is_official=True).get() == first


def test_an_answer_and_one_to_a_reply_under_it_are_about_two_comments(moderator):
    root = make_comment()
    reply = make_comment(root.article, parent=root)

    for comment in (root, reply):
        decisions.answer_officially(comment, f"Thưa, số {comment.pk}.", by=moderator, name="Ban Biên tập")

    assert Comment.objects.filter(is_official=True).count() == 2


def test_an_answer_that_was_taken_down_is_not_published_beside_another(moderator, colleague):
    comment = make_comment(name="Khải")
    first = decisions.answer_officially(comment, "Sáng có.", by=moderator, name="Ban Biên tập")
    decisions.decide(first, "rejected", by=moderator, reason="Trả lời nhầm")
    decisions.answer_officially(comment, "Chiều có.", by=colleague, name="Sở Nội vụ")

    with pytest.raises(AlreadyAnswered) as clash:
        decisions.decide(first, "approved", by=moderator)

    assert explain(clash.value).startswith("Bình luận của Khải đang có phản hồi của Sở Nội vụ, Nguyễn Văn Bình đăng")
    assert [answer.body for answer in Comment.objects.filter(is_official=True, state="approved")] == ["Chiều có."]


def test_the_words_of_an_answer_that_was_taken_down_may_be_given_again(moderator):
    comment = make_comment()
    first = decisions.answer_officially(comment, "Sáng có.", by=moderator, name="Ban Biên tập")
    decisions.decide(first, "rejected", by=moderator, reason="Trả lời nhầm")

    second = decisions.answer_officially(comment, "Sáng có.", by=moderator, name="Ban Biên tập")

    assert (second.state, second != first) == ("approved", True)


def fields_of_answer(comment, body="Chiều thứ Bảy nghỉ.", **fields):
    sent = {"answer": "1", "name": "Ban Biên tập", "body": body, f"version-{comment.pk}": comment.version}
    return sent | fields


def test_in_the_archive_who_answers_second_sees_the_first_answer_and_keeps_their_words(staff_client, colleague):
    comment = waiting(name="Khải")
    decisions.answer_officially(Comment.objects.get(), "Sáng thứ Bảy có.", by=colleague, name="UBND xã Tân Phong")

    refused = staff_client.post(page_of(comment), fields_of_answer(comment))

    page = refused.content.decode()
    assert refused.status_code == 409
    assert "phản hồi của UBND xã Tân Phong, Nguyễn Văn Bình đăng lúc" in texts(refused)[0]
    assert "“Sáng thứ Bảy có.”" in page
    assert "Chiều thứ Bảy nghỉ." in page
    assert Comment.objects.filter(is_official=True).count() == 1


def test_in_the_archive_a_reason_that_comes_second_is_kept(staff_client, colleague):
    comment = waiting()
    decisions.decide(Comment.objects.get(), "approved", by=colleague)
    fields = {"decision": "rejected", "other_reason": "Ngoài chủ đề", f"version-{comment.pk}": 0}

    refused = staff_client.post(page_of(comment), fields)

    assert (refused.status_code, "Nguyễn Văn Bình đã duyệt" in texts(refused)[0]) == (409, True)
    assert 'value="Ngoài chủ đề"' in refused.content.decode()


def test_the_archive_signs_with_the_unit_and_refuses_a_form_from_before_the_charge(staff_client, moderator):
    comment = waiting()
    charge(Comment.objects.get(), "Sở Nội vụ", by=moderator)
    sent = fields_of_answer(Comment.objects.get(), charged="", signed="Ban Biên tập")

    refused = staff_client.post(page_of(comment), sent)

    assert "nay đã giao Sở Nội vụ trả lời" in texts(refused)[0]
    assert 'value="Sở Nội vụ"' in refused.content.decode()
    assert not Comment.objects.filter(is_official=True).exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"decision": "rejected", "other_reason": "Ngoài chủ đề"},
        {"decision": "spam"},
        {"answer": "1", "name": "Ban Biên tập", "body": "Sáng có."},
    ],
)
def test_the_archive_asks_before_somebody_elses_work_is_done(staff_client, moderator, fields):
    comment = waiting(name="Khải")
    charge(Comment.objects.get(), "Sở Nội vụ", by=moderator)
    fields |= {f"version-{comment.pk}": Comment.objects.get().version}

    asked = staff_client.post(page_of(comment), fields)

    assert asked.status_code == 409
    assert "Bình luận của Khải đã giao Sở Nội vụ trả lời" in asked.content.decode()
    assert Comment.objects.get().state == "pending"
    agreed = dict(asked.context["fields"])
    staff_client.post(page_of(comment), agreed)
    assert Comment.objects.get(pk=comment.pk).state != "pending"


def test_the_list_of_the_archive_tells_where_it_asks_for_the_reason(staff_client, moderator):
    comment, plain = waiting(name="Khải"), waiting()
    charge(Comment.objects.get(pk=comment.pk), "Sở Nội vụ", by=moderator)
    comment.refresh_from_db()

    page = act(staff_client, "reject", comment, plain)
    told = [concern.key for concern in page.context["concerns"]]
    untold = act(staff_client, "reject", comment, plain, confirmed="1", other_reason="Ngoài chủ đề")
    done = act(staff_client, "reject", comment, plain, confirmed="1", other_reason="Ngoài chủ đề", agreed=told)

    assert "Khải đã giao Sở Nội vụ trả lời" in page.content.decode()
    assert untold.status_code == 409
    assert texts(done) == ["Đã từ chối 2 bình luận."]


def test_the_list_of_the_archive_asks_before_spam(staff_client, colleague):
    comment = waiting(name="Khải", assigned_to=colleague)

    asked = act(staff_client, "mark_spam", comment)

    assert "Bình luận của Khải đã giao cho Nguyễn Văn Bình xử lý." in asked.content.decode()
    assert Comment.objects.get().state == "pending"


@pytest.fixture
def thread():
    root = make_comment(make_article(), name="Khải")
    return root, [make_comment(root.article, parent=root) for _ in range(2)]


def states(root, replies):
    return [Comment.objects.get(pk=one.pk).state for one in (root, *replies)]


@pytest.mark.parametrize(
    ("action", "fields"),
    [("reject", {"confirmed": "1", "reason": "Quảng cáo, mời chào"}), ("mark_spam", {}), ("reopen", {})],
)
@pytest.mark.parametrize("with_answers", [True, False])
def test_the_list_of_the_archive_offers_to_put_answers_back(staff_client, thread, action, fields, with_answers):
    root, replies = thread
    asked = act(staff_client, action, root, **fields)
    assert asked.status_code == 409
    assert f'name="with_answers" value="{root.pk}"> Đưa cả 2 câu trả lời về chờ duyệt' in asked.text
    assert states(root, replies) == ["approved"] * 3

    agreed = {"agreed": [one.key for one in asked.context["concerns"]]}
    done = act(staff_client, action, root, **fields | agreed | ({"with_answers": root.pk} if with_answers else {}))

    left = "pending" if with_answers else "approved"
    assert states(root, replies)[1:] == [left] * 2
    assert states(root, replies)[0] != "approved"
    assert ("Đã đưa 2 câu trả lời bên dưới về chờ duyệt." in texts(done)) == with_answers
    take_back(staff_client)
    assert states(root, replies) == ["approved"] * 3


@pytest.mark.parametrize("decision", ["rejected", "spam", "pending"])
def test_so_does_the_page_of_a_comment_in_the_archive(staff_client, thread, decision):
    root, replies = thread
    sent = {"decision": decision, "reason": "Quảng cáo, mời chào", f"version-{root.pk}": root.version}

    asked = staff_client.post(page_of(root), sent)
    done = staff_client.post(page_of(root), dict(asked.context["fields"]) | {"with_answers": root.pk}, follow=True)

    assert f'name="with_answers" value="{root.pk}"> Đưa cả 2 câu trả lời về chờ duyệt' in asked.text
    assert states(root, replies) == [decision, "pending", "pending"]
    assert "Đã đưa 2 câu trả lời bên dưới về chờ duyệt." in texts(done)
    take_back(staff_client)
    assert states(root, replies) == ["approved"] * 3


def test_the_reason_that_is_asked_for_again_keeps_what_was_chosen_for_the_answers(staff_client, thread):
    root, _ = thread

    asked = act(staff_client, "reject", root, confirmed="1", with_answers=root.pk)

    assert asked.status_code == 422
    assert f'name="with_answers" value="{root.pk}" checked>' in asked.text
