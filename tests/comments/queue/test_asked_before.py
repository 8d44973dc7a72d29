"""What is somebody else's work says so before it is taken down or answered; nothing else asks."""

from datetime import date

import pytest

from comments.models import Comment
from comments.moderation import decisions
from comments.questions.assignment import charge
from tests.comments.factories import make_comment, waiting
from tests.factories import make_article

from .moderating import QUEUE, SPAM_REASON, action, ask, decide, seen, state_of, told

pytestmark = pytest.mark.django_db

CHARGED = "Bình luận của Khải đã giao Sở Nội vụ trả lời, hạn 05/03/2027."
HANDED_OVER = "Bình luận của Khải đã giao cho Nguyễn Văn Bình xử lý."


def charged(moderator, unit="Sở Nội vụ"):
    comment = waiting(name="Khải")
    charge(comment, unit, by=moderator, due_on=date(2027, 3, 5))
    return comment


def handed_over(colleague):
    return waiting(name="Khải", assigned_to=colleague)


def form_of(page):
    """The fields that the question sends again."""
    return [(name, value) for name, value in page.context["fields"]]


def press_again(client, page):
    fields = {}
    for name, value in form_of(page):
        fields.setdefault(name, []).append(value)
    return client.post(page.context["address"], fields, follow=True)


@pytest.mark.parametrize("decision", ["rejected", "spam"])
def test_what_a_unit_is_to_answer_is_not_taken_down_without_being_told(staff_client, moderator, decision):
    comment = charged(moderator)

    asked = decide(staff_client, decision, comment, reason=SPAM_REASON)

    assert asked.status_code == 409
    assert CHARGED in asked.content.decode()
    assert state_of(comment) == "pending"
    press_again(staff_client, asked)
    assert state_of(comment) == decision


def test_the_script_gets_the_question_and_the_form(staff_client, moderator):
    comment = charged(moderator)

    asked = ask(staff_client, "decide", chosen=comment.pk, decision="rejected", reason=SPAM_REASON, **seen(comment))

    assert asked["status"] == 409
    assert CHARGED in asked["asks"]
    assert "Vẫn từ chối" in asked["asks"]
    assert 'name="agreed"' in asked["asks"]
    assert asked["gone"] == asked["told"] == []


def test_who_agreed_is_asked_again_when_the_unit_is_another_one(staff_client, moderator):
    comment = charged(moderator)
    asked = decide(staff_client, "rejected", comment, reason=SPAM_REASON)
    charge(Comment.objects.get(), "Sở Tài chính", by=moderator, due_on=date(2027, 3, 5))
    fields = dict(form_of(asked)) | seen(Comment.objects.get())

    again = staff_client.post(action("decide", None), fields)

    assert again.status_code == 409
    assert "Sở Tài chính" in again.content.decode()
    assert state_of(comment) == "pending"


@pytest.mark.parametrize("decision", ["rejected", "spam"])
def test_what_a_colleague_was_given_is_not_taken_down_without_being_told(staff_client, colleague, decision):
    comment = handed_over(colleague)

    asked = decide(staff_client, decision, comment, reason=SPAM_REASON)

    assert HANDED_OVER in asked.content.decode()
    press_again(staff_client, asked)
    assert state_of(comment) == decision


def test_what_a_colleague_was_given_is_not_answered_without_being_told_and_the_words_stay(staff_client, colleague):
    comment = handed_over(colleague)
    sent = {"name": "Ban Biên tập", "body": "Sáng thứ Bảy\ncó.", "here": f"bl={comment.pk}"} | seen(comment)

    asked = staff_client.post(action("answer", comment), sent)

    assert asked.status_code == 409
    assert HANDED_OVER in asked.content.decode()
    left = staff_client.get(asked.context["back"]).content.decode()
    assert "Sáng thứ Bảy\ncó." in left
    press_again(staff_client, asked)
    assert Comment.objects.get(is_official=True).body == "Sáng thứ Bảy\ncó."
    assert "Sáng thứ Bảy" not in staff_client.get(f"{QUEUE}?bl={comment.pk}").context["typed"].values()


def test_an_answer_in_the_name_of_another_than_the_unit_asks_and_one_in_its_name_does_not(staff_client, moderator):
    comment = charged(moderator)
    sent = {"body": "Sáng có.", "charged": "Sở Nội vụ", "signed": "Sở Nội vụ"}

    other = ask(staff_client, "answer", comment, name="Ban Biên tập", **sent, **seen(comment))
    own = ask(staff_client, "answer", comment, name="Sở Nội vụ", **sent, **seen(comment))

    assert "câu trả lời này đứng tên Ban Biên tập" in other["asks"]
    assert "Vẫn đăng dưới tên Ban Biên tập" in other["asks"]
    assert own["status"] == 200
    assert Comment.objects.get(is_official=True).name == "Sở Nội vụ"


def test_the_ordinary_case_asks_nothing(staff_client, moderator, colleague):
    article = make_article()
    mine, plain, approved = waiting(article, assigned_to=moderator), waiting(article), charged(moderator)

    assert ask(staff_client, "decide", chosen=mine.pk, decision="spam", **seen(mine))["status"] == 200
    assert ask(staff_client, "decide", chosen=plain.pk, decision="spam", **seen(plain))["status"] == 200
    assert ask(staff_client, "decide", chosen=approved.pk, decision="approved", **seen(approved))["status"] == 200


def test_many_are_asked_about_together_with_one_query_more(staff_client, moderator, colleague):
    comments = [charged(moderator), handed_over(colleague), waiting()]

    asked = decide(staff_client, "spam", *comments)

    assert [concern.sentence for concern in asked.context["concerns"]] == [CHARGED, HANDED_OVER]
    press_again(staff_client, asked)
    assert {state_of(comment) for comment in comments} == {"spam"}


def test_who_comes_second_is_told_of_the_first_and_not_asked(staff_client, moderator, colleague):
    comment = charged(moderator)
    shown = seen(comment)
    decisions.decide(Comment.objects.get(), "approved", by=colleague)

    answer = decide(staff_client, "rejected", comment, versions=shown, reason=SPAM_REASON)

    assert "Nguyễn Văn Bình đã duyệt" in told(answer)[0]


def test_what_was_handed_over_in_this_moment_is_not_taken_down(moderator, colleague):
    comment = waiting()
    loaded = Comment.objects.get()
    decisions.hand_over(comment, colleague, by=colleague)

    with pytest.raises(decisions.AlreadyDecided) as clash:
        decisions.decide(loaded, "spam", by=moderator)

    assert "vừa chuyển việc" in clash.value.sentence
    assert make_comment().state == "approved"


def test_about_many_the_question_stays_short_and_its_form_small(staff_client, colleague):
    article = make_article()
    comments = [waiting(article, assigned_to=colleague) for _ in range(60)]

    asked = decide(staff_client, "spam", *comments)

    assert asked.content.decode().count("đã giao cho Nguyễn Văn Bình xử lý") == 5
    assert "Và 55 điều tương tự ở các bình luận khác." in asked.content.decode()
    assert [name for name, _ in asked.context["fields"]].count("agreed") == 1
    press_again(staff_client, asked)
    assert {state_of(comment) for comment in comments} == {"spam"}
