"""What a reader does with the pages: the keyboard, the menu, the ticker, the display choices, the search."""

from urllib.parse import urlsplit

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOCUSED = "(document.activeElement.innerText || document.activeElement.getAttribute('aria-label') || '').trim()"
OVER = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture
def home(visitor, portal):
    page = visitor()
    page.goto("/")
    return page


def test_the_first_key_leads_past_the_menu(home):
    home.keyboard.press("Tab")
    assert home.evaluate(FOCUSED) == "Đến nội dung chính"
    assert home.locator(".skip").bounding_box()["y"] >= 0

    home.keyboard.press("Enter")
    home.keyboard.press("Tab")

    assert home.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_every_stop_of_the_tab_key_is_seen(home):
    unseen = []
    for _ in range(40):
        home.keyboard.press("Tab")
        look = home.evaluate(
            """() => {
                const element = document.activeElement, box = element.getBoundingClientRect();
                const marked = [element, element.closest('label')].filter(Boolean)
                    .some((each) => getComputedStyle(each).outlineStyle !== 'none');
                return [element.outerHTML.slice(0, 80), marked && box.bottom > 0 && box.top < innerHeight];
            }"""
        )
        if not look[1]:
            unseen.append(look[0])
    assert not unseen


def test_the_ticker_stands_still_until_it_is_asked(visitor, portal):
    home = visitor()
    home.clock.install()
    home.goto("/")
    place = "document.querySelector('.ticker-list').scrollLeft"
    assert not home.locator(".ticker-list").get_attribute("data-running")
    home.clock.run_for(20_000)  # a running one goes on every six seconds
    assert home.evaluate(place) == 0

    home.get_by_role("button", name="Tin tiếp theo").click()
    home.wait_for_function(f"() => {place} > 0")  # a function: the page's policy forbids to evaluate text
    home.get_by_role("button", name="Tự chạy").click()

    assert home.get_by_role("button", name="Tạm dừng").is_visible()


def test_the_menu_of_a_phone_opens_and_closes(visitor, portal):
    page = visitor(viewport={"width": 390, "height": 844})
    page.goto("/")
    menu = page.get_by_role("navigation", name="Danh mục chính")
    assert not menu.is_visible()

    page.get_by_role("button", name="Danh mục").click()
    assert menu.is_visible()

    page.keyboard.press("Escape")
    assert not menu.is_visible()


def test_display_choices_stay_over_pages(home, portal):
    root = home.locator("html")
    size = "parseFloat(getComputedStyle(document.body).fontSize)"
    before = home.evaluate(size)
    home.get_by_role("button", name="Hiển thị").click()
    home.locator("#hien-thi").get_by_text("A+").click()
    home.locator("#hien-thi").get_by_text("Tối").click()
    home.locator("#hien-thi").get_by_text("Tương phản cao").click()

    home.goto(portal.get_absolute_url())

    assert [root.get_attribute(f"data-{name}") for name in ("text", "theme", "contrast")] == ["large", "dark", "more"]
    assert home.evaluate(size) > before
    assert home.locator("#text-large").is_checked()
    assert home.context.cookies() == []


def test_search_by_typing_finds_with_and_without_marks(home, portal):
    for typed in ("tân phong trả kết quả", "tan phong tra ket qua", "18nqtu"):
        home.get_by_label("Tìm trong trang tin").fill(typed)
        with home.expect_navigation():
            home.keyboard.press("Enter")

        assert home.locator(f".result[data-article='{portal.pk}']").is_visible(), typed
        assert home.locator(".result mark").first.is_visible()


def test_a_wrong_date_is_explained_beside_the_field_and_the_rest_is_kept(home):
    home.goto("/tim-kiem/?q=ket+qua")
    home.get_by_label("Từ ngày").fill("31/02/2026")
    home.get_by_label("Tác giả").fill("Thùy Nhung")
    with home.expect_navigation():
        home.get_by_role("button", name="Áp dụng").click()

    assert home.locator("#tu-loi").inner_text() == "Tháng 2 không có ngày 31."
    assert home.get_by_label("Từ ngày").input_value() == "31/02/2026"
    assert home.get_by_label("Tác giả").input_value() == "Thùy Nhung"


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("width", [320, 768])
def test_nothing_scrolls_sideways(visitor, portal, width, javascript):
    page = visitor(viewport={"width": width, "height": 800}, java_script_enabled=javascript)
    if javascript:
        page.add_init_script("localStorage.setItem('display-text', 'large')")
    wide = {}
    for path in [
        "/",
        portal.get_absolute_url(),
        portal.category.get_absolute_url(),
        "/tim-kiem/?q=ket+qua",
        "/su-kien/",
    ]:
        page.goto(path)
        if javascript and (over := page.evaluate(OVER)) > 0:
            wide[path] = over
        assert page.locator("main h1").count() == 1
    assert not wide


