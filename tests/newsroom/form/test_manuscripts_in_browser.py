"""Files of word processors dropped on the desk, in a real browser: what is said of each, what comes into the text."""

import base64
import re

import pytest
from playwright.sync_api import expect

from articles.models import Article
from articles.workflow import DRAFT
from newsroom.models import StoredManuscript
from tests.axe import DARK_PHONE, LIGHT_WIDE, problems, problems_in
from tests.factories import EDITOR, make_article, make_category, make_user
from tests.manuscripts.docx_files import docx, drawing, p, png, with_picture
from tests.newsroom.copies.test_lost_pages import desk
from tests.newsroom.forms_in_admin import ADD, LIST, page_of
from tests.signing_in import let_in
from uploads.models import Image

from .sent_manuscripts import BODY

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = [LIGHT_WIDE, DARK_PHONE]
DROP = """async ([selector, files]) => {
  const dataTransfer = new DataTransfer();
  for (const [name, content] of files) {
    const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
    dataTransfer.items.add(new File([bytes], name));
  }
  const place = document.querySelector(selector);
  const drop = (kind) => place.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
  drop("dragover");
  return drop("drop");
}"""
ODD = {
    **{
        f"tệp {number}.{kind}": b"x"
        for number, kind in enumerate(("doc", "rtf", "pages", "zip", "exe", "html", "pptx"))
    },
    **{f"ảnh {number}.png": png(size=(40, 30)) for number in range(6)},
    "khóa.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "hỏng.docx": docx(*BODY)[:400],
    "rỗng.docx": docx(p("")),
    "không byte.odt": b"",
    "bảng.xlsx": b"x",
    "không đuôi": b"x",
    "tốt.docx": docx(*BODY),
}


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def hoa():
    return make_user(EDITOR, username="hoa", pen_name="Minh Hòa")


@pytest.fixture
def look(open_window):
    def look(username, address):
        page = open_window()
        let_in(page, username, address)
        return page

    return look


def drop(page, selector, files):
    page.wait_for_function("document.querySelector('[data-manuscripts]')")
    page.wait_for_load_state()
    sent = [[name, base64.b64encode(content).decode()] for name, content in files.items()]
    return page.evaluate(DROP, [selector, sent])


def dialog(page):
    return page.get_by_role("dialog", name="Đọc tệp thành bài")


def text_of(page):
    return page.evaluate("CKEDITOR.instances.id_body.getData()")


def form_of(desk, hoa, **fields):
    article = make_article(status=DRAFT, published_at=None, created_by=hoa, body="<p>Một.</p><p>Hai.</p>", **fields)
    page = desk("hoa", page_of(article))
    page.wait_for_function("window.CKEDITOR?.instances.id_body?.status === 'ready'")
    return page


def test_one_file_on_the_list_leads_to_its_page_and_becomes_an_article(look, hoa):
    make_category("Cải cách")
    page = look("hoa", LIST)
    pictures = {"rId9": png(), "rId10": png("green")}
    last = p("Ở Một cửa. Ảnh: Nhung", style="Caption")
    content = with_picture(*BODY, p(drawing()), p(drawing("rId10")), last, pictures=pictures)

    with page.expect_navigation():
        drop(page, "#result_list, #content", {"Tin sáng.docx": content})
    expect(page.get_by_role("heading", name="Ảnh trong tệp (2)")).to_be_visible()
    assert problems_in(page, LOOKS) == {}
    page.get_by_label("Chuyên mục").select_option(label="Cải cách")
    for number in (1, 2):
        page.get_by_role("group", name=f"Ảnh {number}").get_by_label("Mô tả ảnh").fill(f"Bà Hạnh {number}")
    page.get_by_label("Nguồn của mọi ảnh chưa ghi nguồn riêng").fill("Ảnh: Quang Hậu")
    with page.expect_navigation(url=re.compile(r"/change/")):
        page.get_by_role("button", name="Tạo bản nháp").click()

    article = Article.objects.get()
    assert article.body.count("<figure") == 2
    assert [image.credit for image in Image.objects.order_by("alt")] == ["Ảnh: Quang Hậu", "Ảnh: Nhung"]
    expect(page.get_by_label("Tiêu đề")).to_have_value(article.title)


