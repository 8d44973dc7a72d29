"""Accidents while an article is saved: the text stays on the page, one sentence says what happened and what to do."""

import errno
import re
from contextlib import contextmanager

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from articles.models import Article, Attachment
from newsroom.models import WorkingCopy
from tests.axe import DARK_PHONE, DARK_WIDE, LIGHT_PHONE, LIGHT_WIDE, problems, problems_in
from tests.factories import make_image
from tests.newsroom.copies.test_lost_pages import article, body, desk, line, ready, type_into_body
from tests.newsroom.form.test_admin_in_browser import sign_in
from tests.newsroom.forms_in_admin import ADD, page_of
from tests.uploads.factories import pdf_bytes
from tests.waiting import wait_until

__all__ = ["article", "desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def said(page):
    return page.locator("[data-save-sentence]")


def has_focus(page):
    return page.evaluate("document.activeElement.matches('[data-save-sentence]')")


def looks_well(page):
    """What axe-core finds wrong in what is said, and whether the page is wider than its window."""
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*problems(page, "[data-save-outcome]"), *(["too wide"] if wide else [])]


@contextmanager
def network_away(page):
    page.context.set_offline(True)
    try:
        yield
    finally:
        page.context.set_offline(False)


def test_ctrl_s_saves_and_leaves_caret_and_undo_where_they_are(desk, article):
    page = desk("hoa", page_of(article))
    type_into_body(page, " Rồi bà về.")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Control+s")
    expect(line(page)).to_contain_text("Đã lưu bài lúc")
    page.keyboard.type("!")
    page.keyboard.press("Control+s")
    wait_until(lambda: Article.objects.get().body == "<p>Bà Hạnh cười. Rồi bà về!.</p>", seconds=15)
    expect(line(page)).to_contain_text("Đã lưu bài lúc")
    page.keyboard.press("Control+z")

    expect(body(page)).to_have_text("Bà Hạnh cười. Rồi bà về.")
    assert Article.objects.get().edition == 2


def test_a_new_article_gets_its_address_with_the_first_save(desk, article):
    page = desk("hoa", ADD)
    page.get_by_label("Tiêu đề").fill("Bến Lam nhận hồ sơ tại nhà")
    page.get_by_label("Chuyên mục").select_option(index=1)
    press(page, "Lưu và sửa tiếp")
    expect(line(page)).to_contain_text("Đã lưu bài lúc")
    made = Article.objects.latest("pk")
    assert page_of(made) in page.url

    type_into_body(page, "Bà Hạnh không phải ra xã nữa.")
    expect(line(page)).to_contain_text("Đã lưu nháp")
    assert WorkingCopy.objects.open().get().article == made
    press(page, "Lưu")
    page.wait_for_url("**/quan-tri/articles/article/")

    made.refresh_from_db()
    assert made.body == "<p>Bà Hạnh không phải ra xã nữa.</p>"
    assert not WorkingCopy.objects.open().exists()


def test_the_first_save_of_a_new_article_brings_in_what_belongs_to_a_saved_one(desk, article):
    page = desk("hoa", ADD)
    page.get_by_label("Tiêu đề").fill("Bến Lam nhận hồ sơ tại nhà")
    page.get_by_label("Chuyên mục").select_option(index=1)
    type_into_body(page, "Bà Hạnh")
    page.keyboard.press("Control+s")
    head = page.locator("#header-inner")
    expect(head.get_by_role("link", name="Bến Lam nhận hồ sơ tại nhà")).to_be_visible()
    page.keyboard.type(" cười")
    expect(body(page)).to_have_text("Bà Hạnh cười")
    for name in ("Các bản đã lưu", "Nhân bản", "Lịch sử", "Xem trên trang tin"):
        expect(head.get_by_role("link", name=name)).to_be_visible()
    expect(page.get_by_role("heading", name="Các bước duyệt")).to_have_count(1)
    expect(page.get_by_role("link", name="Xóa bài viết")).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(body(page)).not_to_have_text("Bà Hạnh cười")

    page.get_by_label("Tiêu đề").fill("Bến Lam, tin mới")
    page.keyboard.press("Control+s")
    expect(head.get_by_role("link", name="Bến Lam, tin mới")).to_be_visible()
    assert "Bến Lam, tin mới" in page.title()
    page.get_by_role("link", name="Gửi người ngoài xem trước…").click()
    expect(page.get_by_role("button", name="3 ngày")).to_be_visible()


