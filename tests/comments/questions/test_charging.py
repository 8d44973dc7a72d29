"""A moderator charges a unit: the day, the address, what the unit learns, and how it is taken back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from post_office.models import STATUS, Email

from comments.models import Comment, Question
from comments.moderation import charging, decisions
from comments.moderation.decisions import AlreadyDecided
from comments.questions.assignment import charge
from tests.comments.factories import make_comment, signed_in, waiting
from tests.comments.moderation.archive import page_of
from tests.comments.posting.test_limits import all_at_once
from tests.factories import MODERATOR, make_site, make_user
from vietnamese.dates import format_date

from .units import ADDRESS, UNIT, answer, letters, link, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    return make_site()


@pytest.mark.django_db(transaction=True)
def test_of_two_moderators_who_charge_at_once_one_wins():
    people = [make_user(MODERATOR), make_user(MODERATOR)]
    comment = make_comment()

    seen = Comment.objects.get()
    outcomes = all_at_once(2, lambda number: _charge_as_seen(seen, people[number], f"Sở {number}"))

    assert sorted(outcomes) == [False, True]
    assert comment.events.count() == 1


def _charge_as_seen(seen, by, unit):
    try:
        charging.charge(Comment(pk=seen.pk, version=seen.version), unit, by=by)
    except AlreadyDecided:
        return False
    return True


def test_a_decision_made_before_the_charge_was_seen_is_told(moderator, colleague):
    comment = waiting()
    seen = Comment.objects.get()
    charging.charge(comment, UNIT, by=colleague)

    with pytest.raises(AlreadyDecided):
        decisions.decide(seen, "rejected", by=moderator, reason="Trùng với bình luận đã gửi")


def test_a_charge_taken_back_leaves_nothing_and_its_letter_does_not_go(moderator):
    comment = waiting()
    _, was = charging.charge(comment, UNIT, by=moderator, unit_email=ADDRESS)
    letter = Question.objects.get()

    charging.uncharge(comment, was, version=comment.version, by=moderator, since=timezone.now() - timedelta(hours=1))

    assert not Question.objects.exists()
    assert letters() == []
    assert Client().get(link(letter)).status_code == 404


@pytest.mark.parametrize("email", [ADDRESS, "so@noivu.example"])
def test_a_second_charge_taken_back_brings_the_first_link_back(client, charged, moderator, email):
    first = link(charged)
    comment = Comment.objects.get()
    _, was = charging.charge(comment, "Sở Nội vụ", by=moderator, unit_email=email)
    assert client.get(first).status_code == 410

    charging.uncharge(comment, was, version=comment.version, by=moderator, since=timezone.now() - timedelta(hours=1))

    charged.refresh_from_db()
    assert (charged.unit, charged.unit_email) == (UNIT, ADDRESS)
    assert client.get(first).status_code == 200
    assert letters() == []


def test_a_charge_is_not_taken_back_once_the_unit_has_answered(moderator):
    comment = make_comment()
    question, was = charging.charge(comment, UNIT, by=moderator, unit_email=ADDRESS)
    answer(question)

    with pytest.raises(AlreadyDecided):
        charging.uncharge(comment, was, version=comment.version, by=moderator, since=comment.created_at)


def test_a_unit_learns_that_it_need_not_answer_what_was_taken_down_and_that_it_must_again(charged, moderator):
    comment = Comment.objects.get()
    decisions.decide(comment, "rejected", by=moderator, reason="Trùng với bình luận đã gửi")
    assert letters() == [f"Không cần trả lời câu hỏi {comment.reference} nữa"]

    decisions.decide(comment, "approved", by=moderator)
    assert letters() == []

    decisions.decide(comment, "spam", by=moderator)
    Email.objects.update(status=STATUS.sent)
    decisions.decide(comment, "approved", by=moderator)
    assert [subject.split(" câu")[0] for subject in letters()] == ["Đề nghị trả lời"]


def test_of_a_charge_that_it_never_learned_of_a_unit_learns_nothing(moderator):
    comment = make_comment()
    charge(comment, UNIT, by=moderator, unit_email=ADDRESS)

    decisions.decide(comment, "spam", by=moderator)

    assert letters() == []


def test_another_unit_learns_that_it_is_free(charged, moderator):
    charge(charged.comment, "Sở Nội vụ", by=moderator, unit_email="so@noivu.example")

    told = [(email.to, email.subject.split(" câu")[0]) for email in Email.objects.exclude(status=STATUS.sent)]
    assert sorted(told) == [([ADDRESS], "Không cần trả lời"), (["so@noivu.example"], "Đề nghị trả lời")]


def test_the_address_of_a_unit_is_remembered(moderator):
    charge(make_comment(), UNIT, by=moderator, unit_email=ADDRESS)
    charge(make_comment(), UNIT, by=moderator, unit_email="")

    question = charge(make_comment(), UNIT, by=moderator)

    assert question.unit_email == ADDRESS
    assert Question.objects.known_units() == [(UNIT, ADDRESS)]


@pytest.mark.parametrize(
    "unit",
    ["UBND\r\nBcc: la@khac.example", "Sở <script>alert(1)</script>", "{{ site }} %s", "Phòng\u202eNỘI VỤ", "A" * 160],
)
def test_a_hostile_name_of_a_unit_stays_a_name(staff_client, unit):
    comment = make_comment()
    due = format_date(timezone.localdate() + timedelta(days=9))

    staff_client.post(page_of(comment), {"charge": "1", "unit": unit, "unit_email": ADDRESS, "due_on": due})

    email = Email.objects.get()
    assert email.to == [ADDRESS]
    assert "\n" not in email.subject
    assert "bcc" not in {name.lower() for name in email.email_message().message()}
    assert "<script>alert" not in email.html_message


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("mộtcửa@tanphong.example", "phần trước @ viết không dấu"),
        ("a@b.example\nBcc: la@khac.example", "Địa chỉ email của đơn vị chưa đúng"),
        ("a@[::1]", "Địa chỉ email của đơn vị chưa đúng"),
        ("a" * 300 + "@b.example", "Email của đơn vị"),
    ],
)
def test_an_address_that_no_server_takes_is_refused(staff_client, address, sentence):
    due = format_date(timezone.localdate() + timedelta(days=9))

    page = staff_client.post(
        page_of(make_comment()), {"charge": "1", "unit": UNIT, "unit_email": address, "due_on": due}
    )

    assert page.status_code == 422
    assert sentence in text(page)
    assert not Question.objects.exists()


@pytest.mark.parametrize("days", [0, -1, -400, 367])
def test_the_day_lies_ahead_and_not_a_lifetime(staff_client, days):
    day = timezone.localdate() + timedelta(days=days)

    page = staff_client.post(page_of(make_comment()), {"charge": "1", "unit": UNIT, "due_on": format_date(day)})

    assert page.status_code == 422
    assert ("xa hơn một năm" if days > 0 else "phải sau hôm nay") in text(page)


def test_a_day_on_which_nobody_works_is_told(staff_client):
    today = timezone.localdate()
    sunday = today + timedelta(days=13 - today.weekday())

    page = staff_client.post(
        page_of(make_comment()), {"charge": "1", "unit": UNIT, "due_on": format_date(sunday)}, follow=True
    )

    assert f"Hạn {format_date(sunday)} là Chủ Nhật: đơn vị không làm việc ngày ấy." in text(page)
    assert "Chưa có email của đơn vị nên không gửi thư" in text(page)


def test_the_page_of_a_question_charges_by_the_same_rules(client, charged, moderator):
    page = f"/quan-tri/comments/question/{charged.pk}/change/"
    due = timezone.localdate() + timedelta(days=30)
    asked = {"unit": "Sở Nội vụ", "unit_email": "so@noivu.example", "due_on": format_date(due), "_save": "1"}
    browser, first = signed_in(moderator), link(charged)

    past = browser.post(page, asked | {"due_on": format_date(timezone.localdate())})
    browser.post(page, asked | {"seen": "1"})
    assert client.get(first).status_code == 200
    browser.post(page, asked)

    charged.refresh_from_db()
    assert "phải sau hôm nay" in text(past)
    assert (charged.unit, charged.due_on) == ("Sở Nội vụ", due)
    assert client.get(first).status_code == 410
    assert Email.objects.latest("pk").to == ["so@noivu.example"]
    answer(charged)
    assert "đang chờ đăng" in text(browser.post(page, asked | {"unit": "Sở Y tế"}))
