"""Accidents of a journalist's browser: the page is gone, and nothing that was typed is gone with it."""

import pytest
from playwright.sync_api import expect

from newsroom.models import WorkingCopy
from tests.factories import EDITOR, make_article, make_user
from tests.newsroom.form.test_admin_in_browser import sign_in
from tests.newsroom.forms_in_admin import ADD, page_of
from tests.signing_in import let_in
from tests.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAVED = "Đã lưu nháp"
# The page has heard of its session, and of an article's other readers; its editors need no file any more.
OPENED = """() => {
  const heard = (end) => performance.getEntriesByType("resource").some(({ name }) => name.endsWith(end));
  const article = Number(document.querySelector("[data-presence]")?.dataset.article);
  const editors = Object.values(window.CKEDITOR?.instances ?? {}).filter(({ status }) => status === "ready");
  const isReady = editors.length >= document.querySelectorAll("textarea[data-type=ckeditortype]").length;
  const isTold = heard("/tai-khoan/phien/") && (!article || heard("/dang-mo/"));
  return document.readyState === "complete" && isReady && isTold;
}"""


@pytest.fixture
def article():
    make_user(EDITOR, username="hoa", pen_name="Minh Hòa")
    make_user(EDITOR, username="lan", pen_name="Ngọc Lan")
    return make_article(title="Bến Lam", body="<p>Bà Hạnh cười.</p>")


@pytest.fixture
def desk(open_window):
    """A function that opens `address` in a new window as `username`, ready to type."""

    def desk(username, address, **options):
        page = open_window(**options)
        let_in(page, username, address)
        ready(page)
        return page

    return desk


def ready(page):
    expect(page.locator(".cke_wysiwyg_div")).to_be_visible()
    page.wait_for_function(OPENED)


def type_into_body(page, text):
    page.locator(".cke_wysiwyg_div").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def line(page):
    return page.locator("[data-copy-line]")


def bodies():
    """What the server has of each copy."""
    return {copy.value("body").strip() for copy in WorkingCopy.objects.all()}


def body(page):
    return page.locator(".cke_wysiwyg_div")


def test_what_was_typed_into_the_body_alone_survives_the_closed_tab(desk, article):
    page = desk("hoa", page_of(article))
    type_into_body(page, " Rồi bà về.")
    wait_until(lambda: bodies() == {"<p>Bà Hạnh cười. Rồi bà về.</p>"})
    page.close()

    again = page.context.new_page()
    again.goto(page_of(article))
    expect(again.locator("[data-copy-offers]")).to_contain_text("Có bản nháp chưa lưu")
    expect(again.locator("[data-copy-offers]")).to_contain_text("So với bản đã lưu: sửa 1 đoạn nội dung.")
    again.get_by_role("link", name="Viết tiếp bản nháp này").click()

    expect(body(again)).to_have_text("Bà Hạnh cười. Rồi bà về.")


def test_leaving_asks_when_only_the_body_was_typed_into(desk, article):
    page = desk("hoa", page_of(article))
    type_into_body(page, " Rồi bà về.")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    page.goto("/quan-tri/")

    assert asked == ["beforeunload"]


def test_a_reload_and_the_way_back_and_forward_show_all_of_it_again(desk, article):
    page = desk("hoa", page_of(article))
    page.get_by_label("Tiêu đề").fill("Bến Lam Hạ")
    type_into_body(page, " Rồi bà về.")
    expect(line(page)).to_contain_text(SAVED)
    wait_until(lambda: bodies() == {"<p>Bà Hạnh cười. Rồi bà về.</p>"})

    page.reload()
    for leave in (lambda: None, lambda: (page.goto("/quan-tri/"), page.go_back())):
        leave()
        page.wait_for_load_state("networkidle")  # what this browser alone had is sent, and shown
        expect(body(page)).to_have_text("Bà Hạnh cười. Rồi bà về.")
        expect(page.get_by_label("Tiêu đề")).to_have_value("Bến Lam Hạ")
        expect(page.get_by_text("Dưới đây là bản nháp bạn gõ lúc")).to_be_visible()


def test_another_machine_goes_on_with_a_new_article_that_only_the_server_has(desk, article):
    page = desk("hoa", ADD)
    page.get_by_label("Tiêu đề").fill("Bến Lam nhận hồ sơ tại nhà")
    type_into_body(page, "Bà Hạnh không phải ra xã nữa.")
    expect(line(page)).to_contain_text(SAVED)
    wait_until(lambda: bodies() == {"<p>Bà Hạnh không phải ra xã nữa.</p>"})

    elsewhere = desk("hoa", ADD)
    expect(elsewhere.locator("[data-copy-offers]")).to_contain_text("“Bến Lam nhận hồ sơ tại nhà”")
    elsewhere.get_by_role("link", name="Viết tiếp bản nháp này").click()

    expect(body(elsewhere)).to_have_text("Bà Hạnh không phải ra xã nữa.")


