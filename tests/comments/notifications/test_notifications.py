"""The emails that senders and moderators get."""

import re
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from post_office.models import Email

from comments.models import Comment
from comments.moderation import decisions
from comments.notifications.moderator_emails import notify_moderators
from comments.notifications.sender_emails import CONFIRMATIONS_A_DAY
from comments.tokens import write_email_link
from mailing import emails
from tests.comments.factories import filled_in, make_comment, post
from tests.factories import MODERATOR, WRITER, make_article, make_site, make_user

pytestmark = pytest.mark.django_db

READER = "bich.lien@thu.example"
WORKDAY = datetime.fromisoformat("2026-11-24T08:00:00+07:00")


@pytest.fixture(autouse=True)
def site():
    return make_site()


@pytest.fixture
def moderator():
    return make_user(MODERATOR, email="hoa@songlam.example", pen_name="Trần Thị Hoa")


def confirmed(article=None, **fields):
    return make_comment(article, wants_mail=True, email_confirmed_at=timezone.now(), **fields)


def subjects(address=READER):
    return list(Email.objects.filter(to=address).order_by("pk").values_list("subject", flat=True))


def link_in(email):
    return re.search(r"/binh-luan/thu/\S+", email.message)[0]


def test_a_sender_who_wants_emails_is_asked_whether_the_address_is_theirs(client):
    article = make_article(title="Làm việc sáng thứ Bảy")

    post(client, article, wants_mail="1")

    email = Email.objects.get()
    assert email.to == [READER]
    assert email.subject == "Xác nhận nhận email thông báo về bình luận của bạn"
    assert "Chào Nguyễn Thị Bích Liên," in email.message
    assert "Làm việc sáng thứ Bảy" in email.html_message
    assert Comment.objects.get().reference in email.message


def test_no_email_is_sent_to_a_sender_who_does_not_ask_or_for_spam(client):
    post(client, make_article())
    post(client, make_article(), ip="203.0.113.77", wants_mail="1", url="https://nhacai88.example")

    assert Comment.objects.filter(state="spam").count() == 1
    assert not Email.objects.exists()


def test_nobody_fills_a_strangers_mailbox(client):
    for number in range(CONFIRMATIONS_A_DAY + 2):
        post(client, make_article(), ip=f"203.0.113.{number}", body=f"Câu hỏi số {number} về hộ tịch.", wants_mail="1")

    assert Comment.objects.filter(wants_mail=True).count() == CONFIRMATIONS_A_DAY + 2
    assert len(subjects()) == CONFIRMATIONS_A_DAY


def test_an_address_that_got_other_emails_today_is_still_asked(client, moderator):
    for _ in range(CONFIRMATIONS_A_DAY):
        decisions.decide(confirmed(state="pending"), "approved", by=moderator)

    post(client, make_article(), wants_mail="1")

    assert subjects()[-1] == "Xác nhận nhận email thông báo về bình luận của bạn"


def test_a_button_behind_the_link_confirms_and_looking_alone_does_not(client):
    post(client, make_article(), wants_mail="1")
    link = link_in(Email.objects.get())

    page = client.get(link)
    assert Comment.objects.get().email_confirmed_at is None
    assert "b…@thu.example" in page.content.decode()
    assert READER not in page.content.decode()

    page = client.post(link, {"viec": "xac-nhan"})
    assert Comment.objects.get().email_confirmed_at
    assert "Đã xác nhận địa chỉ b…@thu.example" in page.content.decode()


def test_the_email_of_an_approval_has_the_place_on_the_page(moderator):
    comment = confirmed(state="pending")

    decisions.decide(comment, "approved", by=moderator)

    email = Email.objects.get()
    assert email.subject == "Bình luận của bạn đã được đăng"
    assert settings.SITE_URL + comment.get_absolute_url() in email.message
    assert comment.body in email.message
    assert email.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Trần Thị Hoa" not in email.message + email.html_message


def test_the_email_of_a_rejection_has_its_reason(moderator):
    decisions.decide(confirmed(state="pending"), "rejected", by=moderator, reason="Trùng với bình luận đã gửi")

    assert subjects() == ["Bình luận của bạn chưa được đăng"]
    assert "Lý do: Trùng với bình luận đã gửi." in Email.objects.get().message


