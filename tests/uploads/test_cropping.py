"""A part of a picture becomes a picture of its own: which part, by its pixels, beside the first one, which stays."""

import re
from itertools import pairwise

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image as Pillow
from PIL import ImageDraw

from revisions.bin.binning import put
from revisions.saving import saved_by
from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_article, make_image, make_user
from uploads.boxes import Box
from uploads.cropping import RATIOS, box_for, crop
from uploads.images import store_image
from uploads.models import Image
from uploads.refusals import Refused

from .factories import picture_bytes, sent
from .marked_pictures import animation_of, marked
from .test_focus import face_in, with_face

pytestmark = pytest.mark.django_db
TEXTS = {"alt": "Bà Hạnh ký", "credit": "Ảnh: Lan", "caption": ""}
COLOURS = ["red", "lime", "blue", "yellow"]


@pytest.fixture
def image(tmp_path):
    """1200 × 800 in four fields: red and green above, blue and yellow below."""
    picture = Pillow.new("RGB", (1200, 800))
    for number, colour in enumerate(COLOURS):
        left, top = number % 2 * 600, number // 2 * 400
        ImageDraw.Draw(picture).rectangle((left, top, left + 599, top + 399), fill=colour)
    path = tmp_path / "a.png"
    picture.save(path)
    return store_image(sent(path.read_bytes(), "a.png"), alt="Buổi ký", credit="Ảnh: Hậu", caption="Sáng 20/11")


@pytest.fixture
def webmaster(client):
    client.force_login(make_user(WEBMASTER), backend="django.contrib.auth.backends.ModelBackend")
    return client


def page_of(image):
    return reverse("admin:uploads_image_crop", args=[image.pk])


def json_of(image):
    return reverse("uploads:crop", args=[image.pk])


def colours_of(image, size=1280):
    """The colours in the four corners of a stored picture, a tenth inside."""
    with default_storage.open(image.name_for(size)) as file, Pillow.open(file) as picture:
        pixels = picture.convert("RGB")
        places = [(x, y) for y in (0.1, 0.9) for x in (0.1, 0.9)]
        near = [pixels.getpixel((int(pixels.width * x), int(pixels.height * y))) for x, y in places]
    known = {colour: Pillow.new("RGB", (1, 1), colour).getpixel((0, 0)) for colour in COLOURS}
    return [min(known, key=lambda name: sum(abs(a - b) for a, b in zip(known[name], at, strict=True))) for at in near]


# Which part


@pytest.mark.parametrize(
    ("chosen", "ratio", "box"),
    [
        (Box(0, 0, 1200, 800), "16:9", Box(0, 62, 1200, 675)),
        (Box(0, 0, 1200, 800), "4:3", Box(66, 0, 1067, 800)),
        (Box(0, 0, 1200, 800), "1:1", Box(200, 0, 800, 800)),
        (Box(100, 100, 300, 300), "", Box(100, 100, 300, 300)),
        (Box(100, 100, 300, 300), "16:9", Box(100, 166, 300, 169)),
        (Box(-50, -50, 300, 300), "", Box(0, 0, 300, 300)),
        (Box(1100, 700, 300, 300), "", Box(900, 500, 300, 300)),
        (Box(0, 0, 10**30, 200), "", Box(0, 0, 1200, 200)),
        (Box(10**30, 0, 400, 200), "", Box(800, 0, 400, 200)),
    ],
)
def test_what_was_chosen_is_brought_into_the_picture_and_into_the_ratio(image, chosen, ratio, box):
    assert box_for(image, chosen, RATIOS[ratio]) == box


def test_a_ratio_alone_keeps_the_focal_point(image):
    image.focus_x, image.focus_y = 5, 50

    assert box_for(image, Box(0, 0, 1200, 800), RATIOS["1:1"]).left == 20


@pytest.mark.parametrize("ratio", [name for name in RATIOS if name])
def test_a_box_of_the_ratio_stays_as_it_is_but_for_a_pixel(image, ratio):
    for width in range(320, 1000, 7):
        height = round(width / RATIOS[ratio])
        if height <= 800:
            box = box_for(image, Box(3, 0, width, height), RATIOS[ratio])
            assert abs(box.width - width) + abs(box.height - height) <= 1


