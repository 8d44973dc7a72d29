"""A picture that is large or heavy is made smaller in a real browser before it is sent; others go as they are."""

import base64

import pytest
from PIL import Image

from uploads.decoding.headers import header_of, kind_of
from uploads.decoding.reading import read

from .marked_pictures import CORNERS, animation_of, as_camera_stores, corners_of, file_of, is_like, marked

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PADDING = 11 * 1024 * 1024  # bytes behind a picture: heavier than what goes as it is
FIT = """async ([content, type]) => {
  const { fitting } = await import("/static/uploads/scaling.js");
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
  const padded = new File([bytes, new Uint8Array(%d)], "anh", { type });
  const sent = await fitting(padded);
  const url = new FileReader();
  await new Promise((done) => { url.onload = done; url.readAsDataURL(sent); });
  return [sent === padded, sent.size, sent === padded ? "" : url.result.split(",")[1]];
}"""


@pytest.fixture
def fit(open_window):
    page = open_window()
    page.goto("/quan-tri/login/")

    def fit(content, kind, padding=PADDING):
        is_same, _, sent = page.evaluate(FIT % padding, [base64.b64encode(content).decode(), f"image/{kind.lower()}"])
        if is_same:
            return content
        content = base64.b64decode(sent)
        return read(content, header_of(content, kind_of(content))).picture, kind_of(content)

    return fit


def test_what_is_scaled_keeps_its_place_its_colours_and_what_is_transparent(fit):
    for orientation in (1, 6):
        picture, kind = fit(as_camera_stores(orientation, "JPEG", marked(3000, 2000)), "JPEG")
        assert (picture.size, kind) == ((2560, 1707), "JPEG")
        assert is_like(corners_of(picture), CORNERS)

    clear = marked(3000, 2000).convert("RGBA")
    clear.paste((0, 0, 0, 0), (0, 0, 1500, 2000))
    picture, kind = fit(file_of(clear, "PNG", compress_level=1), "PNG")
    assert (picture.size, kind) == ((2560, 1707), "WEBP")
    assert [picture.getpixel((x, 800))[3] for x in (300, 2200)] == [0, 255]

    picture, _ = fit(file_of(marked(9000, 600), "JPEG"), "JPEG")
    assert picture.size == (9000, 600)  # a panorama is low already
    assert is_like(corners_of(picture), CORNERS)

    assert fit(file_of(marked(300, 200), "JPEG"), "JPEG")[0].size == (300, 200)  # lighter, never larger


def test_what_is_light_moves_or_cannot_be_read_goes_as_it_is(fit):
    light, heic = file_of(marked(3000, 2000), "JPEG"), file_of(marked(), "HEIC")
    assert fit(light, "JPEG", padding=0) == light
    assert fit(heic, "HEIC") == heic
    for kind in ("GIF", "WEBP", "PNG"):
        moving = animation_of([marked(), marked(corners=CORNERS[::-1])], kind)
        assert fit(moving, kind) == moving
    large = file_of(Image.new("RGB", (5200, 4000), CORNERS[0]), "WEBP", method=0)
    assert fit(large, "WEBP", padding=0)[0].width < 5200
