"""The editor as a journalist meets it: in the admin, in a real browser, under the page's own security policy."""

import base64

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from articles.models import Article, Page
from tests.factories import EDITOR, make_category, make_image, make_user, picture_file
from uploads.models import Image

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE_FORM, ARTICLE_FORM = "/quan-tri/articles/page/add/", "/quan-tri/articles/article/add/"
LOOK_AT_SELECTION = "CKEDITOR.instances.id_body.selectionChange(true)"  # now; by itself at most every 200 ms

DROP = """(element, [content, name, type, how]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name, { type }));
  const { x, y } = element.getBoundingClientRect();
  const place = { bubbles: true, cancelable: true, clientX: x + 60, clientY: y + 40 };
  const events = how === "paste" ? ["paste"] : ["dragenter", "dragover", "drop"];
  for (const kind of events) {
    if (how === "paste") element.dispatchEvent(new ClipboardEvent(kind, { ...place, clipboardData: data }));
    else element.dispatchEvent(new DragEvent(kind, { ...place, dataTransfer: data }));
  }
}"""
PASTE = """(element, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "x");
  element.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data }));
}"""


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def admin_page(page, live_server):
    """An editor's open browser; `admin_page.asked` are the addresses that it called."""
    client = Client()
    client.force_login(make_user(EDITOR), backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    page.context.set_default_timeout(30_000)  # the editor is many files, and a machine may be busy
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    return page


def open_form(admin_page, address=PAGE_FORM):
    admin_page.goto(address)
    text = admin_page.locator(".cke_wysiwyg_div")
    text.click()
    return text


def html_in(admin_page):
    return admin_page.evaluate("CKEDITOR.instances.id_body.getData()")


def save(admin_page, title="Giới thiệu"):
    admin_page.fill("[name=title]", title)
    admin_page.locator("[name=_save]").first.click()
    admin_page.wait_for_url("**/quan-tri/articles/page/")
    return Page.objects.get(title=title).body


def describe(admin_page, alt="Trụ sở xã", credit="Ảnh: Thùy Nhung"):
    dialog = admin_page.get_by_role("dialog")
    dialog.get_by_label("Mô tả ảnh").fill(alt)
    dialog.get_by_label("Nguồn ảnh").fill(credit)
    dialog.get_by_label("Chú thích", exact=True).fill("Sáng 20/11.")
    dialog.get_by_role("button", name="Tải lên").click()
    dialog.wait_for(state="detached")


def bring(text, how, **options):
    file = picture_file(**options)
    text.evaluate(DROP, [base64.b64encode(file.read()).decode(), "IMG_1.jpg", "image/jpeg", how])


def test_words_headings_bold_lists_and_links_are_written_and_kept(admin_page):
    text = open_form(admin_page)

    admin_page.keyboard.type("Cải cách hành chính: ")
    admin_page.click(".cke_button__bold")
    admin_page.keyboard.type("Đậm")
    admin_page.keyboard.press("Enter")
    admin_page.click(".cke_button__bold")
    admin_page.click(".cke_button__bulletedlist")
    admin_page.keyboard.type("Nghị quyết")
    admin_page.keyboard.press("Shift+Home")
    admin_page.evaluate(LOOK_AT_SELECTION)
    admin_page.click(".cke_button__link")
    admin_page.get_by_label("Địa chỉ*", exact=True).fill("chinhphu.vn")
    admin_page.locator(".cke_dialog_ui_button_ok >> visible=true").click()
    text.press("Control+Home")

    assert save(admin_page) == (
        "<p>Cải cách hành chính: <strong>Đậm</strong></p>\n"
        '<ul><li><a href="https://chinhphu.vn" rel="noopener noreferrer">Nghị quyết</a></li></ul>'
    )


def test_a_table_has_a_name_and_header_cells(admin_page):
    open_form(admin_page)

    admin_page.click(".cke_button__table")
    admin_page.get_by_label("Ô tiêu đề").select_option("row")
    admin_page.get_by_label("Tên bảng").fill("Kết quả")
    admin_page.locator(".cke_dialog_ui_button_ok >> visible=true").click()
    admin_page.locator(".cke_wysiwyg_div th").first.click()
    admin_page.keyboard.type("Lĩnh vực")

    assert save(admin_page).startswith(
        '<table><caption>Kết quả</caption><thead><tr><th scope="col">Lĩnh vực</th>'
        '<th scope="col"></th></tr></thead><tbody>'
    )


def test_a_picture_from_the_library_comes_with_caption_and_source(admin_page):
    image = make_image(alt="Lễ hội đền Bến Lam", credit="Ảnh: Thùy Nhung", caption="Lễ hội mở sáng 20/11.")
    make_image(alt="Trụ sở xã")
    open_form(admin_page)

    admin_page.get_by_role("button", name="Chèn ảnh").click()
    admin_page.get_by_role("searchbox", name="Tìm ảnh").fill("le hoi")
    admin_page.get_by_text("1 ảnh, trang 1/1").wait_for()
    admin_page.get_by_role("button", name="Lễ hội đền Bến Lam Ảnh: Thùy Nhung").click()
    admin_page.locator(".cke_wysiwyg_div figure").wait_for()  # a moment after the dialog
    admin_page.keyboard.type("Chữ sau ảnh")

    assert save(admin_page) == (
        f'<figure class="image"><img alt="Lễ hội đền Bến Lam" height="450" src="{image.url}" width="800">'
        '<figcaption>Lễ hội mở sáng 20/11. <span class="credit">Ảnh: Thùy Nhung</span></figcaption></figure>\n'
        "<p>Chữ sau ảnh</p>"
    )


@pytest.mark.parametrize("how", ["drop", "paste"])
def test_a_picture_brought_in_is_described_before_it_is_sent(admin_page, how):
    text = open_form(admin_page)
    admin_page.keyboard.type("Một câu không bị xé ra.")

    bring(text, how)
    dialog = admin_page.get_by_role("dialog")
    dialog.get_by_role("button", name="Tải lên").click()
    assert dialog.get_by_role("alert").inner_text().startswith("Hãy mô tả ảnh")
    assert not Image.objects.exists()
    describe(admin_page)

    image = Image.objects.get()
    assert (image.alt, image.credit) == ("Trụ sở xã", "Ảnh: Thùy Nhung")
    html = save(admin_page)
    assert html.startswith("<p>Một câu không bị xé ra.</p>\n<figure")
    assert f'src="{image.url}"' in html


def test_the_file_button_takes_several_pictures_one_after_the_other(admin_page):
    open_form(admin_page)

    admin_page.get_by_role("button", name="Chèn ảnh").click()
    admin_page.get_by_role("button", name="Tải ảnh mới").click()
    files = [
        {"name": f"{n}.png", "mimeType": "image/png", "buffer": picture_file(colour=n, kind="PNG").read()}
        for n in ("red", "blue")
    ]
    admin_page.get_by_label("Tệp ảnh").set_input_files(files)
    dialog = admin_page.get_by_role("dialog")
    dialog.get_by_role("group", name="1/2. red.png").get_by_label("Mô tả ảnh").fill("Ảnh một")
    dialog.get_by_role("group", name="2/2. blue.png").get_by_label("Mô tả ảnh").fill("Ảnh hai")
    dialog.get_by_label("Nguồn ảnh chung").fill("Ảnh: Thùy Nhung")
    dialog.get_by_role("radio", name="Từng ảnh rời").check()
    dialog.get_by_role("button", name="Tải lên").click()
    dialog.wait_for(state="detached")

    html = save(admin_page)
    assert html.count("<figure") == 2
    assert html.index("Ảnh một") < html.index("Ảnh hai")
    assert html.count("Ảnh: Thùy Nhung") == 2


def test_a_refused_picture_is_reported_and_the_words_stay(admin_page):
    text = open_form(admin_page)

    text.evaluate(DROP, [base64.b64encode(b"<svg onload=alert(1)>").decode(), "a.svg", "image/svg+xml", "drop"])
    dialog = admin_page.get_by_role("dialog")
    dialog.get_by_label("Mô tả ảnh").fill("Một hình")
    dialog.get_by_label("Nguồn ảnh").fill("BBT")
    dialog.get_by_role("button", name="Tải lên").click()
    dialog.get_by_text("Không nhận ảnh SVG").wait_for()

    assert dialog.get_by_label("Mô tả ảnh").input_value() == "Một hình"
    admin_page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert "<img" not in html_in(admin_page)


def test_pictures_of_other_hosts_are_not_even_asked_for(admin_page, live_server):
    text = open_form(admin_page)

    text.evaluate(
        PASTE,
        '<p onclick="x()">Chữ<img src="https://evil.example/a.png"><img src="//evil.example/b.png">'
        '<video src="https://evil.example/v.mp4"></video><script>document.title = "ran"</script> dán</p>',
    )
    admin_page.get_by_text("Ảnh lấy từ trang khác không dán thẳng được").wait_for()

    assert "Chữ dán" in html_in(admin_page)
    assert "<img" not in html_in(admin_page)
    assert admin_page.title() != "ran"
    assert [url for url in admin_page.asked if not url.startswith((live_server.url, "data:"))] == []


def test_a_picture_inside_pasted_text_is_asked_about(admin_page):
    text = open_form(admin_page)

    content = base64.b64encode(picture_file().read()).decode()
    text.evaluate(PASTE, f'<p>Chữ từ Word<img src="data:image/jpeg;base64,{content}"></p>')
    admin_page.get_by_role("dialog").wait_for()
    describe(admin_page)

    html = save(admin_page)
    assert "Chữ từ Word" in html
    assert "<figure" in html
    assert "data:" not in html


def test_word_is_pasted_as_plain_paragraphs(admin_page):
    text = open_form(admin_page)

    text.evaluate(
        PASTE,
        "<html xmlns:o='urn:schemas-microsoft-com:office:office' xmlns:w='urn:schemas-microsoft-com:office:word'>"
        "<head><meta name=ProgId content=Word.Document><style>p.MsoNormal {margin:0}</style></head><body>"
        "<p class=MsoNormal style='mso-margin-top-alt:auto'><b><span style='font-size:14pt;color:red'>Đậm</span></b>"
        "<span style='font-family:Times'> thường</span><o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
        "<p class=MsoListParagraph style='margin-left:.5in;mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·"
        "<span>&nbsp;&nbsp;&nbsp; </span></span>mục một</p></body></html>",
    )
    admin_page.wait_for_function("CKEDITOR.instances.id_body.getData().includes('mục một')")

    assert save(admin_page) == "<p><strong>Đậm</strong> thường</p>\n<ul><li>mục một</li></ul>"


def test_text_of_old_fonts_is_offered_as_unicode_and_changed_on_a_press_only(admin_page):
    text = open_form(admin_page)

    text.evaluate(PASTE, "<p>C¶i c¸ch hµnh chÝnh lµ nhiÖm vô träng t©m cña tØnh trong n¨m nay</p>")
    admin_page.get_by_text("Trong bài có chữ phông cũ TCVN3").wait_for()
    assert "C¶i c¸ch" in html_in(admin_page)
    admin_page.locator(".richtext-offer").get_by_role("button", name="Chuyển sang Unicode").click()
    admin_page.get_by_text("Đã chuyển sang Unicode").wait_for()

    assert save(admin_page) == "<p>Cải cách hành chính là nhiệm vụ trọng tâm của tỉnh trong năm nay</p>"


def test_after_old_fonts_are_changed_writing_goes_on_behind_the_changed_text(admin_page):
    text = open_form(admin_page)
    admin_page.evaluate(
        "CKEDITOR.instances.id_body.setData('<p>Đoạn một.</p><p>C¶i c¸ch hµnh chÝnh</p><p>Đoạn ba.</p>')"
    )
    text.click(position={"x": 60, "y": 30})

    admin_page.click(".cke_button__portalunicode")
    admin_page.locator(".richtext-offer").get_by_role("button", name="Chuyển sang Unicode").click()
    admin_page.get_by_text("Đã chuyển sang Unicode").wait_for()
    admin_page.keyboard.type(" đã xong")

    assert save(admin_page) == "<p>Đoạn một.</p>\n<p>Cải cách hành chính đã xong</p>\n<p>Đoạn ba.</p>"


def test_after_a_new_sign_in_in_another_tab_pictures_still_go_up(admin_page):
    text = open_form(admin_page)
    admin_page.context.clear_cookies(name="csrftoken")
    admin_page.evaluate("document.cookie = 'csrftoken=" + "a" * 32 + "; path=/'")

    bring(text, "drop")
    describe(admin_page)

    assert Image.objects.count() == 1


def test_no_english_word_stands_in_the_toolbar_and_the_dialogs(admin_page):
    open_form(admin_page)

    admin_page.click(".cke_button__link")
    admin_page.locator(".cke_dialog >> visible=true").wait_for()
    words = admin_page.locator(".cke_dialog >> visible=true").inner_text()
    labels = admin_page.eval_on_selector_all(".cke_top [title]", "found => found.map((element) => element.title)")
    assert {"Hoàn tác (Ctrl+Z)", "Làm lại (Ctrl+Y)", "Xóa định dạng"} <= set(labels)

    assert not [word for word in ("Display", "Text", "Type", "Cancel", "Heading", "Paste", "Phone") if word in words]
    assert labels
    assert not [label for label in labels if label.isascii() and " " in label]


# The field for one picture


def test_a_cover_is_chosen_shown_and_taken_away(admin_page):
    image = make_image(alt="Trụ sở xã Tân Phong")
    admin_page.goto(ARTICLE_FORM)
    picker = admin_page.locator("[data-image-picker]").first

    picker.get_by_role("button", name="Chọn từ thư viện").click()
    admin_page.get_by_role("button", name="Trụ sở xã Tân Phong Ảnh: Thùy Nhung").click()

    expect(admin_page.locator("[name=cover]")).to_have_value(str(image.pk))  # once the dialog has closed
    assert picker.locator("img").get_attribute("src") == image.url
    picker.get_by_role("button", name="Bỏ ảnh").click()
    assert admin_page.input_value("[name=cover]") == ""
    assert not picker.locator("img").is_visible()


def test_a_new_cover_is_uploaded_in_place_and_saved_with_the_article(admin_page):
    category = make_category()
    admin_page.goto(ARTICLE_FORM)

    admin_page.locator("[data-image-picker]").first.get_by_role("button", name="Tải ảnh mới").click()
    file = {"name": "a.png", "mimeType": "image/png", "buffer": picture_file(kind="PNG").read()}
    admin_page.get_by_label("Tệp ảnh").set_input_files(file)
    describe(admin_page, alt="Bộ phận một cửa")
    admin_page.fill("[name=title]", "Một cửa")
    admin_page.evaluate("pk => { document.querySelector('[name=category]').value = pk }", str(category.pk))
    admin_page.locator("[name=_save]").first.click()
    admin_page.wait_for_url("**/quan-tri/articles/article/")

    assert Article.objects.get().cover.alt == "Bộ phận một cửa"


def test_the_dialog_is_worked_with_the_keyboard_alone(admin_page):
    make_image(alt="Trụ sở xã")
    admin_page.goto(ARTICLE_FORM)

    admin_page.get_by_role("button", name="Chọn từ thư viện").first.focus()
    admin_page.keyboard.press("Enter")
    admin_page.get_by_role("button", name="Trụ sở xã Ảnh: Thùy Nhung").wait_for()
    assert admin_page.evaluate("document.activeElement.type") == "search"
    admin_page.keyboard.press("Tab")
    admin_page.keyboard.press("Enter")

    admin_page.get_by_role("dialog").wait_for(state="detached")
    assert admin_page.input_value("[name=cover]") != ""
    assert admin_page.evaluate("document.activeElement.textContent") == "Chọn từ thư viện"
