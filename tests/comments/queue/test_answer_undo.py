"""An answer of the office is a step like any other: z takes it back, and the bar names it."""

import pytest
from post_office.models import Email

from comments.models import Comment, Question
from comments.moderation import decisions
from comments.questions.assignment import after_working_days, charge
from comments.queue.undo import STEPS
from tests.comments.factories import ago, make_comment, signed_in, waiting
from tests.factories import make_article
from vietnamese.dates import format_date

from ..moderation.archive import act, page_of
from .moderating import QUEUE, action, ask, decide, seen, state_of, take_back, told

pytestmark = pytest.mark.django_db


def answer(client, comment, body="Sáng thứ Bảy có.", **fields):
    sent = {"name": "Ban Biên tập", "body": body} | fields | seen(comment)
    return client.post(action("answer", comment), sent, follow=True)


def official():
    return Comment.objects.get(is_official=True)


def confirmed(**fields):
    return waiting(wants_mail=True, email_confirmed_at=ago(days=1), **fields)


def test_after_an_answer_the_bar_names_it_and_takes_it_back_not_the_decision_before(staff_client):
    article = make_article()
    before, comment = waiting(article, name="Một"), waiting(article, name="Hai")
    decide(staff_client, "approved", before)
    answer(staff_client, comment)

    named = staff_client.get(QUEUE).context["step"]["told"]
    back = take_back(staff_client)

    assert named == "Đã đăng câu trả lời cho Hai."
    assert told(back)[0] == "Đã hoàn tác: câu trả lời cho Hai đã được gỡ; bình luận trở lại chờ duyệt."
    assert [state_of(before), state_of(comment), official().state] == ["approved", "pending", "rejected"]
    assert staff_client.get(QUEUE).context["step"]["told"] == "Bình luận của Một: đã duyệt."
    take_back(staff_client)
    assert state_of(before) == "pending"


def test_the_comment_waits_as_if_nothing_had_been_decided(staff_client):
    comment = waiting()
    answer(staff_client, comment)

    take_back(staff_client)

    comment.refresh_from_db()
    assert (comment.decided_at, comment.decided_by, comment.first_decided_at) == (None, None, None)


def test_what_was_shown_before_it_was_answered_stays_shown(staff_client):
    comment = make_comment()
    answer(staff_client, comment)

    take_back(staff_client)

    assert [state_of(comment), official().state] == ["approved", "rejected"]


def test_letters_that_have_not_gone_go_with_the_answer(staff_client):
    comment = confirmed()
    answer(staff_client, comment)
    assert Email.objects.count()

    take_back(staff_client)

    assert not Email.objects.exists()


def test_the_question_is_open_again_and_a_new_answer_closes_it(staff_client, moderator):
    comment = waiting()
    question = charge(comment, "Sở Nội vụ", by=moderator)
    answer(staff_client, comment, name="Sở Nội vụ", charged="Sở Nội vụ")
    take_back(staff_client)
    question.refresh_from_db()
    assert (question.answered_at, question.answer) == (None, None)

    comment.refresh_from_db()
    answer(staff_client, comment, "Chiều có.", name="Sở Nội vụ")

    assert Question.objects.get().answer.body == "Chiều có."


def test_steps_about_one_comment_are_taken_back_one_after_the_other(staff_client, colleague):
    comment = waiting(name="Khải")
    ask(staff_client, "hand_over", comment, colleague=colleague.pk, given_to="", **seen(comment))
    ask(staff_client, "hand_over", comment, colleague="", given_to=colleague.pk, **seen(comment))
    decide(staff_client, "spam", comment)
    comment.refresh_from_db()
    decide(staff_client, "approved", comment)
    comment.refresh_from_db()
    answer(staff_client, comment)

    seen_on_the_way = []
    for _ in range(5):
        back = take_back(staff_client)
        assert told(back)[0].startswith("Đã hoàn tác")
        now = Comment.objects.get(pk=comment.pk)
        seen_on_the_way.append((now.state, now.assigned_to))

    assert seen_on_the_way == [
        ("approved", None),
        ("spam", None),
        ("pending", None),
        ("pending", colleague),
        ("pending", None),
    ]
    assert staff_client.get(QUEUE).context["step"] is None


def test_an_answer_that_a_colleague_took_down_is_not_taken_back_again(staff_client, colleague):
    comment = make_comment()
    answer(staff_client, comment)
    decisions.decide(official(), "spam", by=colleague)

    back = take_back(staff_client)

    assert "Nguyễn Văn Bình đã đánh dấu là bình luận rác" in told(back)[0]
    assert official().state == "spam"


