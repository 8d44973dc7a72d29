import csv
import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stats.admin_pages import base_page
from stats.admin_pages.files import FILES, OF_NOW
from stats.days import local_day
from stats.imports.history import add_days
from stats.models import Baseline, Dimension, Reason
from tests.factories import EDITOR, WEBMASTER, WRITER, make_article, make_user
from tests.stats.factories import local, make_hit, see

pytestmark = pytest.mark.django_db

OVERVIEW, CONTENT = reverse("stats:desk"), reverse("stats:content")
NOON = local(2026, 3, 12, 12)
TODAY = NOON.date()
PAGES = [*(reverse(name) for name, _ in base_page.TABS), reverse("stats:proof_day", args=["2026-03-11"])]


@pytest.fixture
def webmaster(client):
    client.force_login(make_user(WEBMASTER, username="web"))
    return client


def days_ago(count):
    return TODAY - timedelta(days=count)


def export(client, table, days=30):
    response = client.get(reverse("stats:export", args=[table, "csv"]), {"ky": days})
    return response, list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def test_a_visitor_is_sent_to_sign_in(client):
    for address in (*PAGES, reverse("stats:export", args=["ngay", "csv"])):
        response = client.get(address)
        assert response.status_code == 302
        assert "login" in response["Location"]


@pytest.mark.parametrize(("role", "status"), [(WRITER, 403), (EDITOR, 200), (WEBMASTER, 200)])
def test_who_may_see_the_figures(client, role, status):
    client.force_login(make_user(role))

    names = (*FILES, "binh-luan", *OF_NOW)
    files = (reverse("stats:export", args=[name, kind]) for name in names for kind in ("csv", "xlsx"))
    for address in (*PAGES, *files):
        assert (address, client.get(address).status_code) == (address, status)


def test_the_admin_of_a_new_portal_is_empty_and_stands(webmaster):
    for address in PAGES:
        assert webmaster.get(address, {"ky": "tat-ca"}).status_code == 200

    assert "Chưa có lượt xem bài nào trong khoảng này." in webmaster.get(CONTENT).text
    assert "Chưa có số liệu trước đó để so sánh" in webmaster.get(OVERVIEW).text


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_a_page_offers_is_there(webmaster, page):
    for address in re.findall(r'href="([^"?]+\.(?:csv|xlsx))', webmaster.get(page).text):
        assert (address, webmaster.get(address).status_code) == (address, 200)


def test_complete_days_are_compared_and_today_stands_apart(webmaster, time_machine):
    time_machine.move_to(NOON, tick=False)
    add_days(
        site=[
            (days_ago(31), 2000, 1000, 900),
            (days_ago(30), 1500, 600, 500),
            (days_ago(1), 1800, 525, 450),
            (days_ago(0), 70, 41, 40),
        ]
    )
    see(Client())

    html = webmaster.get(OVERVIEW).text

    assert "<dd data-today>42</dd>" in html
    assert "<dd>1.125</dd>" in html  # 600 + 525 visits in 30 complete days
    assert "▲ tăng 12,5%" in html
    assert "từ 1.000" in html
    assert "Đang xem từ 10/02/2026 đến hết 11/03/2026, so với từ 11/01/2026 đến hết 09/02/2026." in html


def test_fewer_visits_than_before_are_said_so(webmaster, time_machine):
    time_machine.move_to(NOON, tick=False)
    add_days(site=[(days_ago(8), 1000, 1000, 1000), (days_ago(1), 1000, 900, 800)])

    html = webmaster.get(OVERVIEW, {"ky": 7}).text

    assert "▼ giảm 10%" in html
    assert "Không đổi" in html


@pytest.mark.parametrize(("asked", "shown"), [("7", 7), ("90", 90), ("abc", 30), ("", 30), ("31", 30), ("-7", 30)])
def test_only_known_ranges_are_shown(webmaster, asked, shown):
    assert f'<a href="?ky={shown}" aria-current="page">' in webmaster.get(OVERVIEW, {"ky": asked}).text


def test_top_articles_with_hostile_and_deleted_ones(webmaster, time_machine):
    time_machine.move_to(NOON, tick=False)
    article = make_article(title="Sở Nội vụ <script>alert(1)</script>")
    deleted = make_article()
    add_days(articles=[(days_ago(1), article.pk, 1200, 9), (days_ago(29), deleted.pk, 7, 7)])
    number = deleted.pk
    deleted.delete()

    html = webmaster.get(CONTENT).text

    assert "Sở Nội vụ &lt;script&gt;" in html
    assert "<script>alert(1)" not in html
    assert "1.200" in html
    assert f"Bài số {number}, đã xóa" in html


def test_every_reason_is_named_and_explained(webmaster):
    add_days(excluded=[(local_day(timezone.now()) - timedelta(days=1), Reason.BOT, 1252)])

    html = webmaster.get(reverse("stats:left_out")).text

    for reason in Reason:
        assert reason.label in html
    assert "1.252" in html


