"""A gallery as readers meet it: by finger, by keyboard, over the whole screen, without a script, on paper."""

import pytest
from playwright.sync_api import expect

from tests.axe import DARK_PHONE, LIGHT_WIDE, STRONG, problems, problems_in
from tests.factories import make_article, make_category, make_image, make_site
from tests.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COUNT = 4
PHONE = {"width": 390, "height": 844}
LEFT = "document.querySelector('.strip').scrollLeft"
OVER = "document.documentElement.scrollWidth - innerWidth"
# What a reader sees of the strip: the places of the pictures of which more than half is in sight.
IN_SIGHT = """(selector) => {
  const strip = document.querySelector(selector);
  const frame = strip.getBoundingClientRect();
  return [...strip.children].flatMap((each, place) => {
    const box = each.getBoundingClientRect();
    const seen = Math.min(box.right, frame.right) - Math.max(box.left, frame.left);
    return seen > box.width * 0.6 ? [place + 1] : [];
  }).join();
}"""


@pytest.fixture
def address(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    make_site(standing_body="Sở Nội vụ tỉnh Sông Lam")
    figures = ""
    for number in range(1, COUNT + 1):
        image = make_image(alt=f"Quầy số {number}")
        figures += (
            f'<figure><img src="{image.url}" alt="{image.alt}" width="{image.width}" height="{image.height}">'
            f'<figcaption>Quầy {number} sáng 20/11. <span class="credit">Ảnh: Thùy Nhung</span></figcaption></figure>'
        )
    body = f'<p>Ba quầy tiếp dân.</p><div class="gallery">{figures}</div><p>Hết.</p>'
    return make_article(body=body, category=make_category()).get_absolute_url()


def gallery(page):
    return page.get_by_role("group", name=f"Bộ ảnh: {COUNT} ảnh")


def comes_to_rest_at(page, places, strip=".gallery .strip"):
    page.wait_for_function(f"([selector, places]) => ({IN_SIGHT})(selector) === places", arg=[strip, places])


def viewer(page):
    return page.get_by_role("dialog", name="Bộ ảnh, xem lớn")


def test_a_gallery_is_read_with_keys_and_buttons(visitor, address):
    page = visitor(reduced_motion="reduce")
    page.goto(address)
    strip = gallery(page).get_by_role("list")
    earlier, later = (gallery(page).get_by_role("button", name=name) for name in ("Ảnh trước", "Ảnh sau"))
    expect(earlier).to_be_disabled()
    expect(strip.get_by_role("listitem")).to_have_count(COUNT)

    later.click()
    comes_to_rest_at(page, "2")
    expect(gallery(page).get_by_role("status")).to_have_text("Ảnh 2/4")
    expect(earlier).to_be_enabled()
    strip.focus()
    page.keyboard.press("ArrowRight")
    comes_to_rest_at(page, "3")
    page.keyboard.press("End")
    comes_to_rest_at(page, "4")
    expect(later).to_be_disabled()
    later.focus()
    page.keyboard.press("Enter")  # the button keeps the focus and does nothing
    comes_to_rest_at(page, "4")
    strip.focus()
    page.keyboard.press("ArrowLeft")
    comes_to_rest_at(page, "3")
    page.keyboard.press("Home")
    comes_to_rest_at(page, "1")

    looked_at = problems_in(page, [LIGHT_WIDE, DARK_PHONE, STRONG])
    assert looked_at == {}
    page.evaluate("document.documentElement.dataset.text = 'huge'")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate(OVER) <= 0


def test_the_whole_screen_is_opened_turned_and_left_by_keys(visitor, address):
    page = visitor(reduced_motion="reduce")
    page.goto(address)
    opens = gallery(page).get_by_role("button", name="Xem lớn")
    opens.focus()
    page.keyboard.press("Enter")
    expect(viewer(page).get_by_role("status")).to_have_text("Ảnh 1/4")

    page.keyboard.press("ArrowRight")
    expect(viewer(page).get_by_role("status")).to_have_text("Ảnh 2/4")
    comes_to_rest_at(page, "2", ".viewer .strip")
    caption = viewer(page).get_by_text("Quầy 2 sáng 20/11. Ảnh: Thùy Nhung")
    expect(caption).to_be_in_viewport()
    viewer(page).get_by_role("button", name="Ảnh sau").click()
    expect(viewer(page).get_by_role("status")).to_have_text("Ảnh 3/4")
    assert problems(page, ".viewer") == []
    page.set_viewport_size(PHONE)
    expect(viewer(page).get_by_text("Quầy 3 sáng 20/11. Ảnh: Thùy Nhung")).to_be_in_viewport()
    assert problems(page, ".viewer") == []
    page.keyboard.press("Escape")

    expect(viewer(page)).to_have_count(0)
    expect(opens).to_be_focused()
    comes_to_rest_at(page, "3")
    gallery(page).get_by_role("img", name="Quầy số 3").click()
    expect(viewer(page).get_by_role("status")).to_have_text("Ảnh 3/4")
    viewer(page).get_by_role("button", name="Đóng").click()
    expect(viewer(page)).to_have_count(0)


def swipe(page, box):
    """A finger goes from the right end of `box` to the left. A page that still loads may not hear it."""
    finger = page.context.new_cdp_session(page)
    for step in range(10):
        kind, x = "touchStart" if step == 0 else "touchMove", box["x"] + box["width"] * 0.85 - 27 * step
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": box["y"] + 80}]})
        page.locator(".gallery .strip").bounding_box()  # a moment in which the page moves along
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@pytest.mark.parametrize("scripts", [True, False])
def test_a_finger_moves_the_strip_to_the_next_picture(visitor, address, scripts):
    page = visitor(viewport=PHONE, has_touch=True, is_mobile=True, java_script_enabled=scripts)
    page.goto(address)
    strip = page.locator(".gallery .strip")
    strip.scroll_into_view_if_needed()
    box = strip.bounding_box()
    wait_until(lambda: swipe(page, box) or strip.evaluate("(each) => each.scrollLeft > 40"))

    expect(page.get_by_text("Quầy 2 sáng 20/11.")).to_be_in_viewport(ratio=0.9)
    expect(page.get_by_text("2/4")).to_be_in_viewport(ratio=0.9)
    assert box["width"] <= PHONE["width"]


def test_without_a_script_nothing_is_missing(visitor, address):
    page = visitor(java_script_enabled=False)
    page.goto(address)
    strip = gallery(page).get_by_role("list")
    expect(page.get_by_text("1/4")).to_be_visible()
    expect(page.get_by_role("button", name="Ảnh sau")).to_have_count(0)

    strip.focus()
    page.keyboard.press("ArrowRight")

    expect(page.get_by_text("Quầy 2 sáng 20/11.")).to_be_in_viewport(ratio=0.9)


def test_on_paper_all_pictures_stand_one_after_the_other(visitor, address):
    page = visitor(viewport={"width": 680, "height": 1000}, reduced_motion="reduce")
    page.goto(address)
    expect(page.get_by_role("button", name="Xem lớn")).to_be_visible()

    page.emulate_media(media="print")

    assert page.get_by_role("button", name="Xem lớn").is_hidden()
    boxes = [page.get_by_text(f"Quầy {number} sáng 20/11.").bounding_box() for number in range(1, COUNT + 1)]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 680 for box in boxes)
    places = [(box["y"], box["x"]) for box in boxes]
    assert places == sorted(places)


def test_a_preview_that_follows_the_typing_leaves_a_gallery_where_it_is(visitor, address):
    page = visitor(reduced_motion="reduce")
    page.goto(address)
    gallery(page).get_by_role("button", name="Ảnh sau").click()
    comes_to_rest_at(page, "2")

    page.evaluate(
        """async () => {
          const { update } = await import("/static/js/preview.js");
          const { fetchPart } = await import("/static/js/parts.js");
          const fresh = await fetchPart(location.href, ".prose");
          fresh.querySelector("p").textContent = "Bốn quầy.";
          update(document.querySelector(".prose"), fresh);
        }"""
    )

    expect(page.get_by_text("Bốn quầy.")).to_be_visible()
    comes_to_rest_at(page, "2")
    expect(gallery(page).get_by_role("button", name="Ảnh sau")).to_have_count(1)
