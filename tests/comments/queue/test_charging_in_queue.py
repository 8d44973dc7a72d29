"""Charging a unit out of the queue, and what its answer becomes there."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from post_office.models import STATUS, Email

from cchc_portal.staff.reminders import reminders
from comments.models import Comment, Question, UnitAnswer
from comments.notifications.moderator_emails import notify_moderators
from comments.queue.selection import Tab
from tests.comments.factories import make_comment, signed_in, waiting
from tests.comments.questions.units import ADDRESS, ANSWER, UNIT, answer, letters, link
from tests.factories import make_site
from vietnamese.dates import format_date

from .moderating import QUEUE, SPAM_REASON, ask, seen, state_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    return make_site()


def due(days=9):
    return format_date(timezone.localdate() + timedelta(days=days))


def charge(client, comment, **fields):
    asked = {"unit": UNIT, "unit_email": ADDRESS, "due_on": due()} | seen(comment) | fields
    return ask(client, "charge", comment, **asked)


def undo(client):
    step = client.session["queue_steps_taken"][-1]
    return ask(client, "undo", step=step["key"], **{f"version-{pk}": v for pk, v in step["versions"].items()})


@pytest.fixture
def answered(staff_client):
    """A waiting comment whose unit has sent its answer."""
    comment = waiting(name="Khải")
    charge(staff_client, comment)
    Email.objects.update(status=STATUS.sent)
    answer(Question.objects.get())
    return Comment.objects.get(pk=comment.pk)


def test_the_row_and_the_open_comment_name_the_unit_and_its_days(staff_client):
    comment = waiting()

    outcome = charge(staff_client, comment)

    assert outcome["status"] == 200
    assert outcome["told"][0]["text"] == f"Đã giao {UNIT} trả lời, hạn {due()}. Thư gửi đến {ADDRESS}."
    assert f"{UNIT} · còn 9 ngày" in outcome["back"][0]["html"]
    page = staff_client.get(QUEUE).content.decode()
    assert page.count(f"{UNIT} · còn 9 ngày") == 2
    Question.objects.update(due_on=timezone.localdate() - timedelta(days=2))
    assert f"{UNIT} · quá hạn 2 ngày" in staff_client.get(QUEUE).content.decode()


def test_undo_takes_the_charge_and_its_letter_back(staff_client):
    comment = waiting()
    charge(staff_client, comment)

    outcome = undo(staff_client)

    assert outcome["told"][0]["level"] == "success"
    assert not Question.objects.exists()
    assert letters() == []


def test_units_charged_before_are_offered_with_their_address(staff_client):
    charge(staff_client, make_comment())
    comment = waiting()

    page = staff_client.get(QUEUE).content.decode()
    charge(staff_client, comment, unit_email="")

    assert f'<option value="{UNIT}">{ADDRESS}</option>' in page
    assert Question.objects.get(comment=comment).unit_email == ADDRESS


def test_what_is_refused_says_why_and_stays_in_the_form_without_the_script(staff_client):
    comment = waiting()

    refused = charge(staff_client, comment, due_on=due(0), unit_email="khong-phai")
    sent = {"unit": "Sở Y tế", "unit_email": "", "due_on": due(-1)} | seen(comment)
    page = staff_client.post(f"{QUEUE}{comment.pk}/giao-don-vi/", sent, follow=True).content.decode()

    assert refused["status"] == 422
    told = " ".join(message["text"] for message in refused["told"])
    assert "phải sau hôm nay" in told
    assert "Địa chỉ email của đơn vị chưa đúng" in told
    assert 'value="Sở Y tế"' in page
    assert f'value="{due(-1)}"' in page
    assert not Question.objects.exists()


def test_of_two_who_charge_what_they_saw_the_second_is_told_of_the_first(staff_client, colleague):
    comment = waiting()
    charge(signed_in(colleague), comment)

    second = charge(staff_client, comment, unit="Sở Y tế")

    assert second["status"] == 409
    assert "Nguyễn Văn Bình đã giao đơn vị trả lời" in second["told"][0]["text"]
    assert Question.objects.get().unit == UNIT


def test_an_answer_of_a_unit_is_published_with_one_press(staff_client, answered):
    page = staff_client.get(QUEUE, {"trang_thai": Tab.UNIT_ANSWERED}).content.decode()
    waiting_answer = UnitAnswer.objects.get()

    outcome = ask(staff_client, "publish_unit_answer", answered, unit_answer=waiting_answer.pk, **seen(answered))

    assert ANSWER["body"] in page
    assert "Trả lời chờ đăng" in page
    published = Comment.objects.get(is_official=True)
    assert (published.name, published.body) == (UNIT, ANSWER["body"])
    assert state_of(answered) == "approved"
    assert outcome["told"][0]["text"] == f"Đã đăng câu trả lời của {UNIT} cho Khải."
    assert staff_client.get(QUEUE, {"trang_thai": Tab.UNIT_ANSWERED}).context["rows"] == []


def test_undo_takes_a_published_answer_of_a_unit_down_and_it_waits_again(staff_client, answered):
    ask(staff_client, "publish_unit_answer", answered, **seen(answered))

    outcome = undo(staff_client)

    assert outcome["told"][0]["level"] == "success"
    assert state_of(answered) == "pending"
    assert not Comment.objects.filter(is_official=True, state="approved").exists()
    assert UnitAnswer.objects.waiting().exists()
    assert Question.objects.get().answered_at is None
    assert letters() == []


def test_an_answer_is_sent_back_with_a_reason_and_never_without(staff_client, answered):
    empty = ask(staff_client, "return_unit_answer", answered, **seen(answered))
    outcome = ask(staff_client, "return_unit_answer", answered, returned_why="Chưa nói giờ.", **seen(answered))

    assert empty["status"] == 422
    assert "Xin ghi lý do gửi lại" in empty["told"][0]["text"]
    assert outcome["status"] == 200
    assert "đường dẫn mới" in outcome["told"][0]["text"]
    assert link(Question.objects.get()) in Email.objects.latest("pk").message
    assert not Comment.objects.filter(is_official=True).exists()


def test_of_two_moderators_about_one_answer_the_second_changes_nothing(staff_client, colleague, answered):
    ask(signed_in(colleague), "return_unit_answer", answered, returned_why="Chưa rõ.", **seen(answered))

    late = ask(staff_client, "publish_unit_answer", answered, **seen(answered))

    assert "không có câu trả lời nào của đơn vị đang chờ đăng" in late["told"][0]["text"]
    assert not Comment.objects.filter(is_official=True).exists()


def test_a_charged_comment_is_rejected_only_by_whoever_was_told(staff_client):
    comment = waiting()
    charge(staff_client, comment)
    comment.refresh_from_db()

    fields = {"chosen": comment.pk, "decision": "rejected", "reason": SPAM_REASON} | seen(comment)
    asked = ask(staff_client, "decide", **fields)

    assert asked["status"] == 409
    assert f"đã giao {UNIT} trả lời" in asked["asks"]
    assert state_of(comment) == "pending"


def test_an_answer_that_waits_stands_on_the_tab_the_first_page_the_board_and_in_the_morning_letter(
    staff_client, answered, moderator
):
    moderator.email = "anh@toasoan.example"
    moderator.save()
    ask(staff_client, "decide", chosen=answered.pk, decision="approved", **seen(answered))

    assert staff_client.get(QUEUE).context["figures"].of_tabs[Tab.UNIT_ANSWERED] == 1
    assert "Trả lời của đơn vị" in staff_client.get("/quan-tri/").content.decode()
    assert notify_moderators(datetime(2026, 3, 11, 9, tzinfo=UTC)) == 1
    letter = Email.objects.latest("pk")
    assert letter.subject == "1 câu trả lời của đơn vị chờ đăng"
    assert "?trang_thai=don-vi" in letter.message
    lines = dict(reminders(moderator))["Bình luận"]
    assert [line.what for line in lines] == ["1 câu trả lời của đơn vị chờ đăng"]