def test_the_network_away_while_typing_and_saving(desk, article):
    page = desk("hoa", page_of(article))
    with network_away(page):
        type_into_body(page, " Mất mạng.")
        press(page, "Lưu và sửa tiếp")
        expect(said(page)).to_contain_text("Mất kết nối với máy chủ nên bài chưa lưu được")
        assert has_focus(page)
        assert not problems_in(page, [LIGHT_PHONE, DARK_WIDE], looks_well)
    press(page, "Lưu lại")

    expect(line(page)).to_contain_text("Đã lưu bài lúc")
    expect(said(page)).to_have_count(0)
    assert Article.objects.get().body == "<p>Bà Hạnh cười. Mất mạng.</p>"


def test_a_double_click_saves_once(desk, article):
    page = desk("hoa", ADD)
    page.get_by_label("Tiêu đề").fill("Bến Lam nhận hồ sơ tại nhà")
    page.get_by_label("Chuyên mục").select_option(index=1)
    page.get_by_role("button", name="Lưu", exact=True).dblclick()
    page.wait_for_url("**/quan-tri/articles/article/")

    made = Article.objects.latest("pk")
    assert (Article.objects.count(), made.edition) == (2, 1)


def test_mistakes_are_named_beside_their_fields_and_leave_with_them(desk, article):
    page = desk("hoa", page_of(article))
    page.get_by_label("Tiêu đề").fill("")
    type_into_body(page, " Rồi bà về.")
    press(page, "Lưu và sửa tiếp")
    expect(said(page)).to_contain_text("Bài chưa được lưu")
    assert has_focus(page)
    assert not problems_in(page, [DARK_PHONE, LIGHT_WIDE], looks_well)
    page.locator("[data-save-outcome]").get_by_role("link", name="Tiêu đề").click()
    title = page.get_by_label("Tiêu đề")
    expect(title).to_be_focused()
    expect(title).to_have_attribute("aria-invalid", "true")
    page.keyboard.type("Bến Lam Hạ")
    press(page, "Lưu và sửa tiếp")

    expect(line(page)).to_contain_text("Đã lưu bài lúc")
    expect(title).not_to_have_attribute("aria-invalid", "true")
    assert Article.objects.get().body == "<p>Bà Hạnh cười. Rồi bà về.</p>"


def choose_document(page, name="Biểu mẫu 01.pdf", content=None):
    page.wait_for_load_state()  # until then nobody listens to the button
    rows = page.locator("#attachments-group tbody.form-group:not(.empty-form)")
    count = rows.count()
    page.locator("#attachments-group .add-row").click()
    expect(rows).to_have_count(count + 1)
    payload = {"name": name, "mimeType": "application/pdf", "buffer": content or pdf_bytes()}
    page.locator('#attachments-group tbody:not(.empty-form) input[type="file"]').last.set_input_files(payload)


def status_of_document(page):
    return page.locator("#attachments-group tbody:not(.empty-form) .desk-document-status").last


def test_a_mistake_loses_neither_the_picture_nor_the_documents_that_were_chosen(desk, article):
    picture = make_image(alt="Ba quầy tiếp dân")
    page = desk("hoa", page_of(article))
    page.get_by_label("Tiêu đề").fill("")
    choose_document(page)
    expect(status_of_document(page)).to_contain_text("Đã tải lên: Biểu mẫu 01.pdf (PDF,")
    page.get_by_role("button", name="Chọn từ thư viện").click()
    page.locator("dialog").get_by_role("button", name="Ba quầy tiếp dân").first.click()
    press(page, "Lưu và sửa tiếp")
    expect(said(page)).to_contain_text("Bài chưa được lưu")
    assert has_focus(page)

    page.get_by_label("Tiêu đề").fill("Bến Lam Hạ")
    press(page, "Lưu và sửa tiếp")
    expect(line(page)).to_contain_text("Đã lưu bài lúc")

    saved = Article.objects.get()
    assert saved.cover == picture
    assert [attachment.title for attachment in saved.attachments.all()] == ["Biểu mẫu 01"]


