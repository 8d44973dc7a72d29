"""Bars of the forms: the one that saves is in sight, and the editor's row of buttons says that it goes on."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import WEBMASTER, make_article, make_category, make_event, make_user
from tests.signing_in import let_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
LONG = "Bài “Xã Tân Phong mở thêm quầy giúp dân” admin đã xóa lúc 16:58 trong khi bạn đang sửa. " * 3
IN_SIGHT = """() => {
  const edges = (each) => each.getBoundingClientRect();
  const save = edges(document.querySelector('#submit-row [name="_save"]'));
  const away = edges(document.querySelector("#submit-row a.bg-red-600"));
  return [save.top > 0, save.bottom <= innerHeight, away.top >= innerHeight - 1];
}"""


@pytest.fixture
def form(page):
    make_user(WEBMASTER, username="web", is_superuser=True)

    def opened(kind, size=PHONE):
        make = {"article": make_article, "event": make_event, "category": make_category}[kind]
        page.set_viewport_size(size)
        let_in(page, "web", reverse(f"admin:articles_{kind}_change", args=[make().pk]))
        page.wait_for_load_state("networkidle")
        return page

    return opened


@pytest.mark.parametrize("kind", ["article", "event", "category"])
@pytest.mark.parametrize("text", ["100%", "200%"])
def test_saving_is_in_sight_at_the_top_of_a_form_and_deleting_is_not(form, kind, text):
    page = form(kind)
    page.evaluate("(size) => void (document.documentElement.style.fontSize = size)", text)

    page.wait_for_function(f"({IN_SIGHT})().every(Boolean)")


@pytest.mark.parametrize("size", [PHONE, {"width": 1366, "height": 768}])
def test_the_bar_grows_with_a_long_sentence(form, size):
    page = form("article", size)

    page.evaluate(
        """(said) => {
          const line = document.querySelector("[data-copy-line]");
          line.dataset.state = "said";
          line.textContent = said;
        }""",
        LONG,
    )

    page.wait_for_function("""() => {
      const edges = (part) => document.querySelector(`#submit-row ${part}`).getBoundingClientRect();
      const bar = edges("> div"), line = edges("[data-copy-line]");
      const words = edges("[data-length]"), save = edges('[name="_save"]');
      const within = (each) => each.top >= bar.top && each.bottom <= Math.min(bar.bottom, innerHeight);
      return within(line) && within(words) && within(save);
    }""")


def test_the_editors_row_of_buttons_goes_on_with_an_arrow(form):
    page = form("article")
    arrow, picture = page.locator(".richtext-more"), page.locator(".cke_button__portalpictures")

    for _ in range(8):
        box = picture.bounding_box()
        if box["x"] + box["width"] <= arrow.bounding_box()["x"]:
            break
        arrow.click()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= arrow.bounding_box()["x"]

    page.locator(".cke_toolbox").evaluate("(row) => row.scrollTo({ left: row.scrollWidth })")
    expect(arrow).to_have_text("‹")
    arrow.click()
    page.wait_for_function("document.querySelector('.cke_toolbox').scrollLeft === 0")


def test_an_error_of_the_strip_takes_its_whole_width_and_the_presence_note_is_read_in_the_dark(form):
    page = form("article", {"width": 1366, "height": 768})
    page.evaluate("""() => {
      document.documentElement.classList.add("dark");
      const error = document.createElement("div");
      Object.assign(error, { className: "desk-field-error", textContent: "Chuyên mục “Mục tạm” admin đã xóa." });
      document.querySelector(".desk-head .field-line:has(#id_category)").append(error);
      document.querySelector(".desk-presence [role=status]").innerHTML = "<p>Minh Hòa đang mở bài này.</p>";
    }""")

    error, strip = (
        page.locator(f".desk-head {part}").bounding_box() for part in (".desk-field-error", "> fieldset > .form-rows")
    )
    assert error["width"] > 0.9 * strip["width"]
    light, dark = page.evaluate("""() => {
      const note = document.querySelector(".desk-presence"), sum = (colour) => {
        const canvas = new OffscreenCanvas(1, 1).getContext("2d");
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        return canvas.getImageData(0, 0, 1, 1).data.slice(0, 3).reduce((all, each) => all + each, 0);
      };
      return [sum(getComputedStyle(note).color), sum(getComputedStyle(note).backgroundColor)];
    }""")
    assert light > 450
    assert dark < 150
