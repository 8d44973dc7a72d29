"""The report of a month or a year: what it shows, and that its emails go out once."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connections
from post_office.models import Email

from articles import workflow
from articles.models import Article
from cchc_portal.reports.mail import send_due
from comments.models import Comment
from stats.imports.history import add_days
from stats.models import Dimension, ReportRecipient, SentReport
from stats.queries.monthly import CalendarPeriod, NoSuchPeriod, change
from tests.comments.factories import make_comment
from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_article, make_site, make_user
from tests.stats.factories import local

pytestmark = pytest.mark.django_db

FIRST_AT_SEVEN = local(2026, 11, 1, 7)
OCTOBER, YEAR = "/quan-tri/thong-ke/bao-cao/2026/10/", "/quan-tri/thong-ke/bao-cao/2026/"


@pytest.fixture
def october(time_machine):
    """Some days of October, of the month before and of the year before, seen on the first of November at seven."""
    time_machine.move_to(FIRST_AT_SEVEN, tick=False)
    make_site()
    article = make_article(title="Trả kết quả trong buổi", published_at=local(2026, 10, 5, 8))
    add_days(
        site=[
            (date(2026, 10, 1), 3000, 1000, 310),
            (date(2026, 10, 31), 600, 200, 310),
            (date(2026, 9, 30), 4000, 1500, 300),
            (date(2025, 10, 31), 100, 96, 31),
            (date(2026, 11, 1), 9, 9, 9),
        ],
        articles=[(date(2026, 10, 9), article.pk, 1211, 9), (date(2026, 9, 9), article.pk, 8000, 9)],
        dimensions=[
            (date(2026, 10, 9), Dimension.SOURCE, "search", 750),
            (date(2026, 10, 9), Dimension.SOURCE, "direct", 250),
            (date(2026, 9, 9), Dimension.SOURCE, "direct", 5000),
        ],
    )
    return article


@pytest.fixture
def editor(client):
    client.force_login(make_user(EDITOR))
    return client


def test_a_month_stands_beside_the_month_and_the_year_before(editor, october):
    html = editor.get(OCTOBER).text

    row = html[html.index("Lượt truy cập</th>") :].partition("</tr>")[0]
    assert [piece for piece in ("1.200", "1.500", "giảm 20%", "96", "tăng 1.150%") if piece not in row] == []
    row = html[html.index("Khách trung bình mỗi ngày</th>") :].partition("</tr>")[0]
    assert '<td class="right">20</td>' in row  # 620 in 31 days
    assert "chưa hết" not in html


def test_a_month_shows_what_was_read_from_where_and_by_whom_it_was_written(editor, october):
    html = editor.get(OCTOBER).text

    assert '">Trả kết quả trong buổi</a>' in html
    assert '<td class="right">1.211</td>' in html
    assert "<td>Công cụ tìm kiếm</td>" in html
    assert '<td class="right">75%</td>' in html
    assert "Xuất bản 1 bài" in html
    assert "<td>Thùy Nhung</td>" in html
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in html
    assert "ỦY BAN NHÂN DÂN TỈNH SÔNG LAM" in html
    assert "Bà Trần Thị Minh Hòa" in html


def test_a_month_shows_what_moderators_did(editor, october, time_machine):
    time_machine.move_to(local(2026, 10, 20, 9), tick=False)
    for state in (Comment.State.APPROVED, Comment.State.REJECTED, Comment.State.PENDING):
        make_comment(october, state=state)
    time_machine.move_to(FIRST_AT_SEVEN, tick=False)
    make_comment(october, state=Comment.State.APPROVED)
    editor.force_login(make_user(EDITOR))

    html = editor.get(OCTOBER).text

    assert 'Bình luận nhận được</th><td class="right">3</td>' in html
    assert '<td class="right">2 (1, 1, 0)</td>' in html


def test_a_year_is_shown_by_its_months(editor, october):
    html = editor.get(YEAR).text

    assert '<th scope="row">10/2026</th><td class="right">1.200</td>' in html
    assert '<th scope="row">9/2026</th><td class="right">1.500</td>' in html
    assert "Kỳ này chưa hết: số liệu đến hết 31/10/2026." in html
    assert html.count("<rect") == 12
    assert html.split("<rect")[11].startswith(' class="bar bar-open"')  # November, which is not over
    assert html.count("bar-open") == 1
    assert "từng tháng trong năm; cột rỗng là tháng này, chưa hết tháng</figcaption>" in html


@pytest.mark.parametrize("address", ["2026/12/", "2026/13/", "2026/0/", "2027/", "1999/", "99999/1/"])
def test_what_has_not_begun_has_no_report(editor, october, address):
    assert editor.get(f"/quan-tri/thong-ke/bao-cao/{address}").status_code == 404


def test_the_newest_report_is_that_of_the_last_month_that_is_over(editor, october):
    assert editor.get("/quan-tri/thong-ke/bao-cao/")["Location"] == OCTOBER


@pytest.mark.parametrize(("role", "status"), [(WRITER, 403), (MODERATOR, 403), (EDITOR, 200), (WEBMASTER, 200)])
def test_who_may_see_a_report(client, october, role, status):
    client.force_login(make_user(role))

    assert [client.get(address).status_code for address in (OCTOBER, YEAR)] == [status, status]


def test_a_visitor_is_sent_to_sign_in(client, october):
    for address in (OCTOBER, YEAR, "/quan-tri/thong-ke/bao-cao/"):
        assert "login" in client.get(address)["Location"]


def test_a_period_knows_its_days_and_its_neighbours():
    assert (CalendarPeriod(2026, 2).first, CalendarPeriod(2026, 2).last) == (date(2026, 2, 1), date(2026, 2, 28))
    assert CalendarPeriod(2024).last == date(2024, 12, 31)
    assert CalendarPeriod(2026, 1).before() == CalendarPeriod(2025, 12)
    assert CalendarPeriod(2025, 12).after() == CalendarPeriod(2026, 1)
    assert CalendarPeriod(2026).compared_with() == [CalendarPeriod(2025)]
    with pytest.raises(NoSuchPeriod):
        CalendarPeriod.begun(2026, 12, date(2026, 11, 30))


def test_a_change_is_described():
    assert [change(9, 8), change(97, 100), change(1000, 1000), change(5, 0)] == [
        "tăng 12,5%",
        "giảm 3%",
        "không đổi",
        "–",
    ]


def emails():
    return sorted((email.to[0], email.subject) for email in Email.objects.all())


def test_at_seven_on_the_first_each_address_gets_the_month(october, time_machine):
    ReportRecipient.objects.create(email="so@songlam.example")
    ReportRecipient.objects.create(email="chi-nam@songlam.example", monthly=False)

    before = send_due(FIRST_AT_SEVEN - timedelta(minutes=1))
    at = send_due(FIRST_AT_SEVEN)

    assert (before, at) == (0, 1)
    assert emails() == [("so@songlam.example", "Báo cáo hoạt động tháng 10/2026")]
    email = Email.objects.get()
    for text in (email.message, email.html_message):
        assert "1.200" in text
        assert "giảm 20% so với tháng 9/2026" in text
        assert "Trả kết quả trong buổi: 1.211 lượt xem" in text
        assert "http://testserver/quan-tri/thong-ke/bao-cao/2026/10/" in text
    assert not email.attachments.exists()


def test_nothing_goes_out_twice_however_often_the_worker_asks(october):
    ReportRecipient.objects.create(email="so@songlam.example")

    for minutes in (0, 1, 60, 60 * 24 * 20):
        send_due(FIRST_AT_SEVEN + timedelta(minutes=minutes))

    assert len(emails()) == 1


def test_after_downtime_the_report_is_made_up_for(october):
    ReportRecipient.objects.create(email="so@songlam.example")

    send_due(local(2026, 11, 17, 3))

    assert emails() == [("so@songlam.example", "Báo cáo hoạt động tháng 10/2026")]


def test_a_year_that_was_over_long_ago_is_not_made_up_for(october):
    ReportRecipient.objects.create(email="so@songlam.example")

    send_due(local(2026, 2, 2, 8))

    assert emails() == []


def test_on_new_years_day_the_year_goes_out_too(october, time_machine):
    add_days(site=[(date(2026, 12, 31), 5, 5, 5)])
    ReportRecipient.objects.create(email="so@songlam.example")
    ReportRecipient.objects.create(email="chi-nam@songlam.example", monthly=False)

    send_due(local(2027, 1, 1, 7))

    assert emails() == [
        ("chi-nam@songlam.example", "Báo cáo hoạt động năm 2026"),
        ("so@songlam.example", "Báo cáo hoạt động năm 2026"),
        ("so@songlam.example", "Báo cáo hoạt động tháng 12/2026"),
    ]


def test_a_recipient_who_is_added_later_does_not_get_what_is_over(october):
    send_due(FIRST_AT_SEVEN)
    ReportRecipient.objects.create(email="so@songlam.example")

    send_due(FIRST_AT_SEVEN + timedelta(days=3))

    assert emails() == []


def test_a_month_without_figures_is_mailed_to_nobody(time_machine):
    time_machine.move_to(FIRST_AT_SEVEN, tick=False)
    ReportRecipient.objects.create(email="so@songlam.example")

    assert send_due(FIRST_AT_SEVEN) == 0


def test_when_an_email_cannot_be_written_the_report_stays_due(october, monkeypatch):
    ReportRecipient.objects.create(email="so@songlam.example")
    with monkeypatch.context() as broken:
        broken.setattr("cchc_portal.reports.mail.emails.write", None)
        with pytest.raises(TypeError):
            send_due(FIRST_AT_SEVEN)
    assert not SentReport.objects.filter(period="2026-10").exists()

    send_due(FIRST_AT_SEVEN)

    assert len(emails()) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_it_once(october):
    ReportRecipient.objects.create(email="so@songlam.example")
    gate, written = threading.Barrier(4), []

    def work():
        try:
            gate.wait(30)
            written.append(send_due(FIRST_AT_SEVEN))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert sorted(written) == [0, 0, 0, 1]
    assert len(emails()) == 1


def test_the_address_of_a_recipient_comes_once_and_gets_something(client, october):
    client.force_login(make_user(WEBMASTER))
    add = "/quan-tri/stats/reportrecipient/add/"

    client.post(add, {"email": "so@songlam.example", "monthly": "on"})
    twice = client.post(add, {"email": "so@songlam.example", "monthly": "on"})
    nothing = client.post(add, {"email": "khac@songlam.example"})

    assert "Địa chỉ này đã có trong danh sách nhận báo cáo." in twice.text
    assert "Hãy chọn ít nhất một loại báo cáo." in nothing.text
    assert ReportRecipient.objects.count() == 1


def test_the_time_to_publication_is_shown(editor, time_machine):
    time_machine.move_to(local(2026, 10, 5, 8), tick=False)
    writer = make_user(EDITOR)
    article = make_article(status="draft", published_at=None, created_by=writer)
    time_machine.move_to(local(2026, 10, 5, 10, 30), tick=False)
    workflow.move(article, workflow.PUBLISHED, by=writer, source=workflow.DRAFT)
    assert Article.objects.get().published_at
    time_machine.move_to(FIRST_AT_SEVEN, tick=False)
    editor.force_login(writer)

    assert "trong vòng 2 giờ 30 phút" in editor.get(OCTOBER).text
