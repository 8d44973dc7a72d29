"""The statistics pages of the admin in Chromium: axe-core in four looks, no sideways scrolling, live figures."""

from datetime import timedelta

import pytest
from django.utils import timezone

from stats.days import local_day
from stats.imports.history import add_days
from stats.models import Dimension, MeasuringKey, Minute, Reason
from stats.rollup import ledger
from tests.axe import DARK_PHONE, DARK_WIDE, LIGHT_PHONE, LIGHT_WIDE, look_at, problems, settle
from tests.factories import WEBMASTER, make_article, make_event, make_site, make_user
from tests.portal.staff.addresses import statistics_addresses
from tests.signing_in import let_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIVE = "/quan-tri/thong-ke/dang-dien-ra/"
LOOKS = [LIGHT_WIDE, DARK_WIDE, DARK_PHONE, LIGHT_PHONE]
PARTS = 4  # of the pages, each with a test of its own
NO_PAGES_OF_STATISTICS = {
    *("export", "comment_handling_file"),
    *("latest_report", "yearly_report", "monthly_report", "reminders"),
}
LANDMARKS = ["landmark-one-main", "landmark-no-duplicate-main", "landmark-main-is-top-level"]
VALUES = {
    Dimension.HOUR: "09",
    Dimension.SOURCE: "search",
    Dimension.DEVICE: "mobile",
    Dimension.SEARCH: "0 hộ chiếu",
    Dimension.PAGE: "home",
    Dimension.DEPTH: "100",
    Dimension.READING: "30-60",
}


@pytest.fixture
def read(transactional_db):
    """Views of a whole month; returns the article."""
    make_site()
    article, today = make_article(event=make_event()), local_day(timezone.now())
    days = [today - timedelta(days=n) for n in range(30)]
    pks = {
        Dimension.CATEGORY: article.category_id,
        Dimension.AUTHOR: article.authors.get().pk,
        Dimension.EVENT: article.event_id,
    }
    values = dict.fromkeys(Dimension, "1") | VALUES | {kind: str(pk) for kind, pk in pks.items()}
    add_days(
        site=[(day, 2000, 900, 800) for day in days],
        articles=[(day, article.pk, 40 + 9 * n, 30) for n, day in enumerate(reversed(days))],
        excluded=[(day, reason, 7) for day in days for reason in Reason],
        dimensions=[(day, kind, value, 12) for day in days for kind, value in values.items()],
    )
    ledger.sign_days()
    Minute.objects.create(at=timezone.now().replace(second=0, microsecond=0), article_id=article.pk, views=3)
    MeasuringKey.make("Hệ thống giám sát", by=make_user(WEBMASTER, username="web"))
    return article


@pytest.fixture
def window(open_window, read):
    """Opens the webmaster's window; `options` are those of `open_window`."""

    def signed_in(**options):
        page = open_window(**options)
        let_in(page, "web")
        return page

    return signed_in


@pytest.mark.parametrize("part", range(PARTS))
def test_axe_finds_no_violation_and_nothing_is_wider_than_the_window(window, read, part):
    page = window(viewport=LIGHT_WIDE.size, reduced_motion="reduce")
    addresses = statistics_addresses(read.category_id, read.authors.get().pk, read.event_id, read.pk)
    pages = [
        address
        for name, (method, address) in addresses.items()
        if method == "get" and name not in NO_PAGES_OF_STATISTICS
    ]

    found = {}
    for address in pages[part::PARTS]:
        page.goto(address)
        settle(page)
        for more in page.locator(".stats details").all():
            more.locator("summary").click()
        for look in LOOKS:
            look_at(page, look)
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if (violations := problems_in_admin(page)) or wide > 0:
                found[address, look] = violations, wide

    assert not found


def test_the_live_page_asks_for_itself_anew(window, read):
    page = window(viewport={"width": 1366, "height": 768})
    page.clock.install()
    page.goto(LIVE)
    assert page.locator("[data-views]").text_content() == "3"
    Minute.objects.update(views=8)

    with page.expect_response(lambda answer: "phan=1" in answer.url) as asked:
        page.clock.run_for(16_000)

    assert asked.value.request.headers["x-asked-by"] == "clock"
    page.locator("[data-views]", has_text="8").wait_for()


def test_what_somebody_opened_and_where_they_are_stays_when_the_live_page_changes(window, read):
    page = window(viewport={"width": 1366, "height": 768})
    page.clock.install()
    page.goto(LIVE)
    page.get_by_text("Bảng số từng phút").click()
    page.get_by_role("link", name="Tải CSV: Từng phút").focus()
    Minute.objects.update(views=8)

    page.clock.run_for(16_000)

    page.locator("[data-views]", has_text="8").wait_for()
    assert page.locator("table", has_text="Lượt xem của từng phút").is_visible()
    assert page.evaluate("document.activeElement.ariaLabel") == "Tải CSV: Từng phút"


def test_open_days_are_verified_when_the_page_is_shown(window):
    page = window(viewport={"width": 1366, "height": 768})
    page.goto("/quan-tri/thong-ke/doi-chieu/")

    page.locator("td[hx-trigger='load']", has_text="Khớp").first.wait_for()


def problems_in_admin(page):
    """What axe-core finds in the admin itself, and in the landmarks of the page; the rest is the admin theme's."""
    return problems(page, ".stats") + problems(page, runOnly=LANDMARKS)


def test_the_columns_of_a_file_are_chosen_on_a_phone(window, tmp_path):
    file = tmp_path / "cu.csv"
    file.write_text("ngày,hits,lượt gì của bộ đếm cũ\n2020-03-01,9,5\n")
    page = window(viewport=DARK_PHONE.size, reduced_motion="reduce")
    page.goto("/quan-tri/thong-ke/nhap-so-lieu/")
    page.get_by_label("Tệp", exact=True).set_input_files(file)
    with page.expect_navigation():
        page.get_by_role("button", name="Đọc tệp").click()

    page.get_by_label("hits").select_option("Lượt xem trang")
    page.locator("#id_file-again").set_input_files(file)
    with page.expect_navigation():
        page.get_by_role("button", name="Đọc lại").click()

    assert "Nhập 1 ngày này?" in page.inner_text("#stats-confirm")
    assert page.get_by_label("hits").input_value() == "views"
    settle(page)
    found = {}
    for look in LOOKS:
        look_at(page, look)
        if violations := problems(page):
            found[look] = violations
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not found