def test_without_javascript_no_button_does_nothing(visitor, portal):
    page = visitor(java_script_enabled=False)
    page.goto(portal.get_absolute_url())

    visible = [button for button in page.get_by_role("button").all() if button.is_visible()]
    without_form = [
        button.inner_text()
        for button in visible
        if button.get_attribute("type") != "submit" and not button.get_attribute("popovertarget")
    ]
    assert without_form == []
    page.goto("/")
    assert page.locator(".ticker-list a").count() >= 3
    assert not page.get_by_role("button", name="Tự chạy").is_visible()


def press_access_key(page, key):
    """As the browser gets it from the keyboard: Alt and the key; `page.keyboard` sends no letter with it."""
    pressed = {"type": "keyDown", "modifiers": 1, "key": key, "code": f"Digit{key}", "windowsVirtualKeyCode": ord(key)}
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.dispatchKeyEvent", pressed | {"text": key, "unmodifiedText": key})


@pytest.mark.parametrize("width", [390, 1366])
def test_each_access_key_leads_where_the_help_says(visitor, portal, width):
    page = visitor(viewport={"width": width, "height": 844})
    page.goto(portal.get_absolute_url())

    keys = page.locator("[accesskey]").evaluate_all(
        "(all) => all.map((each) => [each.accessKey, each.checkVisibility()])"
    )
    assert sorted(keys) == [["1", True], ["2", True], ["4", True]]
    press_access_key(page, "4")
    assert page.evaluate("document.activeElement.id") == "tim"
    for key, path in (("2", "/so-do-trang/"), ("1", "/")):
        with page.expect_navigation():
            press_access_key(page, key)
        assert urlsplit(page.url).path == path


DEAD = """() => [...document.querySelectorAll("button, [role=button]")].filter((button) =>
  button.checkVisibility() && !(button.type === "submit" && button.form) && !button.popoverTargetElement)
  .map((button) => button.outerHTML.slice(0, 90))"""


def test_on_no_page_something_is_shown_that_only_a_script_would_move(visitor, portal):
    page = visitor(java_script_enabled=False)
    dead = {}
    for path in [
        "/",
        portal.get_absolute_url(),
        portal.category.get_absolute_url(),
        "/su-kien/",
        portal.event.get_absolute_url(),
        "/tac-gia/thuy-nhung/",
        "/the/mot-cua/",
        "/trang/gioi-thieu/",
        "/so-do-trang/",
        "/thong-ke/",
        "/thong-ke/cach-tinh/",
        "/tim-kiem/?q=ket+qua",
        "/hoi-dap/",
        "/hoi-dap/tra-cuu/",
        f"/binh-luan/{portal.pk}/",
        f"/danh-gia/{portal.pk}/",
        "/khong-co-trang-nay/",
    ]:
        page.goto(path)
        if found := page.evaluate(DEAD):
            dead[path] = found
        assert page.locator(".script-only:visible").count() == 0, path
    assert not dead


def test_the_print_button_prints_and_is_shown_because_a_script_runs(visitor, portal):
    page = visitor()
    page.add_init_script("window.print = () => { document.title = 'printed'; }")
    page.goto(portal.get_absolute_url())
    button = page.get_by_role("button", name="In bài")

    button.click()

    page.wait_for_function("() => document.title === 'printed'")
    # What a browser of before 2023, without @media (scripting), shows when no script runs.
    page.evaluate("document.documentElement.removeAttribute('data-scripts')")
    assert not button.is_visible()


@pytest.mark.parametrize("width", [320, 390, 768])
def test_lines_of_the_footer_begin_at_one_edge(visitor, portal, width):
    page = visitor(viewport={"width": width, "height": 844})
    page.goto("/")

    edges = page.evaluate(
        """() => {
            const parts = [...document.querySelectorAll(".footer-end a, .footer-end p")];
            const boxes = parts.map((each) => each.getBoundingClientRect());
            const isFirst = (box) => !boxes.some((other) => other.left < box.left && other.right <= box.left
                && other.top < box.bottom && box.top < other.bottom);
            return boxes.filter(isFirst).map((box) => Math.round(box.left));
        }"""
    )
    assert len(set(edges)) == 1