def test_rows_that_were_saved_are_changed_and_removed_on_the_same_page(desk, article):
    page = desk("hoa", page_of(article))
    for name in ("Một.pdf", "Hai.pdf", "Ba.pdf"):
        choose_document(page, name)
        expect(status_of_document(page)).to_contain_text(f"Đã tải lên: {name}")
    rows = page.locator("#attachments-group tbody.form-group:not(.empty-form)")
    rows.nth(0).locator(".delete-template").click()
    expect(rows).to_have_count(2)
    page.keyboard.press("Control+s")
    expect(line(page)).to_contain_text("Đã lưu bài lúc")
    assert titles() == ["Hai", "Ba"]

    rows.nth(0).get_by_role("textbox").first.fill("Hai, bản sửa")
    rows.nth(1).locator("label:has(.delete)").click()
    choose_document(page, "Bốn.pdf")
    expect(status_of_document(page)).to_contain_text("Đã tải lên: Bốn.pdf")
    page.keyboard.press("Control+s")
    wait_until(lambda: titles() == ["Hai, bản sửa", "Bốn"], seconds=15)
    expect(rows).to_have_count(2)

    page.keyboard.press("Control+s")
    wait_until(lambda: Article.objects.get().edition == 3, seconds=15)
    assert titles() == ["Hai, bản sửa", "Bốn"]


def titles():
    return list(Attachment.objects.order_by("pk").values_list("title", flat=True))


