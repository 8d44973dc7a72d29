"""Under an answer stands the unit that the comment is charged to, whatever page was fetched ahead."""

import re

import pytest

from comments.models import Comment
from comments.moderation import decisions
from comments.questions.assignment import charge
from tests.comments.factories import make_comment, waiting

from .moderating import QUEUE, action, ask, told

pytestmark = pytest.mark.django_db


def fields_of_answer(client, comment):
    """What the form of the answer sends, as the page shows it."""
    page = client.get(QUEUE, {"bl": comment.pk, "trang_thai": comment.state}).content.decode()
    form = page[page.index(f"{comment.pk}/tra-loi/") :]
    form = form[: form.index("</form>")]
    inputs = re.findall(r'<input[^>]*name="([^"]+)"[^>]*?value="([^"]*)"', form)
    return dict(inputs) | {"body": "Sáng thứ Bảy có."}


def test_the_form_signs_with_the_unit(staff_client, moderator):
    comment = waiting()
    charge(comment, "Sở Nội vụ", by=moderator)

    assert fields_of_answer(staff_client, comment)["name"] == "Sở Nội vụ"


def test_a_page_that_was_fetched_before_the_charge_does_not_sign_for_another(staff_client, moderator):
    comment = waiting(name="Khải")
    ahead = fields_of_answer(staff_client, comment)
    charge(Comment.objects.get(), "Sở Nội vụ", by=moderator)

    answer = staff_client.post(action("answer", comment), ahead | {"here": f"bl={comment.pk}"}, follow=True)

    assert not Comment.objects.filter(is_official=True).exists()
    assert "Sở Nội vụ trả lời" in told(answer)[0]
    page = answer.content.decode()
    assert "Sáng thứ Bảy có." in page
    assert 'name="name" value="Sở Nội vụ"' in page


def test_a_name_typed_by_hand_stays_and_counts(staff_client, moderator):
    comment = waiting()
    ahead = fields_of_answer(staff_client, comment) | {"name": "Sở Nội vụ và UBND xã", "here": f"bl={comment.pk}"}
    charge(Comment.objects.get(), "Sở Nội vụ", by=moderator)

    answer = staff_client.post(action("answer", comment), ahead, follow=True)

    assert 'name="name" value="Sở Nội vụ và UBND xã"' in answer.content.decode()
    now = fields_of_answer(staff_client, comment) | {"name": "Sở Nội vụ và UBND xã"}
    asked = staff_client.post(action("answer", comment), now)
    agreed = now | {"agreed": [concern.key for concern in asked.context["concerns"]]}
    staff_client.post(action("answer", comment), agreed)
    assert Comment.objects.get(is_official=True).name == "Sở Nội vụ và UBND xã"


def test_the_name_of_a_unit_is_not_remembered_for_the_next_comment(staff_client, moderator):
    comment, following = waiting(), waiting()
    charge(comment, "Sở Nội vụ", by=moderator)
    staff_client.post(action("answer", comment), fields_of_answer(staff_client, comment))

    assert fields_of_answer(staff_client, following)["name"] == "Ban Biên tập"


def test_who_answers_second_sees_the_first_answer_and_keeps_their_words(staff_client, colleague):
    comment = make_comment(name="Khải")
    mine = fields_of_answer(staff_client, comment)
    decisions.answer_officially(Comment.objects.get(), "Sáng có, chiều nghỉ.", by=colleague, name="Sở Nội vụ")

    as_script = ask(staff_client, "answer", comment, **mine)
    answer = staff_client.post(action("answer", comment), mine, follow=True)

    for says in (as_script["told"][0]["text"], told(answer)[0]):
        assert "phản hồi của Sở Nội vụ, Nguyễn Văn Bình đăng lúc" in says
        assert "“Sáng có, chiều nghỉ.”" in says
    assert (as_script["status"], as_script["gone"], [row["pk"] for row in as_script["back"]]) == (
        409,
        [],
        [comment.pk],
    )
    assert "Sáng thứ Bảy có." in answer.content.decode()
    assert Comment.objects.filter(is_official=True).count() == 1


def test_who_answers_what_was_taken_down_meanwhile_keeps_their_words(staff_client, colleague):
    comment = make_comment()
    mine = fields_of_answer(staff_client, comment)
    decisions.decide(Comment.objects.get(), "rejected", by=colleague, reason="Trùng ý")

    as_script = ask(staff_client, "answer", comment, **mine)

    assert as_script["status"] == 409  # the page keeps what is written
    assert "Nguyễn Văn Bình đã từ chối" in as_script["told"][0]["text"]


@pytest.mark.parametrize("replies", [0, 40])
def test_the_open_comment_shows_the_answer_that_it_has(staff_client, colleague, replies):
    comment = make_comment()
    for _ in range(replies):
        make_comment(comment.article, parent=comment)
    decisions.answer_officially(comment, "Sáng có, chiều nghỉ.", by=colleague, name="Sở Nội vụ")

    opened = staff_client.get(QUEUE, {"bl": comment.pk, "trang_thai": "approved"}).context["opened"]

    assert (opened.published_answer.body, opened.published_answer.decided_by) == ("Sáng có, chiều nghỉ.", colleague)
