"""Several pictures at once: described in one list, taken from the library in order, put into the text as a gallery."""

import pytest
from playwright.sync_api import expect

from tests.axe import problems
from tests.factories import EDITOR, make_article, make_image, make_user
from tests.newsroom.copies.test_lost_pages import desk
from tests.newsroom.forms_in_admin import page_of
from tests.uploads.test_picture_dialog_in_browser import UPLOAD, dialog, picture
from uploads.models import Image

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = ".cke_wysiwyg_div"
DATA = "CKEDITOR.instances.id_body.getData()"
COLOURS = ("red", "green", "blue")
DROP = """(element, name) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(["x"], name, { type: "image/png" }));
  const isLeft = element.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
  if (isLeft) throw new Error("the browser would leave the page for the file");
}"""
PHONE = {"width": 390, "height": 844}


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def page(desk):
    make_user(EDITOR, username="hoa", pen_name="Minh Hòa")
    return desk("hoa", page_of(make_article(title="Bến Lam", body="<p>Bà Hạnh cười.</p>")))


def row(page, name):
    return dialog(page).get_by_role("group", name=name)


def names(page):
    return dialog(page).locator(".images-rows legend").all_inner_texts()


def press(page, name):
    dialog(page).get_by_role("button", name=name).click()


def choose_files(page):
    page.get_by_role("button", name="Chèn ảnh").click()
    press(page, "Tải ảnh mới")
    dialog(page).get_by_label("Tệp ảnh").set_input_files([picture(f"{name}.png", name) for name in COLOURS])


def describe_all(page):
    for name in COLOURS:
        row(page, f"{name}.png").get_by_label("Mô tả ảnh").fill(f"Tấm {name}")


def alts(page):
    return page.locator(f"{TEXT} figure img").evaluate_all("(all) => all.map((each) => each.alt)")


def test_new_pictures_are_described_in_one_list_and_become_a_gallery(page):
    choose_files(page)
    assert names(page) == ["1/3. red.png", "2/3. green.png", "3/3. blue.png"]
    expect(dialog(page).get_by_label("Dùng chung nguồn ảnh cho mọi ảnh")).to_be_checked()
    row(page, "green.png").get_by_label("Mô tả ảnh").fill("Tấm green")

    press(page, "Tải lên và dùng 3 ảnh này")
    expect(dialog(page).get_by_role("alert")).to_contain_text("Chưa tải ảnh nào lên: 2 ảnh còn thiếu chữ")
    for name in ("red", "blue"):
        expect(row(page, f"{name}.png")).to_contain_text("Hãy mô tả ảnh: ảnh chụp những gì")
    expect(row(page, "green.png")).not_to_contain_text("Hãy mô tả ảnh:")
    expect(dialog(page).get_by_label("Nguồn ảnh chung")).to_be_focused()
    assert not Image.objects.exists()
    assert problems(page, ".images-dialog") == []

    describe_all(page)
    dialog(page).get_by_label("Nguồn ảnh chung").fill("Ảnh: Thùy Nhung")
    row(page, "blue.png").get_by_label("Chú thích").fill("Sáng 20/11.")
    row(page, "blue.png").get_by_label("Chú thích").press("Alt+ArrowUp")
    assert names(page) == ["1/3. red.png", "2/3. blue.png", "3/3. green.png"]
    expect(row(page, "blue.png").get_by_label("Chú thích")).to_be_focused()
    press(page, "Chuyển lên trước: blue.png")
    assert names(page)[0] == "1/3. blue.png"
    press(page, "Tải lên và dùng 3 ảnh này")

    expect(dialog(page)).to_have_count(0)
    expect(page.locator(f"{TEXT} .gallery figure")).to_have_count(3)
    assert alts(page) == ["Tấm blue", "Tấm red", "Tấm green"]
    assert set(Image.objects.values_list("credit", flat=True)) == {"Ảnh: Thùy Nhung"}
    figure = page.evaluate(DATA).partition('<div class="gallery">')[2]
    assert figure.count("<figure") == 3
    assert '<figcaption>Sáng 20/11. <span class="credit">Ảnh: Thùy Nhung</span></figcaption>' in figure


def test_each_may_have_its_own_source_and_they_may_stand_one_after_the_other(page):
    choose_files(page)
    dialog(page).get_by_label("Dùng chung nguồn ảnh cho mọi ảnh").uncheck()
    describe_all(page)
    for name in COLOURS:
        row(page, f"{name}.png").get_by_label("Nguồn ảnh", exact=False).fill(f"Ảnh: {name}")
    press(page, "Bỏ ảnh này: green.png")
    expect(row(page, "blue.png").get_by_label("Mô tả ảnh")).to_be_focused()
    dialog(page).get_by_role("radio", name="Từng ảnh rời").check()
    press(page, "Tải lên và dùng 2 ảnh này")

    expect(dialog(page)).to_have_count(0)
    assert alts(page) == ["Tấm red", "Tấm blue"]
    assert 'class="gallery"' not in page.evaluate(DATA)
    assert sorted(Image.objects.values_list("credit", flat=True)) == ["Ảnh: blue", "Ảnh: red"]


