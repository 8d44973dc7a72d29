"""Stopping a sender from the open comment, the page of all stops, and what a new month ends."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment, Rule, SenderStop
from comments.queue.month_turns import month_turn
from tests.comments.factories import ago, make_comment, signed_in, waiting
from tests.factories import EDITOR, MODERATOR, make_article, make_user

from .moderating import QUEUE, seen, take_back, told

pytestmark = pytest.mark.django_db
STOPS = "/quan-tri/binh-luan/tam-dung/"


@pytest.fixture
def comment():
    return waiting(browser_key=uuid4(), name="Người nóng nảy", email="nong@thu.example")


def stop(client, comment, **fields):
    fields = {"length": "1n", "reason": "Lời lẽ xúc phạm hoặc thiếu văn hóa"} | fields
    return client.post(reverse("queue:stop", args=[comment.pk]), fields | seen(comment), follow=True)


def test_an_unconfirmed_sender_is_stopped_by_browser_and_the_bar_says_it(staff_client, comment):
    page = stop(staff_client, comment)

    made = SenderStop.objects.get()
    assert (made.browser_key, made.email) == (comment.browser_key, "")
    assert timedelta(hours=3) < made.until - timezone.now() <= timedelta(days=1)
    assert "Đã tạm dừng người gửi Người nóng nảy đến" in told(page)[0]
    assert f"(mã {made.number}), theo mạng và trình duyệt." in page.context["step"]["told"]
    assert "đang tạm dừng một người gửi cùng mạng và trình duyệt" in page.content.decode()


def test_a_confirmed_sender_is_stopped_by_address_which_is_shown_nowhere(staff_client, comment):
    Comment.objects.update(email_confirmed_at=ago(days=1))

    page = stop(staff_client, comment, length="mai", other_reason="Đe dọa cán bộ.")

    made = SenderStop.objects.get()
    assert (made.browser_key, made.email, made.until, made.why) == (None, comment.email, None, "Đe dọa cán bộ")
    for html in (page.content.decode(), staff_client.get(STOPS).content.decode()):
        assert "nong@" not in html
        assert "Đe dọa cán bộ" in html


def test_by_browser_it_ends_with_the_month_at_the_latest(moderator, time_machine):
    time_machine.move_to("2026-11-20T03:00:00+00:00", tick=False)
    comment = waiting(browser_key=uuid4(), email_confirmed_at=timezone.now())

    stop(signed_in(moderator), comment, length="30n", whom="browser")

    assert SenderStop.objects.get().until == datetime.fromisoformat("2026-12-01T00:00:00+07:00")


def test_the_form_says_beforehand_by_what_and_until_when(staff_client, comment):
    html = staff_client.get(QUEUE).content.decode()
    assert "chỉ nhận ra theo mạng, trình duyệt và email người ấy ghi, đến" in html

    Comment.objects.update(email_confirmed_at=ago(days=1))
    html = staff_client.get(QUEUE).content.decode()
    assert "tạm dừng theo email ấy, ở máy nào cũng vậy" in html
    assert html.count('<option value="browser">') == 1


@pytest.mark.parametrize(
    ("changes", "fields", "sentence"),
    [
        ({}, {"length": ""}, "Xin chọn tạm dừng bao lâu."),
        ({}, {"length": "999n"}, "Xin chọn tạm dừng bao lâu."),
        ({}, {"reason": ""}, "Tạm dừng thì cần có lý do"),
        ({}, {"whom": "email"}, "Người gửi chưa xác nhận email"),
        ({"email": ""}, {}, "không còn dấu của người gửi"),
        ({"browser_key": None}, {}, "không còn dấu của người gửi"),
        ({"is_official": True}, {}, "không còn dấu của người gửi"),
    ],
)
def test_what_stops_nobody_is_told(staff_client, comment, changes, fields, sentence):
    Comment.objects.update(**changes)

    assert sentence in told(stop(staff_client, comment, **fields))[0]
    assert not SenderStop.objects.exists()


def test_a_browser_of_last_month_cannot_be_stopped(staff_client, comment):
    Comment.objects.update(created_at=ago(days=70))

    assert "mã mạng và trình duyệt đã đổi" in told(stop(staff_client, comment))[0]
    assert not SenderStop.objects.exists()


def test_pressed_twice_is_one_stop_and_another_takes_its_place(staff_client, comment):
    stop(staff_client, comment)
    stop(staff_client, comment)
    assert SenderStop.objects.count() == 1

    stop(staff_client, comment, length="3n")

    assert SenderStop.objects.count() == 2
    assert SenderStop.objects.in_force().count() == 1


def test_z_takes_a_stop_back_and_lets_the_one_before_count_again(staff_client, comment):
    stop(staff_client, comment)
    stop(staff_client, comment, length="3n")

    take_back(staff_client)
    assert SenderStop.objects.in_force().get().pk == SenderStop.objects.earliest("pk").pk
    take_back(staff_client)

    assert not SenderStop.objects.in_force().exists()


def test_a_stop_that_a_colleague_lifted_is_not_taken_back_again(staff_client, comment, colleague):
    stop(staff_client, comment)
    made = SenderStop.objects.get()
    page = signed_in(colleague).post(reverse("queue:lift_stop", args=[made.pk]), follow=True)
    assert told(page) == [f"Đã bỏ {made.number}: người ấy gửi bình luận được ngay."]

    assert "Có người đã bỏ tạm dừng này." in " ".join(told(take_back(staff_client)))
    assert SenderStop.objects.get().lifted_by == colleague


def test_the_page_lists_what_is_in_force_and_what_is_over(staff_client, moderator):
    for number, until in ((1, None), (2, ago(days=-1)), (3, ago(days=1))):
        SenderStop.objects.create(email=f"a{number}@thu.example", why=f"lý do {number}", until=until, by=moderator)

    now, over = staff_client.get(STOPS), staff_client.get(STOPS, {"het": 1})

    assert [stop.why for stop in now.context["page"]] == ["lý do 2", "lý do 1"]
    assert [stop.why for stop in over.context["page"]] == ["lý do 3"]
    number = SenderStop.objects.get(why="lý do 3").number
    assert "lý do 3" in staff_client.get(STOPS, {"ma": number.lower()}).content.decode()
    assert "Không có tạm dừng nào mang mã xyz" in staff_client.get(STOPS, {"ma": "xyz"}).content.decode()


def test_thousands_of_stops_are_paged_in_the_same_number_of_queries(
    staff_client, moderator, django_assert_max_num_queries
):
    SenderStop.objects.bulk_create(
        SenderStop(email=f"a{number}@thu.example", why="x", by=moderator) for number in range(2_000)
    )
    staff_client.get(STOPS)
    with django_assert_max_num_queries(12):
        assert len(staff_client.get(STOPS, {"trang": 3}).context["page"].object_list) == 50


@pytest.mark.parametrize("role", [EDITOR, None])
def test_only_moderators_stop_and_lift(role, comment, moderator):
    made, client = SenderStop.objects.create(email="a@thu.example", why="x", by=moderator), signed_in(make_user(role))

    assert client.get(STOPS).status_code == 403
    assert stop(client, comment).status_code == 403
    assert client.post(reverse("queue:lift_stop", args=[made.pk])).status_code == 403
    assert SenderStop.objects.in_force().count() == 1


def test_the_history_of_a_sender_says_by_what_it_is_known(staff_client, moderator, time_machine):
    time_machine.move_to("2026-11-20T03:00:00+00:00", tick=False)
    client, article = signed_in(moderator), make_article()
    old = make_comment(article, email="ai@thu.example", email_confirmed_at=ago(days=200), created_at=ago(days=200))
    known = waiting(article, browser_key=uuid4(), email="AI@thu.example", email_confirmed_at=timezone.now())
    unknown = waiting(article, browser_key=uuid4(), email="ai@thu.example")
    network = waiting(article, email="ai@thu.example")

    def history(comment):
        return client.get(QUEUE, {"bl": comment.pk, "phan": "binh-luan"})

    assert "Theo email đã xác nhận, từ 04/05/2026" in history(known).content.decode()
    assert [other.pk for other in history(known).context["opened"].sender_texts] == [old.pk]
    assert "Cùng mạng và trình duyệt, trong tháng từ 01/11/2026" in history(unknown).content.decode()
    assert "Cùng mạng, trong tháng từ 01/11/2026; có thể là nhiều người" in history(network).content.decode()


@pytest.mark.parametrize(
    ("at", "begins"),
    [
        ("2026-11-15T12:00:00+07:00", None),
        ("2026-11-27T12:00:00+07:00", "Ngày 01/12/2026 mã mạng và trình duyệt đổi"),
        ("2026-12-02T12:00:00+07:00", "Mã mạng và trình duyệt đã đổi ngày 01/12/2026"),
        ("2026-12-08T12:00:00+07:00", None),
    ],
)
def test_a_new_month_is_announced_before_and_after(moderator, time_machine, at, begins):
    time_machine.move_to(datetime.fromisoformat(at), tick=False)
    first = datetime.fromisoformat("2026-12-01T00:00:00+07:00")
    SenderStop.objects.create(browser_key=uuid4(), why="x", until=first, by=moderator)
    Rule.objects.create(kind="sender", pattern=str(uuid4()), expires_at=first)

    client = signed_in(moderator)
    queue, stops = (client.get(address).content.decode() for address in (QUEUE, STOPS))

    assert "1 tạm dừng theo trình duyệt và 1 quy tắc lọc theo người gửi" in stops or "2026-12-08" in at
    if begins is None:
        assert month_turn() is None
        assert "mã mạng và trình duyệt đổi" not in queue
    else:
        assert begins in queue
        assert begins in stops


def test_what_was_published_at_once_is_seen_kept_and_taken_back(staff_client, moderator):
    article = make_article()
    one, two = make_comment(article, name="một"), make_comment(article, name="hai", decided_by=moderator)
    html = staff_client.get(QUEUE, {"bl": one.pk}).content.decode()
    assert "chưa người duyệt nào xem" in html
    assert 'Đăng ngay, chưa xem <span data-queue-count="dang-ngay">1</span>' in html

    page = staff_client.post(reverse("queue:seen"), {"chosen": [one.pk, two.pk]} | seen(one, two), follow=True)

    assert told(page) == ["Đã xem, giữ nguyên bình luận của một."]
    one.refresh_from_db()
    assert (one.state, one.decided_by) == ("approved", moderator)
    take_back(staff_client)
    assert [row.comment.name for row in staff_client.get(QUEUE, {"trang_thai": "dang-ngay"}).context["rows"]] == [
        "một"
    ]


def test_of_two_who_look_at_once_the_second_is_told(staff_client, colleague):
    comment = make_comment(name="một")
    before = seen(comment)
    staff_client.post(reverse("queue:seen"), {"chosen": comment.pk} | before)

    page = signed_in(colleague).post(reverse("queue:seen"), {"chosen": comment.pk} | before, follow=True)

    assert told(page) == ["Xin chọn ít nhất một bình luận đăng ngay, chưa xem."]
    assert Comment.objects.get().decided_by != colleague


def test_moderators_alone_keep(comment):
    for client in (signed_in(make_user(EDITOR)),):
        assert client.post(reverse("queue:seen"), {"chosen": comment.pk}).status_code == 403
    assert signed_in(make_user(MODERATOR)).get(reverse("queue:seen")).status_code == 405
