"""The page of a picture in a real browser: its focal point, by mouse, finger, keyboard, and without script."""

import pytest
from playwright.sync_api import expect

from tests.axe import DARK_PHONE, LIGHT_WIDE, look_at, problems, problems_in
from tests.factories import EDITOR, WEBMASTER, make_article, make_user
from tests.signing_in import let_in
from uploads.models import Image

from .test_focus import with_face

FRAME = {"landmark-one-main", "region"}  # of the admin theme around every page of the admin
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def image():
    return with_face(900, 1600, 30, 12)


@pytest.fixture
def open_page(open_window):
    """A function that opens `address` in a new window as a webmaster, or an editor."""
    make_user(WEBMASTER, username="nga", pen_name="Nga")
    make_user(EDITOR, username="hoa", pen_name="Minh Hòa")

    def open_page(address, user=WEBMASTER, **options):
        page = open_window(**options)
        let_in(page, "hoa" if user == EDITOR else "nga", address)
        return page

    return open_page


@pytest.fixture
def page(open_page, image):
    return open_page(f"/quan-tri/uploads/image/{image.pk}/change/")


def problems_in_admin(page):
    return [problem for problem in problems(page) if problem[0] not in FRAME]


def press(page, x, y):
    """Press the picture of the focal point at `x`, `y` percent."""
    surface = page.locator("[data-surface] img")
    surface.scroll_into_view_if_needed()
    box = surface.bounding_box()
    page.mouse.click(box["x"] + box["width"] * x / 100, box["y"] + box["height"] * y / 100)


def save(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Lưu và sửa tiếp").click()


def point_of(image):
    image = Image.objects.get(pk=image.pk)
    return image.focus_x, image.focus_y


def test_the_focal_point_is_a_press_on_the_picture(page, image):
    press(page, 30, 12)

    expect(page.get_by_label("Điểm riêng đã chọn trên ảnh")).to_be_checked()
    expect(page.locator(".focus-cut img").first).to_have_class("focus-x-3 focus-y-1")
    assert problems_in_admin(page) == []
    save(page)
    assert all(abs(a - b) <= 1 for a, b in zip(point_of(image), (30, 12), strict=True))


@pytest.mark.parametrize("size", [(1280, 320), (900, 1600), (640, 640)])
def test_the_mark_stands_where_the_picture_was_pressed(open_page, size):
    page = open_page(f"/quan-tri/uploads/image/{with_face(*size, 50, 50).pk}/change/")
    press(page, 70, 30)

    picture, mark = (page.locator(each).bounding_box() for each in ("[data-surface] img", ".focus-dot"))
    assert abs((mark["x"] + mark["width"] / 2 - picture["x"]) / picture["width"] - 0.7) < 0.02
    assert abs((mark["y"] + mark["height"] / 2 - picture["y"]) / picture["height"] - 0.3) < 0.02


@pytest.mark.parametrize("size", [(1280, 320), (900, 1600), (640, 640)])
def test_what_is_chosen_lies_on_the_picture(open_page, size):
    page = open_page(crop_page(with_face(*size, 50, 50)))

    picture, chosen = (page.locator(each).bounding_box() for each in (".crop-picture img", ".crop-chosen"))
    assert all(abs(picture[side] - chosen[side]) <= 3 for side in picture)


def test_the_focal_point_by_the_keyboard_alone(page, image):
    page.get_by_label("Chính giữa").focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("Trên, bên phải").or_(page.get_by_label("Giữa, bên trái"))).to_have_count(2)
    page.get_by_label("Điểm chính theo chiều dọc").focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    x, y = page.locator("input[name=focus]:checked").get_attribute("value").split(",")

    save(page)

    assert point_of(image) == (int(x), int(y)) != (50, 50)


# Cutting


PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SIDES = ["left", "top", "width", "height"]


def crop_page(image):
    return f"/quan-tri/uploads/image/{image.pk}/cat/"


def box_in(page):
    return [int(page.locator(f"[name={side}]").input_value()) for side in SIDES]


def drag(page, start, end):
    """Drag on the picture between two places in percent."""
    stage = page.locator(".crop-picture").bounding_box()
    at = [(stage["x"] + stage["width"] * x / 100, stage["y"] + stage["height"] * y / 100) for x, y in (start, end)]
    page.mouse.move(*at[0])
    page.mouse.down()
    page.mouse.move(*at[1], steps=4)
    page.mouse.up()