def test_one_that_is_refused_keeps_the_others_and_all_of_it_outlives_a_reload(page):
    page.get_by_role("button", name="Chèn ảnh").click()
    press(page, "Tải ảnh mới")
    broken = {"name": "hỏng.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\nnothing"}
    dialog(page).get_by_label("Tệp ảnh").set_input_files(
        [broken, picture("red.png", "red"), picture("blue.png", "blue")]
    )
    for name in ("hỏng", "red", "blue"):
        row(page, f"{name}.png").get_by_label("Mô tả ảnh").fill(f"Tấm {name}")
    dialog(page).get_by_label("Nguồn ảnh chung").fill("Ảnh: Thùy Nhung")
    press(page, "Tải lên và dùng 3 ảnh này")

    expect(dialog(page).get_by_role("alert")).to_contain_text("Chưa tải lên được “hỏng.png”")
    expect(row(page, "hỏng.png").locator(".images-error")).not_to_be_empty()
    expect(row(page, "blue.png")).to_contain_text("Đã ở trong thư viện.")
    assert Image.objects.count() == 2
    page.keyboard.press("Escape")
    kept = "3 ảnh (2 ảnh đã ở trong thư viện) và chữ đã gõ được giữ lại, chưa đưa vào bài"
    expect(page.get_by_text(kept).first).to_be_visible()
    page.wait_for_function("sessionStorage['picture-draft'].includes('Tấm hỏng')")
    page.reload()
    page.get_by_role("button", name="Chèn ảnh").click()
    assert names(page) == ["1/3. hỏng.png", "2/3. Tấm red", "3/3. Tấm blue"]
    expect(row(page, "hỏng.png").get_by_label("Mô tả ảnh")).to_have_value("Tấm hỏng")

    press(page, "Bỏ ảnh này: hỏng.png")
    press(page, "Dùng 2 ảnh này")
    expect(page.locator(f"{TEXT} .gallery figure")).to_have_count(2)
    assert alts(page) == ["Tấm red", "Tấm blue"]
    assert page.evaluate("sessionStorage['picture-draft']").count("Tấm") == 0


def test_a_server_that_is_away_stops_the_row_and_no_picture_is_sent_twice(page):
    choose_files(page)
    describe_all(page)
    dialog(page).get_by_label("Nguồn ảnh chung").fill("Ảnh: Thùy Nhung")
    asked = []

    def second_fails(route):
        asked.append(route)
        if len(asked) == 2:
            route.abort()
        else:
            route.continue_()

    page.route(UPLOAD, second_fails)
    press(page, "Tải lên và dùng 3 ảnh này")
    expect(dialog(page).get_by_role("alert")).to_contain_text("Không kết nối được máy chủ.")
    assert (len(asked), Image.objects.count()) == (2, 1)
    press(page, "Tải lên và dùng 3 ảnh này")

    expect(page.locator(f"{TEXT} .gallery figure")).to_have_count(3)
    assert (len(asked), Image.objects.count()) == (4, 3)
    assert alts(page) == [f"Tấm {name}" for name in COLOURS]


def test_pictures_of_the_library_are_taken_in_an_order_and_stand_among_new_ones(page):
    for number in (3, 2, 1):
        make_image(alt=f"Ảnh số {number}", credit=f"Nguồn {number}")
    page.get_by_role("button", name="Chèn ảnh").click()
    press(page, "Chọn nhiều ảnh")
    for number in (2, 3, 1):
        press(page, f"Ảnh số {number} Nguồn {number}")
    tray = dialog(page).get_by_role("region", name="Ảnh đã chọn")
    expect(tray).to_contain_text("Đã chọn 3 ảnh")
    tray.get_by_role("button", name="Chuyển lên trước: Ảnh số 1").press("Enter")
    expect(tray.get_by_role("button", name="Chuyển lên trước: Ảnh số 1")).to_be_focused()
    tray.get_by_role("button", name="Bỏ: Ảnh số 3").click()
    expect(dialog(page).get_by_role("button", name="Ảnh số 1 Nguồn 1")).to_have_attribute("data-place", "2")
    assert problems(page, ".images-dialog") == []
    press(page, "Chèn 2 ảnh")
    expect(page.locator(f"{TEXT} .gallery figure")).to_have_count(2)
    assert alts(page) == ["Ảnh số 2", "Ảnh số 1"]

    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Chèn ảnh").click()
    press(page, "Tải ảnh mới")
    dialog(page).get_by_label("Tệp ảnh").set_input_files(picture("red.png", "red"))
    dialog(page).get_by_label("Mô tả ảnh").fill("Tấm red")
    dialog(page).get_by_label("Nguồn ảnh").fill("BBT")
    press(page, "Chọn từ thư viện")
    dialog(page).evaluate(DROP, "blue.png")
    expect(row(page, "blue.png")).to_be_visible()
    press(page, "Bỏ ảnh này: blue.png")
    press(page, "Thêm ảnh từ thư viện")
    press(page, "Ảnh số 3 Nguồn 3")
    press(page, "Xếp 1 ảnh cùng 1 ảnh đang mô tả")
    assert names(page) == ["1/2. red.png", "2/2. Ảnh số 3"]
    assert page.evaluate("document.querySelector('.images-dialog').scrollWidth <= innerWidth")
    assert problems(page, ".images-dialog") == []
    press(page, "Chuyển lên trước: Ảnh số 3")
    press(page, "Tải lên và dùng 2 ảnh này")
    expect(page.locator(f"{TEXT} .gallery")).to_have_count(2)
    assert sorted(alts(page)) == ["Tấm red", "Ảnh số 1", "Ảnh số 2", "Ảnh số 3"]