@pytest.mark.parametrize("chosen", [Box(0, 0, 1200, 800), Box(-5, -5, 5000, 5000)])
def test_the_whole_picture_is_not_cut(image, chosen):
    with pytest.raises(Refused, match="là cả ảnh nên chưa có gì để cắt"):
        box_for(image, chosen, None)


@pytest.mark.parametrize("chosen", [Box(0, 0, 159, 800), Box(0, 0, 800, 20), Box(5, 5, 0, 0), Box(0, 0, -4, -4)])
def test_a_part_too_small_to_be_seen_is_not_cut(image, chosen):
    with pytest.raises(Refused, match="ít nhất 160 điểm ảnh"):
        box_for(image, chosen, None)


def test_a_small_picture_is_cut_along_its_longer_side():
    image = store_image(sent(picture_bytes(400, 120)), alt="Dải băng", credit="BBT")

    assert box_for(image, Box(0, 0, 200, 120), None) == Box(0, 0, 200, 120)


# The new picture


def test_a_part_is_a_picture_of_its_own_with_its_pixels_in_every_size(image):
    lan = make_user(WRITER)

    part = crop(image, Box(600, 0, 600, 400), **TEXTS, by=lan).image

    assert colours_of(part) == ["lime"] * 4
    assert colours_of(part, 640) == ["lime"] * 4
    assert (part.width, part.height) == (600, 400)
    assert (part.alt, part.credit, part.uploaded_by) == ("Bà Hạnh ký", "Ảnh: Lan", lan)
    assert part.cropped_from == image.content_hash
    assert colours_of(image) == COLOURS


def test_the_edges_of_a_part_are_where_they_were_set(image):
    part = crop(image, Box(300, 200, 600, 400), **TEXTS).image

    assert colours_of(part) == COLOURS


def test_a_part_of_a_part(image):
    right = crop(image, Box(600, 0, 600, 800), **TEXTS).image

    below = crop(right, Box(0, 400, 600, 400), **TEXTS).image

    assert colours_of(below) == ["yellow"] * 4
    assert below.cropped_from == right.content_hash