def test_an_answer_stays_when_a_colleague_has_moved_the_comment_since(staff_client, colleague):
    comment = make_comment()
    answer(staff_client, comment)
    decisions.decide(Comment.objects.get(pk=comment.pk), "rejected", by=colleague, reason="Trùng ý")

    back = take_back(staff_client)

    assert "Nguyễn Văn Bình đã từ chối" in told(back)[0]
    assert [state_of(comment), official().state] == ["rejected", "approved"]


def test_two_steps_that_leave_the_same_version_are_told_apart_by_their_key(staff_client, moderator, colleague):
    comment = waiting()
    ask(staff_client, "hand_over", comment, colleague=colleague.pk, given_to="", **seen(comment))
    ask(staff_client, "hand_over", comment, colleague=moderator.pk, given_to=colleague.pk, **seen(comment))
    first, second = staff_client.session["queue_steps_taken"]

    ask(staff_client, "undo", step=second["key"], **seen(comment))
    twice = ask(staff_client, "undo", step=second["key"], **seen(comment))

    assert twice["told"][0]["text"] == "Không còn gì để hoàn tác."
    assert Comment.objects.get().assigned_to == colleague
    assert staff_client.session["queue_steps_taken"] == [first]


def test_a_colleague_to_whom_it_was_handed_on_since_keeps_it(staff_client, moderator, colleague):
    comment = waiting(name="Khải")
    ask(staff_client, "hand_over", comment, colleague=moderator.pk, given_to="", **seen(comment))
    decisions.hand_over(Comment.objects.get(), colleague, by=colleague)

    back = take_back(staff_client)

    assert "Nguyễn Văn Bình vừa chuyển việc" in told(back)[0]
    assert Comment.objects.get().assigned_to == colleague


def test_the_words_of_an_answer_that_was_taken_back_stand_in_its_form_again_for_whoever_wrote_them(
    staff_client, colleague
):
    comment = waiting()
    answer(staff_client, comment)
    take_back(staff_client)

    forms = [
        client.get(f"{QUEUE}?bl={comment.pk}").context["answer_form"]
        for client in (staff_client, signed_in(colleague))
    ]

    assert [form["body"].value() for form in forms] == ["Sáng thứ Bảy có.", ""]


def test_a_button_pressed_twice_is_one_step_and_does_not_bring_the_comment_back(staff_client):
    comment = waiting()
    sent = {"name": "Ban Biên tập", "body": "Sáng có."} | seen(comment)

    first, second = (ask(staff_client, "answer", comment, **sent) for _ in range(2))

    assert (first["gone"], second["gone"], second["back"]) == ([comment.pk], [], [])
    assert first["told"] == second["told"]
    assert Comment.objects.filter(is_official=True).count() == len(staff_client.session[STEPS]) == 1


def test_what_was_done_in_the_archive_is_taken_back_in_the_queue(staff_client):
    article = make_article()
    answered, rejected, listed = (waiting(article, name=name) for name in ("Một", "Hai", "Ba"))
    version = {f"version-{answered.pk}": 0}
    staff_client.post(page_of(answered), {"answer": "1", "name": "Ban Biên tập", "body": "Sáng có."} | version)
    staff_client.post(page_of(rejected), {"decision": "rejected", "other_reason": "Ngoài chủ đề"})
    act(staff_client, "mark_spam", listed)

    named = []
    for _ in range(3):
        named.append(staff_client.get(QUEUE).context["step"]["told"])
        take_back(staff_client)

    assert named == [
        "Đã đánh dấu là bình luận rác 1 bình luận.",
        "Bình luận của Hai: đã từ chối.",
        "Đã đăng câu trả lời cho Một.",
    ]
    assert {state_of(comment) for comment in (answered, rejected, listed)} == {"pending"}


def test_a_charge_in_the_archive_is_taken_back_in_the_queue(staff_client):
    comment = waiting()
    fields = {"charge": "1", "unit": "Sở Nội vụ", "due_on": format_date(after_working_days(10))}
    staff_client.post(page_of(comment), fields | {f"version-{comment.pk}": 0})
    assert Question.objects.get().unit == "Sở Nội vụ"

    back = take_back(staff_client)

    assert told(back)[0].startswith("Đã hoàn tác")
    assert not Question.objects.exists()
