"""Taking down what others have answered says so before, and an answer under what is gone says where it will stand."""

import pytest

from comments.models import Comment, Question
from comments.moderation.threads import beneath
from comments.questions.assignment import charge
from tests.comments.factories import make_comment, waiting
from tests.factories import make_article, make_site

from .moderating import QUEUE, SPAM_REASON, action, ask, decide, seen, state_of, take_back, told
from .test_asked_before import form_of, press_again

pytestmark = pytest.mark.django_db
State = Comment.State
PLACE = "“Bình luận này không còn hiển thị”"


@pytest.fixture(autouse=True)
def site():
    make_site()


@pytest.fixture
def root():
    return make_comment(name="Bích Liên")


def answered(root, count=2, **fields):
    return [make_comment(root.article, parent=root, name=f"Người {number}", **fields) for number in range(count)]


def office_answers(root, moderator):
    question = charge(root, "Sở Nội vụ", by=moderator)
    answer = make_comment(root.article, parent=root, is_official=True, name="Sở Nội vụ", email="")
    Question.objects.filter(pk=question.pk).update(answer=answer, answered_at=answer.created_at)
    root.refresh_from_db()
    return answer


def sentences(page):
    return [concern.sentence for concern in page.context["concerns"]]


@pytest.mark.parametrize("decision", ["rejected", "spam", "pending"])
def test_taking_down_a_root_says_what_stands_under_it_and_what_becomes_of_it(
    client, staff_client, moderator, root, decision
):
    replies = answered(root)
    official = office_answers(root, moderator)
    make_comment(root.article, parent=root, state="rejected")

    asked = decide(staff_client, decision, root, reason=SPAM_REASON)

    assert asked.status_code == 409
    assert sentences(asked) == [
        "Dưới bình luận của Bích Liên đang có 3 câu trả lời, trong đó 1 của cơ quan (1 câu ở trang Hỏi đáp). "
        f"Các câu ấy vẫn hiện, dưới dòng {PLACE}."
    ]
    assert state_of(root) == "approved"
    press_again(staff_client, asked)
    assert state_of(root) == decision
    page = client.get(root.article.get_absolute_url()).text
    assert all(reply.body in page for reply in [*replies, official])
    assert root.body not in page


def test_the_page_of_questions_shows_the_answer_under_that_sentence_as_was_said(client, staff_client, moderator, root):
    official = office_answers(root, moderator)
    asked = decide(staff_client, "rejected", root, reason=SPAM_REASON)
    assert "Đưa câu trả lời ấy về chờ duyệt" in asked.content.decode()
    assert sentences(asked)[0].endswith(f"(1 câu ở trang Hỏi đáp). Câu ấy vẫn hiện, dưới dòng {PLACE}.")

    press_again(staff_client, asked)

    page = client.get("/hoi-dap/").text
    assert official.body in page
    assert PLACE.strip("“”") in page
    assert root.body not in page


def test_a_withdrawn_answer_of_the_office_says_so_in_the_thread(staff_client, moderator, root):
    office_answers(root, moderator)
    Comment.objects.filter(is_official=True).update(state="rejected", reason="Nhầm", decided_at=root.created_at)

    page = staff_client.get(QUEUE, {"bl": root.pk}).content.decode()

    assert "Đã gỡ, không hiện" in page


def test_it_is_asked_again_when_somebody_has_answered_since(staff_client, root):
    answered(root)
    asked = decide(staff_client, "rejected", root, reason=SPAM_REASON)
    answered(root, count=1)

    again = staff_client.post(action("decide", None), dict(form_of(asked)))

    assert again.status_code == 409
    assert "3 câu trả lời" in again.content.decode()