def test_a_full_disk_is_said_beside_the_document_and_the_article_is_saved_without_it(desk, article, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    page = desk("hoa", page_of(article))
    monkeypatch.setattr("uploads.storage.os.posix_fallocate", full)
    type_into_body(page, " Rồi bà về.")
    choose_document(page)
    expect(status_of_document(page)).to_contain_text("Máy chủ chưa lưu được tệp (hết chỗ")
    press(page, "Lưu và sửa tiếp")
    expect(said(page)).to_contain_text("Bài chưa được lưu")
    page.locator("[data-save-outcome]").get_by_role("link", name="Tệp đính kèm 1: Tệp").click()
    monkeypatch.undo()
    page.get_by_role("button", name="Tải lại tệp").click()
    expect(status_of_document(page)).to_contain_text("Đã tải lên: Biểu mẫu 01.pdf")
    press(page, "Lưu và sửa tiếp")
    expect(line(page)).to_contain_text("Đã lưu bài lúc")

    assert Article.objects.get().body == "<p>Bà Hạnh cười. Rồi bà về.</p>"
    assert titles() == ["Biểu mẫu 01"]


def test_a_session_that_ended_is_taken_up_again_and_the_save_goes_on(desk, article):
    page = desk("hoa", page_of(article))
    type_into_body(page, " Rồi bà về.")
    Session.objects.all().delete()
    press(page, "Lưu và sửa tiếp")
    expect(page.locator("[data-idle-ended]")).to_be_visible()
    assert Article.objects.get().edition == 0

    elsewhere = page.context.new_page()
    sign_in(elsewhere, "hoa", "/quan-tri/tai-khoan/da-dang-nhap/")
    expect(page.locator("[data-idle-ended]")).to_be_hidden()

    wait_until(lambda: Article.objects.get().body == "<p>Bà Hạnh cười. Rồi bà về.</p>", seconds=10)
    expect(said(page)).to_have_count(0)


def test_an_article_deleted_meanwhile_is_saved_as_a_new_one(desk, article):
    page = desk("hoa", page_of(article))
    type_into_body(page, " Rồi bà về.")
    expect(line(page)).to_contain_text("Đã lưu nháp")
    article.delete()
    press(page, "Lưu và sửa tiếp")
    expect(said(page)).to_contain_text("đã bị xóa trong khi bạn đang sửa")
    assert has_focus(page)
    press(page, "Lưu thành bài mới")
    page.wait_for_url(re.compile(r"/quan-tri/articles/article/\d+/change/$"))

    made = Article.objects.get()
    assert (made.body, made.status) == ("<p>Bà Hạnh cười. Rồi bà về.</p>", "draft")
    assert page_of(made) in page.url
    expect(page.get_by_text("Đã lưu thành bài mới “Bến Lam”")).to_be_visible()
    assert not WorkingCopy.objects.open().exists()


def test_what_is_typed_while_a_save_is_on_its_way_is_not_left_behind(desk, article):
    page = desk("hoa", page_of(article))
    type_into_body(page, " Một.")
    page.evaluate(
        "() => { const ask = fetch; window.fetch = async (...all) => {"
        " const answer = await ask(...all);"
        " if (String(all[0]).endsWith('change/')) await window.held;"
        " return answer; };"
        " window.held = new Promise((go) => (window.release = go)); }"
    )
    press(page, "Lưu")
    wait_until(lambda: Article.objects.get().edition == 1, seconds=10)
    type_into_body(page, " Hai.")
    page.evaluate("window.release()")
    page.wait_for_url("**/change/?ban_nhap=*")

    expect(body(page)).to_have_text("Bà Hạnh cười. Một. Hai.")
    assert Article.objects.get().body == "<p>Bà Hạnh cười. Một.</p>"


def test_who_saved_meanwhile_is_named_and_written_over_only_when_asked(desk, article):
    page = desk("hoa", page_of(article))
    type_into_body(page, " Của Hòa.")
    Article.objects.update(edition=7, body="<p>Của Lan.</p>", saved_by=get_user_model().objects.get(username="lan"))
    press(page, "Lưu và sửa tiếp")
    expect(said(page)).to_contain_text("Ngọc Lan vừa lưu bài này trong khi bạn đang sửa")
    expect(page.get_by_text("Ngọc Lan vừa lưu bài này")).to_have_count(1)
    assert Article.objects.get().body == "<p>Của Lan.</p>"
    page.get_by_label("Ghi đè bản của người kia").check()
    press(page, "Lưu và sửa tiếp")
    expect(line(page)).to_contain_text("Đã lưu bài lúc")

    assert Article.objects.get().body == "<p>Bà Hạnh cười. Của Hòa.</p>"


def test_a_step_at_its_button_is_taken_by_fetch_and_refused_without_leaving(desk, article):
    Article.objects.update(status="draft", published_at=None, summary="", byline="", source="")
    page = desk("hoa", page_of(article))
    type_into_body(page, " Rồi bà về.")
    press(page, "Xuất bản")
    expect(said(page)).to_contain_text("trạng thái vẫn là “Bản nháp”")
    page.get_by_label("Sapo").fill("Từ tháng 12.")
    page.get_by_label("Tác giả").fill("Minh Hòa")
    page.locator("[data-save-outcome]").get_by_role("button", name="Xuất bản").click()
    page.wait_for_url("**/quan-tri/articles/article/")

    assert Article.objects.get().is_visible()


def test_enter_in_a_line_saves_and_throws_no_working_copy_away(desk, article):
    page = desk("hoa", page_of(article))
    type_into_body(page, " Rồi bà về.")
    expect(line(page)).to_contain_text("Đã lưu nháp")
    page.reload()
    expect(page.locator("[data-copy-shown]")).to_be_visible()
    ready(page)
    page.get_by_label("Tác giả").press("Enter")
    expect(line(page)).to_contain_text("Đã lưu bài lúc")

    assert Article.objects.get().body == "<p>Bà Hạnh cười. Rồi bà về.</p>"
    expect(page.locator("[data-copy-shown]")).to_have_count(0)


def test_a_published_text_that_was_selected_and_deleted_is_not_saved_empty(desk, article):
    page = desk("hoa", page_of(article))
    body(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.press("Control+s")
    expect(said(page)).to_contain_text("Bài chưa được lưu")
    assert has_focus(page)
    assert Article.objects.get().body == "<p>Bà Hạnh cười.</p>"

    body(page).click()
    page.keyboard.press("Control+z")
    expect(body(page)).to_have_text("Bà Hạnh cười.")
