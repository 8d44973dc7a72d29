"""The dialog of pictures in a real browser: whatever closes it or refuses, file and words stay for the next time."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.axe import problems
from tests.factories import EDITOR, WEBMASTER, make_article, make_image, make_user, picture_file
from tests.newsroom.copies.test_lost_pages import desk
from tests.newsroom.forms_in_admin import page_of
from tests.newsroom.saving.test_session_accidents import sign_in_again
from tests.signing_in import let_in
from tests.waiting import wait_until
from uploads.checks import UPLOAD_MAX_BYTES
from uploads.images import store_image
from uploads.models import Image
from vietnamese.numbers import format_bytes

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEPT = "Ảnh “hội.png” và chữ đã gõ được giữ lại, chưa tải lên: mở lại hộp “Ảnh” là làm tiếp."
TYPED = {"Mô tả ảnh": "Hội làng Bến Lam", "Nguồn ảnh": "Ảnh: Thùy Nhung", "Chú thích": "Sáng 20/11."}
UPLOAD = "**/quan-tri/tai-len/anh/"


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def page(desk):
    make_user(EDITOR, username="hoa", pen_name="Minh Hòa")
    return desk("hoa", page_of(make_article(title="Bến Lam", body="<p>Bà Hạnh cười.</p>")))


def picture(name="hội.png", colour="red"):
    return {"name": name, "mimeType": "image/png", "buffer": picture_file(colour=colour, kind="PNG").read()}


def dialog(page):
    return page.get_by_role("dialog", name="Ảnh", exact=True)


def open_for_cover(page):
    page.get_by_role("group", name="Ảnh đại diện").get_by_role("button", name="Tải ảnh mới").click()


def type_into(page, *files, **words):
    dialog(page).get_by_label("Tệp ảnh").set_input_files(list(files or [picture()]))
    for label, text in (TYPED | words).items():
        dialog(page).get_by_label(label, exact=label == "Chú thích").fill(text)


def press_upload(page):
    dialog(page).get_by_role("button", name="Tải lên").click()


def expect_all_of_it(page):
    expect(dialog(page).get_by_text("hội.png", exact=True)).to_be_visible()
    expect(dialog(page).locator("canvas")).to_be_visible()
    for label, text in TYPED.items():
        expect(dialog(page).get_by_label(label, exact=label == "Chú thích")).to_have_value(text)


def test_what_was_typed_outlives_esc_a_reload_and_another_page(page):
    open_for_cover(page)
    type_into(page)
    esc_ends_a_word_or_a_search(page)
    page.keyboard.press("Escape")
    expect(dialog(page)).to_be_hidden()
    expect(page.get_by_role("group", name="Ảnh đại diện")).to_contain_text(KEPT)

    page.get_by_role("button", name="Chèn ảnh").click()
    expect_all_of_it(page)
    dialog(page).get_by_role("button", name="Đóng").click()
    page.get_by_text(KEPT).first.wait_for()
    page.wait_for_function("indexedDB.databases().then((all) => all.some(({ name }) => name === 'anh-dang-mo-ta'))")

    for leave in (page.reload, lambda: (page.goto("/quan-tri/"), page.goto("/quan-tri/articles/article/add/"))):
        leave()
        expect(page.get_by_role("group", name="Ảnh đại diện")).to_contain_text(KEPT)
        open_for_cover(page)
        expect_all_of_it(page)
    press_upload(page)
    expect(dialog(page)).to_be_hidden()
    assert Image.objects.get().caption == "Sáng 20/11."
    open_for_cover(page)
    expect(dialog(page).get_by_label("Mô tả ảnh")).to_have_value("")

    type_into(page)
    page.wait_for_function("sessionStorage['picture-draft'].includes('Bến Lam')")
    page.evaluate("document.querySelector('form[action$=\"logout/\"]').submit()")
    page.wait_for_url("**/logout/")
    page.wait_for_function("!sessionStorage['picture-draft']")


def esc_ends_a_word_or_a_search(page):
    alt = dialog(page).get_by_label("Mô tả ảnh")
    alt.dispatch_event("compositionstart")
    page.keyboard.press("Escape")
    expect_all_of_it(page)
    alt.dispatch_event("compositionend")

    dialog(page).get_by_role("button", name="Chọn từ thư viện").click()
    search = dialog(page).get_by_role("searchbox")
    search.fill("hội")
    page.keyboard.press("Escape")
    expect(search).to_have_value("")
    expect(dialog(page)).to_be_visible()


def test_a_server_that_is_away_broken_or_silent_leaves_everything_in_the_dialog(page):
    open_for_cover(page)
    type_into(page)
    error = dialog(page).get_by_role("alert")

    page.route(UPLOAD, lambda route: route.abort())
    press_upload(page)
    expect(error).to_contain_text("Không kết nối được máy chủ.")
    page.unroute(UPLOAD)
    page.route(UPLOAD, lambda route: route.fulfill(status=413, body="<html>Request Entity Too Large"))
    press_upload(page)
    expect(error).to_contain_text("“hội.png” nặng ")
    expect(error).to_contain_text("lớn hơn mức máy chủ nhận trong một lần gửi.")
    page.unroute(UPLOAD)
    page.route(UPLOAD, lambda route: route.fulfill(status=500, body="<html>"))
    press_upload(page)
    expect(error).to_contain_text("Máy chủ gặp lỗi")
    page.unroute(UPLOAD)
    page.route(UPLOAD, lambda route: None)
    press_upload(page)
    expect(dialog(page).get_by_text("Đang tải “hội.png” lên…")).to_be_visible()
    assert problems(page, ".images-dialog") == []
    dialog(page).get_by_role("button", name="Dừng tải").click()
    expect(error).to_contain_text("Đã dừng tải.")
    expect_all_of_it(page)
    page.unroute(UPLOAD)
    press_upload(page)

    expect(dialog(page)).to_be_hidden()
    assert Image.objects.get().alt == "Hội làng Bến Lam"


def test_a_session_that_ends_meanwhile_is_renewed_over_the_dialog_and_the_picture_goes_on(page):
    page.get_by_role("button", name="Chèn ảnh").click()
    dialog(page).get_by_role("button", name="Tải ảnh mới").click()
    type_into(page)
    Session.objects.all().delete()

    press_upload(page)
    sign_in_again(page)

    expect(page.locator(".cke_wysiwyg_div figure img")).to_have_attribute("alt", "Hội làng Bến Lam")
    assert Image.objects.get().uploaded_by.username == "hoa"


def test_a_file_that_cannot_be_sent_is_named_and_can_be_left_out(page, tmp_path):
    page.locator(".cke_wysiwyg_div").evaluate(
        """(element) => {
          const clipboardData = new DataTransfer();
          clipboardData.items.add(new File(["%PDF"], "đơn.pdf", { type: "application/pdf" }));
          element.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }));
        }"""
    )

    expect(page.get_by_text("“đơn.pdf”: không phải ảnh nên không chèn vào bài được.")).to_be_visible()
    expect(dialog(page)).to_be_hidden()

    open_for_cover(page)
    heavy, light = tmp_path / "phim.jpg", tmp_path / "hội.png"  # by their paths: nothing carries 40 MB to the browser
    with heavy.open("wb") as file:
        file.truncate(40 * 1024 * 1024)
    light.write_bytes(picture()["buffer"])
    type_into(page, heavy)
    press_upload(page)
    expect(dialog(page).get_by_role("alert")).to_contain_text("“phim.jpg”: Tệp nặng 40 MB, quá giới hạn 32 MB.")
    assert not Image.objects.exists()

    dialog(page).get_by_label("Tệp ảnh").set_input_files([heavy, light])
    dialog(page).get_by_role("button", name="Bỏ ảnh này: phim.jpg").click()
    expect(dialog(page).get_by_text("hội.png", exact=True)).to_be_visible()
    sizes = [300_000, 5 * 1024**2, UPLOAD_MAX_BYTES, UPLOAD_MAX_BYTES + 1, 12_345_678, 99 * 1024**2]
    told = page.evaluate(
        "(sizes) => import('/static/uploads/weights.js').then(({ weight }) => sizes.map((each) => weight(each)))",
        sizes,
    )
    assert told == [f"{size:,} byte".replace(",", ".") if size == sizes[3] else format_bytes(size) for size in sizes]


def test_the_head_of_the_dialog_stays_under_the_hand_when_the_library_arrives(page):
    for number in range(6):
        make_image(alt=f"Ảnh số {number}")
    held = []
    page.route("**/thu-vien/**", lambda route: held.append(route))  # noqa: PLW0108 (no builtin may stand there)
    page.get_by_role("button", name="Chèn ảnh").click()
    head = dialog(page).get_by_role("button", name="Tải ảnh mới")
    before = head.bounding_box()
    wait_until(lambda: held or page.wait_for_timeout(20))

    held[0].continue_()
    expect(dialog(page).get_by_text("6 ảnh, trang 1/1")).to_be_visible()

    assert head.bounding_box() == before


def test_a_known_picture_takes_the_new_caption_into_the_text_and_beside_the_cover(page):
    sent = picture_file(colour="red", kind="PNG")
    known = store_image(sent, alt="Hội làng", credit="Ảnh: Thùy Nhung", caption="Sáng 20/11.")
    page.get_by_role("button", name="Chèn ảnh").click()
    dialog(page).get_by_role("button", name="Tải ảnh mới").click()
    type_into(page, **{"Chú thích": "Chiều 21/11."})
    press_upload(page)
    expect(page.locator(".cke_wysiwyg_div figcaption")).to_have_text("Chiều 21/11. Ảnh: Thùy Nhung")
    expect(page.get_by_text("Chú thích bạn vừa gõ dùng cho lần này.")).to_be_visible()

    caption = page.get_by_label("Chú thích ảnh đại diện")
    picker = page.get_by_role("group", name="Ảnh đại diện")
    open_for_cover(page)
    type_into(page, **{"Chú thích": "Chiều 21/11."})
    press_upload(page)
    expect(caption).to_have_value("Chiều 21/11.")
    expect(picker).to_contain_text("Chú thích bạn vừa gõ đã vào ô “Chú thích ảnh đại diện”.")
    open_for_cover(page)
    type_into(page, **{"Chú thích": "Tối 22/11."})
    press_upload(page)
    expect(picker).to_contain_text("đang có chữ nên còn nguyên")
    expect(caption).to_have_value("Chiều 21/11.")
    picker.get_by_role("button", name="Thay bằng chú thích vừa gõ").click()
    expect(caption).to_have_value("Tối 22/11.")
    known.refresh_from_db()
    assert (known.caption, known.alt, Image.objects.count()) == ("Sáng 20/11.", "Hội làng", 1)


# A file that the library has


@pytest.fixture
def known():
    """What the library has of the file that `picture()` sends."""
    file = picture_file(colour="red", kind="PNG")
    return store_image(file, alt="Hội làng năm ngoái", credit="Ảnh: Quang Hậu", caption="Ngày 20/11/2025.")


def use_known(page, caption, alt=None):
    """`alt` is typed before the offer is taken; None where the field takes no description of its own."""
    if alt:
        dialog(page).get_by_label("Mô tả ảnh").fill(alt)
    dialog(page).get_by_label("Tệp ảnh").set_input_files([picture()])
    offer = "Ảnh này đã có trong thư viện: “Hội làng năm ngoái” (Ảnh: Quang Hậu)."
    expect(dialog(page).get_by_text(offer)).to_be_visible()
    dialog(page).get_by_role("button", name="Dùng ảnh ấy").click()
    described = dialog(page).get_by_label("Mô tả ảnh")
    if alt is None:
        expect(described).to_be_hidden()
    else:
        expect(described).to_have_value(alt or "Hội làng năm ngoái")
        expect(dialog(page).get_by_label("Nguồn ảnh")).to_be_hidden()
    expect(dialog(page).get_by_label("Chú thích", exact=True)).to_be_focused()
    page.keyboard.type(caption)
    assert problems(page, ".images-dialog") == []
    press_upload(page)
    expect(dialog(page)).to_be_hidden()


def test_a_known_file_is_offered_as_a_cover_with_the_caption_of_this_use(page, known):
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    open_for_cover(page)
    use_known(page, "Sáng nay.")

    expect(page.locator("select[name=cover]")).to_have_value(str(known.pk))
    expect(page.get_by_label("Chú thích ảnh đại diện")).to_have_value("Sáng nay.")
    assert Image.objects.get().caption == "Ngày 20/11/2025."
    assert not [url for url in sent if "tai-len" in url]


def test_a_known_file_goes_into_the_text_with_the_description_and_the_caption_of_this_use(page, known):
    page.locator(".cke_wysiwyg_div p").first.click()
    page.get_by_role("button", name="Chèn ảnh").click()
    dialog(page).get_by_role("button", name="Tải ảnh mới").click()
    use_known(page, "Sáng nay.", alt="Dân làng múa rồng")

    assert Image.objects.get().alt == "Hội làng năm ngoái"
    figure = page.locator(".cke_wysiwyg_div figure")
    expect(figure.locator("img")).to_have_attribute("src", known.url)
    expect(figure.locator("img")).to_have_attribute("alt", "Dân làng múa rồng")
    expect(figure.locator("figcaption")).to_contain_text("Sáng nay.")
    expect(figure.locator("figcaption")).to_contain_text("Ảnh: Quang Hậu")


def test_a_known_file_without_a_caption_takes_that_of_the_library(page, known):
    page.locator(".cke_wysiwyg_div p").first.click()
    page.get_by_role("button", name="Chèn ảnh").click()
    dialog(page).get_by_role("button", name="Tải ảnh mới").click()
    use_known(page, "", alt="")

    expect(page.locator(".cke_wysiwyg_div figcaption")).to_contain_text("Ngày 20/11/2025.")


def test_another_file_in_its_place_is_described_anew(page, known):
    open_for_cover(page)
    dialog(page).get_by_label("Tệp ảnh").set_input_files([picture()])
    dialog(page).get_by_role("button", name="Dùng ảnh ấy").click()

    dialog(page).get_by_label("Tệp ảnh").set_input_files([picture("khác.png", "blue")])

    expect(dialog(page).get_by_label("Mô tả ảnh")).to_be_visible()
    expect(dialog(page).get_by_text("Ảnh này đã có trong thư viện")).to_be_hidden()
    press_upload(page)
    expect(page.locator("select[name=cover]")).not_to_have_value("")
    assert Image.objects.exclude(pk=known.pk).count() == 1


def test_a_field_without_a_caption_says_that_it_shows_none(page, known, open_window):
    make_user(WEBMASTER, username="nga", pen_name="Nga")
    banner = open_window()
    let_in(banner, "nga", "/quan-tri/layout/banner/add/")
    banner.get_by_role("button", name="Tải ảnh mới").first.click()
    type_into(banner, **{"Mô tả ảnh": "Hội", "Nguồn ảnh": "BBT", "Chú thích": "Sáng nay."})
    press_upload(banner)

    expect(banner.get_by_text("Ô này không hiện chú thích, nên chú thích bạn vừa gõ không dùng đến.")).to_be_visible()
    assert Image.objects.count() == 1
