"""The freshness board: each line says what, since when, and leads to where it is mended."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cchc_portal.staff.reminders import reminders
from comments.models import Comment
from comments.questions.assignment import charge
from links.inside import check_inside
from links.keeping import keep_links
from tests.comments.factories import make_comment
from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_article, make_category, make_site, make_user
from tests.stats.factories import local, make_hit

pytestmark = pytest.mark.django_db

NOON = local(2026, 3, 12, 12)
BOARD = "/quan-tri/nhac-viec/"
PENDING = Comment.State.PENDING


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def editor():
    return make_user(EDITOR)


def lines(user, title, at=NOON):
    """(what, since) of one group; [] when there is nothing to do."""
    return [(line.what, line.since) for line in dict(reminders(user, at)).get(title, [])]


QUIET = "Chuyên mục lâu không có bài mới"


def test_a_category_is_listed_when_it_had_nothing_for_so_many_days(editor):
    make_site(quiet_days=10)
    fresh, quiet, never = (make_category(name) for name in ("Mới", "Lâu", "Trống"))
    make_article(category=fresh, published_at=NOON - timedelta(days=9))
    make_article(category=quiet, published_at=NOON - timedelta(days=11))
    make_article(category=quiet, published_at=NOON + timedelta(days=1))
    make_article(category=never, status="draft", published_at=None)

    assert lines(editor, QUIET) == [
        ("Trống", "chưa có bài nào"),
        ("Lâu", "bài mới nhất ngày 01/03/2026, 11 ngày trước"),
    ]


def test_a_category_may_have_a_number_of_days_of_its_own(editor):
    make_site(quiet_days=10)
    for name, quiet_days, age in (("Tin ngày", 2, 3), ("Văn bản", 90, 60), ("Chung", None, 9)):
        category = make_category(name, quiet_days=quiet_days)
        make_article(category=category, published_at=NOON - timedelta(days=age))

    assert [what for what, _ in lines(editor, QUIET)] == ["Tin ngày"]


def test_a_webmaster_gives_a_category_its_days(client):
    category = make_category("Tin ngày")
    client.force_login(make_user(WEBMASTER))
    address = reverse("admin:articles_category_change", args=[category.pk])

    refused = client.post(address, {"name": "Tin ngày", "position": "0", "quiet_days": "0"})
    taken = client.post(address, {"name": "Tin ngày", "position": "0", "quiet_days": "3"})

    assert (refused.status_code, taken.status_code) == (200, 302)
    category.refresh_from_db()
    assert category.quiet_days == 3
    assert "Để trống thì theo số chung ở “Thông tin chung”." in client.get(address).text


def test_a_category_is_as_fresh_as_those_below_it(editor):
    parent = make_category("Thủ tục")
    make_article(category=make_category("Một cửa", parent=parent), published_at=NOON - timedelta(days=2))

    assert lines(editor, QUIET) == []


def test_of_many_quiet_categories_ten_are_named(editor):
    for number in range(12):
        make_category(f"Chuyên mục {number:02}")

    told = lines(editor, QUIET)

    assert len(told) == 11
    assert told[-1] == ("Còn 2 chuyên mục nữa", "")


def test_days_ahead_without_articles_are_named(editor):
    for days in (1, 2, 4, 5, 6):
        make_article(published_at=NOON + timedelta(days=days))
    make_article(status="draft", published_at=NOON + timedelta(days=3))

    assert lines(editor, "Lịch đăng bài") == [("7 ngày tới có 2 ngày chưa hẹn bài nào", "15/03, 19/03")]

    for days in (3, 7):
        make_article(published_at=NOON + timedelta(days=days))
    assert lines(editor, "Lịch đăng bài") == []


def test_articles_that_soon_expire_are_named(editor):
    make_article(title="Sắp hết hạn", expires_at=NOON + timedelta(days=13))
    make_article(title="Còn lâu", expires_at=NOON + timedelta(days=15))
    make_article(title="Đã hết", published_at=NOON - timedelta(days=2), expires_at=NOON - timedelta(days=1))

    assert lines(editor, "Bài sắp hết hạn") == [("Sắp hết hạn", "hết hạn ngày 25/03/2026")]


def test_waiting_and_overdue_comments_are_counted_since_the_oldest(editor):
    article = make_article()
    make_comment(article, state=PENDING, created_at=NOON - timedelta(hours=1), due_at=NOON + timedelta(hours=7))
    make_comment(article, state=PENDING, created_at=NOON - timedelta(days=3), due_at=NOON - timedelta(days=1))
    make_comment(article, state=Comment.State.APPROVED)

    assert lines(editor, "Bình luận") == [
        ("1 bình luận quá hạn xử lý", "từ 12:00 ngày 11/03/2026"),
        ("2 bình luận chờ duyệt", "từ 12:00 ngày 09/03/2026"),
    ]


def test_questions_near_and_after_their_day_are_listed(editor):
    article = make_article()
    for unit, days in (("Xã Tân Phong", -1), ("Sở Nội vụ", 3), ("Sở Tài chính", 4)):
        charge(make_comment(article), unit, by=editor, due_on=NOON.date() + timedelta(days=days))

    told = lines(editor, "Câu hỏi của bạn đọc")

    assert [(what.partition(" chưa")[0], since) for what, since in told] == [
        ("Xã Tân Phong", "quá hạn từ 11/03/2026"),
        ("Sở Nội vụ", "hạn 15/03/2026"),
    ]


@pytest.mark.parametrize(
    ("month", "day", "told", "is_late"), [(10, 31, 0, False), (11, 1, 1, False), (11, 30, 1, False), (12, 1, 1, True)]
)
def test_the_yearly_report_is_due_before_the_first_of_december(editor, month, day, told, is_late):
    groups = dict(reminders(editor, local(2026, month, day, 9)))

    assert [line.is_late for line in groups.get("Báo cáo năm", [])] == [is_late] * told


def test_a_rollup_that_stands_still_is_reported(editor):
    make_hit(1, at=NOON - timedelta(minutes=4))
    assert lines(editor, "Số liệu truy cập") == []

    make_hit(1, at=NOON - timedelta(minutes=20))
    assert lines(editor, "Số liệu truy cập") == [
        ("Số liệu không được cộng nữa: tiến trình nền có thể đã dừng", "từ 11:40 ngày 12/03/2026")
    ]


def full_board():
    """Something of every kind, seen on 20 November."""
    article = make_article(expires_at=local(2026, 11, 25, 9), title="Sắp hết hạn")
    charge(make_comment(article), "Sở Nội vụ", by=article.created_by or make_user(EDITOR), due_on=NOON.date())
    make_comment(article, state=PENDING, due_at=NOON)
    make_hit(1, at=NOON)
    make_category("Trống")


@pytest.mark.parametrize("role", [EDITOR, WEBMASTER])
def test_every_line_leads_to_a_page_where_this_user_may_correct_it(client, role, time_machine):
    time_machine.move_to(local(2026, 11, 20, 9), tick=False)
    full_board()
    user = make_user(role)
    client.force_login(user)

    groups = reminders(user)

    assert len(groups) == 7
    addresses = [line.address for _, lines in groups for line in lines if line.address]
    assert addresses
    assert [address for address in addresses if client.get(address).status_code != 200] == []
    assert all(line.address or line.who for _, lines in groups for line in lines)


def test_the_board_shows_what_is_late(client, time_machine):
    time_machine.move_to(local(2026, 11, 20, 9), tick=False)
    full_board()
    client.force_login(make_user(WEBMASTER))

    html = client.get(BOARD).text

    assert "Quá hạn" in html
    assert "Sở Nội vụ chưa trả lời câu hỏi" in html
    assert "Kiểm duyệt viên xử lý." in html
    assert reverse("yearly_report", args=[2026]) in html


def test_an_empty_board_says_so(client):
    for days in range(1, 8):
        make_article(published_at=NOON + timedelta(days=days))
    make_article()
    client.force_login(make_user(EDITOR))

    assert "Không có việc gì phải nhắc." in client.get(BOARD).text


@pytest.mark.parametrize(("role", "status"), [(WRITER, 403), (MODERATOR, 403), (EDITOR, 200), (WEBMASTER, 200)])
def test_who_sees_the_board_and_finds_it_on_the_first_page(client, role, status):
    client.force_login(make_user(role))

    assert client.get(BOARD).status_code == status
    assert (BOARD in client.get("/quan-tri/").text) == (status == 200)


def test_a_visitor_is_sent_to_sign_in(client):
    assert "login" in client.get(BOARD)["Location"]


def test_broken_links_are_a_line_for_whoever_may_know_of_them(editor):
    make_article(body='<p><a href="/trang/khong-co/">a</a></p>')
    make_article(body='<p><a href="/trang/cung-khong/">a</a></p>', status="draft")
    keep_links()
    check_inside()

    assert [line.what for line in dict(reminders(editor))["Liên kết"]] == ["2 liên kết hỏng"]
    webmaster = make_user(WEBMASTER)
    assert "Liên kết" not in dict(reminders(webmaster))


@pytest.mark.parametrize(("role", "count"), [(WRITER, 1), (EDITOR, 2), (MODERATOR, 1), (WEBMASTER, 0)])
def test_the_first_page_counts_the_broken_links_that_somebody_may_know_of(client, role, count):
    make_article(body='<p><a href="/trang/khong-co/">a</a></p>')
    make_article(body='<p><a href="/trang/cung-khong/">a</a></p>', status="draft")
    keep_links()
    check_inside()
    client.force_login(make_user(role))

    figures = {figure.title: figure for figure in client.get("/quan-tri/").context["waiting"]}

    assert (figures["Liên kết hỏng"].figure if count else 0) == count
    assert ("Liên kết hỏng" in figures) == bool(count)


def test_a_first_page_without_broken_links_says_nothing_of_them(client, editor):
    client.force_login(editor)

    assert "Bạn đọc bấm vào không mở được" not in client.get("/quan-tri/").text


def test_the_price_does_not_grow(editor, django_assert_max_num_queries):
    article = make_article()
    for number in range(12):
        make_category(f"Chuyên mục {number}")
        make_article(expires_at=NOON + timedelta(days=3))
        charge(make_comment(article), "Sở Nội vụ", by=editor, due_on=NOON.date())
    editor.has_perm("articles.view_article")

    with django_assert_max_num_queries(8):
        reminders(editor)