def test_two_tabs_of_one_person_each_keep_their_text_and_are_told(desk, article):
    first = desk("hoa", page_of(article))
    type_into_body(first, " Tab một.")
    expect(line(first)).to_contain_text(SAVED)

    second = first.context.new_page()
    second.goto(page_of(article))
    expect(second.locator("[data-copy-offers]")).to_contain_text("Có thể bài đang mở ở một tab hoặc máy khác")
    type_into_body(second, " Tab hai.")
    expect(line(second)).to_contain_text("Bạn cũng đang viết bài này ở tab hoặc máy khác")

    wait_until(lambda: bodies() == {"<p>Bà Hạnh cười. Tab một.</p>", "<p>Bà Hạnh cười. Tab hai.</p>"})


def test_a_tab_that_was_doubled_keeps_a_copy_of_its_own(desk, article):
    first = desk("hoa", page_of(article))
    type_into_body(first, " Một.")
    wait_until(lambda: bodies() == {"<p>Bà Hạnh cười. Một.</p>"})

    double = first.context.new_page()
    double.goto(first.url)
    type_into_body(double, " Hai.")
    wait_until(lambda: bodies() == {"<p>Bà Hạnh cười. Một. Hai.</p>"})
    type_into_body(first, " Ba.")

    wait_until(lambda: bodies() == {"<p>Bà Hạnh cười. Một. Hai.</p>", "<p>Bà Hạnh cười. Một. Ba.</p>"})


def test_the_browser_keeps_what_is_typed_while_the_network_is_away(desk, article):
    page = desk("hoa", page_of(article))
    page.context.set_offline(True)
    type_into_body(page, " Mất mạng.")
    expect(line(page)).to_have_text("Mất kết nối – đang giữ bản nháp trên máy này")
    page.close()
    page.context.set_offline(False)

    again = page.context.new_page()
    again.goto(page_of(article))
    again.get_by_role("link", name="Viết tiếp bản nháp này").click()

    expect(body(again)).to_have_text("Bà Hạnh cười. Mất mạng.")


def test_the_network_comes_back_and_the_page_saves_by_itself(desk, article):
    page = desk("hoa", page_of(article))
    page.context.set_offline(True)
    type_into_body(page, " Mất mạng.")
    expect(line(page)).to_contain_text("Mất kết nối")

    page.context.set_offline(False)

    expect(line(page)).to_contain_text(SAVED)
    assert "Mất mạng" in WorkingCopy.objects.get().value("body")


def test_the_next_person_at_the_machine_reads_nothing_of_it(desk, article):
    page = desk("hoa", page_of(article))
    page.context.set_offline(True)
    type_into_body(page, " Chuyện riêng của Hòa.")
    expect(line(page)).to_contain_text("đang giữ bản nháp trên máy này")
    page.close()
    page.context.set_offline(False)
    page.context.clear_cookies()

    next_person = page.context.new_page()
    sign_in(next_person, "lan", page_of(article))
    ready(next_person)

    stored = next_person.evaluate(STORED)
    assert len(stored) == 1
    assert "riêng" not in stored[0]
    assert WorkingCopy.objects.count() == 0
    expect(next_person.locator("[data-copy-offers]")).to_have_text("")


def test_signing_out_takes_from_the_machine_what_the_server_has(desk, article):
    page = desk("hoa", page_of(article))
    type_into_body(page, " Rồi bà về.")
    expect(line(page)).to_contain_text(SAVED)
    page.wait_for_function(f"({STORED})().then((rows) => rows.length && rows.every((row) => JSON.parse(row).sent))")

    page.evaluate("() => setTimeout(() => document.querySelector('form[action$=\"logout/\"]').requestSubmit())")

    page.wait_for_function(f"({STORED})().then((rows) => rows.length === 0)")


def test_a_save_ends_the_copy_and_nothing_is_offered(desk, article):
    page = desk("hoa", page_of(article))
    type_into_body(page, " Rồi bà về.")
    page.get_by_role("button", name="Lưu và sửa tiếp").click()
    expect(line(page)).to_contain_text("Đã lưu bài lúc")

    article.refresh_from_db()
    assert article.body == "<p>Bà Hạnh cười. Rồi bà về.</p>"
    assert not WorkingCopy.objects.open().exists()
    expect(page.locator("[data-copy-offers]")).to_have_text("")


def test_discarding_from_the_form_leads_back_to_what_is_saved(desk, article):
    page = desk("hoa", page_of(article))
    type_into_body(page, " Rồi bà về.")
    expect(line(page)).to_contain_text(SAVED)
    page.reload()
    page.get_by_role("button", name="Bỏ bản nháp").click()

    expect(page.get_by_text("Trong 30 ngày bạn lấy lại được")).to_be_visible()
    expect(body(page)).to_have_text("Bà Hạnh cười.")


STORED = """async () => {
    const asked = indexedDB.open("toa-soan");
    const database = await new Promise((done) => (asked.onsuccess = () => done(asked.result)));
    const rows = database.transaction("copies").objectStore("copies").getAll();
    const stored = await new Promise((done) => (rows.onsuccess = () => done(rows.result)));
    database.close();
    return stored.map((row) => JSON.stringify({ ...row, text: new TextDecoder().decode(row.text) }));
}"""
