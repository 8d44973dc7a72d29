"""The focal point: what cards, and pictures of shared links, keep of a picture."""

import io
import json
import re
from contextlib import closing
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Pillow
from PIL import ImageDraw

from articles.models import Tag
from articles.related import load_related
from revisions.models import SavedRow
from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_article, make_event, make_image, make_user
from uploads.boxes import Box
from uploads.images import store_image
from uploads.models import Image
from uploads.names import all_files_of, picture_key
from uploads.refusals import Refused
from uploads.shares import RATIO, focus_class, keep_share, share_of

from .factories import sent

pytestmark = pytest.mark.django_db
TEXTS = {"alt": "Trao quyết định", "credit": "Ảnh: Lan", "caption": ""}


def with_face(width, height, x, y):
    """A picture of the library: blue, with a red square at `x`, `y` percent."""
    picture = Pillow.new("RGB", (width, height), "blue")
    at_x, at_y = width * x // 100, height * y // 100
    ImageDraw.Draw(picture).rectangle((at_x - 20, at_y - 20, at_x + 20, at_y + 20), fill="red")
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return store_image(sent(buffer.getvalue(), "a.png"), alt="Trao quyết định", credit="Ảnh: Lan")


def face_in(name):
    """Where the red square is in the stored file `name`, in percent; None where it was cut off."""
    with default_storage.open(name) as file, Pillow.open(file) as picture:
        red, _, blue = picture.convert("RGB").split()
        mask = Pillow.merge("RGB", (red, red, blue)).convert("L").point(lambda value: 255 if value > 120 else 0)
        found = mask.getbbox()
        if found is None or found == (0, 0, *picture.size):
            return None
        middle = (found[0] + found[2]) / 2, (found[1] + found[3]) / 2
        return tuple(round(100 * at / side) for at, side in zip(middle, picture.size, strict=True))


@pytest.fixture
def webmaster(client):
    client.force_login(make_user(WEBMASTER), backend="django.contrib.auth.backends.ModelBackend")
    return client


def save(client, image, **fields):
    return client.post(reverse("admin:uploads_image_change", args=[image.pk]), TEXTS | fields, follow=True)


# The rectangles


@pytest.mark.parametrize(
    ("size", "point", "box"),
    [
        ((1280, 720), (50, 50), Box(0, 24, 1280, 672)),
        ((1280, 720), (50, 0), Box(0, 0, 1280, 672)),
        ((900, 1600), (50, 50), Box(0, 564, 900, 472)),
        ((900, 1600), (50, 20), Box(0, 226, 900, 472)),
        ((900, 1600), (0, 100), Box(0, 1128, 900, 472)),
        ((2000, 500), (0, 50), Box(0, 0, 952, 500)),
        ((2000, 500), (100, 50), Box(1048, 0, 952, 500)),
        ((1200, 630), (10, 90), Box(0, 0, 1200, 630)),
        ((1, 1), (100, 100), Box(0, 0, 1, 1)),
    ],
)
def test_a_cut_is_the_largest_and_lies_where_the_point_is(size, point, box):
    assert Box(0, 0, *size).shaped(RATIO, *point) == box


@pytest.mark.parametrize(("x", "y"), [(x, y) for x in (0, 33, 50, 100) for y in (0, 7, 50, 93, 100)])
@pytest.mark.parametrize("size", [(1280, 720), (333, 1280), (1280, 300), (640, 640)])
def test_the_point_is_in_each_cut(size, x, y):
    width, height = size
    box = Box(0, 0, width, height).shaped(RATIO, x, y)

    assert box.left - 1 <= width * x / 100 <= box.left + box.width + 1
    assert box.top - 1 <= height * y / 100 <= box.top + box.height + 1
    assert box == box.within(width, height)


@pytest.mark.parametrize(
    ("point", "classes"),
    [
        ((50, 50), ""),
        ((54, 45), ""),
        ((37, 22), "focus-x-4 focus-y-2"),
        ((0, 100), "focus-x-0 focus-y-10"),
        ((50, 9), "focus-y-1"),
    ],
)
def test_classes_say_the_point_to_a_tenth(point, classes):
    assert focus_class(*point) == classes


# The form