@pytest.mark.parametrize("page", PAGES)
def test_the_price_of_a_page_does_not_grow(webmaster, page):
    prices = []
    for _ in range(2):
        for n in range(15):
            day, article = local_day(timezone.now()) - timedelta(days=n), make_article()
            dimensions = [(day, kind, "1" if kind in ("download", "banner") else "01", 5) for kind in Dimension.values]
            add_days(articles=[(day, article.pk, 30 + n, n)], site=[(day, 1, 1, 1)], dimensions=dimensions)
        webmaster.get(page, {"ky": "7"})  # the session is noted from here on
        with CaptureQueriesContext(connection) as queries:
            webmaster.get(page, {"ky": "tat-ca"})
        prices.append(len([query for query in queries if "stats_" in query["sql"] or "articles_" in query["sql"]]))

    assert prices[0] == prices[1]
    assert prices[0] <= 10


def test_places_in_the_chart_are_numbers_for_machines(webmaster, time_machine):
    time_machine.move_to(NOON, tick=False)
    add_days(site=[(days_ago(n), 3 * n + 1, 2 * n + 1, n) for n in range(31)])

    html = webmaster.get(OVERVIEW).text

    chart = html[html.index('<title id="chart-days">') :]
    chart = chart[: chart.index("</svg>")]
    assert chart.count('<rect class="bar"') == 30
    assert chart.count('class="line line-1"') == 1
    for attribute in ("x", "y", "width", "height"):
        for piece in chart.split(f' {attribute}="')[1:]:
            float(piece.split('"')[0])


def test_days_as_csv_open_in_a_vietnamese_excel(webmaster, time_machine):
    time_machine.move_to(NOON, tick=False)
    add_days(site=[(days_ago(1), 1800, 525, 450)])

    response, rows = export(webmaster, "ngay", 7)

    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response["Content-Disposition"] == 'attachment; filename="thong-ke-ngay-2026-03-05-2026-03-11.csv"'
    assert rows[0] == ["Ngày", "Lượt truy cập", "Lượt xem trang", "Khách", "Ghi chú"]
    assert len(rows) == 8
    assert rows[7] == ["2026-03-11", "525", "1800", "450", ""]


def test_excluded_traffic_as_csv(webmaster, time_machine):
    time_machine.move_to(NOON, tick=False)
    add_days(excluded=[(days_ago(1), Reason.BOT, 5), (days_ago(40), Reason.BOT, 9)])

    _, rows = export(webmaster, "khong-tinh")

    assert rows[1:] == [["2026-03-11", "Công cụ tìm kiếm và chương trình tự động", "5"]]


def test_an_unknown_table_is_not_found(webmaster):
    assert webmaster.get(reverse("stats:export", args=["nguoi-dung", "csv"])).status_code == 404


def test_the_webmaster_carries_the_old_total_over_and_it_is_signed(webmaster):
    add = reverse("admin:stats_baseline_add")

    response = webmaster.post(add, {"visits": "312343234", "note": "Bộ đếm của trang tin cũ, ngày 31/12/2025"})

    assert response.status_code == 302
    assert response["Location"] == OVERVIEW
    row = Baseline.objects.get()
    assert (row.visits, row.entered_by.username) == (312_343_234, "web")
    html = webmaster.get(OVERVIEW).text
    assert "Có 312.343.234 lượt mang sang từ bộ đếm cũ" in html
    assert "Bộ đếm của trang tin cũ, ngày 31/12/2025" in html
    assert "312.343.234" in webmaster.get(reverse("admin:stats_baseline_changelist")).text


def test_a_carried_over_total_is_never_changed_only_corrected(webmaster):
    Baseline.objects.create(visits=1, note="Nhầm", entered_by=make_user(WEBMASTER))
    row = Baseline.objects.get()

    change = webmaster.post(reverse("admin:stats_baseline_change", args=[row.pk]), {"visits": "2", "note": "x"})
    delete = webmaster.post(reverse("admin:stats_baseline_delete", args=[row.pk]), {"post": "yes"})

    assert (change.status_code, delete.status_code) == (403, 403)
    assert Baseline.objects.get().visits == 1


def test_a_negative_total_is_refused_in_words(webmaster):
    response = webmaster.post(reverse("admin:stats_baseline_add"), {"visits": "-5", "note": "Trang cũ"})

    assert "Số lượt truy cập không thể là số âm." in response.text
    assert not Baseline.objects.exists()


def test_an_editor_reads_figures_but_carries_nothing_over(client):
    client.force_login(make_user(EDITOR))

    assert client.get(reverse("admin:stats_baseline_add")).status_code == 403
    assert "Nhập số mang sang" not in client.get(OVERVIEW).text


def test_views_that_still_wait_are_in_today(webmaster):
    make_hit(1)
    make_hit(2)

    assert "<dd data-today>2</dd>" in webmaster.get(OVERVIEW).text