def test_an_answer_is_notified_to_the_sender_whom_it_answers(moderator):
    root = confirmed()
    reply = confirmed(root.article, parent=root, email="tho@thu.example", state="pending", name="Đỗ Hữu Thọ")
    Email.objects.all().delete()

    decisions.decide(reply, "approved", by=moderator)
    assert subjects() == ["Có người trả lời bình luận của bạn"]
    decisions.answer_officially(reply, "Xã làm việc sáng thứ Bảy.", by=moderator, name="UBND xã Tân Phong")
    assert subjects("tho@thu.example") == ["Bình luận của bạn đã được đăng và có câu trả lời"]

    email = Email.objects.last()
    assert "UBND xã Tân Phong đã trả lời chính thức" in email.message
    assert "Xã làm việc sáng thứ Bảy." in email.html_message


@pytest.mark.parametrize("address", [READER, READER.upper()])
def test_nobody_is_notified_of_their_own_answer(moderator, address):
    root = confirmed(email=address)
    Email.objects.all().delete()

    decisions.decide(confirmed(root.article, parent=root, state="pending"), "approved", by=moderator)

    assert subjects() == ["Bình luận của bạn đã được đăng"]
    assert Email.objects.count() == 1


NO_SUBSCRIBER = [{"wants_mail": False}, {"email_confirmed_at": None}, {"email": ""}]


@pytest.mark.parametrize("fields", NO_SUBSCRIBER)
@pytest.mark.parametrize("decision", ["approved", "rejected"])
def test_only_a_sender_who_wants_emails_and_confirmed_gets_them(moderator, fields, decision):
    given = {"wants_mail": True, "email_confirmed_at": timezone.now(), "state": "pending"} | fields

    decisions.decide(make_comment(**given), decision, by=moderator, reason="Trùng với bình luận đã gửi")

    assert not Email.objects.exists()


@pytest.mark.parametrize("fields", NO_SUBSCRIBER)
def test_only_a_sender_who_wants_emails_and_confirmed_is_notified_of_an_answer(moderator, fields):
    root = make_comment(**{"wants_mail": True, "email_confirmed_at": timezone.now(), "state": "approved"} | fields)

    decisions.answer_officially(root, "Xã làm việc sáng thứ Bảy.", by=moderator, name="UBND xã Tân Phong")

    assert not Email.objects.exists()


def test_a_decision_taken_back_in_time_notifies_nobody(moderator):
    comment = confirmed(state="pending")

    decisions.decide(comment, "approved", by=moderator)
    assert Email.objects.get().scheduled_time > timezone.now()
    decisions.decide(comment, "pending", by=moderator)

    assert not Email.objects.exists()


@pytest.mark.parametrize("after", ["rejected", "spam"])
def test_what_is_taken_down_at_once_is_not_notified_as_published(moderator, after):
    root = confirmed()
    reply = confirmed(root.article, parent=root, email="tho@thu.example", state="pending")

    decisions.decide(reply, "approved", by=moderator)
    decisions.decide(reply, after, by=moderator, reason="Lời lẽ xúc phạm hoặc thiếu văn hóa")

    assert subjects() == []
    assert subjects("tho@thu.example") == (["Bình luận của bạn chưa được đăng"] if after == "rejected" else [])


def test_the_question_whether_an_address_is_ones_own_outlasts_an_approval(client, moderator):
    post(client, make_article(), wants_mail="1")

    decisions.decide(Comment.objects.get(), "approved", by=moderator)

    assert subjects() == ["Xác nhận nhận email thông báo về bình luận của bạn"]


def test_a_sender_who_withdraws_gets_no_email_that_still_waits(moderator):
    comment = confirmed(state="pending")
    decisions.decide(comment, "approved", by=moderator)

    decisions.decide(comment, "withdrawn", by=None, reason="Người gửi rút")

    assert not Email.objects.exists()


def test_spam_notifies_nobody_and_a_step_aside_sends_nothing_twice(moderator):
    comment = confirmed(state="pending")
    decisions.decide(comment, "spam", by=moderator)
    assert not Email.objects.exists()

    decisions.decide(comment, "approved", by=moderator)
    assert subjects() == ["Bình luận của bạn đã được đăng"]