@pytest.mark.parametrize(("sent_point", "kept"), [("20,80", (20, 80)), ("37,0", (37, 0)), ("", (50, 50))])
def test_the_form_keeps_the_point(webmaster, sent_point, kept):
    image = with_face(900, 1600, 20, 80)

    save(webmaster, image, focus=sent_point)

    image.refresh_from_db()
    assert (image.focus_x, image.focus_y) == kept


def test_who_sends_the_texts_alone_leaves_the_point_where_it_is(webmaster):
    image = with_face(900, 1600, 50, 10)
    save(webmaster, image, focus="50,10")

    save(webmaster, image, alt="Mô tả mới")

    image.refresh_from_db()
    assert (image.alt, image.focus_y) == ("Mô tả mới", 10)


@pytest.mark.parametrize("point", ["101,50", "-1,5", "a", "50", "٣,٤", "1,2,3", "9" * 5000])
def test_a_point_outside_is_refused_with_what_was_typed_kept(webmaster, point):
    image = with_face(900, 1600, 50, 10)

    answer = save(webmaster, image, focus=point, caption="Sáng 20/11")

    assert "không nằm trong ảnh. Hãy chọn một trong chín ô" in answer.content.decode()
    assert "Sáng 20/11" in answer.content.decode()


def test_the_form_shows_the_point_that_is_chosen(webmaster):
    image = with_face(900, 1600, 50, 10)
    page = webmaster.get(reverse("admin:uploads_image_change", args=[image.pk])).content.decode()
    assert 'value="50,50" checked' in page

    save(webmaster, image, focus="37,22")

    page = webmaster.get(reverse("admin:uploads_image_change", args=[image.pk])).content.decode()
    assert 'value="37,22" checked' in page
    assert page.count('name="focus"') == 10


@pytest.mark.parametrize(("role", "may"), [(WRITER, True), (EDITOR, True), (WEBMASTER, True), (MODERATOR, False)])
def test_who_may_correct_a_picture_sets_its_point(client, role, may):
    image = with_face(900, 1600, 50, 10)
    client.force_login(make_user(role), backend="django.contrib.auth.backends.ModelBackend")

    save(client, image, focus="50,10")

    image.refresh_from_db()
    assert image.focus_y == (10 if may else 50)


def test_the_database_refuses_a_point_outside():
    image = make_image()

    with pytest.raises(Exception, match="image_focus_lies_in_it"):
        Image.objects.filter(pk=image.pk).update(focus_x=101)


# Shared links


def test_a_picture_without_a_point_is_shared_whole():
    image = with_face(900, 1600, 50, 10)

    keep_share(image)

    assert image.share.url == image.url
    assert (image.share.width, image.share.height) == (image.width, image.height)
    assert len(default_storage.listdir(f"anh/{image.content_hash[:2]}")[1]) == len(_lying(image))


def _lying(image):
    return [name for name in all_files_of(picture_key(image.file)) if default_storage.exists(name)]


@pytest.mark.parametrize(
    ("size", "face"),
    [((900, 1600), (50, 10)), ((900, 1600), (30, 90)), ((1280, 320), (10, 50)), ((800, 800), (50, 0))],
)
def test_a_face_at_the_edge_is_in_the_shared_picture(webmaster, size, face):
    image = with_face(*size, *face)

    save(webmaster, image, focus=f"{face[0]},{face[1]}")

    image.refresh_from_db()
    share = image.share
    assert share.name != image.file
    assert abs(share.width / share.height - RATIO) < 0.02
    with default_storage.open(share.name) as file, Pillow.open(file) as stored:
        assert stored.size == (share.width, share.height)
    found = face_in(share.name)
    assert found is not None
    assert max(abs(a - b) for a, b in zip(found, face, strict=True)) <= 12


def test_without_a_point_the_middle_would_have_lost_that_face(webmaster):
    image = with_face(900, 1600, 50, 10)
    save(webmaster, image, focus="50,60")
    image.refresh_from_db()

    assert face_in(image.share.name) is None


def test_what_was_shared_stays_at_its_address_when_the_point_moves(webmaster):
    image = with_face(900, 1600, 50, 10)
    save(webmaster, image, focus="50,10")
    image.refresh_from_db()
    first = image.share

    save(webmaster, image, focus="50,80")

    image.refresh_from_db()
    assert image.share.name != first.name
    assert default_storage.exists(first.name)
    with closing(webmaster.get(first.url)) as answer:
        assert answer.status_code == 200


