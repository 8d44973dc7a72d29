"""The figures that readers see, and the switches that take them away."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stats.imports.history import add_days
from stats.models import Baseline, Dimension, Reason, SiteDay
from stats.rollup import ranking
from stats.rollup.ledger import sign_days
from stats.rollup.rollup import roll_up_all
from tests.factories import WEBMASTER, make_article, make_category, make_site, make_user
from tests.stats.factories import local, make_hit, see

pytestmark = pytest.mark.django_db

NOON = local(2026, 3, 12, 12)
TODAY = NOON.date()
STATISTICS, METHOD = "/thong-ke/", "/thong-ke/cach-tinh/"
SIGNS = {
    "show_view_counts": ["data-view-count", "lượt xem hôm nay"],
    "show_counters": ["Thống kê trong ngày</h2>", "data-online", "data-total"],
    "show_most_read": ["Đọc nhiều", "doc-nhieu"],
    "publishes_statistics": [f'href="{STATISTICS}"'],
}


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def days_ago(count):
    return TODAY - timedelta(days=count)


def test_today_the_month_the_year_and_all_stand_beside_each_other(client):
    Baseline.objects.create(visits=312_000_000, note="Trang cũ, biên bản 12.", entered_by=make_user(WEBMASTER))
    add_days(
        site=[
            (days_ago(0), 9, 4, 4),
            (days_ago(11), 100, 50, 40),  # 1 March
            (days_ago(12), 2000, 1000, 900),  # 28 February
            (local(2025, 12, 31).date(), 20_000, 10_000, 9_000),
        ]
    )
    make_hit(1)

    html = client.get(STATISTICS).text

    assert "<dd data-today>5</dd>" in html
    assert "<dt>Lượt truy cập tháng này</dt><dd>55</dd>" in html
    assert "<dt>Lượt truy cập năm nay</dt><dd>1.055</dd>" in html
    assert "<dd data-total>312.011.055</dd>" in html
    assert (
        "11.055 lượt do trang tin này đếm và 312.000.000 lượt mang sang từ bộ đếm cũ. Trang cũ, biên bản 12." in html
    )


def test_hits_that_wait_and_hits_that_were_rolled_up_are_counted_once(client):
    make_hit(1)
    roll_up_all()
    make_hit(2)

    html = client.get(STATISTICS).text

    assert "<dd data-today>2</dd>" in html
    assert "<dt>Lượt truy cập tháng này</dt><dd>2</dd>" in html


def test_thirty_days_and_twelve_months_stand_in_tables_too(client):
    add_days(site=[(days_ago(n), 20 + n, 10 + n, 1) for n in range(60)])

    html = client.get(STATISTICS).text

    assert '<th scope="row">11/02/2026</th><td class="right">39</td>' in html  # 29 days ago
    assert '<td class="right">69</td></tr>' in html  # and thirty before it
    assert '<th scope="row">10/02/2026</th>' not in html
    assert '<th scope="row">04/2025</th><td class="right">0</td>' in html
    assert '<th scope="row">03/2025</th>' not in html
    assert html.count("<polyline") == 2


def test_today_and_this_month_stand_apart_and_are_called_what_they_are(client):
    add_days(site=[(days_ago(n), 20 + n, 10 + n, 1) for n in range(60)])

    html = client.get(STATISTICS).text

    lines = re.findall(r'<polyline class="line line-(\d)" points="([^"]+)"', html)
    assert {number: len(points.split()) for number, points in lines} == {"1": 29, "2": 30}
    assert html.count('<circle class="open-point open-point-1"') == 2  # and in the legend
    assert html.count('class="bar bar-open"') == 1
    assert "Vẽ riêng: hôm nay, chưa hết ngày, đến lúc này 10.</desc>" in html
    assert "Vẽ riêng: tháng này, chưa hết tháng, đến lúc này" in html
    assert '12/03/2026<span class="fine"> hôm nay, chưa hết ngày</span></th><td class="right">10</td>' in html
    assert '03/2026<span class="fine"> tháng này, chưa hết tháng</span></th>' in html


def test_categories_are_shares_and_those_read_most_are_listed(client):
    read, little = make_category("Một cửa"), make_category("Hộ tịch")
    article = make_article(title="Trả kết quả trong buổi", category=read)
    add_days(
        articles=[(days_ago(0), article.pk, 1200, 9)],
        dimensions=[
            (days_ago(0), Dimension.CATEGORY, str(read.pk), 1200),
            (days_ago(29), Dimension.CATEGORY, str(little.pk), 300),
            (days_ago(30), Dimension.CATEGORY, str(little.pk), 9000),
        ],
    )
    ranking.refresh()

    html = client.get(STATISTICS).text

    assert '<span class="number">1.200</span>' in html
    assert '<span class="number">300</span>' in html
    assert '<rect class="c2" width="25.0" height="10" />' in html
    assert html.count("Trả kết quả trong buổi") == 3


def test_beyond_ten_categories_the_smallest_are_shown_together(client):
    for views in range(1, 13):
        category = make_category(f"Chuyên mục {views:02}")
        add_days(dimensions=[(TODAY, Dimension.CATEGORY, str(category.pk), views)])

    html = client.get(STATISTICS).text

    assert "Chuyên mục 04" in html
    assert "Chuyên mục 03" not in html
    assert '<span>Các chuyên mục khác</span><span class="number">6</span>' in html


def test_an_empty_portal_has_its_statistics_page(client):
    assert "Chưa có lượt xem bài nào trong 30 ngày qua." in client.get(STATISTICS).text


@pytest.mark.parametrize(("path", "price"), [(STATISTICS, 6), (METHOD, 7)])
def test_the_price_of_a_page(client, path, price):
    for n in range(12):
        add_days(site=[(days_ago(n), 1, 1, 1)], articles=[(days_ago(n), make_article().pk, 5, 5)])
    ranking.refresh()

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)

    assert len(queries) <= price
    assert len(answer.content) < 100_000
    assert not answer.cookies
    assert "csrf" not in answer.text


def test_the_method_page_shows_what_was_not_counted_yesterday(client):
    add_days(excluded=[(days_ago(1), Reason.BOT, 1252), (days_ago(2), Reason.BOT, 7)])

    html = client.get(METHOD).text

    assert '<td class="right">1.252</td>' in html
    assert all(reason.label in html for reason in Reason)
    assert "11/03/2026" in html
    assert "Trang này chưa mang số nào sang." in html


def test_the_method_names_the_newest_signed_day(client, time_machine):
    make_hit(1)
    roll_up_all()
    time_machine.move_to(NOON + timedelta(days=5), tick=False)
    sign_days()

    html = client.get(METHOD).text

    assert "Ngày mới đóng dấu gần nhất: 12/03/2026" in html
    assert "số liệu khớp với sổ" in html


def everything(client, article):
    """The HTML of the home page, of the article, of the site map and of the method page, as far as it is there."""
    pages = [client.get(path) for path in ("/", article.get_absolute_url(), "/so-do-trang/", METHOD)]
    return "".join(page.text for page in pages if page.status_code == 200)


@pytest.mark.parametrize("switch", SIGNS)
def test_a_switch_takes_its_figures_from_every_page_and_leaves_the_rest(client, switch):
    site, article = make_site(), make_article()
    add_days(articles=[(TODAY, article.pk, 5, 5)])
    ranking.refresh()
    before = everything(client, article)
    assert all(sign in before for signs in SIGNS.values() for sign in signs)

    setattr(site, switch, False)
    site.save()
    after = everything(client, article)

    assert [sign for sign in SIGNS[switch] if sign in after] == []
    # The figures under those read most are view counts: they go with either.
    others = [sign for name, signs in SIGNS.items() if name != switch for sign in signs if sign not in after]
    assert others == (["lượt xem hôm nay"] if switch == "show_most_read" else [])


def test_without_its_switch_the_statistics_page_is_not_found_and_no_sitemap_names_it(client):
    make_site(publishes_statistics=False)
    add_days(excluded=[(days_ago(1), Reason.BOT, 1252)])

    assert client.get(STATISTICS).status_code == 404
    assert "/thong-ke/</loc>" not in client.get("/sitemap-thong-ke.xml").text
    assert "1.252" not in client.get(METHOD).text


def test_the_baseline_is_shown_beside_the_total(client):
    Baseline.objects.create(visits=312_000_000, note="Trang cũ.", entered_by=make_user(WEBMASTER))
    site = make_site(publishes_statistics=False)
    assert "312.000.000 lượt" in client.get(METHOD).text

    site.show_counters = False
    site.save()

    assert "312.000.000" not in client.get(METHOD).text


def test_the_sitemap_names_both_pages(client):
    xml = client.get("/sitemap-thong-ke.xml").text

    assert "<loc>http://testserver/thong-ke/</loc>" in xml
    assert "<loc>http://testserver/thong-ke/cach-tinh/</loc>" in xml
    assert "/sitemap-thong-ke.xml" in client.get("/sitemap.xml").text


def test_with_everything_off_nothing_is_explained_and_everything_is_counted(client):
    make_site(**dict.fromkeys(SIGNS, False))
    article = make_article()

    page = client.get(article.get_absolute_url()).text
    see(client, article)
    roll_up_all()

    assert client.get(METHOD).status_code == 404
    assert METHOD not in page
    assert "data-beacon" in page
    assert SiteDay.objects.get().views == 1


def test_the_picture_is_seen_where_its_figure_may_be(client):
    article = make_article()
    site = make_site(show_view_counts=False)

    assert '<p class="wrap counted" hidden>' in client.get(article.get_absolute_url()).text
    assert '<p class="wrap counted">' in client.get("/").text

    site.show_view_counts, site.show_counters = True, False
    site.save()

    assert '<p class="wrap counted">' in client.get(article.get_absolute_url()).text
    assert '<p class="wrap counted" hidden>' in client.get("/").text


def test_the_webmaster_finds_the_switches_together(client):
    site = make_site()
    client.force_login(make_user(WEBMASTER))

    html = client.get(f"/quan-tri/layout/sitesettings/{site.pk}/change/").text

    assert "Thống kê công khai" in html
    assert all(f'name="{switch}"' in html for switch in SIGNS)