@pytest.mark.parametrize("body", [{"viec": "thoi"}, {"List-Unsubscribe": "One-Click"}, {}])
def test_one_click_stops_all_emails_to_the_address(client, body):
    comment, other = confirmed(), confirmed(email=READER.upper())
    stranger = confirmed(email="khac@thu.example")

    page = client.post(
        f"/binh-luan/thu/{write_email_link(comment)}/", body, headers={"origin": "https://mail.example"}
    )

    assert "Bạn sẽ không nhận email thông báo nữa" in page.content.decode()
    wanting = Comment.objects.filter(wants_mail=True)
    assert {other.pk, comment.pk}.isdisjoint(wanting.values_list("pk", flat=True))
    assert stranger in wanting


def test_a_sender_who_stops_emails_gets_none_that_still_waits(client, moderator):
    comment, stranger = confirmed(state="pending"), confirmed(email="khac@thu.example", state="pending")
    for each in (comment, stranger):
        decisions.decide(each, "approved", by=moderator)
    emails.write(
        READER, "2 bình luận đang chờ duyệt", "mailing/comments/waiting", {"count": 2}, about="sang-2026-11-24"
    )

    client.post(f"/binh-luan/thu/{write_email_link(comment)}/")

    assert subjects() == ["2 bình luận đang chờ duyệt"]  # readers are not notified of it
    assert len(subjects("khac@thu.example")) == 1


@pytest.mark.parametrize("link", ["x", "WzEsImFiYyJd.khong-ky", "a" * 2000, "%00"])
def test_a_link_that_is_not_ours_is_not_found(client, link):
    assert client.get(f"/binh-luan/thu/{link}/").status_code == 404
    assert client.post(f"/binh-luan/thu/{link}/", {"viec": "xac-nhan"}).status_code == 404


def test_a_comment_without_address_cannot_be_confirmed(client):
    comment = make_comment(email="")

    page = client.post(f"/binh-luan/thu/{write_email_link(comment)}/", {"viec": "xac-nhan"})

    assert page.status_code == 200
    assert not Comment.objects.get().wants_mail


def test_what_the_reader_ticked_stays_in_a_refused_form(client):
    article = make_article()
    page = client.post(f"/binh-luan/{article.pk}/", filled_in(article, wants_mail="1", name=""))

    assert 'name="wants_mail" value="1" checked' in page.content.decode()


def test_moderators_hear_each_working_morning_what_waits(moderator, time_machine):
    time_machine.move_to(WORKDAY)
    make_user(MODERATOR, email="")
    make_user(WRITER, email="viet@songlam.example")
    make_comment(
        make_article(title="Cấp đổi giấy chứng nhận"), state="pending", created_at=WORKDAY - timedelta(hours=3)
    )

    assert notify_moderators(WORKDAY.replace(hour=6)) == 0
    assert notify_moderators(WORKDAY) == 1
    assert notify_moderators(WORKDAY + timedelta(hours=5)) == 0

    email = Email.objects.get()
    assert email.to == ["hoa@songlam.example"]
    assert email.subject == "1 bình luận đang chờ duyệt"
    assert "Cấp đổi giấy chứng nhận" in email.message
    assert "Nguyễn Thị Bích Liên" not in email.message + email.html_message


def test_moderators_are_warned_once_a_day_when_a_comment_waits_too_long(moderator, time_machine):
    time_machine.move_to(WORKDAY)
    make_comment(state="pending", due_at=WORKDAY - timedelta(minutes=1))

    assert notify_moderators(WORKDAY) == 1
    assert notify_moderators(WORKDAY + timedelta(minutes=5)) == 1  # and the morning's email
    assert notify_moderators(WORKDAY + timedelta(minutes=10)) == 0

    assert subjects("hoa@songlam.example") == ["1 bình luận đã quá hạn xử lý", "1 bình luận đang chờ duyệt"]


def test_what_readers_sent_back_is_not_reported_as_late(moderator, time_machine):
    time_machine.move_to(WORKDAY)
    past = WORKDAY - timedelta(days=3)
    make_comment(state="pending", due_at=past, first_decided_at=past)

    assert notify_moderators(WORKDAY) == 1

    assert subjects("hoa@songlam.example") == ["1 bình luận đang chờ duyệt"]


@pytest.mark.parametrize("day", ["2026-11-22", "2026-09-02", "2027-01-01"])
def test_on_free_days_moderators_are_left_alone(moderator, day):
    make_comment(state="pending")

    assert notify_moderators(datetime.fromisoformat(f"{day}T09:00:00+07:00")) == 0


def test_with_nothing_waiting_there_is_no_email(moderator):
    make_comment()

    assert notify_moderators(WORKDAY) == 0