def near(box, wanted, tolerance=12):
    assert all(abs(a - b) <= tolerance for a, b in zip(box, wanted, strict=True)), (box, wanted)


def cut(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Cắt thành ảnh mới").click()
    return Image.objects.order_by("-pk").first()


def test_a_part_is_drawn_moved_and_stretched_with_the_mouse(open_page, image):
    page = open_page(crop_page(image))
    drag(page, (10, 10), (60, 40))
    near(box_in(page), [90, 160, 450, 480])
    drag(page, (30, 20), (40, 30))
    near(box_in(page), [180, 320, 450, 480])
    drag(page, (70, 50), (90, 60))
    near(box_in(page), [180, 320, 630, 640])
    drag(page, (50, 40), (150, 140))
    near(box_in(page), [270, 960, 630, 640])

    part = cut(page)

    assert part.cropped_from == image.content_hash
    near([part.width, part.height], [630, 640])


def test_a_ratio_holds_while_a_corner_is_dragged(open_page, image):
    page = open_page(crop_page(image))
    page.get_by_label("16:9").check()
    near(box_in(page), [0, 547, 900, 506], 2)

    drag(page, (99.7, 34.4), (60, 50))

    left, _, width, height = box_in(page)
    assert left == 0
    assert abs(width / height - 16 / 9) < 0.02
    assert width < 700
    page.get_by_label("1:1").check()
    assert len(set(box_in(page)[2:])) == 1


def test_a_part_by_the_keyboard_alone(open_page, image):
    page = open_page(crop_page(image))
    page.get_by_label("1:1").focus()
    page.keyboard.press("Space")
    before = box_in(page)
    page.get_by_role("group", name="Vùng chọn. Phím mũi tên").focus()
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Nhỏ lại").press("Enter")
    page.get_by_role("button", name="Sang trái").press("Enter")
    after = box_in(page)
    assert after[2] == after[3] < before[2]
    assert after[1] > before[1]
    expect(page.get_by_text(f"Vùng chọn rộng {after[2]}, cao {after[3]} điểm ảnh")).to_be_visible()
    assert problems_in_admin(page) == []

    part = cut(page)

    assert (part.width, part.height) == tuple(after[2:])


def test_what_is_chosen_never_leaves_the_picture(open_page, image):
    page = open_page(crop_page(image))
    for name in [
        "Nhỏ lại",
        "Sang phải",
        "Xuống",
        "Thấp lại",
        "Hẹp lại",
        "Sang trái",
        "Lên",
        "Lớn ra",
        "Cao lên",
        "Rộng ra",
    ]:
        button = page.get_by_role("button", name=name, exact=True)
        for _ in range(30):
            button.dispatch_event("click")
        left, top, width, height = box_in(page)
        assert left >= 0
        assert top >= 0
        assert left + width <= 900
        assert top + height <= 1600
        assert min(width, height) >= 160
    assert box_in(page) == [0, 0, 900, 1600]


def test_a_finger_on_a_phone(open_page, image):
    page = open_page(crop_page(image), **PHONE)
    page.get_by_label("1:1").check()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".crop-picture").scroll_into_view_if_needed()
    before = box_in(page)
    box = page.locator(".crop-chosen").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = page.context.new_cdp_session(page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 5):
        point = {"x": x, "y": y + step * 12}
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page.locator("[name=top]")).not_to_have_value(str(before[1]))
    assert box_in(page)[2:] == before[2:]
    assert problems_in_admin(page) == []


def test_a_part_without_script(open_page, image):
    page = open_page(crop_page(image), java_script_enabled=False)
    page.get_by_label("4:3").check()

    part = cut(page)

    assert (part.width, part.height) == (900, 675)
    assert page.get_by_text("Đã cắt thành ảnh mới").is_visible()