def test_a_picture_without_words_is_said_beside_it_and_nothing_typed_is_lost(look, hoa):
    page = look("hoa", LIST)
    with page.expect_navigation():
        drop(page, "#content", {"Tin.docx": with_picture(*BODY, p(drawing()))})
    page.get_by_label("Hoặc gõ tiêu đề khác").fill("Tít của Hòa")
    page.get_by_label("Chú thích").fill("Chú thích của Hòa")

    page.get_by_role("button", name="Tạo bản nháp").click()

    expect(page.get_by_label("Mô tả ảnh")).to_be_focused()
    expect(page.get_by_text("Hãy mô tả ảnh: ảnh chụp những gì")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Hoặc gõ tiêu đề khác")).to_have_value("Tít của Hòa")
    expect(page.get_by_label("Chú thích")).to_have_value("Chú thích của Hòa")
    assert problems_in(page, LOOKS) == {}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not Article.objects.exists()


def test_twenty_odd_files_get_a_sentence_each_and_the_text_stays(desk, hoa):
    page = form_of(desk, hoa)
    page.get_by_label("Tiêu đề").fill("Tít đang gõ")
    before = text_of(page)

    is_left_to_the_browser = drop(page, ".cke_editable", ODD)

    assert not is_left_to_the_browser
    lines = dialog(page).get_by_role("listitem")
    expect(lines.first).to_be_visible()
    expect(lines).to_have_count(len(ODD))
    expect(dialog(page).get_by_text("Đang chờ…")).to_have_count(0, timeout=30_000)
    expect(dialog(page).get_by_text("Đã đọc.")).to_have_count(1, timeout=30_000)
    said = lines.all_inner_texts()
    assert all("Hãy " in line for line in said if "tốt.docx" not in line)
    assert all(line.startswith(name) for line, name in zip(said, ODD, strict=True))
    assert problems_in(page, LOOKS, lambda page: problems(page, ".manuscripts")) == {}
    dialog(page).get_by_role("button", name="Đóng").click()
    assert text_of(page) == before
    expect(page.get_by_label("Tiêu đề")).to_have_value("Tít đang gõ")
    assert StoredManuscript.objects.count() == 1


def test_the_text_of_a_file_comes_in_at_the_caret_and_undo_takes_it_back(desk, hoa):
    page = form_of(desk, hoa)
    before = text_of(page)
    page.locator(".cke_editable").get_by_text("Một.").click()
    page.keyboard.press("End")

    drop(page, ".cke_editable", {"Thêm.docx": docx(p("Đoạn thêm một."), p("Đoạn thêm hai."))})
    dialog(page).get_by_role("button", name="Chèn vào bài này, ở chỗ con trỏ").click()
    frame = page.frame_locator("dialog iframe")
    frame.get_by_role("button", name="Chèn vào bài").click()
    expect(dialog(page)).to_be_hidden()

    text = text_of(page)
    assert text.index("Một.") < text.index("Đoạn thêm một.") < text.index("Đoạn thêm hai.") < text.index("Hai.")
    page.evaluate("CKEDITOR.instances.id_body.execCommand('undo')")
    assert text_of(page) == before


def test_from_the_form_a_new_article_opens_in_another_tab(desk, hoa):
    page = form_of(desk, hoa)
    drop(page, "#article_form", {"Mới.docx": docx(*BODY)})

    with page.context.expect_page() as opened:
        dialog(page).get_by_role("link", name="Tạo bài mới từ tệp này (mở tab mới)").click()

    expect(opened.value.get_by_role("heading", name="Nội dung")).to_be_visible()
    assert "Một." in text_of(page)


def test_a_new_form_reads_files_too(desk, hoa):
    page = desk("hoa", ADD)
    page.wait_for_function("window.CKEDITOR?.instances.id_body?.status === 'ready'")

    drop(page, ".cke_editable", {"Thêm.docx": docx(p("Đoạn thêm."))})
    dialog(page).get_by_role("button", name="Chèn vào bài này, ở chỗ con trỏ").click()
    page.frame_locator("dialog iframe").get_by_role("button", name="Chèn vào bài").click()
    expect(dialog(page)).to_be_hidden()

    assert "Đoạn thêm." in text_of(page)


def test_files_for_a_field_are_left_to_it(desk, hoa):
    page = form_of(desk, hoa)

    drop(page, "input[type=file]", {"Đính kèm.docx": docx(*BODY)})

    expect(dialog(page)).to_have_count(0)


def test_without_the_server_it_is_said(look, hoa):
    page = look("hoa", LIST)
    page.route("**/tu-tep/", lambda route: route.abort())

    drop(page, "#content", {"Tin.docx": docx(*BODY)})

    expect(dialog(page)).to_contain_text("Không kết nối được máy chủ")


def test_without_a_script_a_field_takes_the_file(look, hoa):
    page = look("hoa", f"{LIST}tu-tep/")
    assert problems_in(page, LOOKS) == {}

    page.get_by_label("Chọn tệp Word").set_input_files(
        {"name": "Tin.docx", "mimeType": "application/octet-stream", "buffer": docx(*BODY)}
    )
    with page.expect_navigation():
        page.get_by_role("button", name="Đọc tệp").click()

    expect(page.get_by_role("heading", name="Nội dung")).to_be_visible()


def test_the_review_looks_as_the_page_and_what_is_wrong_gets_the_focus(look, hoa):
    page = look("hoa", LIST)
    with page.expect_navigation():
        drop(page, "#content", {"Tin.docx": docx(*BODY)})
    marks, aligned, ink = page.locator(".manuscript-body").evaluate("""(body) => {
      body.innerHTML = `<ol type="a"><li>x</li></ol><ol type="A" data-kind="A"><li>x</li></ol>
        <ol type="i"><li>x</li></ol>
        <ol type="I" data-kind="I"><li>x</li></ol><ol><li>x</li></ol><p class="center">x</p>
        <table><tr><th>x</th><td class="center">x</td><td class="right">x</td></tr></table>`;
      const styles = (of, name) => [...body.querySelectorAll(of)].map((each) => getComputedStyle(each)[name]);
      return [styles("ol", "listStyleType"), styles("p, th, td", "textAlign"), getComputedStyle(body).color];
    }""")
    assert marks == ["lower-alpha", "upper-alpha", "lower-roman", "upper-roman", "decimal"]
    assert aligned == ["center", "start", "center", "end"]
    assert ink == "rgb(33, 26, 23)"

    with page.expect_navigation():
        page.get_by_role("button", name="Tạo bản nháp").click()
    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    assert problems_in(page, LOOKS) == {}
    alert.get_by_role("link", name="Chưa chọn chuyên mục.").click()
    page.keyboard.press("Tab")
    expect(page.locator("#category, [value=show]").and_(page.locator(":focus"))).to_be_visible()
