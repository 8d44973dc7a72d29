"""The beacon in a real Chromium: what a reader sees, and what is counted."""

import pytest
from playwright.sync_api import expect

from articles.models import Attachment
from stats.models import Hit, Reason
from tests.factories import make_article, make_image, make_site
from tests.layout.test_site_context import make_banner
from tests.stats.factories import CHROME
from tests.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIKE_A_PERSON = "Object.defineProperty(Navigator.prototype, 'webdriver', {get: () => false})"


@pytest.fixture
def reader(chromium, live_server):
    """Opens pages as a person's browser does; `reader(javascript=False)` without JavaScript."""
    make_site()
    contexts = []

    def new_page(*, agent=CHROME, script=LIKE_A_PERSON, **options):
        options = {"base_url": live_server.url, "user_agent": agent, "locale": "vi-VN", **options}
        context = chromium.new_context(tells_of_leaving=True, **options)
        context.add_init_script(script)
        contexts.append(context)
        return context.new_page()

    yield new_page
    for context in contexts:
        for page in context.pages:
            page.evaluate("Navigator.prototype.sendBeacon = () => true")  # no beacon reaches the next test
        context.close()


def views(count):
    """The views that came, oldest first, when there are `count`."""
    return _when_there_are(count, Hit.objects.filter(is_view=True).order_by("pk"))


def done(count):
    """The pieces of what readers did, in order, when there are `count` reports; nobody's page waits for these."""
    reports = _when_there_are(count, Hit.objects.filter(is_view=False, reason=""))
    return sorted(piece for hit in reports for piece in hit.dimensions)


def reasons(count):
    return [hit.reason for hit in views(count)]


def _when_there_are(count, hits):
    wait_until(lambda: hits.count() >= count, seconds=20)
    return list(hits)


def test_a_reader_sees_their_view_counted_without_loading_again(reader):
    article = make_article()
    page = reader()

    with page.expect_response("**/thong-ke/ghi-nhan/") as answer:
        page.goto(article.get_absolute_url())

    assert answer.value.json()["article_views"] == 1
    expect(page.locator("[data-view-count]").first).to_have_text("1")
    expect(page.locator("[data-online]").first).to_have_text("1")
    assert page.locator("[data-online-row]").first.is_visible()
    assert page.locator("[data-today]").first.inner_text() == "1"
    (view,) = views(1)
    assert view.article_id == article.pk
    assert sorted(view.dimensions) == [
        "browser=Chrome", "device=desktop", "language=vi", "source=direct", "system=Windows",
    ]  # fmt: skip
    assert page.context.cookies() == []


def test_large_figures_are_written_as_vietnamese_readers_know_them(reader):
    article = make_article()
    page = reader()
    answer = '{"article_views": 1212, "today": 4534, "total": 312343234, "online": null}'
    page.route("**/thong-ke/ghi-nhan/", lambda route: route.fulfill(body=answer, content_type="application/json"))

    page.goto(article.get_absolute_url())

    expect(page.locator("[data-total]").first).to_have_text("312.343.234")
    assert page.locator(f'[data-view-count="{article.pk}"]').inner_text() == "1.212"
    assert page.locator("[data-today]").first.inner_text() == "4.534"
    assert page.locator("[data-online]").first.inner_text() == "0"
    assert not page.locator("[data-online-row]").first.is_visible(), "nobody is said to be here"


def test_a_page_counts_when_somebody_sees_it_and_only_once(reader):
    article = make_article()
    hidden = "let seen = 'hidden'; Object.defineProperty(document, 'visibilityState', {get: () => seen});"
    show = "window.show = () => { seen = 'visible'; document.dispatchEvent(new Event('visibilitychange')); };"
    page = reader(script=LIKE_A_PERSON + ";" + hidden + show)
    page.goto(article.get_absolute_url(), wait_until="networkidle")
    assert not Hit.objects.exists()

    with page.expect_response("**/thong-ke/ghi-nhan/"):
        page.evaluate("show()")
    page.evaluate("show()")
    page.wait_for_load_state("networkidle")

    assert reasons(1) == [""]


def test_without_javascript_the_picture_counts(reader):
    article = make_article()
    page = reader(java_script_enabled=False)

    page.goto(article.get_absolute_url(), wait_until="networkidle")

    (view,) = views(1)
    assert (view.reason, view.article_id) == ("", article.pk)
    assert "browser=Chrome" in view.dimensions


def test_a_browser_without_a_window_and_one_that_is_driven_are_left_out(reader):
    article = make_article()

    reader(agent=None, script="").goto(article.get_absolute_url(), wait_until="networkidle")
    reader(script="").goto(article.get_absolute_url(), wait_until="networkidle")

    assert reasons(2) == [Reason.BOT, Reason.WEBDRIVER]


def errors_of(page):
    """A list to which uncaught errors of scripts are added."""
    errors = []

    def note(error):
        errors.append(error)

    page.on("pageerror", note)
    return errors