def test_a_part_becomes_the_cover_of_an_article_without_leaving_its_form(open_page, image):
    article = make_article(cover=image, status="draft", cover_caption="Sáng 20/11.")
    page = open_page(f"/quan-tri/articles/article/{article.pk}/change/", user=EDITOR)
    page.get_by_role("group", name="Ảnh đại diện").get_by_role("button", name="Cắt ảnh").click()
    dialog = page.get_by_role("dialog", name="Cắt ảnh")
    dialog.get_by_label("16:9").check()
    dialog.get_by_label("Mô tả ảnh").fill("Bà Hạnh ký")
    assert problems(page, ".images-dialog") == []
    dialog.get_by_role("button", name="Cắt và dùng ảnh này").click()
    expect(dialog).to_be_hidden()

    part = Image.objects.exclude(pk=image.pk).get()
    expect(page.locator("select[name=cover]")).to_have_value(str(part.pk))
    assert (part.alt, part.width, part.height) == ("Bà Hạnh ký", 900, 506)
    expect(page.get_by_label("Chú thích ảnh đại diện")).to_have_value("Sáng 20/11.")


def test_a_refusal_in_the_dialog_leaves_what_was_typed(open_page, image):
    article = make_article(cover=image, status="draft")
    page = open_page(f"/quan-tri/articles/article/{article.pk}/change/", user=EDITOR)
    page.get_by_role("group", name="Ảnh đại diện").get_by_role("button", name="Cắt ảnh").click()
    dialog = page.get_by_role("dialog", name="Cắt ảnh")
    dialog.get_by_label("Mô tả ảnh").fill("Bà Hạnh ký")
    dialog.get_by_role("button", name="Cắt và dùng ảnh này").click()

    expect(dialog.get_by_role("alert")).to_contain_text("là cả ảnh nên chưa có gì để cắt")
    expect(dialog.get_by_label("Mô tả ảnh")).to_have_value("Bà Hạnh ký")


def test_a_part_of_a_picture_of_the_library_goes_into_the_text(open_page, image):
    article = make_article(status="draft", body="<p>Bà Hạnh cười.</p>")
    page = open_page(f"/quan-tri/articles/article/{article.pk}/change/", user=EDITOR)
    page.locator(".cke_wysiwyg_div p").first.click()
    page.get_by_role("button", name="Chèn ảnh").click()
    page.get_by_role("button", name=f"Cắt ảnh: {image.alt}").click()
    dialog = page.get_by_role("dialog", name="Cắt ảnh")
    dialog.get_by_label("4:3").check()
    dialog.get_by_role("button", name="Cắt và dùng ảnh này").click()

    expect(page.locator(".cke_wysiwyg_div figure img")).to_have_attribute("width", "900")
    part = Image.objects.exclude(pk=image.pk).get()
    expect(page.locator(".cke_wysiwyg_div figure img")).to_have_attribute("src", part.url)


# Where it is used


def test_the_list_of_uses_is_read_by_everybody(open_page, image):
    for number in range(3):
        make_article(title=f"Bộ phận một cửa phường Bến Lam nhận hồ sơ tại nhà, đợt {number}", cover=image)
    page = open_page(f"/quan-tri/uploads/image/{image.pk}/dung-o-dau/")

    assert not problems_in(page, [LIGHT_WIDE, DARK_PHONE], problems_in_admin)
    look_at(page, DARK_PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("address", ["change", "cat"])
def test_its_pages_are_read_in_the_dark_and_on_a_phone(open_page, image, address):
    page = open_page(f"/quan-tri/uploads/image/{image.pk}/{address}/")

    assert not problems_in(page, [LIGHT_WIDE, DARK_PHONE], problems_in_admin)
    look_at(page, DARK_PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("look", [LIGHT_WIDE, DARK_PHONE], ids=str)
def test_the_way_on_stays_in_sight_where_a_part_is_chosen_and_the_page_says_its_name(open_page, image, look):
    page = open_page(f"/quan-tri/uploads/image/{image.pk}/cat/")
    look_at(page, look)
    expect(page.get_by_role("button", name="Cắt thành ảnh mới")).to_be_in_viewport(ratio=1)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Cắt ảnh")
    moves = page.get_by_role("group", name="Dời vùng chọn").get_by_role("button")
    assert len({round(button.bounding_box()["y"]) for button in moves.all()}) == 1
    page.get_by_label("Chú thích").focus()
    below = page.get_by_label("Chú thích").bounding_box()
    assert below["y"] + below["height"] <= page.get_by_role("button", name="Cắt thành ảnh mới").bounding_box()["y"]

    page.goto(page.url.replace("/cat/", "/dung-o-dau/"))
    expect(heading).to_contain_text("Dùng ở đâu")