def test_who_wants_it_puts_the_answers_back_to_wait_and_takes_all_back_with_one_key(staff_client, root):
    replies = answered(root)
    to_reply = make_comment(root.article, parent=root, in_reply_to=replies[0])
    asked = decide(staff_client, "rejected", root, reason=SPAM_REASON)
    assert "Đưa cả 3 câu trả lời về chờ duyệt" in asked.content.decode()

    fields = {}
    for name, value in form_of(asked):
        fields.setdefault(name, []).append(value)
    done = staff_client.post(asked.context["address"], fields | {"with_answers": root.pk}, follow=True)

    assert told(done)[1] == "Đã đưa 3 câu trả lời bên dưới về chờ duyệt."
    assert [state_of(comment) for comment in (root, *replies, to_reply)] == ["rejected", *["pending"] * 3]

    take_back(staff_client)

    assert [state_of(comment) for comment in (root, *replies, to_reply)] == ["approved"] * 4


def test_only_what_stands_under_what_was_taken_down_is_put_back(staff_client, root):
    other = make_comment(root.article)
    [reply] = answered(other, count=1)

    ask(staff_client, "decide", chosen=root.pk, decision="spam", with_answers=other.pk, **seen(root))

    assert state_of(reply) == "approved"


def test_an_answer_that_others_have_answered_says_so_too(staff_client, root):
    [reply] = answered(root, count=1)
    make_comment(root.article, parent=root, in_reply_to=reply)

    asked = decide(staff_client, "rejected", reply, reason=SPAM_REASON)

    assert sentences(asked) == [
        "Dưới bình luận của Người 0 đang có 1 câu trả lời. Câu ấy vẫn hiện, không còn ghi là trả lời ai."
    ]


def test_a_whole_thread_at_once_asks_nothing(staff_client, root):
    replies = answered(root)

    done = decide(staff_client, "spam", root, *replies)

    assert done.status_code == 200
    assert {state_of(comment) for comment in (root, *replies)} == {"spam"}


def test_what_nobody_answered_and_what_waits_ask_nothing(staff_client, root):
    article = make_article()
    first = waiting(article)
    make_comment(article, parent=first)

    for comment in (root, first):
        done = ask(staff_client, "decide", chosen=comment.pk, decision="spam", **seen(comment))
        assert done["status"] == 200


@pytest.mark.parametrize("state", ["rejected", "spam", "pending", "withdrawn"])
def test_an_answer_under_a_root_that_is_not_shown_says_where_it_will_stand(client, staff_client, state):
    root = make_comment(name="Bích Liên", state=state)
    reply = waiting(root.article, parent=root, name="Khải")
    place = "Bình luận đã được người gửi rút lại." if state == "withdrawn" else "Bình luận này không còn hiển thị."

    asked = decide(staff_client, "approved", reply)

    assert asked.status_code == 409
    assert "Bình luận gốc của Bích Liên không hiện" in sentences(asked)[0]
    assert f"dưới dòng “{place}”" in sentences(asked)[0]
    press_again(staff_client, asked)
    assert state_of(reply) == "approved"
    page = client.get(root.article.get_absolute_url()).text
    assert page.index(place) < page.index(reply.body)
    assert root.body not in page


def test_an_official_answer_there_is_asked_about_too(staff_client):
    root = make_comment(state="rejected")
    reply = make_comment(root.article, parent=root)

    asked = ask(staff_client, "answer", reply, name="Ban Biên tập", body="Sáng có.", **seen(reply))

    assert asked["status"] == 409
    assert "không hiện" in asked["asks"]
    assert not Comment.objects.filter(is_official=True).exists()


def test_root_and_answer_approved_together_ask_nothing(staff_client):
    root = waiting()
    reply = waiting(root.article, parent=root)

    assert decide(staff_client, "approved", root, reply).status_code == 200
    assert state_of(reply) == "approved"


@pytest.mark.parametrize("count", [1, 25])
def test_asking_about_many_is_one_query(root, django_assert_num_queries, count):
    roots = [root, *(make_comment(root.article) for _ in range(count))]
    for one in roots:
        answered(one)

    with django_assert_num_queries(1):
        found = beneath(roots)

    assert {len(under.answers) for under in found.values()} == {2}
    assert found.keys() == {one.pk for one in roots}


def test_the_open_comment_says_what_stands_in_its_thread(staff_client, root):
    answered(root, count=1)

    page = staff_client.get(QUEUE, {"bl": root.pk}).text

    assert "Cùng chuỗi bình luận" in page
