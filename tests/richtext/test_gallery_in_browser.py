"""A gallery in the editor: captions are typed in place; order, pictures and its end are one step each to undo."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from richtext.policy import MAX_GALLERY_PICTURES
from tests.axe import problems
from tests.factories import EDITOR, make_article, make_image, make_user
from tests.newsroom.copies.test_lost_pages import desk
from tests.newsroom.forms_in_admin import page_of
from tests.richtext.test_editor_in_browser import PASTE

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = ".cke_wysiwyg_div"
PHONE = {"width": 390, "height": 844}


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def figure(image, caption):
    picture = f'<img alt="{image.alt}" height="{image.height}" src="{image.url}" width="{image.width}">'
    return f'<figure class="image">{picture}<figcaption>{caption}</figcaption></figure>'


@pytest.fixture
def images():
    return [make_image(alt=f"Ảnh {name}", credit=f"Nguồn {name}") for name in "ABCD"]


@pytest.fixture
def body(images):
    captions = ("<em>Nghiêng</em> A", 'Chú thích B <span class="credit">Nguồn B</span>', "Chú thích C")
    figures = "".join(map(figure, images, captions))
    return f'<p>Đầu bài.</p>\n<div class="gallery">{figures}</div>\n<p>Cuối bài.</p>'


@pytest.fixture
def page(desk, body):
    make_user(EDITOR, username="hoa", pen_name="Minh Hòa")
    page = desk("hoa", page_of(make_article(title="Bến Lam", body=body)))
    expect(page.locator(f"{TEXT} .gallery figure")).to_have_count(3)
    return page


def html_in(page):
    return page.evaluate("CKEDITOR.instances.id_body.getData()")


def alts(page, where=".gallery "):
    return page.locator(f"{TEXT} {where}figure img").evaluate_all("(all) => all.map((each) => each.alt)")


def dialog(page):
    return page.get_by_role("dialog", name="Sửa bộ ảnh")


def undo(page):
    page.evaluate("CKEDITOR.instances.id_body.execCommand('undo')")


def save(page):
    with page.expect_response(lambda response: response.request.method == "POST" and "/change/" in response.url):
        page.keyboard.press("Control+s")
    page.get_by_text("Đã lưu").first.wait_for()
    return Article.objects.get().body


def test_an_untouched_gallery_is_saved_as_it_was_and_its_captions_are_typed_in_place(page, body):
    page.locator(f"{TEXT} p", has_text="Cuối bài.").click()
    page.keyboard.press("End")
    page.keyboard.type(" Hết.")
    assert save(page) == body.replace("Cuối bài.", "Cuối bài. Hết.")

    caption = page.locator(f"{TEXT} figcaption").nth(2)
    caption.click()
    page.keyboard.press("End")
    page.keyboard.type(" mới")
    assert "<figcaption>Chú thích C mới</figcaption>" in html_in(page)
    caption.evaluate(PASTE, "<p>và <b>đậm</b> <script>x</script></p>")
    expect(page.locator(f"{TEXT} figcaption strong")).to_have_text("đậm")  # a paste takes a moment
    assert save(page).count("<figcaption>Chú thích C mớivà <strong>đậm</strong></figcaption>") == 1
    assert Article.objects.get().body.count("<figure") == 3


IN_CAPTIONS = [  # what is pasted, its words, how they are stored
    ("<h2>Đầu</h2><p>một</p><p>hai</p>", "Đầu một hai", "Đầu một hai"),
    ("<ul><li>một</li><li><b>hai</b></li></ul>", "một hai", "một <strong>hai</strong>"),
    ("<table><tr><td>1</td><td>hai</td></tr><tr><td>ba</td><td>4</td></tr></table>", "1 hai ba 4", "1 hai ba 4"),
    ("<blockquote><p>năm</p></blockquote><hr><p>sáu</p>", "năm sáu", "năm sáu"),
]


def test_of_what_is_pasted_into_a_caption_the_words_stay_one_behind_the_other(page):
    caption = page.locator(f"{TEXT} figcaption").nth(2)
    for pasted, words, stored in IN_CAPTIONS:
        caption.click()
        caption.evaluate("(caption) => getSelection().selectAllChildren(caption)")
        caption.evaluate(PASTE, pasted)

        expect(caption).to_have_text(words)
        assert f"<figcaption>{stored}</figcaption>" in html_in(page)


def test_order_descriptions_and_pictures_change_in_a_dialog_by_keys_and_come_back_by_one_undo(page):
    page.get_by_role("button", name="Sửa bộ ảnh").click()
    assert problems(page, ".images-dialog") == []
    row = dialog(page).get_by_role("group", name="3/3")
    row.get_by_label("Mô tả ảnh").fill("Ảnh C tả lại")
    row.get_by_label("Mô tả ảnh").press("Alt+ArrowUp")
    expect(dialog(page).get_by_role("group", name="2/3").get_by_label("Mô tả ảnh")).to_be_focused()
    dialog(page).get_by_role("button", name="Chuyển lên trước: Ảnh C").press("Enter")
    dialog(page).get_by_role("button", name="Bỏ khỏi bộ: Ảnh B").press("Enter")
    dialog(page).get_by_role("button", name="Thêm ảnh").click()
    library = page.get_by_role("dialog", name="Ảnh", exact=True)
    library.get_by_role("button", name="Chọn nhiều ảnh").click()
    library.get_by_role("button", name="Ảnh D Nguồn D").click()
    expect(library.get_by_role("radio")).to_have_count(0)  # it is known where they go
    library.get_by_role("button", name="Chèn 1 ảnh").click()
    dialog(page).get_by_role("button", name="Xong").click()
    expect(page.locator(f"{TEXT} .gallery figure img").first).to_have_attribute("alt", "Ảnh C tả lại")

    assert alts(page) == ["Ảnh C tả lại", "Ảnh A", "Ảnh D"]
    expect(page.get_by_text("Bộ ảnh: 3 ảnh")).to_have_count(1)
    data = html_in(page)
    assert "<figcaption><em>Nghiêng</em> A</figcaption>" in data
    assert '<span class="credit">Nguồn D</span>' in data
    undo(page)
    assert alts(page) == ["Ảnh A", "Ảnh B", "Ảnh C"]
    expect(page.locator(f"{TEXT} .gallery-bar")).to_have_count(1)
    page.get_by_role("button", name="Sửa bộ ảnh").click()
    dialog(page).get_by_role("button", name="Bỏ khỏi bộ: Ảnh B").click()
    page.keyboard.press("Escape")
    expect(dialog(page).get_by_role("alert")).to_contain_text("Bộ ảnh có thay đổi chưa đưa vào bài")
    dialog(page).get_by_role("button", name="Bỏ thay đổi").click()
    expect(dialog(page)).to_have_count(0)
    assert alts(page) == ["Ảnh A", "Ảnh B", "Ảnh C"]

    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Sửa bộ ảnh").click()
    assert page.evaluate("document.querySelector('.images-dialog').scrollWidth <= innerWidth")
    assert problems(page, ".images-dialog") == []


def test_a_gallery_falls_into_single_pictures_and_comes_back(page):
    page.get_by_role("button", name="Tách thành ảnh rời").click()
    expect(page.locator(f"{TEXT} .gallery")).to_have_count(0)
    assert alts(page, "") == ["Ảnh A", "Ảnh B", "Ảnh C"]
    assert 'class="gallery"' not in html_in(page)
    page.locator(f"{TEXT} figcaption").first.click()
    page.keyboard.press("End")
    page.keyboard.type("!")
    assert "<em>Nghiêng</em> A!" in html_in(page)
    undo(page)
    undo(page)
    assert alts(page) == ["Ảnh A", "Ảnh B", "Ảnh C"]

    page.get_by_role("button", name="Sửa bộ ảnh").click()
    for name in ("A", "C"):
        dialog(page).get_by_role("button", name=f"Bỏ khỏi bộ: Ảnh {name}").click()
    dialog(page).get_by_role("button", name="Xong").click()
    expect(page.locator(f"{TEXT} figure img")).to_have_count(1)
    assert alts(page, "") == ["Ảnh B"]
    assert 'class="gallery"' not in html_in(page)


def test_the_keyboard_reaches_the_gallery_and_deletes_it(page):
    page.locator(f"{TEXT} p", has_text="Đầu bài.").click()
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(dialog(page)).to_be_visible()
    page.keyboard.press("Escape")

    page.evaluate("Object.values(CKEDITOR.instances.id_body.widgets.instances)[0].focus()")
    page.keyboard.press("Delete")
    assert "<figure" not in html_in(page)
    undo(page)
    assert alts(page) == ["Ảnh A", "Ảnh B", "Ảnh C"]


def test_a_gallery_is_cut_and_pasted_here_and_in_another_window(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("Object.values(CKEDITOR.instances.id_body.widgets.instances)[0].focus()")
    page.keyboard.press("Control+x")
    expect(page.locator(f"{TEXT} .gallery")).to_have_count(0)
    copied = page.evaluate(
        "navigator.clipboard.read().then(async ([item]) => (await item.getType('text/html')).text())"
    )
    end = page.locator(f"{TEXT} p", has_text="Cuối bài.")
    end.click()
    page.keyboard.press("End")
    page.keyboard.press("Control+v")
    expect(page.locator(f"{TEXT} .gallery-bar")).to_have_count(1)
    assert alts(page) == ["Ảnh A", "Ảnh B", "Ảnh C"]

    undo(page)
    end.evaluate("(each) => each.closest('[contenteditable]').focus()")
    page.locator(TEXT).evaluate(PASTE, copied)  # as from outside
    expect(page.locator(f"{TEXT} .gallery-bar")).to_have_count(1)
    assert alts(page) == ["Ảnh A", "Ảnh B", "Ảnh C"]
    data = html_in(page)
    assert "<figcaption><em>Nghiêng</em> A</figcaption>" in data
    assert "Bộ ảnh:" not in data


def test_both_sides_know_how_many_pictures_fit_into_a_gallery(page):
    lengths = page.evaluate(
        """() => import("/static/richtext/figures.js").then(({ MAX_IN_GALLERY, galleries }) => [
          MAX_IN_GALLERY,
          ...[1, 2, 30, 31, 61].map((count) => galleries(Array(count).fill("<figure></figure>"))
            .map((html) => html.split("<figure>").length - 1)),
        ])"""
    )

    assert lengths == [MAX_GALLERY_PICTURES, [1], [2], [30], [16, 15], [21, 21, 19]]


def test_galleries_and_pictures_of_one_name_are_groups_and_no_landmarks(page):
    page.evaluate("""() => new Promise((callback) => {
      const editor = CKEDITOR.instances.id_body;
      editor.setData(editor.getData().repeat(2), { callback });
    })""")
    expect(page.locator(".gallery-bar")).to_have_count(2)
    wrappers = page.locator(f"{TEXT} .cke_widget_wrapper")
    assert {wrapper.get_attribute("role") for wrapper in wrappers.all()} == {"group"}
    assert all(wrapper.get_attribute("aria-label") for wrapper in wrappers.all())
    assert [name for name, *_ in problems(page) if name.startswith("landmark-unique")] == []