def test_the_page_stays_as_it_is_when_counting_fails(reader):
    article = make_article()
    page = reader()
    errors = errors_of(page)
    page.route("**/thong-ke/ghi-nhan/", lambda route: route.abort())

    page.goto(article.get_absolute_url(), wait_until="networkidle")

    assert page.locator("[data-view-count]").first.inner_text() == "0"
    assert errors == []


def test_the_page_stays_as_it_is_where_figures_are_not_shown(reader):
    article = make_article()
    page = reader()
    errors = errors_of(page)
    nothing = dict.fromkeys(("article_views", "today", "total", "online"))
    page.route("**/thong-ke/ghi-nhan/", lambda route: route.fulfill(json=nothing))

    page.goto(article.get_absolute_url(), wait_until="networkidle")

    figures = page.locator("[data-view-count], [data-today], [data-total], [data-online]")
    assert set(figures.all_inner_texts()) == {"0"}
    assert errors == []


def test_a_link_inside_and_one_from_outside_are_distinguished(reader, live_server):
    article = make_article()
    page = reader()
    page.goto("/")
    views(1)
    page.evaluate("href => location.assign(href)", article.get_absolute_url())
    views(2)
    page.goto(article.get_absolute_url(), referer="https://www.google.com.vn/")

    assert [
        [piece for piece in view.dimensions if piece.startswith(("source", "referrer", "page"))] for view in views(3)
    ] == [["source=direct", "page=home"], ["source=inside"], ["source=search", "referrer=google.com.vn"]]


def test_a_search_is_reported_once_with_the_number_of_its_results(reader):
    make_article(title="Thủ tục khai sinh ở xã")
    page = reader()

    page.goto("/tim-kiem/?q=Khai+sinh")
    assert done(1) == ["search=1 khai sinh"]
    page.goto("/tim-kiem/?q=hộ+chiếu")

    assert done(2) == ["search=0 hộ chiếu", "search=1 khai sinh"]


def test_what_a_reader_opens_on_a_page_is_reported_without_waiting(reader):
    article = make_article(
        body='<p>Xem <a href="https://www.dichvucong.example:8443/ho-so?id=7">cổng dịch vụ</a>.</p>'
    )
    attachment = Attachment(article=article, title="Mẫu đơn", file="tep/mau.docx", size=1)
    Attachment.objects.bulk_create([attachment])
    banner = make_banner(place="side", url="https://songlam.example/", image=make_image())
    page = reader()
    stay = "addEventListener('click', (event) => event.preventDefault())"  # after the beacon has looked at the press
    page.add_init_script(stay)
    with page.expect_response("**/thong-ke/ghi-nhan/"):
        page.goto(article.get_absolute_url())

    page.get_by_role("link", name="Mẫu đơn").first.click()
    page.get_by_role("link", name="Cổng dịch vụ").click()
    page.locator("[data-banner]").first.click()

    assert done(4) == [
        f"banner={banner.pk}", f"download={attachment.pk}", "outbound=dichvucong.example", "outbound=songlam.example",
    ]  # fmt: skip


def test_leaving_an_article_reports_once_how_far_and_how_long_it_was_read(reader):
    article = make_article(body="<p>Người dân không phải đi lại lần thứ hai.</p>" * 200)
    page = reader()
    with page.expect_response("**/thong-ke/ghi-nhan/"):
        page.goto(article.get_absolute_url())
    page.evaluate("scrollTo(0, document.querySelector('[data-reading]').getBoundingClientRect().height * 0.6)")
    page.wait_for_function("() => scrollY > 0")
    page.evaluate("new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))")

    page.evaluate("Object.defineProperty(document, 'visibilityState', {get: () => 'hidden', configurable: true})")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert done(1) == ["depth=75", "reading=0-10"]
    page.goto("/")

    views(2)
    assert Hit.objects.count() == 3


def test_going_to_the_next_page_is_leaving(reader):
    page = reader()
    with page.expect_response("**/thong-ke/ghi-nhan/"):
        page.goto(make_article().get_absolute_url())

    with page.expect_response("**/thong-ke/ghi-nhan/"):  # the view of the next page; it would reach the next test
        page.goto("/")

    # Chromium sends beacons of a closing page with its own User-Agent and not with that of the test.
    assert [hit.reason for hit in _when_there_are(1, Hit.objects.filter(is_view=False))] == [Reason.BOT]


def test_what_a_driven_browser_does_is_left_out(reader):
    make_article(title="Thủ tục khai sinh ở xã")

    reader(script="").goto("/tim-kiem/?q=khai+sinh", wait_until="networkidle")

    assert {hit.reason for hit in _when_there_are(2, Hit.objects.all())} == {Reason.WEBDRIVER}
    assert not Hit.objects.exclude(dimensions=[]).exists()