def test_transparency_stays(tmp_path):
    picture = Pillow.new("RGBA", (800, 600), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((400, 0, 799, 599), fill="red")
    picture.save(tmp_path / "a.png")
    whole = store_image(sent((tmp_path / "a.png").read_bytes(), "a.png"), alt="Biểu trưng", credit="BBT")

    part = crop(whole, Box(200, 0, 400, 400), **TEXTS).image

    with default_storage.open(part.file) as file, Pillow.open(file) as picture:
        assert [picture.convert("RGBA").getpixel((x, 200))[3] for x in (20, 380)] == [0, 255]


def test_a_part_of_what_moves_is_a_still_picture():
    whole = store_image(
        sent(animation_of([marked(400, 300), Pillow.new("RGB", (400, 300), "red")]), "a.gif"),
        alt="Cờ bay",
        credit="BBT",
    )

    part = crop(whole, Box(0, 0, 200, 200), **TEXTS).image

    assert (bool(whole.animation_url), part.animation_url) == (True, "")
    assert default_storage.exists(part.name_for(320))


@pytest.mark.parametrize(
    ("face", "box", "there"),
    [
        ((30, 12), Box(0, 0, 900, 800), (30, 24)),
        ((30, 12), Box(200, 0, 400, 400), (18, 48)),
        ((30, 12), Box(400, 900, 400, 400), (0, 0)),
    ],
)
def test_the_focal_point_goes_along(face, box, there):
    image = with_face(900, 1600, *face)
    image.focus_x, image.focus_y = face
    image.save()

    part = crop(image, box, **TEXTS).image

    assert max(abs(a - b) for a, b in zip((part.focus_x, part.focus_y), there, strict=True)) <= 1
    if there != (0, 0):
        found = face_in(part.file)
        assert max(abs(a - b) for a, b in zip(found, (part.focus_x, part.focus_y), strict=True)) <= 2
    assert default_storage.exists(part.share.name)


def test_no_focal_point_is_none_in_the_part_either(image):
    part = crop(image, Box(0, 0, 400, 400), **TEXTS).image

    assert (part.focus_x, part.focus_y) == (50, 50)


def test_the_same_part_again_is_the_picture_that_is_there(image):
    first = crop(image, Box(0, 0, 400, 400), **TEXTS)

    again = crop(image, Box(0, 0, 400, 400), **TEXTS | {"alt": "Khác"})

    assert (first.is_new, again.is_new) == (True, False)
    assert again.image == first.image
    assert again.image.alt == "Bà Hạnh ký"
    assert crop(image, Box(0, 0, 400, 401), **TEXTS).is_new


def test_a_part_that_lies_in_the_bin_comes_back(image):
    part = crop(image, Box(0, 0, 400, 400), **TEXTS).image
    with saved_by(None):
        put(part, None)

    back = crop(image, Box(0, 0, 400, 400), **TEXTS)

    assert back.came_back
    assert back.image.cropped_from == image.content_hash


def test_the_first_picture_may_go_and_come_back_and_its_parts_stay(image, django_capture_on_commit_callbacks):
    part = crop(image, Box(0, 0, 400, 400), **TEXTS).image

    with django_capture_on_commit_callbacks(execute=True):
        image.delete()

    part.refresh_from_db()
    assert default_storage.exists(part.file)


def test_a_picture_whose_file_is_lost_is_refused(image):
    default_storage.delete(image.file)

    with pytest.raises(Refused, match="không đọc được tệp"):
        crop(image, Box(0, 0, 400, 400), **TEXTS)

    assert Image.objects.count() == 1


def test_a_full_disk_leaves_neither_row_nor_file(image, monkeypatch):
    names = {name for _, names in [default_storage.listdir("anh")] for name in names}
    monkeypatch.setattr(default_storage, "save", lambda *_: (_ for _ in ()).throw(OSError("full")))

    with pytest.raises(Refused, match="Máy chủ chưa lưu được tệp"):
        crop(image, Box(0, 0, 400, 400), **TEXTS)

    assert Image.objects.count() == 1
    assert {name for _, names in [default_storage.listdir("anh")] for name in names} == names


# The page


def test_without_script_a_ratio_is_enough(webmaster, image):
    page = webmaster.get(page_of(image)).content.decode()
    fields = dict(re.findall(r'<input type="number" name="(\w+)" value="(\d+)"', page))
    assert fields == {"left": "0", "top": "0", "width": "1200", "height": "800"}

    answer = webmaster.post(page_of(image), {**TEXTS, **fields, "ratio": "1:1"}, follow=True)

    part = Image.objects.exclude(pk=image.pk).get()
    assert answer.redirect_chain == [(reverse("admin:uploads_image_change", args=[part.pk]), 302)]
    assert (part.width, part.height) == (800, 800)
    assert "Đã cắt thành ảnh mới" in answer.content.decode()
    assert (
        f'<a href="{reverse("admin:uploads_image_change", args=[image.pk])}">Mở ảnh gốc</a>' in answer.content.decode()
    )


def test_four_fields_say_the_part(webmaster, image):
    box = {"left": "600", "top": "400", "width": "400", "height": "300"}

    webmaster.post(page_of(image), {**TEXTS, **box, "ratio": ""})

    part = Image.objects.exclude(pk=image.pk).get()
    assert (part.width, part.height) == (400, 300)
    assert colours_of(part) == ["yellow"] * 4


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "là cả ảnh nên chưa có gì để cắt"),
        ({"width": "20"}, "Vùng chọn nhỏ quá"),
        ({"ratio": "1:1", "alt": " "}, "Mô tả ảnh"),
        ({"ratio": "1:1", "credit": ""}, "Nguồn ảnh"),
        ({"ratio": "5:1"}, "5:1"),
        ({"left": "một trăm"}, "Cách mép trái"),
        ({"left": "9" * 5000}, "Cách mép trái"),
    ],
)
def test_what_is_wrong_is_said_with_what_was_typed_kept(webmaster, image, fields, sentence):
    answer = webmaster.post(page_of(image), {**TEXTS, "caption": "Sáng 21/11", **fields})

    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert "Sáng 21/11" in answer.content.decode()
    assert Image.objects.count() == 1


