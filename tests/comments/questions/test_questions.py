"""A comment becomes a question: charged to a unit, due on a day, found by reference and email."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from comments.models import Comment, Policy, Question
from comments.moderation import decisions
from comments.moderation.steps import AlreadyDecided
from comments.questions.assignment import NoQuestion, after_working_days, charge
from tests.comments.factories import make_comment
from tests.comments.moderation.archive import page_of
from tests.comments.posting.test_limits import all_at_once
from tests.factories import MODERATOR, make_article, make_site, make_user

pytestmark = pytest.mark.django_db

LOOK_UP, QUESTIONS = "/hoi-dap/tra-cuu/", "/hoi-dap/"


@pytest.fixture(autouse=True)
def site():
    return make_site()


def ask(client, comment, **fields):
    sent = {"number": comment.reference, "email": comment.email} | fields
    return client.post(LOOK_UP, sent)


def test_a_unit_is_charged_until_a_working_day(moderator):
    comment = make_comment()

    question = charge(comment, "UBND xã Tân Phong", by=moderator)

    assert question.due_on == after_working_days(10)
    assert comment.events.get().why == "Giao UBND xã Tân Phong trả lời"
    assert Question.objects.open().get() == question


def test_working_days_leave_out_weekends_holidays_and_free_days():
    friday = date(2026, 12, 25)
    assert after_working_days(1, friday) == date(2026, 12, 28)
    assert after_working_days(5, friday) == date(2027, 1, 4)  # 1 January is free

    Policy(free_days="28/12/2026 - 30/12/2026").save()
    assert after_working_days(1, friday) == date(2026, 12, 31)


def test_the_official_answer_closes_the_question(moderator):
    comment = make_comment(state="pending")
    question = charge(comment, "UBND xã Tân Phong", by=moderator)

    answer = decisions.answer_officially(comment, "Xã làm việc sáng thứ Bảy.", by=moderator, name="UBND xã Tân Phong")

    question.refresh_from_db()
    assert question.answer == answer
    assert not Question.objects.open().exists()
    with pytest.raises(AlreadyDecided):
        decisions.answer_officially(comment, "Nói thêm.", by=moderator, name="UBND xã Tân Phong")
    question.refresh_from_db()
    assert question.answer == answer
    with pytest.raises(NoQuestion, match="đã được trả lời"):
        charge(comment, "Sở Nội vụ", by=moderator)


def test_a_reply_can_be_a_question_of_its_own(moderator):
    root = make_comment()
    reply = make_comment(root.article, parent=root)
    asked, other = charge(reply, "Sở Nội vụ", by=moderator), charge(root, "Sở Tài chính", by=moderator)

    decisions.answer_officially(reply, "Được.", by=moderator, name="Sở Nội vụ")

    asked.refresh_from_db()
    other.refresh_from_db()
    assert asked.answered_at
    assert other.answered_at is None


@pytest.mark.parametrize("state", ["rejected", "spam", "withdrawn"])
def test_what_is_not_shown_is_nobodys_to_answer(moderator, state):
    with pytest.raises(NoQuestion):
        charge(make_comment(state=state), "Sở Nội vụ", by=moderator)


@pytest.mark.parametrize("state", ["rejected", "spam", "pending"])
def test_a_question_whose_answer_is_taken_down_is_open_again(client, staff_client, moderator, state):
    comment = make_comment()
    charge(comment, "Sở Nội vụ", by=moderator, due_on=date(2027, 3, 5))
    answer = decisions.answer_officially(comment, "Xã làm việc sáng thứ Bảy.", by=moderator, name="Sở Nội vụ")

    decisions.decide(answer, state, by=moderator, reason="Trả lời nhầm")

    told = ask(client, comment).content.decode()
    assert "Xã làm việc sáng thứ Bảy." not in told
    assert "Đã giao <b>Sở Nội vụ</b> trả lời, hạn 05/03/2027" in told
    assert "Chưa trả lời" in staff_client.get("/quan-tri/comments/question/", {"tien_do": "cho"}).content.decode()
    decisions.decide(answer, "approved", by=moderator)
    assert "Xã làm việc sáng thứ Bảy." in ask(client, comment).content.decode()


def test_another_answer_takes_the_place_of_one_that_is_taken_down(moderator):
    root = make_comment()
    reply = make_comment(root.article, parent=root)
    question = charge(root, "Sở Nội vụ", by=moderator)
    first = decisions.answer_officially(root, "Có.", by=moderator, name="Sở Nội vụ")
    second = make_comment(root.article, parent=root, is_official=True, body="Cả chiều.")  # as release 0.4.0 let
    decisions.answer_officially(reply, "Không phải câu này.", by=moderator, name="Sở Nội vụ")

    decisions.decide(first, "rejected", by=moderator, reason="Trả lời nhầm")

    question.refresh_from_db()
    assert (question.answer, question.answered_at) == (second, second.decided_at)


def test_nobody_owes_an_answer_to_what_was_taken_down(client, staff_client, moderator):
    comment = make_comment()
    question = charge(comment, "Sở Nội vụ", by=moderator, due_on=date(2020, 3, 5))

    decisions.decide(comment, "rejected", by=moderator, reason="Trùng với bình luận đã gửi")

    assert "Đã giao" not in ask(client, comment).content.decode()
    for progress in ("cho", "qua-han"):
        listed = staff_client.get("/quan-tri/comments/question/", {"tien_do": progress}).content.decode()
        assert comment.reference not in listed
    assert "Không phải trả lời nữa" in staff_client.get("/quan-tri/comments/question/").content.decode()
    question.refresh_from_db()
    assert not question.is_late()


def test_an_assignment_from_an_older_page_is_answered_that_the_comment_is_gone(moderator):
    comment = make_comment()
    shown = Comment.objects.get(pk=comment.pk)
    decisions.decide(comment, "spam", by=moderator)

    with pytest.raises(NoQuestion):
        charge(shown, "Sở Nội vụ", by=moderator)


@pytest.mark.django_db(transaction=True)
def test_two_who_charge_at_once_make_one_question():
    people = [make_user(MODERATOR), make_user(MODERATOR)]
    comment = make_comment()

    def work(number):
        return charge(Comment.objects.get(pk=comment.pk), f"Sở {number}", by=people[number]).pk

    for _ in range(10):
        Question.objects.all().delete()
        assert len(set(all_at_once(2, work))) == 1


def test_a_moderator_charges_a_unit_and_changes_it(staff_client):
    comment = make_comment()

    empty = staff_client.post(page_of(comment), {"charge": "1", "unit": " ", "due_on": "31/02/2027"})
    staff_client.post(page_of(comment), {"charge": "1", "unit": "Sở Nội vụ", "due_on": "05/03/2027"})
    page = staff_client.post(
        page_of(comment), {"charge": "1", "unit": "Sở Tài chính", "due_on": "08/03/2027"}, follow=True
    )

    assert empty.status_code == 422
    assert "Xin ghi đơn vị trả lời." in empty.content.decode()
    assert "Tháng 2 không có ngày 31." in empty.content.decode()
    question = Question.objects.get()
    assert (question.unit, question.due_on) == ("Sở Tài chính", date(2027, 3, 8))
    assert "Đã giao Sở Tài chính trả lời, hạn 08/03/2027" in page.content.decode()


def test_the_admin_lists_what_is_owed_and_what_is_late(staff_client, moderator):
    late = charge(make_comment(name="Lê Khải"), "Sở Nội vụ", by=moderator)
    Question.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    charge(make_comment(name="Đỗ Hữu Thọ"), "Sở Tài chính", by=moderator)

    pages = {
        progress: staff_client.get("/quan-tri/comments/question/", {"tien_do": progress}).content.decode()
        for progress in ("cho", "qua-han", "da-tra-loi")
    }

    assert "Sở Nội vụ" in pages["cho"]
    assert "Sở Tài chính" in pages["cho"]
    assert "Sở Tài chính" not in pages["qua-han"]
    assert "Sở Nội vụ" in pages["qua-han"]
    assert "Sở Nội vụ" not in pages["da-tra-loi"]
    assert (
        "Mở bình luận để trả lời"
        in staff_client.get(f"/quan-tri/comments/question/{late.pk}/change/").content.decode()
    )


def test_readers_read_answered_questions_the_newest_first(client, moderator, django_assert_max_num_queries):
    for name in ("Lê Khải", "Đỗ Hữu Thọ"):
        comment = make_comment(make_article(title=f"Bài của {name}"), name=name)
        charge(comment, "Sở Nội vụ", by=moderator)
        decisions.answer_officially(comment, f"Thưa {name}.", by=moderator, name="Sở Nội vụ")
    charge(make_comment(name="Chưa Trả Lời"), "Sở Nội vụ", by=moderator)
    hidden = make_comment(name="Bị Gỡ")
    charge(hidden, "Sở Nội vụ", by=moderator)
    decisions.answer_officially(hidden, "Thưa.", by=moderator, name="Sở Nội vụ")
    decisions.decide(hidden, "spam", by=moderator)

    with django_assert_max_num_queries(4):
        html = client.get(QUESTIONS).content.decode()

    assert html.index("Thưa Đỗ Hữu Thọ.") < html.index("Thưa Lê Khải.")
    assert "Chưa Trả Lời" not in html
    assert "Bị Gỡ" not in html
    assert client.get(QUESTIONS, {"trang": "99"}).status_code == 200


def test_the_sender_sees_what_became_of_it(client, moderator):
    waiting = make_comment(state="pending", due_at=timezone.now())
    refused = make_comment(state="rejected", reason="Trùng với bình luận đã gửi")
    asked = make_comment()
    charge(asked, "UBND xã Tân Phong", by=moderator, due_on=date(2027, 3, 5))

    assert "Đang chờ Ban Biên tập duyệt" in ask(client, waiting).content.decode()
    assert "Lý do: Trùng với bình luận đã gửi." in ask(client, refused).content.decode()
    told = ask(client, asked, number=asked.reference.lower(), email=asked.email.upper()).content.decode()
    assert "Đã giao <b>UBND xã Tân Phong</b> trả lời, hạn 05/03/2027" in told
    decisions.answer_officially(asked, "Xã làm việc sáng thứ Bảy.", by=moderator, name="UBND xã Tân Phong")
    assert "Xã làm việc sáng thứ Bảy." in ask(client, asked).content.decode()


def test_only_number_and_address_together_show_anything(client):
    comment = make_comment(body="Chuyện riêng của tôi.")
    answers = [
        ask(client, comment, email="khac@thu.example"),
        ask(client, comment, number="BL-AAAAA-AAAAA"),
        ask(client, comment, number="1"),
        ask(client, comment, number="\x00", email="\x00"),
        ask(client, comment, number="B" * 5000, email="e" * 5000),
    ]

    for answer in answers:
        assert answer.status_code == 422
        assert "Chuyện riêng của tôi." not in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
    assert "Không tìm thấy ý kiến nào có số tiếp nhận và email này." in answers[0].content.decode()
    assert "Xin nhập số tiếp nhận" in client.post(LOOK_UP, {}).content.decode()


def test_a_form_from_elsewhere_shows_nothing(client):
    comment = make_comment(body="Chuyện riêng của tôi.")

    answer = client.post(
        LOOK_UP, {"number": comment.reference, "email": comment.email}, headers={"origin": "https://khac.example"}
    )

    assert answer.status_code == 403
    assert "Chuyện riêng của tôi." not in answer.content.decode()
