"""What a reader's browser may load and run, whatever HTML gets into a page."""

import pytest

from tests.factories import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOTE_VIOLATIONS = """
window.refused = [];
addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
  window.refused.push(`${effectiveDirective} ${blockedURI.replace(location.origin, "")}`);
});
"""
NOT_FOR_READERS = [
    "/static/unfold/js/htmx/htmx.js",
    "/static/unfold/js/alpine/alpine.js",
    "/static/admin/js/vendor/jquery/jquery.js",
    "/static/ckeditor/ckeditor/ckeditor.js",
    "/static/richtext/editor.js",
    "/static/js/../unfold/js/htmx/htmx.js",
    "/static/js/..%2funfold/js/htmx/htmx.js",
    "/static/js%2f../unfold/js/htmx/htmx.js",
    "/media/anh/a.js",
    "/rss/",
    "https://evil.example/static/js/site.js",
]


def plant(page, html):
    """Put `html` into the body of the server's answers, with unchanged headers, as a hole in the sanitiser would."""

    def planted(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</main>", f"{html}</main>"))

    page.route("**/bai-viet/**", planted)
    page.add_init_script(NOTE_VIOLATIONS)


def test_a_planted_script_comes_from_the_readers_folder_or_not_at_all(page):
    planted = "".join(f'<script data-planted src="{src}"></script>' for src in NOT_FOR_READERS)
    plant(page, f"{planted}<script data-planted src='/static/js/display-early.js'></script>")
    answered = []
    page.on("requestfinished", lambda request: answered.append(request.url))

    page.goto(make_article().get_absolute_url())

    assert not [url for url in answered if url.endswith(tuple(NOT_FOR_READERS))]
    assert page.evaluate("[typeof htmx, typeof Alpine, typeof jQuery, typeof CKEDITOR]") == ["undefined"] * 4
    assert any("display-early" in url for url in answered)
    assert len(page.evaluate("refused")) == len(NOT_FOR_READERS)


def test_attributes_of_a_library_do_nothing_in_an_article(page):
    plant(
        page,
        '<div hx-get="/quan-tri/" hx-trigger="load" data-hx-get="/quan-tri/" x-data x-init="ran()"></div>'
        "<img src=x onerror='window.ran=1'><a href='javascript:window.ran=1' id=planted>x</a>",
    )
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(make_article().get_absolute_url())
    page.locator("#planted").click()

    assert not [url for url in asked if "/quan-tri/" in url]
    assert page.evaluate("typeof ran") == "undefined"


@pytest.mark.parametrize(
    "code",
    [
        "document.body.innerHTML = '<b>x</b>'",
        "document.body.insertAdjacentHTML('beforeend', '<b>x</b>')",
        "document.write('x')",
        "new DOMParser().parseFromString('<b>x</b>', 'text/html')",
        "Object.assign(document.createElement('script'), { src: '/static/js/site.js' })",
        "document.createElement('script').textContent = 'x'",
        "trustedTypes.createPolicy('default', { createHTML: (text) => text })",
    ],
)
def test_no_string_becomes_markup_or_a_script(page, code):
    page.goto(make_article().get_absolute_url())

    assert (
        page.evaluate(f"() => {{ try {{ {code}; return 'done'; }} catch (error) {{ return error.name; }} }}")
        == "TypeError"
    )


def test_readers_pages_themselves_break_no_policy(page, live_server):
    page.add_init_script(NOTE_VIOLATIONS)
    article = make_article()

    for address in [
        "/", article.get_absolute_url(), f"/binh-luan/{article.pk}/", "/tim-kiem/?q=xã", "/hoi-dap/",
        "/hoi-dap/tra-cuu/", "/thong-ke/", "/thong-ke/cach-tinh/", "/su-kien/", "/so-do-trang/", "/khong-co/",
    ]:  # fmt: skip
        page.goto(address, wait_until="networkidle")
        assert page.evaluate("refused") == [], address