def test_a_full_disk_is_said_beside_the_point(webmaster, monkeypatch):
    image = with_face(900, 1600, 50, 10)
    monkeypatch.setattr(default_storage, "save", lambda *_: (_ for _ in ()).throw(OSError("full")))

    answer = save(webmaster, image, focus="50,10")

    assert "Máy chủ chưa lưu được tệp" in str(answer.context["adminform"].errors)
    image.refresh_from_db()
    assert image.focus_y == 50


def test_a_picture_whose_file_is_lost_is_refused():
    image = with_face(900, 1600, 50, 10)
    default_storage.delete(image.file)
    image.focus_y = 10

    with pytest.raises(Refused):
        keep_share(image)


def test_writing_the_cut_twice_leaves_one_file():
    image = with_face(900, 1600, 50, 10)
    image.focus_y = 10

    keep_share(image)
    keep_share(image)

    assert [name for name in _lying(image) if "chia" in name] == [share_of(image).name]


def test_the_cuts_go_with_the_picture(django_capture_on_commit_callbacks):
    image = with_face(900, 1600, 50, 10)
    for image.focus_y in (10, 90):
        keep_share(image)
    files = _lying(image)

    with django_capture_on_commit_callbacks(execute=True):
        image.delete()

    assert len([name for name in files if "chia" in name]) == 2
    assert not any(default_storage.exists(name) for name in files)


def test_a_small_picture_is_not_cut_for_sharing():
    image = with_face(300, 300, 50, 0)
    image.focus_y = 0

    assert share_of(image).name == image.file


def test_pages_of_articles_and_events_share_the_cut(client):
    image = with_face(900, 1600, 50, 10)
    image.focus_y = 10
    keep_share(image)
    image.save()
    pages = [make_article(cover=image), make_event(picture=image)]

    for page in pages:
        shown = client.get(page.get_absolute_url()).content.decode()
        meta = dict(re.findall(r'<meta property="(og:image[:\w]*)" content="([^"]*)"', shown))
        assert meta["og:image"].endswith(image.share.url)
        assert (meta["og:image:width"], meta["og:image:height"]) == (str(image.share.width), str(image.share.height))
    described = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', shown, re.DOTALL)[1])
    assert str(described).count(image.url) >= 1  # search engines are given the whole


# Cards


def test_cards_keep_the_point_in_sight(client):
    image = with_face(900, 1600, 20, 10)
    image.focus_x, image.focus_y = 20, 10
    image.save()
    tag = Tag.objects.create(name="một cửa", slug="mot-cua")
    other = make_article(cover=make_image(), tags=[tag], published_at=timezone.now() - timedelta(days=2))
    article = make_article(category=other.category, cover=image, tags=[tag])
    addresses = ("/", article.category.get_absolute_url(), other.get_absolute_url())

    home, category, page = (client.get(path).content.decode() for path in addresses)

    for shown in (home, category, page):
        cards = [tag for tag in re.findall("<img[^>]*>", shown) if image.url in tag]
        assert cards
        assert all('class="focus-x-2 focus-y-1"' in tag for tag in cards)
    assert {tag for tag in re.findall("<img[^>]*>", home) if "focus-" in tag and image.url not in tag} == set()
    assert [related.cover.focus_class for related in load_related(other).related] == [image.focus_class]


# Revisions


def test_an_earlier_point_comes_back_with_its_cut(client):
    client.force_login(make_user(WEBMASTER), backend="django.contrib.auth.backends.ModelBackend")
    image = with_face(900, 1600, 50, 10)
    for point in ("50,10", "50,90"):
        save(client, image, focus=point)
    first = share_of(Image(file=image.file, width=image.width, height=image.height, focus_x=50, focus_y=10))
    default_storage.delete(first.name)  # as after a backup of the disk from before
    saved = SavedRow.objects.of(image).order_by("pk")[1]  # the first is how the picture was before it was saved here
    page = reverse("admin:uploads_image_revision", args=[image.pk, saved.pk])

    now = re.search(r'name="hien_nay" value="(\w+)"', client.get(page).content.decode())
    client.post(page, {"viec": "khoi-phuc", "hien_nay": now[1]})

    image.refresh_from_db()
    assert (image.focus_y, image.share.name) == (10, first.name)
    assert default_storage.exists(first.name)