def test_pressed_twice_it_is_one_picture_and_says_so(webmaster, image):
    for _ in range(2):
        answer = webmaster.post(page_of(image), {**TEXTS, "ratio": "1:1"}, follow=True)

    assert Image.objects.count() == 2
    assert "Phần này đã được cắt trước đó" in answer.content.decode()


def test_what_uses_the_first_picture_does_not_change(webmaster, image):
    article = make_article(cover=image, body=f'<figure class="image"><img src="{image.url}" alt=""></figure>')
    before = webmaster.get(article.get_absolute_url()).content

    webmaster.post(page_of(image), {**TEXTS, "ratio": "1:1"})

    assert webmaster.get(article.get_absolute_url()).content == before


def test_the_page_of_a_picture_that_is_not_there(webmaster):
    answer = webmaster.get(reverse("admin:uploads_image_crop", args=[999]), follow=True)

    assert answer.redirect_chain == [(reverse("admin:index"), 302)]
    assert "999" in str([str(message) for message in answer.context["messages"]])
    assert webmaster.delete(reverse("admin:uploads_image_crop", args=[999])).status_code == 405


# For scripts


def test_a_script_is_told_of_the_picture_and_of_its_part(webmaster, image):
    told = webmaster.get(json_of(image)).json()
    assert (told["width"], told["height"], told["focus"]) == (1200, 800, [50, 50])

    answer = webmaster.post(json_of(image), {**TEXTS, "left": 0, "top": 0, "width": 500, "height": 400}).json()

    part = Image.objects.exclude(pk=image.pk).get()
    assert (answer["id"], answer["width"], answer["height"]) == (part.pk, 500, 400)
    assert answer["note"] == ""


@pytest.mark.parametrize(
    ("fields", "status", "sentence"),
    [({}, 400, "là cả ảnh nên chưa có gì để cắt"), ({"alt": "", "ratio": "1:1"}, 400, ""), ({"width": "x"}, 400, "")],
)
def test_a_script_is_told_why_not(webmaster, image, fields, status, sentence):
    answer = webmaster.post(json_of(image), {**TEXTS, **fields})

    assert answer.status_code == status
    assert sentence in answer.json()["error"]["message"]
    assert answer.json()["error"]["message"]


def test_a_script_asks_for_a_picture_that_is_gone(webmaster):
    answer = webmaster.get(reverse("uploads:crop", args=[999]))

    assert (answer.status_code, answer.json()["error"]["message"][:27]) == (404, "Ảnh này không còn trong thư")


@pytest.mark.parametrize(("role", "may"), [(WRITER, True), (EDITOR, True), (WEBMASTER, True), (MODERATOR, False)])
@pytest.mark.parametrize("address", [page_of, json_of])
def test_whoever_adds_pictures_cuts_them(client, image, role, may, address):
    client.force_login(make_user(role), backend="django.contrib.auth.backends.ModelBackend")

    assert (client.get(address(image)).status_code == 200) == may
    assert (client.post(address(image), {**TEXTS, "ratio": "1:1"}).status_code != 403) == may
    assert Image.objects.count() == (2 if may else 1)


@pytest.mark.parametrize("address", [page_of, json_of])
def test_nobody_else_does(client, image, address):
    assert client.get(address(image)).status_code in {302, 401}
    assert client.post(address(image), {**TEXTS, "ratio": "1:1"}).status_code in {302, 401}
    assert Image.objects.count() == 1


def test_the_library_offers_it_to_whoever_may(client):
    make_image()
    offered = []
    for role in (WRITER, WEBMASTER):
        client.force_login(make_user(role), backend="django.contrib.auth.backends.ModelBackend")
        offered += ["crop_url" in picture for picture in client.get("/quan-tri/tai-len/thu-vien/").json()["images"]]

    assert offered == [True, True]


def test_cutting_costs_the_same_among_many_pictures(webmaster, image, django_assert_max_num_queries):
    for number in range(3):
        with django_assert_max_num_queries(25):
            webmaster.post(page_of(image), {**TEXTS, "left": number * 100, "top": 0, "width": 400, "height": 400})

    hashes = sorted(Image.objects.values_list("content_hash", flat=True))
    assert all(a != b for a, b in pairwise(hashes))
